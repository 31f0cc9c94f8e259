import pLimit from 'p-limit';
import { isCredentialProblem, isForbidden, isTransient } from '../cloud/cloud-error';
import { ROS_LIMITS } from '../domain/facts.generated';
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
export function deploy(plan: readonly PlannedStack[], options: Schedule & ConvergeOptions): Promise<StackOutcome[]> {
  const lists = new RegionLists(options.ros);
  const planned = new Map(plan.map(one => [one.stack.key, one]));
  const order = [...plan].sort((one, other) => one.wave - other.wave).map(({ stack }) => stack);
  return schedule(
    order,
    stack => stack.dependsOn,
    stack => new StackRun(planned.get(stack.key)!, { ...options, lists }).run(),
    options,
  );
}

/**
 * Deletes stacks: each as soon as nothing that depends on it is left.
 *
 * @param deletions dependents before what they depend on
 */
export function destroy(deletions: readonly Deletion[], options: Schedule): Promise<StackOutcome[]> {
  const order = deletions.map(({ stack }) => stack);
  const byKey = new Map(deletions.map(deletion => [deletion.stack.key, deletion]));
  const dependents = (stack: DeclaredStack) =>
    order.filter(other => other.dependsOn.includes(stack.key)).map(({ key }) => key);
  return schedule(order, dependents, stack => removeStack(byKey.get(stack.key)!, options), options);
}

type Work = (stack: DeclaredStack) => Promise<StackOutcome>;

async function schedule(
  order: readonly DeclaredStack[],
  needs: (stack: DeclaredStack) => readonly string[],
  work: Work,
  options: Schedule,
): Promise<StackOutcome[]> {
  const limit = pLimit(Math.min(options.concurrency, ROS_LIMITS.concurrentStackOperations));
  const expired = new AbortController();
  const tell = (outcome: StackOutcome): StackOutcome => {
    options.onEvent({ kind: 'ended', outcome });
    return outcome;
  };
  const turn = async (stack: DeclaredStack): Promise<StackOutcome> => {
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
  };
  const outcomes = new Map<string, Promise<StackOutcome>>();
  for (const stack of order) {
    const needed = needs(stack).flatMap(key => outcomes.get(key) ?? []);
    const outcome = Promise.all(needed).then(async before => {
      const missing = before.find(({ result }) => result === 'failed' || result === 'skipped');
      return missing === undefined ? limit(async () => tell(await turn(stack))) : tell(heldBack(stack, missing));
    });
    outcomes.set(stack.key, outcome);
  }
  return Promise.all(outcomes.values());
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
async function guarded(stack: DeclaredStack, work: Work): Promise<StackOutcome> {
  try {
    return await work(stack);
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
