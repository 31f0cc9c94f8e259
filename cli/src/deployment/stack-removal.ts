import { hasCode } from '../cloud/cloud-error';
import { conditionOf } from '../domain/condition';
import type { DeclaredStack, LiveStack } from '../domain/model';
import { reasonOf } from '../domain/next-step';
import type { StackOutcome } from './events';
import { type WatchOptions, Watcher } from './watcher';

/** Deletes one stack, after whatever ROS is doing to it now. */
export async function removeStack(stack: DeclaredStack, options: WatchOptions): Promise<StackOutcome> {
  const { ros, onEvent } = options;
  const watcher = new Watcher(stack, options);
  const id = await ros.findStack(stack.region, stack.name);
  if (id === undefined) {
    return { stack, result: 'absent' };
  }
  onEvent({ kind: 'started', stack });
  await watcher.begin(id);
  for (let tried = false; ;) {
    await watcher.watch(id);
    const live = await ros.getStack(stack.region, id);
    if (conditionOf(live?.status) === 'missing') {
      return { stack, result: 'deleted' };
    }
    if (tried) {
      return { stack, result: 'failed', reason: reasonOf(live as LiveStack), live };
    }
    try {
      await ros.deleteStack(stack.region, id);
      tried = true;
    } catch (error) {
      if (!hasCode(error, 'ActionInProgress')) {
        throw error;
      }
      await watcher.pause();
    }
  }
}
