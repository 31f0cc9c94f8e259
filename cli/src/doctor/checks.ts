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
import type { Survey } from '../cloud/survey';
import type { DeclaredStack } from '../domain/model';
import { permissionFor } from '../domain/permissions';
import type { ListedStack } from '../domain/records';
import { attachmentChecks } from './attachments';
import { failure } from './failure';
import type { Check } from './model';
import { registryQuotas, stackQuota } from './quotas';
import { type TemplatePolicies, askPolicies } from './template-policies';

/** Signatures are refused beyond a quarter of an hour; well before that something is wrong with the clock. */
const SKEW_SECONDS = 60;

export interface Examination {
  readonly checks: readonly Check[];
  /** What ROS itself says that the templates take. */
  readonly told: TemplatePolicies['told'];
}

/** Looks at everything a deployment needs. Each check answers for itself; none stops the others. */
export async function examine(stacks: readonly DeclaredStack[], cloud: Cloud): Promise<Examination> {
  const regions = [...new Set(stacks.map(({ region }) => region))].sort();
  const [identity, ...rest] = await identityChecks(cloud);
  if (identity.state === 'failed') {
    return { checks: [identity], told: new Map() };
  }
  const near = await sideBySide(regions, region => listRegion(region, cloud));
  const survey: Survey = {
    stacks: new Map(near.flatMap(({ region, stacks: found }) => (found === undefined ? [] : [[region, found]]))),
    unlisted: new Map(near.flatMap(({ region, check }) => (check.state === 'ok' ? [] : [[region, check.detail]]))),
  };
  const registries = await sideBySide(regions, region => registry(region, cloud));
  const policies = await askPolicies(stacks, cloud.ros);
  const checks = [
    identity,
    ...rest,
    ...near.flatMap(({ check }, index) => [check, registries[index]]),
    ...(await Promise.all(probes(regions[0] ?? 'cn-hangzhou', cloud))),
    policies.check,
    await serviceRole(cloud),
    await stackQuota(stacks, survey, cloud),
    ...(await attachmentChecks(stacks, cloud)),
    ...(await registryQuotas(stacks, survey, cloud)),
  ];
  return { checks, told: policies.told };
}

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

interface ListedRegion {
  readonly region: string;
  readonly check: Check;
  readonly stacks?: readonly ListedStack[];
}

async function listRegion(region: string, { ros: client }: Cloud): Promise<ListedRegion> {
  const subject = `ROS in ${region}`;
  return client.listStacks(region).then(
    (stacks): ListedRegion => ({
      region,
      check: { subject, state: 'ok', detail: `answers, ${count(stacks.length)}` },
      stacks,
    }),
    (error): ListedRegion => ({ region, check: failure(subject, error) }),
  );
}

const count = (stacks: number): string => (stacks === 1 ? '1 stack' : `${stacks} stacks`);

async function registry(region: string, { cr }: Cloud): Promise<Check> {
  const subject = `Container Registry in ${region}`;
  return cr.countInstances(region).then(
    instances => ({
      subject,
      state: 'ok',
      detail: `answers, ${instances === 1 ? '1 registry' : `${instances} registries`}`,
    }),
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
