import type { DeclaredStack, Template } from './model';
import type { StackResource } from './records';
import { baseOf, isInstance } from './resource-types';
import { wavesOf } from './waves';

/** Dependents before what they depend on: replication first, then registries. */
export const destructionOrder = (stacks: readonly DeclaredStack[]): DeclaredStack[] => wavesOf(stacks).reverse().flat();

/** What names a stack in the words of the app: the prefix of a registry or replication stack, the name of any other. */
export const prefixOf = ({ role, name, region }: DeclaredStack): string =>
  role === 'custom' ? name : name.replace(new RegExp(`-${region}(-[a-z0-9-]+)?$`), '');

/** What a person types to confirm: the prefixes that the stacks are named by, or the stacks themselves where they have none. */
export function confirmationOf(stacks: readonly DeclaredStack[]): string {
  const registries = stacks.filter(({ role }) => role === 'registry');
  return [...new Set((registries.length > 0 ? registries : stacks).map(prefixOf))].sort().join(' ');
}

/** A resource that outlives its stack. */
export interface Retained {
  readonly region: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** Whether it costs money. */
  readonly billed: boolean;
}

/** What stays when a stack is deleted, by the policies of the template that it was deployed from. */
export function retainedBy(
  stack: { readonly name: string; readonly region: string },
  template: Template,
  resources: readonly StackResource[],
): Retained[] {
  return resources
    .filter(
      ({ logicalId, physicalId }) =>
        template.Resources?.[baseOf(logicalId)]?.DeletionPolicy === 'Retain' && physicalId !== '',
    )
    .map(({ logicalId, type, physicalId }) => ({
      region: stack.region,
      stack: stack.name,
      logicalId,
      type,
      physicalId,
      billed: isInstance(type),
    }));
}
