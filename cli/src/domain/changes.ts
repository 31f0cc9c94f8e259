/** What a plan changes in the resources of a stack, beyond what two templates say. */
import { same } from './canonical';
import { type ResourceChange, resourceChanges, reviewed } from './diff';
import { type Drift } from './drift';
import { remade } from './interim';
import type { DeclaredStack, LiveStack } from './model';
import type { StackResource } from './records';
import { baseOf, isInstance, isUpdatable } from './resource-types';
import { withValues } from './values';

/** Resource by resource, with the values of parameters and the ids of instances: a property that reads one changes with it, and only then. */
export function changesOf(
  stack: DeclaredStack,
  live: LiveStack,
  resources: readonly StackResource[],
): ResourceChange[] {
  const made = resources.filter(({ type, physicalId }) => isInstance(type) && physicalId !== '');
  const ids = new Map(made.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
  return resourceChanges(
    live.template && withValues(live.template, live.parameters, ids),
    withValues(stack.template, { ...live.parameters, ...stack.parameters }, ids),
  );
}

/** The same with what is repaired: made anew where it is gone, and set back where ROS can change it. */
export function withRepairs(
  changes: readonly ResourceChange[],
  repairs: readonly Drift[],
  { template = {} }: LiveStack,
): ResourceChange[] {
  const found = new Map(changes.map(change => [change.logicalId, change]));
  for (const { remedy } of repairs) {
    if (remedy.kind === 'restore' && !found.has(remedy.logicalId)) {
      const { logicalId, property } = remedy;
      const type = template.Resources?.[logicalId]?.Type ?? '';
      const set = repairs.flatMap(({ remedy: other }) =>
        other.kind === 'restore' && other.logicalId === logicalId ? [other.property] : [],
      );
      const properties = (set.length > 0 ? set : [property]).map(name => ({
        name,
        updatable: isUpdatable(type, name),
        values: [],
      }));
      found.set(logicalId, { kind: 'change', logicalId, type, properties, settings: [] });
    }
  }
  for (const [logicalId, type] of remade(template, repairs)) {
    if (!['remove', 'retain'].includes(found.get(logicalId)?.kind ?? '')) {
      const resource = template.Resources?.[logicalId];
      const properties = resource === undefined ? [] : reviewed(resource, 'after');
      found.set(logicalId, { kind: 'add', logicalId, type, properties, settings: [] });
    }
  }
  return [...found.values()].sort((one, other) => (one.logicalId < other.logicalId ? -1 : 1));
}

/** The sections that a continued creation leaves as they are. Source: ContinueCreateStack. */
const FIXED = ['Parameters', 'Mappings', 'Conditions', 'Rules', 'Locals'] as const;

/** What continuing a creation adds, and what of it ROS refuses: what is made already is changed in place or not at all. */
export function continuation(
  stack: DeclaredStack,
  live: LiveStack,
  resources: readonly StackResource[],
): { changes: ResourceChange[]; problems: string[] } {
  const made = new Set(
    resources
      .filter(({ status, physicalId }) => physicalId !== '' && status.endsWith('_COMPLETE'))
      .map(({ logicalId }) => baseOf(logicalId)),
  );
  const against = changesOf(stack, live, resources).filter(({ logicalId }) => made.has(logicalId));
  const added = resourceChanges(undefined, stack.template).filter(({ logicalId }) => !made.has(logicalId));
  const fixed = FIXED.filter(name => !same(live.template?.[name], stack.template[name]));
  const changed =
    live.template === undefined || fixed.length === 0
      ? []
      : [
          `A creation that failed is continued with other resources and outputs, but ${fixed.join(' and ')} would change too. ` +
            'Put that back, run this again, and change it when the stack is there.',
        ];
  return {
    changes: [...added, ...against].sort((one, other) => (one.logicalId < other.logicalId ? -1 : 1)),
    problems: changed,
  };
}
