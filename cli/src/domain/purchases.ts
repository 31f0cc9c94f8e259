import { conditionOf, isAbsent, isDamaged } from './condition';
import { type DeclaredStack, type Json, type LiveStack, title } from './model';
import type { RegistryRecord, StackResource } from './records';
import { NAMESPACE, baseOf, isInstance } from './resource-types';

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
export function literalIn({ template, parameters }: DeclaredStack, value: Json | undefined): string | undefined {
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

/**
 * Why a registry must not be bought: there is one of that name, and names need not be unique.
 *
 * @param held by what the stack itself has made it, if it has
 * @param namespaces what the registry has of the namespaces that the stack would make in it
 */
export function repeatedPurchase(
  stack: DeclaredStack,
  registry: RegistryRecord,
  held: Held | undefined,
  namespaces: readonly string[] = [],
): string {
  const { id, name } = registry;
  const where = `A registry called ${name} already exists in ${stack.region} (${id})`;
  if (held !== undefined) {
    return `${where} and ${ownProblem(stack, registry, held)}`;
  }
  const several = namespaces.length > 1;
  const there =
    namespaces.length === 0
      ? ','
      : `, and as it has the namespace${several ? 's' : ''} ${namespaces.join(', ')} already, existingIn: ['${stack.region}'] on ${several ? 'them' : 'it'};`;
  return `${where} and belongs to no such stack. Take it as it is with existingInstanceId: '${id}'${there} or choose another instanceName.`;
}

/** The resource by which a stack has made a registry, and how the stack is. */
export interface Held extends Pick<StackResource, 'logicalId' | 'status'> {
  readonly stackStatus: string;
}

/** Why a stack would buy a second of what it made itself, and what to do: never what costs images. */
function ownProblem(stack: DeclaredStack, { id, status }: RegistryRecord, held: Held): string {
  const keep =
    `delete the stack in the ROS console in a way that retains its resources, and take the registry as it is with ` +
    `existingInstanceId: '${id}'`;
  if (conditionOf(held.stackStatus) === 'remains') {
    return (
      `is what ${title(stack)} left, which is ${held.stackStatus}: going on would buy another. To keep it, ${keep}. ` +
      'To be rid of it, delete its repositories in the console of Container Registry, then run global-registry destroy.'
    );
  }
  if (held.status.endsWith('_COMPLETE')) {
    return (
      `is ${held.logicalId} of ${title(stack)}, which the app calls otherwise now: going on would buy another. ` +
      `Give the resource its logical id ${held.logicalId} back.`
    );
  }
  return status === 'RUNNING'
    ? `was made by ${title(stack)}, although its creation failed: going on would buy another. To keep it, ${keep}.`
    : `is half made by ${title(stack)}: going on would buy another. Wait until it is RUNNING; then ${keep}.`;
}

/** The namespaces that a stack makes, as far as their names are known beforehand. */
export const namespacesOf = (stack: DeclaredStack): string[] =>
  Object.values(stack.template.Resources ?? {}).flatMap(({ Type, Properties }) =>
    Type === NAMESPACE ? (literalIn(stack, Properties?.Namespace) ?? []) : [],
  );
