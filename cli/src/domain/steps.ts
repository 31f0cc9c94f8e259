import { conditionOf, isDamaged } from './condition';
import { hasMarkTags } from './mark';
import type { LiveStack } from './model';
import type { PlannedStack } from './plan';
import { reasonOf } from './reason';

/** What is done to a stack, after whatever is waited for. */
export type Step = 'create' | 'update' | 'continue' | 'delete';

/** The steps that a plan shows for a stack; each is taken once, and no other is. */
export function stepsOf({ action, live, stack }: Pick<PlannedStack, 'action' | 'live' | 'stack'>): Step[] {
  if (action !== 'create') {
    return action === 'update' ? ['update'] : [];
  }
  const condition = conditionOf(live?.status);
  if (condition === 'half-created') {
    // A continued creation takes no tags, and without them a stack that was taken over is a stranger's again.
    return hasMarkTags(stack, live!) ? ['continue'] : ['continue', 'update'];
  }
  return condition === 'remains' ? ['delete', 'create'] : ['create'];
}

/** Why a step did not bring what it should have; nothing where it did. */
export function shortfallOf(step: Step, live: LiveStack | undefined): string | undefined {
  if (live === undefined) {
    return step === 'delete' ? undefined : 'It was deleted by somebody else while it was being made.';
  }
  const good =
    conditionOf(live.status) === 'updatable' && !isDamaged(live.status) && live.status !== 'ROLLBACK_COMPLETE';
  return step !== 'delete' && good ? undefined : reasonOf(live);
}
