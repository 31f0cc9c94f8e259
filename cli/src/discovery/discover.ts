import { hasCode, localReason } from '../cloud/cloud-error';
import type { SettingsClient } from '../cloud/settings-client';
import { sideBySide } from '../cloud/side-by-side';
import type { FoundRegistry, ListedInstance } from '../domain/found';
import type { Place } from '../domain/image-records';
import { type OnRead, readRegistry } from './read-registry';

/** What was found, in the order of regions and ids. */
export interface Discovery {
  readonly registries: readonly FoundRegistry[];
  /** Registries that no rule ties to another; an account as a whole was asked for, and these were left alone. */
  readonly untied: readonly ListedInstance[];
  /** Regions that could not be looked at, and why. */
  readonly unlisted: ReadonlyMap<string, string>;
}

/** Reads registries and all that sync rules tie to them, in whichever direction. */
export async function discover(
  places: readonly Place[],
  client: SettingsClient,
  onRead: OnRead = () => undefined,
): Promise<Discovery> {
  const tied = await withTied(places, client);
  const registries = await sideBySide(tied, place => readRegistry(place, client, onRead));
  return { registries, untied: [], unlisted: new Map() };
}

/** The same for all registries of an account that are tied to others by rules. */
export async function discoverAll(
  regions: readonly string[],
  client: SettingsClient,
  onRead: OnRead = () => undefined,
): Promise<Discovery> {
  const unlisted = new Map<string, string>();
  const lists = await sideBySide([...new Set(regions)].sort(), async region => {
    try {
      return await client.instances(region);
    } catch (error) {
      unlisted.set(region, localReason(error));
      return [];
    }
  });
  const all = lists.flat().sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const ends = await sideBySide(all, async place => ((await neighbours(place, client)) ?? []).length > 0);
  const found = await discover(
    all.filter((_, i) => ends[i]),
    client,
    onRead,
  );
  return { ...found, untied: all.filter((_, i) => !ends[i]), unlisted };
}

const keyOf = ({ region, instanceId }: Place): string => `${region} ${instanceId}`;

/** The places and whatever rules lead to or come from, as far as this account reads it; each once. */
async function withTied(places: readonly Place[], client: SettingsClient): Promise<Place[]> {
  const known = new Map(places.map(place => [keyOf(place), place]));
  for (let open = [...known.values()]; open.length > 0;) {
    const found = await sideBySide(open, place => neighbours(place, client));
    open.filter((_, i) => found[i] === undefined).forEach(place => refuseMissing(place, places, known));
    open = found.flatMap(others => others ?? []).filter(place => !known.has(keyOf(place)));
    open.forEach(place => known.set(keyOf(place), place));
  }
  return [...known.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place);
}

/** The other ends of the rules of an instance, but for those in other accounts; undefined where there is no such instance. */
async function neighbours({ region, instanceId }: Place, client: SettingsClient): Promise<Place[] | undefined> {
  try {
    const listed = await client.rules({ region, instanceId });
    return listed
      .filter(({ rule }) => !rule.foreign)
      .map(({ source, rule }) => (source.instanceId === instanceId ? rule.target : source));
  } catch (error) {
    if (hasCode(error, 'INSTANCE_NOT_EXIST')) {
      return undefined;
    }
    throw error;
  }
}

/** What was asked for has to be there; a rule may lead to an instance that was released. */
function refuseMissing(place: Place, asked: readonly Place[], known: Map<string, Place>): void {
  if (asked.some(one => keyOf(one) === keyOf(place))) {
    throw new Error(
      `There is no registry ${place.instanceId} in ${place.region}. Copy id and region from the overview page of the instance.`,
    );
  }
  known.delete(keyOf(place));
}
