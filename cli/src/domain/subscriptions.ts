import { isAbsent } from './condition';
import type { DeclaredStack, LiveStack, TemplateResource } from './model';
import { literalIn, unsure } from './purchases';
import type { StackResource } from './records';
import { baseOf, isInstance } from './resource-types';

/** A registry that is bought: paid in advance, and billed until its subscription ends, whatever becomes of its stack. */
export interface Subscription {
  /** With its number behind it where a count makes several: `Registry[1]`. */
  readonly logicalId: string;
  readonly name?: string;
  readonly edition?: string;
  /** Months that are paid in advance. */
  readonly months?: number;
  /** Months that each automatic renewal buys; 0 where nothing is renewed by itself. */
  readonly renewalMonths: number;
  /** Whether a condition or a count decides how many are bought, so that it may be none. */
  readonly conditional: boolean;
  /** Whether a count decides how many are bought that only ROS works out. */
  readonly unnumbered: boolean;
}

/**
 * What bringing a stack to what is declared buys. What ROS works out itself is left out.
 *
 * @param resources what the stack has made
 * @param anew logical ids of what is gone and is made anew
 */
export function subscriptionsOf(
  stack: DeclaredStack,
  live: LiveStack | undefined,
  resources: readonly StackResource[] = [],
  anew: readonly string[] = [],
): Subscription[] {
  const all = Object.entries(stack.template.Resources ?? {}).filter(([, { Type }]) => isInstance(Type));
  const made = new Set(live === undefined || isAbsent(live.status) ? [] : madeIn(resources));
  return all.flatMap(([logicalId, resource]) => {
    const count = countOf(stack, resource);
    const copies = count === undefined ? [logicalId] : Array.from({ length: count }, (_, i) => `${logicalId}[${i}]`);
    const isSure = resource.Count === undefined && unsure([{ logicalId }], live).length === 0;
    const isHeld = (id: string) => isSure || made.has(id) || (isOpen(resource, count) && hasAny(made, logicalId));
    return copies
      .filter(id => anew.includes(logicalId) || !isHeld(id))
      .map(id => subscription(stack, logicalId, id, isOpen(resource, count)));
  });
}

const madeIn = (resources: readonly StackResource[]): string[] =>
  resources
    .filter(({ status, physicalId }) => physicalId !== '' && /_COMPLETE$/.test(status))
    .map(({ logicalId }) => logicalId);

const hasAny = (made: ReadonlySet<string>, logicalId: string): boolean =>
  [...made].some(other => baseOf(other) === logicalId);

/** How many of a resource its count makes, where that is known beforehand. */
function countOf(stack: DeclaredStack, { Count }: TemplateResource): number | undefined {
  const count = Count === undefined ? undefined : Number(literalIn(stack, Count));
  return count === undefined || !Number.isInteger(count) ? undefined : count;
}

/** Whether only ROS knows how many there will be. */
const isOpen = ({ Count }: TemplateResource, count: number | undefined): boolean =>
  Count !== undefined && count === undefined;

function subscription(stack: DeclaredStack, inTemplate: string, logicalId: string, isOpen: boolean): Subscription {
  const resource = stack.template.Resources![inTemplate];
  const value = (property: string) => literalIn(stack, resource.Properties?.[property]);
  const months = value('Period');
  return {
    logicalId,
    name: value('InstanceName'),
    edition: value('InstanceType'),
    months: months === undefined ? undefined : Number(months),
    renewalMonths: value('RenewalStatus') === 'AutoRenewal' ? Number(value('RenewPeriod') ?? 1) : 0,
    conditional: resource.Condition !== undefined || isOpen,
    unnumbered: isOpen,
  };
}
