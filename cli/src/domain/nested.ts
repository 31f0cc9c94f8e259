/** Registries in nested stacks: ROS buys them with the stack around them, and nobody looks into nested stacks once they are there. */
import { same } from './canonical';
import { conditionOf, isDamaged } from './condition';
import { NESTED, nestedTemplate } from './losses';
import type { Template, TemplateResource } from './model';
import type { PlannedStack } from './plan';
import { isInstance } from './resource-types';

/** What a nested stack may buy. */
export interface NestedPurchase {
  /** Of the nested stack in the template, with those around it in front: `Outer/Inner`. */
  readonly nested: string;
  /** Ids of the registries in it; none where its template lies elsewhere. */
  readonly registries: readonly string[];
}

/** What the nested stacks of a plan's stack may buy. */
export function nestedPurchases({ action, stack, live }: PlannedStack): NestedPurchase[] {
  if (action !== 'create' && action !== 'update') {
    return [];
  }
  const isWhole = live !== undefined && conditionOf(live.status) === 'updatable' && !isDamaged(live.status);
  return purchasesIn(stack.template, isWhole ? live.template : undefined, '');
}

function purchasesIn(after: Template, before: Template | undefined, within: string): NestedPurchase[] {
  return Object.entries(after.Resources ?? {}).flatMap(([id, resource]) =>
    resource.Type === NESTED ? ofNested(resource, before?.Resources?.[id], `${within}${id}`) : [],
  );
}

function ofNested(after: TemplateResource, before: TemplateResource | undefined, nested: string): NestedPurchase[] {
  if (before !== undefined && same(after, before)) {
    return [];
  }
  const template = nestedTemplate(after);
  if (template === undefined) {
    return [{ nested, registries: [] }];
  }
  const old = before && nestedTemplate(before);
  const registries = Object.entries(template.Resources ?? {})
    .filter(([id, resource]) => isInstance(resource.Type) && mayBuy(resource, old?.Resources?.[id]))
    .map(([id]) => id);
  return [...(registries.length > 0 ? [{ nested, registries }] : []), ...purchasesIn(template, old, `${nested}/`)];
}

/** One that was there buys nothing, unless a condition or a count may make more of it. */
const mayBuy = ({ Condition, Count }: TemplateResource, before: TemplateResource | undefined): boolean =>
  before === undefined ||
  Condition !== undefined ||
  (Count !== undefined && typeof Count !== 'number') ||
  !same(Count, before.Count);
