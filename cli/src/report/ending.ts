import type { StackOutcome } from '../deployment/events';
import { conditionOf } from '../domain/condition';
import { title } from '../domain/model';
import { remedyOf } from '../domain/remedies';
import type { Colours } from '../session/output';
import { duration, paragraph } from './text';

/** How a command ended that changes stacks. */
export interface Ending {
  readonly outcomes: readonly StackOutcome[];
  readonly interrupted: boolean;
  /** What to run to go on. */
  readonly again: string;
  /** How long all of it took. */
  readonly milliseconds?: number;
}

/** How long it took, and what took longest. */
export function durationTexts({ outcomes, milliseconds }: Ending): string[] {
  if (milliseconds === undefined) {
    return [];
  }
  const busy = outcomes.filter(({ result }) => result === 'deployed' || result === 'deleted' || result === 'failed');
  const [longest] = busy.sort((one, other) => (other.milliseconds ?? 0) - (one.milliseconds ?? 0));
  const most = longest === undefined ? '' : `; longest ${longest.stack.name}, ${duration(longest.milliseconds ?? 0)}`;
  return [`It took ${duration(milliseconds)}${most}.`];
}

/** How many stacks ended so. */
export const numberOf = (outcomes: readonly StackOutcome[], result: StackOutcome['result']): number =>
  outcomes.filter(outcome => outcome.result === result).length;

/** Whether stacks are left that are not as they were to become. */
export const isUnfinished = ({ outcomes }: Ending): boolean =>
  numberOf(outcomes, 'failed') + numberOf(outcomes, 'skipped') > 0;

/** What failed, what was not done under the given heading, and how to go on; each a part of its own. */
export function unfinishedTexts(ending: Ending, heading: string, colours: Colours): string[] {
  const { outcomes, interrupted, again } = ending;
  const failed = outcomes.filter(({ result }) => result === 'failed');
  const skipped = outcomes.filter(({ result }) => result === 'skipped');
  const lines = skipped.map(({ stack, reason }) => paragraph(`${title(stack)}: ${reason}`, 2));
  return [
    ...failed.map(outcome => failureText(outcome, again, colours)),
    ...(lines.length > 0 ? [[colours.yellow(heading), ...lines].join('\n')] : []),
    ...(interrupted ? [`Stopped on request. To go on, run: ${again}`] : []),
  ];
}

/** Stack, region, the reason of ROS, and what to do next. */
function failureText(outcome: StackOutcome, again: string, colours: Colours): string {
  const head = colours.red(`Failed: ${title(outcome.stack)}`);
  return [head, paragraph(outcome.reason ?? '', 2), paragraph(`Next: ${nextStep(outcome, again)}`, 2)].join('\n');
}

/** What to do after a failure: what fits the error, where that is known. */
export function nextStep(outcome: StackOutcome, again: string): string {
  const { stack, reason = '', live, cause } = outcome;
  if (cause === 'permission') {
    return 'global-registry doctor  (names the permissions that are missing)';
  }
  if (cause === 'credentials') {
    return `renew the credentials, then ${again}`;
  }
  if (cause === 'changed') {
    return `${again}  (looks again, and shows what it does now)`;
  }
  if (cause === 'timeout') {
    return `${again}  (goes on from what ROS has done by then)`;
  }
  if (cause === 'unreachable') {
    return `${again}  (as soon as ${stack.region} answers; --only deploys other regions meanwhile)`;
  }
  const remedy = remedyOf({ stack, reason, logicalId: live?.failure?.logicalId, live });
  if (remedy === undefined && conditionOf(live?.status) === 'remains') {
    return `${again}  (shows what is left, and removes it after your consent)`;
  }
  return remedy === undefined ? `${again}  (goes on where it stopped)` : `${remedy} Then run: ${again}`;
}

/** The ending as data; see json-schema/deploy.json and destroy.json. */
export function endingData(command: string, ending: Ending): Record<string, unknown> {
  const { outcomes, interrupted, again, milliseconds } = ending;
  return {
    command,
    interrupted,
    seconds: inSeconds(milliseconds),
    stacks: outcomes.map(outcome => ({ ...outcomeData(outcome), next: nextOf(outcome, again) })),
    next: isUnfinished(ending) ? again : null,
  };
}

const inSeconds = (milliseconds: number | undefined): number | null =>
  milliseconds === undefined ? null : Math.round(milliseconds / 1000);

const nextOf = (outcome: StackOutcome, again: string): string | null =>
  outcome.result === 'failed' ? nextStep(outcome, again) : null;

const outcomeData = ({ stack, result, reason, live, milliseconds }: StackOutcome): object => ({
  name: stack.name,
  region: stack.region,
  role: stack.role,
  result,
  status: live?.status ?? null,
  reason: reason ?? null,
  seconds: inSeconds(milliseconds),
  outputs: live?.outputs ?? {},
});
