import type { CrClient } from '../cloud/cr-client';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { markInTags } from '../domain/mark';
import type { DeclaredStack, LiveStack } from '../domain/model';
import { type Holder, namespacesOf, repeatedPurchase } from '../domain/namesakes';
import { type Purchase, unmade } from '../domain/purchases';
import type { ListedStack, RegistryRecord, StackResource } from '../domain/records';

/** Where it is looked for registries, and for the stacks that have made them. */
export interface Lookout {
  readonly cr: CrClient;
  readonly ros: RosClient;
  /** The stacks of the region; asked for only where a registry of the name is there. */
  readonly listed: () => Promise<readonly ListedStack[]>;
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
      made === undefined || live === undefined ? await otherHolder(registry, lookout) : holderOf(live, made);
    const namespaces = await takenNamespaces(stack, registry, lookout.cr);
    return repeatedPurchase(stack, purchase, { registry, holder, namespaces });
  });
}

const holderOf = (
  { name, region, status, tags }: Pick<ListedStack, 'name' | 'region' | 'status' | 'tags'>,
  { logicalId, status: resourceStatus }: StackResource,
): Holder => ({ name, region, status, mark: markInTags(tags), logicalId, resourceStatus });

/** The stack of an app, of whichever, that has made a registry; nothing where that cannot be told. */
async function otherHolder({ id }: RegistryRecord, { ros, listed }: Lookout): Promise<Holder | undefined> {
  try {
    const stacks = (await listed()).filter(({ tags }) => markInTags(tags) !== undefined);
    const holders = await sideBySide(stacks, async stack => {
      const made = (await ros.listResources(stack.region, stack.id)).find(({ physicalId }) => physicalId === id);
      return made === undefined ? [] : [holderOf(stack, made)];
    });
    return holders.flat()[0];
  } catch {
    return undefined;
  }
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
