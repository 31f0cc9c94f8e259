/** What can be adopted of a world. Pure, and apart from how the deployer finds it out. */
import { type App, PREFIX, regionsOf, registryStackOf } from './app';
import { type World, type WorldRegistry, stackTitled, titleOf } from './world';

/** What somebody names to be adopted: one of the registries that there are, all that rules tie, or what an app left behind. */
export type Source = { readonly from: number } | 'all' | 'retained';

/** The registries to begin with; nothing where that has to be refused. */
function beginning(source: Source, app: App, world: World, down: ReadonlySet<string>): readonly WorldRegistry[] {
  if (source === 'all') {
    return world.registries.filter(one => !down.has(one.region) && neighboursOf(one, world).length > 0);
  }
  if (source !== 'retained') {
    return [named(source, world)].filter(one => one !== undefined);
  }
  const bought = regionsOf(app).filter(region => app.taken[region] === undefined);
  const left = world.registries.filter(
    ({ region, name }) =>
      name === PREFIX &&
      bought.includes(region) &&
      stackTitled(world, titleOf({ region, name: registryStackOf(region) })) === undefined,
  );
  return bought.some(region => down.has(region)) ? [] : left;
}

/** The registry that is named, if there is any. */
export const named = ({ from }: { readonly from: number }, { registries }: World): WorldRegistry | undefined =>
  registries[from % Math.max(1, registries.length)];

interface End {
  readonly id: string;
  readonly region: string;
}

/** The other ends of rules, released registries included. */
const neighboursOf = ({ id }: End, { registries }: World): End[] =>
  registries.flatMap(one =>
    one.rules.flatMap(({ target, to }) =>
      one.id === id ? [{ id: target, region: to }] : target === id ? [{ id: one.id, region: one.region }] : [],
    ),
  );

/**
 * The registries that an app is written of: those to begin with and all that rules tie to them. Nothing where none is there, or one of them
 * cannot be looked at.
 */
export function adoptable(source: Source, app: App, world: World, down: ReadonlySet<string>): WorldRegistry[] {
  const found = new Map<string, End>();
  for (let open: readonly End[] = beginning(source, app, world, down); open.length > 0;) {
    open.forEach(end => found.set(end.id, end));
    open = open.flatMap(end => neighboursOf(end, world)).filter(({ id }) => !found.has(id));
  }
  const isDark = [...found.values()].some(({ region }) => down.has(region));
  return isDark ? [] : world.registries.filter(({ id }) => found.has(id));
}
