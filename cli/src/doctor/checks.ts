import type { Cloud } from '../cloud/cloud';
import {
  CloudError,
  CredentialsError,
  hasCode,
  isCredentialProblem,
  isForbidden,
  isTransient,
} from '../cloud/cloud-error';
import { sideBySide } from '../cloud/side-by-side';
import { ROS_LIMITS } from '../domain/facts.generated';
import type { DeclaredStack } from '../domain/model';
import { permissionFor } from '../domain/permissions';
import type { ListedStack } from '../domain/records';
import { isInstance } from '../domain/resource-types';
import type { Check } from './model';

/** Signatures are refused beyond a quarter of an hour; well before that something is wrong with the clock. */
const SKEW_SECONDS = 60;

/** Looks at everything a deployment needs. Each check answers for itself; none stops the others. */
export async function examine(stacks: readonly DeclaredStack[], cloud: Cloud): Promise<Check[]> {
  const regions = [...new Set(stacks.map(({ region }) => region))].sort();
  const [identity, ...rest] = await identityChecks(cloud);
  if (identity.state === 'failed') {
    return [identity];
  }
  const lists: Lists = new Map(regions.map(region => [region, cloud.ros.listStacks(region)]));
  const services = await Promise.all(regions.flatMap(region => [ros(region, lists), registry(region, cloud)]));
  return [
    identity,
    ...rest,
    ...services,
    ...(await Promise.all(probes(regions[0] ?? 'cn-hangzhou', cloud))),
    await serviceRole(cloud),
    await stackQuota(stacks, lists),
    ...(await registryQuotas(stacks, lists, cloud)),
  ];
}

/** The stacks of each region of the app, which are asked for once. */
type Lists = ReadonlyMap<string, Promise<ListedStack[]>>;

const listedIn = async (lists: Lists, { region, name }: DeclaredStack): Promise<ListedStack | undefined> =>
  (await lists.get(region))?.find(listed => listed.name === name);

async function identityChecks({ ros: client }: Cloud): Promise<Check[]> {
  const subject = 'credentials';
  try {
    const time = await client.serverTime();
    return [{ subject, state: 'ok', detail: 'accepted' }, clock(time)];
  } catch (error) {
    if (error instanceof CredentialsError) {
      return [{ subject, state: 'failed', detail: error.message }];
    }
    if (isForbidden(error)) {
      return [{ subject, state: 'ok', detail: 'accepted' }, failure('ROS', error)];
    }
    if (!isCredentialProblem(error)) {
      return [failure('ROS', error)];
    }
    const fix = 'Renew the access key, or choose another --profile.';
    return [{ subject, state: 'failed', detail: (error as Error).message, fix }];
  }
}

export function clock(serverTime: Date | undefined, now = Date.now()): Check {
  const subject = 'clock';
  if (serverTime === undefined) {
    return { subject, state: 'skipped', detail: 'the service does not tell its time' };
  }
  const seconds = Math.round((now - serverTime.getTime()) / 1000);
  const detail = `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the service`;
  if (Math.abs(seconds) <= SKEW_SECONDS) {
    return { subject, state: 'ok', detail: `within ${SKEW_SECONDS} s of the service` };
  }
  return { subject, state: 'failed', detail, fix: 'Set the clock of this machine (NTP): signatures carry the time.' };
}

async function ros(region: string, lists: Lists): Promise<Check> {
  const subject = `ROS in ${region}`;
  return lists.get(region)!.then(
    ({ length }) => ({ subject, state: 'ok', detail: `answers, ${length} stacks` }),
    error => failure(subject, error),
  );
}

async function registry(region: string, { cr }: Cloud): Promise<Check> {
  const subject = `Container Registry in ${region}`;
  return cr.countInstances(region).then(
    instances => ({ subject, state: 'ok', detail: `answers, ${instances} registries` }),
    error => failure(subject, error),
  );
}

const NOBODY = 'cri-0000000000000000';
/** Asked about something that does not exist, these show whether they may be asked at all. */
const ABSENT = ['INSTANCE_NOT_EXIST', 'StackNotFound', 'InvalidStackId', 'INSTANCE_NOT_EXISTS'];

function probes(region: string, { ros: client, cr, images }: Cloud): Promise<Check>[] {
  const template = JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: {} });
  const nowhere = { region, instanceId: NOBODY };
  const calls: [string, () => Promise<unknown>][] = [
    ['GetStack', () => client.getStack(region, '00000000-0000-0000-0000-000000000000')],
    ['GetInstance', () => cr.getInstance(region, NOBODY)],
    ['GetInstanceEndpoint', () => cr.internet(region, NOBODY)],
    ['GetInstanceVpcEndpoint', () => cr.vpcLinks(region, NOBODY)],
    ['ListNamespace', () => cr.namespaces(region, NOBODY)],
    ['ListRepoSyncRule', () => cr.outgoingRules(region, NOBODY)],
    ['ListRepoSyncTask', () => cr.tasks(region, NOBODY)],
    ['ListRepository', () => images.repositories(nowhere, 'prod')],
    ['ListRepoTag', () => images.tags(nowhere, 'crr-0000000000000000')],
    ['GetRepository', () => images.repository({ ...nowhere, namespace: 'prod', repository: 'api' })],
    ['GetTemplateEstimateCost', () => client.estimate(region, template, {})],
  ];
  return calls.map(async ([call, send]): Promise<Check> => {
    const subject = `permission ${permissionFor(call)}`;
    try {
      await send();
      return { subject, state: 'ok', detail: 'granted' };
    } catch (error) {
      if (isForbidden(error) || isTransient(error)) {
        return failure(subject, error);
      }
      const granted = hasCode(error, ...ABSENT) || (error as CloudError).status === 400;
      return granted ? { subject, state: 'ok', detail: 'granted' } : failure(subject, error);
    }
  });
}

const ROLE = 'AliyunContainerRegistryDefaultRole';

async function serviceRole({ roles, simulated }: Cloud): Promise<Check> {
  const subject = `service role ${ROLE}`;
  if (simulated) {
    return { subject, state: 'skipped', detail: 'the simulator has no RAM' };
  }
  try {
    if (await roles.exists(ROLE)) {
      return { subject, state: 'ok', detail: 'exists' };
    }
    const fix = 'Open the console of Container Registry once and authorize it; new accounts lack the role.';
    return { subject, state: 'failed', detail: 'is missing; instances then stay in preparation', fix };
  } catch (error) {
    const { detail, permission } = failure(subject, error);
    return { subject, state: 'warning', detail, permission };
  }
}

/** The regions of the app are not all regions, so what is left is at most this. */
async function stackQuota(stacks: readonly DeclaredStack[], lists: Lists): Promise<Check> {
  const subject = 'quota of stacks';
  try {
    const existing = (await Promise.all(lists.values())).flat().length;
    const found = await Promise.all(stacks.map(stack => listedIn(lists, stack)));
    const wanted = found.filter(listed => listed === undefined).length;
    const left = ROS_LIMITS.stacksPerAccount - existing;
    const detail = `${existing} of ${ROS_LIMITS.stacksPerAccount} used in these regions, ${wanted} more to create`;
    if (wanted <= left) {
      return { subject, state: 'ok', detail };
    }
    return { subject, state: 'failed', detail, fix: 'Delete stacks that nobody needs, or ask for a higher quota.' };
  } catch (error) {
    return failure(subject, error);
  }
}

async function registryQuotas(
  stacks: readonly DeclaredStack[],
  lists: Lists,
  { ros: client, cr }: Cloud,
): Promise<Check[]> {
  const checks = await sideBySide(stacks, async (stack): Promise<Check[]> => {
    try {
      const listed = await listedIn(lists, stack);
      if (listed === undefined) {
        return [];
      }
      const made = (await client.listResources(stack.region, listed.id)).filter(({ type }) => isInstance(type));
      return Promise.all(made.map(({ physicalId }) => registryQuota(stack.region, physicalId)));
    } catch (error) {
      return [failure(`quotas in ${stack.region}`, error)];
    }
  });
  return checks.flat();

  async function registryQuota(region: string, id: string): Promise<Check> {
    const subject = `quotas of ${id}`;
    try {
      const usage = await cr.usage(region, id);
      return quotaCheck(subject, usage);
    } catch (error) {
      if (hasCode(error, 'InvalidAction.NotFound')) {
        return { subject, state: 'skipped', detail: 'not told by this endpoint' };
      }
      return failure(subject, error);
    }
  }
}

export function quotaCheck(subject: string, usage: Readonly<Record<string, unknown>>): Check {
  const kinds = [
    ['namespaces', Number(usage.NamespaceUsage), Number(usage.NamespaceQuota)],
    ['repositories', Number(usage.RepoUsage), Number(usage.RepoQuota)],
  ] as const;
  const detail = kinds.map(([name, used, quota]) => `${used} of ${quota} ${name}`).join(', ');
  if (kinds.every(([, used, quota]) => used < quota)) {
    return { subject, state: 'ok', detail };
  }
  return {
    subject,
    state: 'warning',
    detail,
    fix: 'Buy more quota for the instance in the console, or delete what is not used.',
  };
}

/** Why a call failed, and what to do about it. */
function failure(subject: string, error: unknown): Check {
  const { message: detail } = error as Error;
  if (isForbidden(error)) {
    const permission = permissionFor((error as CloudError).call.action);
    return { subject, state: 'failed', detail, permission, fix: `Grant ${permission}; the policy stands below.` };
  }
  if (hasCode(error, 'InvalidRegionId.NotFound')) {
    return { subject, state: 'failed', detail, fix: 'Correct the region in the app.' };
  }
  const fix = isTransient(error)
    ? 'Check the network and any proxy of this machine; if others are fine, the region is down: try again later.'
    : 'Look the code up in the error centre of Alibaba Cloud.';
  return { subject, state: 'failed', detail, fix };
}
