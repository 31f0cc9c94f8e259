import { hasCode } from '../cloud/cloud-error';
import { readStack, readStackById } from '../cloud/live-stack';
import { changesSince, outdated, seenOf } from '../domain/binding';
import { conditionOf } from '../domain/condition';
import type { DeclaredStack, LiveStack } from '../domain/model';
import { reasonOf } from '../domain/reason';
import type { StackOutcome } from './events';
import { inTurn } from './turn';
import { type WatchOptions, Watcher } from './watcher';

/** A stack that is deleted as it was shown. */
export interface Deletion {
  readonly stack: DeclaredStack;
  /** Undefined when it does not exist. */
  readonly live?: LiveStack;
  /** Logical ids of what outlives it besides what its template retains. */
  readonly retain?: readonly string[];
}

/** Deletes one stack, after whatever ROS is doing to it now, if it is still the one that was shown. */
export async function removeStack(deletion: Deletion, options: WatchOptions): Promise<StackOutcome> {
  const { stack, live: shown, retain } = deletion;
  const { ros, onEvent } = options;
  const watcher = new Watcher(stack, options);
  if (shown !== undefined) {
    onEvent({ kind: 'started', stack });
    await watcher.begin(shown.id);
  }
  for (let tried = false; ;) {
    if (shown !== undefined) {
      await watcher.watch(shown.id);
    }
    const live = shown === undefined ? await readStack(stack, ros) : await readStackById(stack.region, shown.id, ros);
    if (live === undefined || conditionOf(live.status) === 'missing') {
      return { stack, result: shown === undefined ? 'absent' : 'deleted' };
    }
    if (tried) {
      return { stack, result: 'failed', reason: reasonOf(live), live };
    }
    const changes = changesOf(shown, live);
    if (changes.length > 0) {
      return { stack, result: 'failed', reason: outdated(changes), live, cause: 'changed' };
    }
    try {
      await inTurn(() => ros.deleteStack(stack.region, live.id, retain), watcher);
      tried = true;
    } catch (error) {
      if (!hasCode(error, 'ActionInProgress')) {
        throw error;
      }
      await watcher.pause();
    }
  }
}

/** What a deletion depends on: which stack it is and what it holds, but not what is being done to it. */
function changesOf(shown: LiveStack | undefined, now: LiveStack): string[] {
  const seen = seenOf(shown);
  return changesSince(seen && { ...seen, status: now.status }, seenOf(now));
}
