import { conditionOf, isDamaged } from './condition';
import { type Drift, isRepaired } from './drift';
import { asItIs, retaining } from './interim';
import type { LiveStack, Template } from './model';
import type { PlannedStack } from './plan';
import { reasonOf } from './reason';

/** What is done to a stack, after whatever is waited for. */
export type Step = 'create' | 'update' | 'continue' | 'delete' | 'retain' | 'release';

/** The steps that a plan shows for a stack; each is taken once, and no other is. */
export function stepsOf({ action, live, drift }: Pick<PlannedStack, 'action' | 'live' | 'drift'>): Step[] {
  if (action !== 'create') {
    return action === 'update' ? [...repairsOf(live, drift), 'update'] : [];
  }
  const condition = conditionOf(live?.status);
  if (condition === 'half-created') {
    return ['continue'];
  }
  return condition === 'remains' ? ['delete', 'create'] : ['create'];
}

/** What comes before an update that repairs something. */
function repairsOf(live: LiveStack | undefined, drift: readonly Drift[]): Step[] {
  if (!drift.some(isRepaired)) {
    return [];
  }
  return retaining(live?.template ?? {}, drift) === undefined ? ['release'] : ['retain', 'release'];
}

/** What a step of a repair sends: the template of the stack as it is at that moment, changed. */
export const repairTemplate = (step: Step, template: Template, drift: readonly Drift[]): Template =>
  step === 'retain' ? (retaining(template, drift) ?? template) : asItIs(template, drift);

/** Why a step did not bring what it should have; nothing where it did. */
export function shortfallOf(step: Step, live: LiveStack | undefined): string | undefined {
  if (live === undefined) {
    return step === 'delete' ? undefined : 'It was deleted by somebody else while it was being made.';
  }
  const good =
    conditionOf(live.status) === 'updatable' && !isDamaged(live.status) && live.status !== 'ROLLBACK_COMPLETE';
  return step !== 'delete' && good ? undefined : reasonOf(live);
}
