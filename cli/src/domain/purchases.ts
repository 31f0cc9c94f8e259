import { isAbsent, isDamaged } from './condition';
import type { DeclaredStack, Json, LiveStack } from './model';
import type { StackResource } from './records';
import { baseOf, isInstance } from './resource-types';

/** A registry that a stack buys. */
export interface Purchase {
  readonly logicalId: string;
  readonly name: string;
}

/** The registries that a stack buys, as far as their names are known before ROS works them out. */
export function purchasesOf(stack: DeclaredStack): Purchase[] {
  return Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, { Type, Properties }]) => {
    const name = isInstance(Type) ? literalIn(stack, Properties?.InstanceName) : undefined;
    return name === undefined ? [] : [{ logicalId, name }];
  });
}

/** A name or a number that stands in the template, or comes from a parameter. */
export function literalIn(
  { template, parameters }: Pick<DeclaredStack, 'template' | 'parameters'>,
  value: Json | undefined,
): string | undefined {
  const parameter = (value as Record<string, unknown> | null | undefined)?.Ref;
  const known =
    typeof parameter === 'string' ? (parameters[parameter] ?? template.Parameters?.[parameter]?.Default) : value;
  return typeof known === 'string' || typeof known === 'number' ? String(known) : undefined;
}

/** The registries that bringing the stack to what is declared may buy, by its template alone: those that are not surely there. */
export const mayBuy = (stack: DeclaredStack, live: LiveStack | undefined): readonly Purchase[] =>
  unsure(purchasesOf(stack), live);

/** Those that are not surely there, by the template of the stack alone. */
export function unsure<T extends { readonly logicalId: string }>(
  all: readonly T[],
  live: LiveStack | undefined,
): readonly T[] {
  if (live === undefined || isAbsent(live.status) || live.status === 'CREATE_FAILED' || isDamaged(live.status)) {
    return all;
  }
  const before = live.template?.Resources ?? {};
  return all.filter(({ logicalId }) => before[logicalId] === undefined || before[logicalId].Condition !== undefined);
}

/** Those of them that the stack has not made. A stack that is removed first has made nothing that stays. */
export function unmade<T extends { readonly logicalId: string }>(
  purchases: readonly T[],
  live: LiveStack | undefined,
  resources: readonly StackResource[],
): T[] {
  if (live === undefined || isAbsent(live.status)) {
    return [...purchases];
  }
  const made = resources.filter(({ status, physicalId }) => physicalId !== '' && /_COMPLETE$/.test(status));
  return purchases.filter(({ logicalId }) => !made.some(resource => baseOf(resource.logicalId) === logicalId));
}
