import type { CopyTask } from '../domain/image-records';
import { helpAgainst, isPassing, issueInWords } from './issue';
import { type Obstacle, copyByHand } from './remedy';

/** What is known of one image on its way to one target. */
export interface Journey {
  /** The digest that its tag gives at the primary. */
  readonly wanted: string;
  /** The digest that its tag gives at the target. */
  readonly found?: string;
  /** Why the target could not be read. */
  readonly unread?: string;
  /** Its copies to the target that count, the oldest first. */
  readonly tasks: readonly CopyTask[];
  /** A copy was started that the service does not list yet. */
  readonly unlisted: boolean;
  /** Why nothing but a person starts a copy of it. */
  readonly unasked?: Obstacle;
  /** Why it is not known whether anything starts one. */
  readonly doubt?: string;
  /** Whether the target keeps the image that a tag was given first. */
  readonly immutable?: boolean;
  /** Whether copies may be started: the first one, or those after a failure that passes. */
  readonly mayBegin: boolean;
  readonly triesLeft: number;
}

export type Step =
  | { readonly kind: 'there' }
  | { readonly kind: 'wait'; readonly state: string }
  | { readonly kind: 'start'; readonly after?: string }
  | {
      readonly kind: 'fail';
      readonly obstacle: Obstacle;
      readonly issue?: string;
      /** It holds only if the tag has not been moved at the primary since that was looked at. */
      readonly unlessMoved?: boolean;
    };

const fail = (obstacle: Obstacle, issue?: string): Step => ({ kind: 'fail', obstacle, issue });

export const isLiving = ({ status }: CopyTask): boolean => status === 'PENDING' || status === 'SYNCHRONIZING';

/** What is to be done next, from nothing but what the service says. The target's tag was read after the tasks. */
export function nextStep(journey: Journey): Step {
  const { wanted, found, unread, tasks, unlisted } = journey;
  if (unread === undefined && found === wanted) {
    return { kind: 'there' };
  }
  const living = tasks.find(isLiving);
  if (living !== undefined || unlisted) {
    return { kind: 'wait', state: living?.status === 'SYNCHRONIZING' ? 'being copied' : 'waiting to be copied' };
  }
  if (unread !== undefined) {
    return { kind: 'wait', state: `not readable: ${unread}` };
  }
  return tasks.length === 0 ? withoutTask(journey) : afterTask(journey, tasks[tasks.length - 1]);
}

function withoutTask({ unasked, doubt, mayBegin, found, immutable }: Journey): Step {
  if (mayBegin) {
    return { kind: 'start' };
  }
  if (unasked === undefined) {
    return { kind: 'wait', state: `no copy was started yet${doubt === undefined ? '' : `, and ${doubt}`}` };
  }
  return immutable && found !== undefined && unasked.next !== undefined
    ? fail({ reason: `${unasked.reason}; ${HELD}`, help: helpAgainst('TAG_CONFLICT') })
    : fail(unasked);
}

const HELD = 'another image has its name there, and tags are immutable there';

function afterTask({ found, triesLeft }: Journey, last: CopyTask): Step {
  if (last.status === 'SUCCESS') {
    const gives = found === undefined ? 'is not there' : `gives ${found}`;
    const reason = `the service says that the copy ${last.id} succeeded, but the tag ${gives}`;
    return { kind: 'fail', obstacle: { reason, next: copyByHand(found) }, unlessMoved: true };
  }
  if (last.status === 'CANCELED') {
    return fail({ reason: `the copy ${last.id} was cancelled`, next: copyByHand(found) });
  }
  const reason = issueInWords(last.issue);
  if (!isPassing(last.issue)) {
    const help = helpAgainst(last.issue);
    return fail(help === undefined ? { reason, next: 'explain' } : { reason, help }, last.issue);
  }
  return triesLeft > 0
    ? { kind: 'start', after: reason }
    : fail(
        {
          reason: `${reason}, also when it was copied again`,
          help: helpAgainst(last.issue),
          next: copyByHand(found),
        },
        last.issue,
      );
}

/**
 * Milliseconds until something is tried again: anywhere up to a bound that doubles each time, so that many who failed at the same moment
 * do not come back at the same moment.
 *
 * @param random a number from 0 to 1
 */
export function delayBefore(attempt: number, random: number, first = 2_000, longest = 60_000): number {
  return Math.round((0.25 + 0.75 * random) * Math.min(longest, first * 2 ** attempt));
}
