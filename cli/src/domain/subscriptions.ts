import type { DeclaredStack, LiveStack } from './model';
import { literalIn, unmade, unsure } from './purchases';
import type { StackResource } from './records';
import { isInstance } from './resource-types';

/** A registry that is bought: paid in advance, and billed until its subscription ends, whatever becomes of its stack. */
export interface Subscription {
  readonly logicalId: string;
  readonly name?: string;
  readonly edition?: string;
  /** Months that are paid in advance. */
  readonly months?: number;
  /** Months that each automatic renewal buys; 0 where nothing is renewed by itself. */
  readonly renewalMonths: number;
  /** Whether a condition or a count decides how many are bought, so that it may be none. */
  readonly conditional: boolean;
}

/**
 * What bringing a stack to what is declared buys. What ROS works out itself is left out.
 *
 * @param resources what the stack has made
 */
export function subscriptionsOf(
  stack: DeclaredStack,
  live: LiveStack | undefined,
  resources: readonly StackResource[] = [],
): Subscription[] {
  const all = Object.entries(stack.template.Resources ?? {})
    .filter(([, { Type }]) => isInstance(Type))
    .map(([logicalId]) => ({ logicalId }));
  return unmade(unsure(all, live), live, resources).map(({ logicalId }) => subscription(stack, logicalId));
}

function subscription(stack: DeclaredStack, logicalId: string): Subscription {
  const resource = stack.template.Resources![logicalId];
  const value = (property: string) => literalIn(stack, resource.Properties?.[property]);
  const months = value('Period');
  return {
    logicalId,
    name: value('InstanceName'),
    edition: value('InstanceType'),
    months: months === undefined ? undefined : Number(months),
    renewalMonths: value('RenewalStatus') === 'AutoRenewal' ? Number(value('RenewPeriod') ?? 1) : 0,
    conditional: resource.Condition !== undefined || resource.Count !== undefined,
  };
}
