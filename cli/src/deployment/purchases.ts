import type { CrClient } from '../cloud/cr-client';
import type { DeclaredStack, LiveStack } from '../domain/model';
import type { RegistryRecord, StackResource } from '../domain/records';
import { type Purchase, namespacesOf, repeatedPurchase, unmade } from '../domain/purchases';

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
  const own = new Map(resources.map(resource => [resource.physicalId, resource]));
  const found = await Promise.all(
    unmade(purchases, live, resources).map(({ name }) => cr.instancesNamed(stack.region, name)),
  );
  return Promise.all(
    found.flat().map(async registry => {
      const resource = own.get(registry.id);
      const held = resource && { ...resource, stackStatus: live?.status ?? '' };
      return repeatedPurchase(stack, registry, held, held ? [] : await takenNamespaces(stack, registry, cr));
    }),
  );
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
