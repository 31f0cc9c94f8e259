import type { StackOutcome } from '../deployment/events';
import { conditionOf } from '../domain/condition';
import { title } from '../domain/model';
import type { Colours } from '../session/output';
import { paragraph } from './text';

/** How a command ended that changes stacks. */
export interface Ending {
  readonly outcomes: readonly StackOutcome[];
  readonly interrupted: boolean;
  /** What to run to go on. */
  readonly again: string;
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

/** Stack, region, the reason of ROS, and what to run next. */
function failureText(outcome: StackOutcome, again: string, colours: Colours): string {
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
  if (outcome.cause === 'changed') {
    return `${again}  (looks again, and shows what it does now)`;
  }
  if (conditionOf(outcome.live?.status) === 'remains') {
    return `${again}  (shows what is left, and removes it after your consent)`;
  }
  return `${again}  (goes on where it stopped)`;
}

/** The ending as data; see json-schema/deploy.json and destroy.json. */
export function endingData(command: string, ending: Ending): Record<string, unknown> {
  const { outcomes, interrupted, again } = ending;
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
    next: isUnfinished(ending) ? again : null,
  };
}
