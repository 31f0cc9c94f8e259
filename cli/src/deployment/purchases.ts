import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack, LiveStack } from '../domain/model';
import { namespacesOf, repeatedPurchase } from '../domain/namesakes';
import { type Purchase, unmade } from '../domain/purchases';
import type { RegistryRecord, StackResource } from '../domain/records';
import { type Stacks, holderOf, otherHolder } from './holders';

/** Where it is looked for registries, and for the stacks that have made them. */
export interface Lookout extends Stacks {
  readonly cr: CrClient;
}

/**
 * Why registries must not be bought: one of the name is there, whoever made it. Empty where nothing stands in the way.
 *
 * @param resources what the stack has made
 */
export async function repeatedPurchases(
  stack: DeclaredStack,
  live: LiveStack | undefined,
  purchases: readonly Purchase[],
  resources: readonly StackResource[],
  lookout: Lookout,
): Promise<string[]> {
  const found = await sideBySide(unmade(purchases, live, resources), async purchase => {
    const registries = await lookout.cr.instancesNamed(stack.region, purchase.name);
    return registries.map(registry => ({ purchase, registry }));
  });
  return sideBySide(found.flat(), async ({ purchase, registry }) => {
    const made = resources.find(({ physicalId }) => physicalId === registry.id);
    const holder =
      made === undefined || live === undefined ? await otherHolder(registry.id, lookout) : holderOf(live, made);
    const namespaces = await takenNamespaces(stack, registry, lookout.cr);
    return repeatedPurchase(stack, purchase, { registry, holder, namespaces });
  });
}

/** Whoever takes the registry as it is also has to say which namespaces it has; where it does not tell, the deployment will. */
async function takenNamespaces(stack: DeclaredStack, { id }: RegistryRecord, cr: CrClient): Promise<string[]> {
  try {
    const there = new Set((await cr.namespaces(stack.region, id)).map(({ name }) => name));
    return namespacesOf(stack).filter(name => there.has(name));
  } catch {
    return [];
  }
}
