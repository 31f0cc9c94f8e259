import type { Cloud } from '../cloud/cloud';
import { hasCode } from '../cloud/cloud-error';
import { sideBySide } from '../cloud/side-by-side';
import { type Survey, surveyElsewhere } from '../cloud/survey';
import { ROS_LIMITS } from '../domain/facts.generated';
import type { DeclaredStack } from '../domain/model';
import { isInstance } from '../domain/resource-types';
import { failure } from './failure';
import type { Check } from './model';

const idIn = ({ stacks }: Survey, { region, name }: DeclaredStack): string | undefined =>
  stacks.get(region)?.find(stack => stack.name === name)?.id;

/** The quota is that of the account, so the stacks of all regions count, those of others too. */
export async function stackQuota(stacks: readonly DeclaredStack[], near: Survey, { ros }: Cloud): Promise<Check> {
  const subject = 'quota of stacks';
  const survey = await surveyElsewhere(near, ros);
  const existing = [...survey.stacks.values()].flat().length;
  const wanted = stacks.filter(stack => idIn(survey, stack) === undefined).length;
  const unlisted = [...survey.unlisted.keys()];
  const uncounted = unlisted.length > 0 ? `; not counted: ${unlisted.join(', ')}` : '';
  const detail = `${existing} of ${ROS_LIMITS.stacksPerAccount} used in all regions, ${wanted} more to create${uncounted}`;
  if (existing + wanted > ROS_LIMITS.stacksPerAccount) {
    return { subject, state: 'failed', detail, fix: 'Delete stacks that nobody needs, or ask for a higher quota.' };
  }
  return { subject, state: unlisted.length > 0 ? 'warning' : 'ok', detail };
}

/** Use of and room in the registries that exist. */
export async function registryQuotas(stacks: readonly DeclaredStack[], near: Survey, cloud: Cloud): Promise<Check[]> {
  const checks = await sideBySide(stacks, async (stack): Promise<Check[]> => {
    const id = idIn(near, stack);
    if (id === undefined || stack.role === 'replication') {
      return [];
    }
    try {
      const made = (await cloud.ros.listResources(stack.region, id)).filter(({ type }) => isInstance(type));
      return await Promise.all(made.map(({ physicalId }) => registryQuota(stack.region, physicalId, cloud)));
    } catch (error) {
      return [failure(`quotas in ${stack.region}`, error)];
    }
  });
  return checks.flat();
}

async function registryQuota(region: string, id: string, { cr }: Cloud): Promise<Check> {
  const subject = `quotas of ${id}`;
  try {
    return quotaCheck(subject, await cr.usage(region, id));
  } catch (error) {
    if (hasCode(error, 'InvalidAction.NotFound')) {
      return { subject, state: 'skipped', detail: 'not told by this endpoint' };
    }
    return failure(subject, error);
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
