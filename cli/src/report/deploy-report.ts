import { title } from '../domain/model';
import { conditionOf } from '../domain/condition';
import type { StackOutcome } from '../deployment/events';
import type { Colours } from '../session/output';
import { count, paragraph } from './text';

export interface Registry {
  readonly region: string;
  readonly tier: string | null;
  readonly instanceName: string | null;
  readonly instanceId: string;
  readonly host: string | null;
  readonly vpcHost: string | null;
}

/** The registries that exist after a deployment, primaries first. */
export function registriesOf(outcomes: readonly StackOutcome[]): Registry[] {
  const found = outcomes.flatMap(({ stack, live }) => {
    const { InstanceId: instanceId, RegistryHost: host, RegistryVpcHost: vpcHost } = live?.outputs ?? {};
    if (!instanceId) {
      return [];
    }
    const { region, tier, instanceName } = stack;
    return [
      {
        region,
        tier: tier ?? null,
        instanceName: instanceName ?? null,
        instanceId,
        host: host ?? null,
        vpcHost: vpcHost ?? null,
      },
    ];
  });
  const rank = (registry: Registry) => `${registry.tier === 'primary' ? 0 : 1} ${registry.region}`;
  return found.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

export interface Ending {
  readonly outcomes: readonly StackOutcome[];
  readonly interrupted: boolean;
  /** What to run to go on. */
  readonly again: string;
}

/** What became of a deployment: registries, failures, what to do next. */
export function deployText(ending: Ending, colours: Colours): string {
  const { outcomes, interrupted, again } = ending;
  const parts = [countsText(outcomes), ...registriesOf(outcomes).map(registry => registryText(registry, colours))];
  const failed = outcomes.filter(({ result }) => result === 'failed');
  const skipped = outcomes.filter(({ result }) => result === 'skipped');
  for (const outcome of failed) {
    parts.push(failureText(outcome, again, colours));
  }
  if (skipped.length > 0) {
    const lines = skipped.map(({ stack, reason }) => paragraph(`${title(stack)}: ${reason}`, 2));
    parts.push([colours.yellow('Not deployed:'), ...lines].join('\n'));
  }
  if (interrupted) {
    parts.push(`Stopped on request. To go on, run: ${again}`);
  }
  return parts.join('\n\n');
}

function countsText(outcomes: readonly StackOutcome[]): string {
  const number = (result: StackOutcome['result']) => outcomes.filter(outcome => outcome.result === result).length;
  const parts = [`${count(number('deployed'), 'stack')} deployed`, `${number('unchanged')} unchanged`];
  if (number('failed') > 0) {
    parts.push(`${number('failed')} failed`);
  }
  if (number('skipped') > 0) {
    parts.push(`${number('skipped')} not deployed`);
  }
  return `${parts.join(', ')}.`;
}

function registryText(registry: Registry, colours: Colours): string {
  const lines = [`${colours.bold(registry.region)}  ${registry.tier ?? 'registry'}  ${registry.instanceId}`];
  if (registry.host !== null) {
    lines.push(`  docker login ${registry.host}`);
  }
  if (registry.vpcHost !== null) {
    lines.push(`  docker login ${registry.vpcHost}  (inside a VPC)`);
  }
  return lines.join('\n');
}

/** Stack, region, the reason of ROS, and what to run next. */
export function failureText(outcome: StackOutcome, again: string, colours: Colours): string {
  const head = colours.red(`Failed: ${title(outcome.stack)}`);
  return [head, paragraph(outcome.reason ?? '', 2), paragraph(`Next: ${nextCommand(outcome, again)}`, 2)].join('\n');
}

function nextCommand(outcome: StackOutcome, again: string): string {
  if (outcome.cause === 'permission') {
    return 'global-registry doctor  (names the permissions that are missing)';
  }
  if (outcome.cause === 'credentials') {
    return `renew the credentials, then ${again}`;
  }
  if (conditionOf(outcome.live?.status) === 'remains') {
    return `${again} --yes  (removes what is left, then creates it anew)`;
  }
  return `${again}  (goes on where it stopped)`;
}

/** A deployment as data; see json-schema/deploy.json and destroy.json. */
export function endingData(command: string, { outcomes, interrupted, again }: Ending): Record<string, unknown> {
  return {
    command,
    interrupted,
    stacks: outcomes.map(({ stack, result, reason, live }) => ({
      name: stack.name,
      region: stack.region,
      role: stack.role,
      result,
      status: live?.status ?? null,
      reason: reason ?? null,
      outputs: live?.outputs ?? {},
    })),
    next: outcomes.some(({ result }) => result === 'failed' || result === 'skipped') ? again : null,
  };
}
