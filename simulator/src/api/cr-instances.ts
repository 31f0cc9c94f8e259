import { describeEndpoint, describeInstance, describeVpcEndpoint, listedInstance } from '../cr/describe';
import { type Account, type Actions, type Call, action } from './call';
import { PAGE, instanceOf, matches, paged, success } from './cr-support';

const MODULES = ['Registry', 'Chart'] as const;

export function moduleOf(call: Call): (typeof MODULES)[number] {
  return call.parameters.oneOf('ModuleName', MODULES, 'Registry');
}

/** The API pages write Internet, the older ones internet; there is no other endpoint to name here. */
export function requirePublicEndpoint(call: Call): void {
  call.parameters.required('EndpointType');
  call.parameters.oneOf('EndpointType', ['Internet', 'internet'], 'Internet');
}

/** The instances of the caller in the region of the call. */
export function instancesOf(account: Account, call: Call) {
  return Object.values(account.world.instances).filter(
    instance => instance.region === call.region && instance.accountId === account.world.accountId,
  );
}

const HOUR_MILLISECONDS = 3_600_000;

export const CR_INSTANCES: Actions = {
  GetInstance: action(['InstanceId'], (account, call) => success(describeInstance(instanceOf(account, call)))),

  ListInstance: action(['InstanceName', 'InstanceStatus', 'ResourceGroupId', ...PAGE], (account, call) => {
    const found = instancesOf(account, call).filter(
      instance =>
        matches(call, 'InstanceName', instance.name) &&
        matches(call, 'InstanceStatus', instance.status) &&
        matches(call, 'ResourceGroupId', instance.resourceGroupId),
    );
    return paged(call, 'Instances', found.map(listedInstance), 'number');
  }),

  GetInstanceEndpoint: action(['InstanceId', 'EndpointType', 'ModuleName'], (account, call) => {
    requirePublicEndpoint(call);
    return success(describeEndpoint(instanceOf(account, call), moduleOf(call)));
  }),

  GetInstanceVpcEndpoint: action(['InstanceId', 'ModuleName'], (account, call) =>
    success(describeVpcEndpoint(instanceOf(account, call), moduleOf(call))),
  ),

  GetAuthorizationToken: action(['InstanceId', 'ExpiresInHours'], (account, call) => {
    const instance = instanceOf(account, call);
    return success({
      TempUsername: 'cr_temp_user',
      AuthorizationToken: account.random.id(`${instance.id}.`, 40),
      ExpireTime: account.world.now + call.parameters.integer('ExpiresInHours', 1, 24, 1) * HOUR_MILLISECONDS,
    });
  }),
};
