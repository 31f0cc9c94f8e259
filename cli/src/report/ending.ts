import type { StackOutcome } from '../deployment/events';
import { conditionOf } from '../domain/condition';
import { title } from '../domain/model';
import { remedyOf } from '../domain/remedies';
import type { Colours } from '../session/output';
import { type Again, commandText, duration, paragraph } from './text';

/** How a command ended that changes stacks. */
export interface Ending {
  readonly outcomes: readonly StackOutcome[];
  readonly interrupted: boolean;
  /** What to run to go on. */
  readonly again: string;
  /** What to run of other commands. */
  readonly next: Again;
  /** How long all of it took. */
  readonly milliseconds?: number;
  /** How many times as fast the time of a simulation ran. */
  readonly speed?: number;
}

/** How long it took, and what took longest. */
export function durationTexts({ outcomes, milliseconds, speed }: Ending): string[] {
  if (milliseconds === undefined) {
    return [];
  }
  const busy = outcomes.filter(({ result }) => result === 'deployed' || result === 'deleted' || result === 'failed');
  const [longest] = busy.sort((one, other) => (other.milliseconds ?? 0) - (one.milliseconds ?? 0));
  const shown = (real: number) => duration(real * (speed ?? 1));
  const most = longest === undefined ? '' : `; longest ${longest.stack.name}, ${shown(longest.milliseconds ?? 0)}`;
  return [
    speed === undefined
      ? `It took ${shown(milliseconds)}${most}.`
      : paragraph(`It took ${shown(milliseconds)} of the simulated cloud, which runs ${speed} times as fast${most}.`),
  ];
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
  const failed = outcomes.filter(outcome => outcome.result === 'failed' && !isLeft(outcome));
  const left = outcomes.filter(isLeft);
  const skipped = outcomes.filter(({ result }) => result === 'skipped');
  const lines = skipped.map(({ stack, reason }) => paragraph(`${title(stack)}: ${reason}`, 2));
  return [
    ...failed.map(outcome => failureText(outcome, ending, colours)),
    ...leftTexts(left, ending, colours),
    ...(lines.length > 0 ? [[colours.yellow(heading), ...lines].join('\n')] : []),
    ...(interrupted ? [commandText('Stopped on request. To go on:', again)] : []),
  ];
}

/** Nothing failed where the time was up: ROS goes on. */
export const isLeft = ({ result, cause }: StackOutcome): boolean => result === 'failed' && cause === 'timeout';

/** What runs on in ROS, and one command for all of it. */
function leftTexts(left: readonly StackOutcome[], ending: Ending, colours: Colours): string[] {
  if (left.length === 0) {
    return [];
  }
  const lines = left.map(({ stack, reason }) => paragraph(`${title(stack)}: ${reason}`, 2));
  const { why, command } = nextStep(left[0], ending);
  return [[colours.yellow('Left running:'), ...lines, commandText(`Next: ${why}`, command, 2)].join('\n')];
}

/** Stack, region, the reason of ROS, and what to do next. */
function failureText(outcome: StackOutcome, ending: Ending, colours: Colours): string {
  const head = colours.red(`Failed: ${title(outcome.stack)}`);
  const { why, command } = nextStep(outcome, ending);
  return [head, paragraph(outcome.reason ?? '', 2), commandText(`Next: ${why}`, command, 2)].join('\n');
}

/** What to do after a failure, and the command for it. */
export interface NextStep {
  readonly why: string;
  readonly command: string;
}

/** What to do after a failure: what fits the error, where that is known. */
export function nextStep(outcome: StackOutcome, { again, next }: Pick<Ending, 'again' | 'next'>): NextStep {
  const { stack, reason = '', live, cause } = outcome;
  const same = (why: string): NextStep => ({ why, command: again });
  switch (cause) {
    case 'permission':
      return { why: 'see which permissions are missing:', command: next('doctor') };
    case 'credentials':
      return same('renew the credentials, then run this again:');
    case 'changed':
      return same('look again, and see what it does now:');
    case 'timeout':
      return same('go on from what ROS has done by then:');
    case 'unreachable':
      return same(`go on as soon as ${stack.region} answers; --only deploys other regions meanwhile:`);
  }
  const remedy = remedyOf({ stack, reason, logicalId: live?.failure?.logicalId, live });
  if (remedy === undefined && conditionOf(live?.status) === 'remains') {
    return same('see what is left, and remove it after your consent:');
  }
  return same(remedy === undefined ? 'go on where it stopped:' : `${remedy} Then run:`);
}

/** The ending as data; see json-schema/deploy.json and destroy.json. */
export function endingData(command: string, ending: Ending): Record<string, unknown> {
  const { outcomes, interrupted, again, milliseconds } = ending;
  return {
    command,
    interrupted,
    seconds: inSeconds(milliseconds),
    stacks: outcomes.map(outcome => ({ ...outcomeData(outcome), next: nextOf(outcome, ending) })),
    next: isUnfinished(ending) ? again : null,
  };
}

const inSeconds = (milliseconds: number | undefined): number | null =>
  milliseconds === undefined ? null : Math.round(milliseconds / 1000);

function nextOf(outcome: StackOutcome, ending: Ending): string | null {
  if (outcome.result !== 'failed') {
    return null;
  }
  const { why, command } = nextStep(outcome, ending);
  return `${why} ${command}`;
}

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
