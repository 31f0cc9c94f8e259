/** The RAM action behind each call, where it is not the service and the name of the call. Source: the RAM pages of Container Registry. */
const ACTIONS: Readonly<Record<string, string>> = {
  ListInstance: 'cr:ListInstance',
  GetInstance: 'cr:GetInstance',
  GetInstanceEndpoint: 'cr:GetInstanceEndpoint',
  GetInstanceUsage: 'cr:GetInstanceUsage',
  ListNamespace: 'cr:ListNamespace',
  ListRepoSyncRule: 'cr:ListSyncRule',
  ListRepoSyncTask: 'cr:GetRepositorySync',
  GetRepoSyncTask: 'cr:GetRepositorySync',
  GetRole: 'ram:GetRole',
};

/** The permission that a refused call lacks. */
export const permissionFor = (call: string): string => ACTIONS[call] ?? `ros:${call}`;

/**
 * What the deployer and the stacks that it deploys need, as a RAM policy. ROS works with the permissions of whoever deploys.
 */
export const POLICY = {
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'ros:CreateStack',
        'ros:UpdateStack',
        'ros:ContinueCreateStack',
        'ros:DeleteStack',
        'ros:GetStack',
        'ros:ListStacks',
        'ros:ListStackEvents',
        'ros:ListStackResources',
        'ros:GetTemplate',
        'ros:GetTemplateEstimateCost',
        'ros:DescribeRegions',
      ],
      Resource: '*',
    },
    { Effect: 'Allow', Action: ['cr:*'], Resource: '*' },
    { Effect: 'Allow', Action: ['ram:GetRole'], Resource: '*' },
  ],
};

/** Instances are bought through the billing system; no narrower permission is documented. */
export const BUYING = 'Buying and releasing instances also takes the system policy AliyunBSSFullAccess.';
