import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Retained } from '../domain/destruction';
import { type Surroundings, among, registryOf, sideOf } from '../domain/identity';
import type { DeclaredStack } from '../domain/model';
import { purchasesOf } from '../domain/purchases';
import { baseOf, isInstance } from '../domain/resource-types';
import type { FoundDeletion } from './deletions';

/** What is still in the account of what stacks once bought, and the regions that did not tell. */
export interface StillThere {
  readonly registries: readonly Retained[];
  readonly unknown: ReadonlyMap<string, string>;
}

/**
 * Looks registries up by their names: a stack that is gone tells nothing any more.
 *
 * @param elsewhere other regions in which stacks of the app may once have been
 */
export async function stillThere(
  stacks: readonly DeclaredStack[],
  cr: CrClient,
  elsewhere: readonly string[] = [],
): Promise<StillThere> {
  const unknown = new Map<string, string>();
  const declared = stacks.flatMap(stack =>
    purchasesOf(stack).map(({ logicalId, name }) => {
      const type = stack.template.Resources![logicalId].Type;
      return { region: stack.region, stack: stack.name, logicalId, type, name };
    }),
  );
  const regions = new Set(declared.map(({ region }) => region));
  const names = new Map(declared.map(purchase => [purchase.name, purchase]));
  const others = elsewhere
    .filter(region => !regions.has(region))
    .flatMap(region => [...names.values()].map(({ name, type }) => ({ region, stack: '', logicalId: '', type, name })));
  const found = await sideBySide([...declared, ...others], async ({ name, ...place }) => {
    try {
      const registries = await cr.instancesNamed(place.region, name);
      return registries.map(({ id }): Retained => ({ ...place, physicalId: id, billed: true }));
    } catch (error) {
      if (regions.has(place.region)) {
        unknown.set(place.region, (error as Error).message);
      }
      return []; // elsewhere is only found what can be
    }
  });
  return { registries: found.flat(), unknown };
}

/** Deletions without what they would retain of registries that are gone, and those registries. */
export async function withoutGone(
  deletions: readonly FoundDeletion[],
  cr: CrClient,
): Promise<{ deletions: FoundDeletion[]; gone: Retained[] }> {
  const idOf = registryIn(deletions);
  const held = deletions.map(deletion => ({
    deletion,
    items: deletion.retained.map(item => ({ item, id: idOf(item, deletion) })),
  }));
  const regions = new Map(
    held.flatMap(({ items }) => items.flatMap(({ id, item }) => (id === undefined ? [] : [[id, item.region]]))),
  );
  const looked = await sideBySide([...regions], async ([id, region]) => ({ id, is: await isThere(region, id, cr) }));
  const gone = new Set<string | undefined>(looked.filter(({ is }) => !is).map(({ id }) => id));
  return {
    deletions: held.map(({ deletion, items }) => ({
      ...deletion,
      retained: items.filter(({ id }) => !gone.has(id)).map(({ item }) => item),
    })),
    gone: deletions
      .flatMap(({ retained }) => retained)
      .filter(({ billed, physicalId }) => billed && gone.has(physicalId)),
  };
}

/** Tells the registry that something retained is, or lies in; nothing where that is not known. */
function registryIn(deletions: readonly FoundDeletion[]) {
  const around: Surroundings = {
    find: among(deletions.flatMap(({ live }) => (live === undefined ? [] : [sideOf(live)]))),
    idOf: (name, region, logicalId) => {
      const maker = deletions.find(({ stack }) => stack.name === name && stack.region === region);
      return maker?.resources.find(resource => resource.logicalId === logicalId)?.physicalId || undefined;
    },
  };
  return ({ logicalId, type, physicalId }: Retained, { live }: FoundDeletion): string | undefined => {
    if (isInstance(type)) {
      return physicalId;
    }
    const value = live?.template?.Resources?.[baseOf(logicalId)]?.Properties?.InstanceId;
    const id = live && registryOf(value, sideOf(live), around);
    return id?.startsWith('cri-') ? id : undefined;
  };
}

/** The same without registries that are gone. */
export async function thereOf(retained: readonly Retained[], cr: CrClient): Promise<Retained[]> {
  const there = await sideBySide(retained, ({ region, type, physicalId }) =>
    isInstance(type) ? isThere(region, physicalId, cr) : Promise.resolve(true),
  );
  return retained.filter((_, at) => there[at]);
}

/** Whether a registry is there; one that could not be looked at may be. */
export async function isThere(region: string, id: string, cr: CrClient): Promise<boolean> {
  try {
    return (await cr.getInstance(region, id)) !== undefined;
  } catch {
    return true;
  }
}
