import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Retained } from '../domain/destruction';
import { registryOf } from '../domain/identity';
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
  const registries = new Map(
    deletions.flatMap(deletion => deletion.retained.flatMap(item => placeOf(item, deletion, deletions) ?? [])),
  );
  const looked = await sideBySide(
    [...registries],
    async ([id, region]) => [id, await isThere(region, id, cr)] as const,
  );
  const gone = new Set(looked.filter(([, is]) => !is).map(([id]) => id));
  const isLost = (item: Retained, deletion: FoundDeletion) =>
    gone.has(placeOf(item, deletion, deletions)?.[0][0] ?? '');
  return {
    deletions: deletions.map(deletion => ({
      ...deletion,
      retained: deletion.retained.filter(item => !isLost(item, deletion)),
    })),
    gone: deletions
      .flatMap(({ retained }) => retained)
      .filter(({ billed, physicalId }) => billed && gone.has(physicalId)),
  };
}

/** The registry that something is, or lies in, and its region; nothing where that is not known. */
function placeOf(
  { logicalId, type, physicalId, region }: Retained,
  { live }: FoundDeletion,
  deletions: readonly FoundDeletion[],
): [id: string, region: string][] | undefined {
  if (isInstance(type)) {
    return [[physicalId, region]];
  }
  const value = live?.template?.Resources?.[baseOf(logicalId)]?.Properties?.InstanceId;
  const sideOf = (deletion: FoundDeletion) =>
    deletion.live && { ...deletion.live, template: deletion.live.template ?? {} };
  const at = (name: string, where: string) =>
    deletions.find(({ stack }) => stack.name === name && stack.region === where);
  const id =
    live &&
    registryOf(
      value,
      { ...live, template: live.template ?? {} },
      {
        find: (name, where) => {
          const found = at(name, where);
          return found && sideOf(found);
        },
        idOf: (name, where, made) =>
          at(name, where)?.resources.find(resource => resource.logicalId === made)?.physicalId || undefined,
      },
    );
  return id?.startsWith('cri-') ? [[id, region]] : undefined;
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
