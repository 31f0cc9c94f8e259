import { attach, attachments, changeAttached } from '../cr/attachments';
import { describeInstance, listedInstance } from '../cr/describe';
import { TEMPORARY_NAME, newLogin } from '../cr/temporary-logins';
import { invalidParameter } from '../runtime/api-error';
import { QUOTAS } from '../runtime/facts.generated';
import { OPEN_REGIONS } from '../runtime/regions';
import { type Account, type ActionRun, type Actions, type Call, action } from './call';
import { PAGE, instanceOf, matches, paged, success } from './cr-support';

/** The instances of the caller in the region of the call. */
function instancesOf(account: Account, call: Call) {
  return Object.values(account.world.instances).filter(
    instance => instance.region === call.region && instance.accountId === account.world.accountId,
  );
}

const HOUR_MILLISECONDS = 3_600_000;

const listInstance: ActionRun = (account, call) => {
  const found = instancesOf(account, call).filter(
    instance =>
      matches(call, 'InstanceName', instance.name) &&
      matches(call, 'InstanceStatus', instance.status) &&
      matches(call, 'ResourceGroupId', instance.resourceGroupId),
  );
  return paged(call, 'Instances', found.map(listedInstance), 'number');
};

const getInstanceUsage: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const quota = QUOTAS[instance.edition];
  return success({
    NamespaceQuota: String(quota.namespaces),
    NamespaceUsage: String(Object.keys(instance.namespaces).length),
    RepoQuota: String(quota.repositories),
    RepoUsage: String(Object.keys(instance.repositories).length),
    VpcUsage: String(new Set(instance.vpcs.map(link => link.vpcId)).size),
  });
};

/** The password opens the registry of the instance from now on. */
const resetLoginPassword: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const password = call.parameters.required('Password');
  const kinds = [/[A-Za-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter(kind => kind.test(password)).length;
  if (password.length < 8 || password.length > 32 || kinds < 2) {
    throw invalidParameter(
      'Password',
      '******',
      'it has 8 to 32 characters of at least two kinds: letters, digits and others',
    );
  }
  const [user] = attachments(instance, 'user');
  if (user) {
    changeAttached(account.world, instance, 'user', user[0], { User: { Password: password } });
  } else {
    attach(account.world, instance, 'user', { User: { Password: password } });
  }
  return success();
};

export const CR_INSTANCES: Actions = {
  GetInstance: action(['InstanceId'], (account, call) => success(describeInstance(instanceOf(account, call)))),
  ListInstance: action(['InstanceName', 'InstanceStatus', 'ResourceGroupId', ...PAGE], listInstance),
  GetInstanceCount: action([], (account, call) => success({ Count: instancesOf(account, call).length })),
  ListInstanceRegion: action([], () =>
    success({ Regions: OPEN_REGIONS.map(({ id, localName }) => ({ RegionId: id, LocalName: localName })) }),
  ),
  GetInstanceUsage: action(['InstanceId'], getInstanceUsage),
  ResetLoginPassword: action(['InstanceId', 'Password'], resetLoginPassword),
  GetAuthorizationToken: action(['InstanceId', 'ExpiresInHours'], (account, call) => {
    const instance = instanceOf(account, call);
    const expires = account.world.now + call.parameters.integer('ExpiresInHours', 1, 24, 1) * HOUR_MILLISECONDS;
    const AuthorizationToken = newLogin(account.world, instance, expires);
    return success({ TempUsername: TEMPORARY_NAME, AuthorizationToken, ExpireTime: expires });
  }),
};
