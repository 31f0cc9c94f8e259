import { conditionOf, isDamaged } from './condition';
import { same } from './canonical';
import { isRepaired } from './drift';
import { asItIs, buying, retaining } from './interim';
import { hasMarkTags } from './mark';
import type { LiveStack, Template } from './model';
import type { PlannedStack } from './plan';
import { reasonOf } from './reason';
import { valuesChange } from './values';

/** What is done to a stack, after whatever is waited for. An interim one is an update on the way to another. */
export type Step = 'create' | 'update' | 'continue' | 'delete' | Interim;
export type Interim = 'retain' | 'release' | 'buy' | 'keep';

const INTERIM: readonly string[] = ['retain', 'release', 'buy', 'keep'];

export const isInterim = (step: Step): step is Interim => INTERIM.includes(step);

type Planned = Pick<PlannedStack, 'action' | 'live' | 'drift' | 'stack' | 'keeping'>;

/** The steps that a plan shows for a stack; each is taken once, and no other is. */
export function stepsOf(planned: Planned): Step[] {
  const { action, live, stack, keeping } = planned;
  if (action !== 'create') {
    const last = keeping === undefined ? ['update' as const] : keepingSteps(planned);
    return action === 'update' ? [...interimSteps(planned), ...last] : [];
  }
  const condition = conditionOf(live?.status);
  if (condition === 'half-created') {
    // A continued creation takes no tags, and without them a stack that was taken over is a stranger's again.
    return hasMarkTags(stack, live!) ? ['continue'] : ['continue', 'update'];
  }
  return condition === 'remains' ? ['delete', 'create'] : ['create'];
}

/** Those that it takes after all that read what it keeps. */
export const closingStepsOf = ({ keeping }: Planned): Step[] => (keeping === undefined ? [] : ['update']);

/** A stack that is already what it is in the meantime stays so. */
function keepingSteps({ live, stack, keeping, drift }: Planned): Step[] {
  const isSo =
    live?.template !== undefined &&
    same(live.template, keeping!.template) &&
    !valuesChange(stack, live) &&
    !isDamaged(live.status) &&
    !drift.some(isRepaired);
  return isSo ? [] : ['keep'];
}

/** What comes before an update that repairs something, or buys a registry. */
function interimSteps({ live, drift, stack }: Planned): Step[] {
  const { template } = live ?? {};
  if (template === undefined) {
    return [];
  }
  const repairs = drift.some(isRepaired);
  const before = repairs ? asItIs(template, drift) : template;
  return [
    ...(repairs && retaining(template, drift) !== undefined ? ['retain' as const] : []),
    ...(repairs ? ['release' as const] : []),
    ...(buying(before, stack.template) === undefined ? [] : ['buy' as const]),
  ];
}

/** What such a step sends: the template of the stack as it is at that moment, changed. */
export function interimTemplate(step: Interim, template: Template, { drift, stack, keeping }: Planned): Template {
  const changed = {
    retain: () => retaining(template, drift),
    release: () => asItIs(template, drift),
    buy: () => buying(template, stack.template),
    keep: () => keeping?.template,
  };
  return changed[step]() ?? template;
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

/** Whether the stack is as the step makes it. */
export function isEffectOf(step: Step, now: LiveStack | undefined): boolean {
  if (step === 'delete') {
    return now === undefined || conditionOf(now.status) === 'leaving';
  }
  const action = step === 'create' || step === 'continue' ? 'CREATE' : 'UPDATE';
  return now !== undefined && [`${action}_IN_PROGRESS`, `${action}_COMPLETE`].includes(now.status);
}
