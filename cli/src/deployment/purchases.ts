import type { CrClient } from '../cloud/cr-client';
import type { DeclaredStack, LiveStack } from '../domain/model';
import type { StackResource } from '../domain/records';
import { type Purchase, repeatedPurchase, unmade } from '../domain/purchases';

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
  cr: CrClient,
): Promise<string[]> {
  const own = new Set(resources.map(({ physicalId }) => physicalId));
  const found = await Promise.all(
    unmade(purchases, live, resources).map(({ name }) => cr.instancesNamed(stack.region, name)),
  );
  return found.flat().map(registry => repeatedPurchase(stack, registry, own.has(registry.id)));
}
