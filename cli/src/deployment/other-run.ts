import { readStack, readStackById } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import type { LiveStack } from '../domain/model';
import { type PlannedStack, planStack } from '../domain/plan';
import type { StackOutcome } from './events';
import type { Watcher } from './watcher';

/** Whose doing it was that a stack is as its plan wanted it. */
const REASON = 'Another run made it meanwhile, just as it is declared.';

/**
 * A stack that is no longer what the plan saw, because another run of the same app is doing, or has done, just what the plan shows. It is waited
 * for, and nothing is done with it. Nothing where it is becoming, or has become, anything else.
 */
export async function madeByAnother(
  planned: PlannedStack,
  watcher: Watcher,
  ros: RosClient,
): Promise<StackOutcome | undefined> {
  const { stack } = planned;
  const found = await readStack(stack, ros);
  if (!isAsDeclared(planned, found)) {
    return undefined;
  }
  await watcher.begin(found.id);
  await watcher.watch(found.id);
  const live = await readStackById(stack.region, found.id, ros);
  const result = watcher.hasWaited ? 'deployed' : 'unchanged';
  return isAsDeclared(planned, live) ? { stack, result, live, reason: REASON } : undefined;
}

/** Whether it is the stack that the plan is about, or the one that it was to make, and there is nothing left to do with it. */
function isAsDeclared(
  { stack, live: seen, removesRemains }: PlannedStack,
  live: LiveStack | undefined,
): live is LiveStack {
  const isMeant = seen === undefined || removesRemains || seen.id === live?.id;
  return live !== undefined && isMeant && planStack(stack, { live }).action === 'unchanged';
}
