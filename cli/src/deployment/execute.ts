import pLimit from 'p-limit';
import { isCredentialProblem, isForbidden, isTransient } from '../cloud/cloud-error';
import { ROS_LIMITS } from '../domain/facts.generated';
import { type Keeping, keptText } from '../domain/keeping';
import type { DeclaredStack } from '../domain/model';
import type { PlannedStack } from '../domain/plan';
import type { StackOutcome } from './events';
import { RegionLists } from './region-lists';
import { type Deletion, removeStack } from './stack-removal';
import { type ConvergeOptions, Departed, StackRun } from './stack-run';
import type { WatchOptions } from './watcher';

export interface Schedule extends WatchOptions {
  /** How many stacks at a time; never more than ROS takes. */
  readonly concurrency: number;
  /** Aborted: nothing new is started; what runs is watched to its end. */
  readonly stop: AbortSignal;
}

/** Deploys what the plan says: each stack as soon as all it depends on is there. The only place that waits. */
export async function deploy(
  plan: readonly PlannedStack[],
  options: Schedule & ConvergeOptions,
): Promise<StackOutcome[]> {
  const lists = new RegionLists(options.ros);
  const order = [...plan].sort((one, other) => one.wave - other.wave);
  const runs = new Map(order.map(planned => [planned.stack.key, new StackRun(planned, { ...options, lists })]));
  const firsts = order.map(({ stack, keeping }): Turn => ({
    key: stack.key,
    stack,
    needs: stack.dependsOn,
    work: () => runs.get(stack.key)!.run(),
    pause: keeping && pauseOf(keeping),
  }));
  const kept = order.filter(({ keeping }) => keeping !== undefined);
  const closings = [...kept].reverse().map((planned): Turn => ({
    key: closingOf(planned.stack.key),
    stack: planned.stack,
    needs: [planned.stack.key, ...lastTurnsBefore(planned, order)],
    work: () => runs.get(planned.stack.key)!.close(),
  }));
  const outcomes = await schedule([...firsts, ...closings], options);
  return order.map(({ stack, keeping }) => {
    const first = outcomes.get(stack.key)!;
    return keeping === undefined ? first : together(first, outcomes.get(closingOf(stack.key))!, keeping);
  });
}

const closingOf = (key: string): string => `${key} once more`;

/** Who needs what a stack keeps; and whatever is deployed after it may read it, and an output is empty while its stack is at work. */
const lastTurnsBefore = ({ stack: { key }, keeping: own }: PlannedStack, order: readonly PlannedStack[]): string[] =>
  order
    .filter(({ stack }) => stack.dependsOn.includes(key) || own!.things.some(({ users }) => users.includes(stack.key)))
    .map(({ stack, keeping }) => (keeping === undefined ? stack.key : closingOf(stack.key)));

const pauseOf = ({ things }: Keeping): string => `keeps ${keptText(things)} until others have been deployed`;

/** What became of a stack in two turns. */
function together(first: StackOutcome, last: StackOutcome, keeping: Keeping): StackOutcome {
  if (last === first) {
    return first;
  }
  const reason = last.result === 'skipped' ? `It keeps ${keptText(keeping.things)}. ${last.reason}` : last.reason;
  const milliseconds = (first.milliseconds ?? 0) + (last.milliseconds ?? 0);
  return { ...last, reason, live: last.live ?? first.live, milliseconds };
}

/**
 * Deletes stacks: each as soon as nothing that depends on it is left.
 *
 * @param deletions dependents before what they depend on
 */
export async function destroy(deletions: readonly Deletion[], options: Schedule): Promise<StackOutcome[]> {
  const order = deletions.map(({ stack }) => stack);
  const turns = deletions.map((deletion): Turn => ({
    key: deletion.stack.key,
    stack: deletion.stack,
    needs: order.filter(other => other.dependsOn.includes(deletion.stack.key)).map(({ key }) => key),
    work: () => removeStack(deletion, options),
  }));
  return [...(await schedule(turns, options)).values()];
}

/** Something that is done to a stack at a time. */
interface Turn {
  readonly key: string;
  readonly stack: DeclaredStack;
  /** The keys of the turns that come before it. */
  readonly needs: readonly string[];
  readonly work: () => Promise<StackOutcome>;
  /** Where the stack has another turn later: what it waits for. */
  readonly pause?: string;
}

/** Takes turns, each after those that it needs, which stand before it; what became of each. */
async function schedule(turns: readonly Turn[], options: Schedule): Promise<Map<string, StackOutcome>> {
  const limit = pLimit(Math.min(options.concurrency, ROS_LIMITS.concurrentStackOperations));
  const expired = new AbortController();
  const outcomes = new Map<string, Promise<StackOutcome>>();
  for (const turn of turns) {
    const needed = turn.needs.flatMap(key => outcomes.get(key) ?? []);
    const outcome = Promise.all(needed).then(async before => {
      const missing = before.find(({ result }) => result === 'failed' || result === 'skipped');
      if (missing === undefined) {
        return limit(async () => told(turn, await taken(turn, options, expired), options));
      }
      // A stack whose first turn went wrong has been told of.
      return missing.stack === turn.stack ? missing : told(turn, heldBack(turn.stack, missing), options);
    });
    outcomes.set(turn.key, outcome);
  }
  const ended = await Promise.all([...outcomes].map(async ([key, outcome]) => [key, await outcome] as const));
  return new Map(ended);
}

function told({ stack, pause }: Turn, outcome: StackOutcome, { onEvent }: Schedule): StackOutcome {
  const goesOn = pause !== undefined && (outcome.result === 'deployed' || outcome.result === 'unchanged');
  onEvent(goesOn ? { kind: 'paused', stack, reason: pause } : { kind: 'ended', outcome });
  return outcome;
}

async function taken({ stack, work }: Turn, options: Schedule, expired: AbortController): Promise<StackOutcome> {
  const reason = reasonToSkip(options, expired.signal);
  if (reason !== undefined) {
    return { stack, result: 'skipped', reason };
  }
  const began = Date.now();
  const first = await Promise.race([guarded(stack, work), whenTimeIsUp(stack, options.deadline)]);
  const outcome = { ...first, milliseconds: Date.now() - began };
  if (outcome.cause === 'credentials') {
    expired.abort();
  }
  return outcome;
}

/** Why nothing new is started any more. */
function reasonToSkip({ deadline, stop }: Schedule, expired: AbortSignal): string | undefined {
  if (expired.aborted) {
    return 'The credentials are no longer accepted.';
  }
  if (deadline?.aborted) {
    return 'Time was up before its turn.';
  }
  return stop.aborted ? 'It was stopped before its turn.' : undefined;
}

/** Comes at the deadline, and never before: whatever is waited for is left to ROS then. */
const whenTimeIsUp = (stack: DeclaredStack, deadline: AbortSignal | undefined): Promise<StackOutcome> =>
  new Promise(resolve => {
    const reason = 'Time was up while it was waited for; what ROS has begun goes on by itself.';
    deadline?.addEventListener('abort', () => resolve({ stack, result: 'failed', reason, cause: 'timeout' }), {
      once: true,
    });
  });

/** One stack's failure is no other's. */
async function guarded(stack: DeclaredStack, work: Turn['work']): Promise<StackOutcome> {
  try {
    return await work();
  } catch (error) {
    return {
      stack,
      result: 'failed',
      reason: (error as Error).message,
      ...causeOf(error),
    };
  }
}

function causeOf(error: unknown): Pick<StackOutcome, 'cause'> {
  if (error instanceof Departed) {
    return { cause: 'changed' };
  }
  if (isCredentialProblem(error)) {
    return { cause: 'credentials' };
  }
  if (isForbidden(error)) {
    return { cause: 'permission' };
  }
  return isTransient(error) ? { cause: 'unreachable' } : {};
}

function heldBack(stack: DeclaredStack, missing: StackOutcome): StackOutcome {
  const became = missing.result === 'failed' ? 'failed' : 'was not done';
  return { stack, result: 'skipped', reason: `It waits for ${missing.stack.name}, which ${became}.` };
}
