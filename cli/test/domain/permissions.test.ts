import fc from 'fast-check';
import { RAM_ACTIONS, RAM_LIMITS } from '../../src/domain/facts.generated';
import type { DeclaredStack } from '../../src/domain/model';
import { type Permissions, permissionsFor } from '../../src/domain/permissions';
import { GERMANY_HANGZHOU, declared } from '../support/assemblies';

const [base] = declared(GERMANY_HANGZHOU);

/** A stack with one resource of each type. */
const stackOf = (...types: string[]): DeclaredStack => ({
  ...base,
  template: { Resources: Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])) },
});

const actionsOf = ({ policy }: Permissions) => policy.Statement.flatMap(({ Action }) => Action);

/** What an app takes beyond the deployer itself. */
const beyond = (...types: string[]) => {
  const own = actionsOf(permissionsFor([]));
  return actionsOf(permissionsFor([stackOf(...types)])).filter(action => !own.includes(action));
};

describe('the permissions of an app', () => {
  test('are one statement for each service, in the order of the names', () => {
    expect(permissionsFor([]).policy).toEqual({
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'cr:CreateRepositorySync',
            'cr:GetAuthorizationToken',
            'cr:GetInstance',
            'cr:GetInstanceEndpoint',
            'cr:GetInstanceUsage',
            'cr:GetInstanceVpcEndpoint',
            'cr:GetRepository',
            'cr:GetRepositorySync',
            'cr:ListArtifactLifecycleRule',
            'cr:ListInstance',
            'cr:ListNamespace',
            'cr:ListRepository',
            'cr:ListRepositoryTag',
            'cr:ListScanRule',
            'cr:ListSyncRule',
            'cr:PullRepository',
          ],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: ['ram:GetRole', 'ram:ListPoliciesForGroup', 'ram:ListPoliciesForRole', 'ram:ListPoliciesForUser'],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: [
            'ros:ContinueCreateStack',
            'ros:CreateChangeSet',
            'ros:CreateStack',
            'ros:DeleteChangeSet',
            'ros:DeleteStack',
            'ros:DescribeRegions',
            'ros:ExecuteChangeSet',
            'ros:GenerateTemplatePolicy',
            'ros:GetChangeSet',
            'ros:GetFeatureDetails',
            'ros:GetStack',
            'ros:GetStackResource',
            'ros:GetTemplate',
            'ros:GetTemplateEstimateCost',
            'ros:ListChangeSets',
            'ros:ListStackEvents',
            'ros:ListStackResources',
            'ros:ListStacks',
            'ros:UpdateStack',
          ],
          Resource: '*',
        },
      ],
    });
  });

  test('hold what its resource types take, those of grants and service roles too', () => {
    expect(beyond('ALIYUN::CR::Namespace')).toEqual([
      'cr:CreateNamespace',
      'cr:DeleteNamespace',
      'cr:GetNamespace',
      'cr:UpdateNamespace',
    ]);
    expect(beyond('ALIYUN::RAM::AttachPolicyToUser')).toEqual(['ram:AttachPolicyToUser', 'ram:DetachPolicyFromUser']);
    expect(beyond('ALIYUN::RAM::Role')).toContain('ram:CreateRole');
  });

  test('take the system policy of the billing system only where instances are bought', () => {
    expect(permissionsFor([stackOf('ALIYUN::CR::Namespace')]).systemPolicies).toEqual([]);
    expect(permissionsFor([stackOf('ALIYUN::CR::Instance')]).systemPolicies).toEqual(['AliyunBSSFullAccess']);
  });

  test('name the types that nothing is known of, but for those of ROS itself', () => {
    const { uncovered } = permissionsFor([
      stackOf('ALIYUN::OSS::Bucket', 'ALIYUN::ROS::Sleep', 'ALIYUN::CR::Namespace'),
    ]);
    expect(uncovered).toEqual(['ALIYUN::OSS::Bucket']);
  });

  test('are the same in whatever order the stacks and resources come, and fit into one RAM policy', () => {
    const types = Object.keys(RAM_ACTIONS);
    const all = permissionsFor([stackOf(...types)]);
    expect(JSON.stringify(all.policy).length).toBeLessThanOrEqual(RAM_LIMITS.policyCharacters);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(types, { minLength: types.length }),
        fc.nat({ max: types.length }),
        (list, at) => {
          const stacks = [stackOf(...list.slice(0, at)), stackOf(...list.slice(at))];
          expect(permissionsFor(stacks)).toEqual(all);
        },
      ),
    );
  });

  const told = (...Action: string[]) => new Map([[base.key, [{ Effect: 'Allow', Action, Resource: '*' }]]]);

  test('are what ROS itself says of a template, and not what the types would take', () => {
    const permissions = permissionsFor([stackOf('ALIYUN::CR::Namespace')], told('cr:JustThis', 'oss:AndThat'));
    const actions = actionsOf(permissions);
    expect(actions).toEqual(expect.arrayContaining(['cr:JustThis', 'oss:AndThat']));
    expect(actions).not.toContain('cr:CreateNamespace');
    expect(permissions.toldByRos).toEqual([base.name]);
  });

  test('follow from the types of a service of which ROS says nothing', () => {
    const permissions = permissionsFor([stackOf('ALIYUN::CR::Namespace', 'ALIYUN::RAM::Role')], told('cr:JustThis'));
    expect(actionsOf(permissions)).toEqual(expect.arrayContaining(['cr:JustThis', 'ram:CreateRole']));
    expect(actionsOf(permissions)).not.toContain('cr:CreateNamespace');
  });

  test('keep what ROS grants of one resource alone, or under a condition, apart', () => {
    const narrow = { Effect: 'Allow', Action: ['ram:PassRole'], Resource: 'acs:ram::*:role/x' };
    const bound = { ...narrow, Resource: '*', Condition: { StringEquals: { 'acs:Service': 'cr.aliyuncs.com' } } };
    const { policy } = permissionsFor([base], new Map([[base.key, [narrow, bound]]]));
    expect(policy.Statement).toEqual(expect.arrayContaining([narrow, bound]));
  });
});
