import pLimit from 'p-limit';
import { localReason } from '../cloud/cloud-error';
import type { ImageClient } from '../cloud/image-client';
import type { Place } from '../domain/image-records';
import { type BackfillPlan, type PlannedCopy, planBackfill } from '../images/backfill-plan';
import { type Finding, compare, isBroken } from '../images/compare';
import { type Holdings, byPath, pathOf } from '../images/holdings';
import type { Scope } from '../images/reference';
import type { CopiedRegistry } from '../images/registry';
import type { Room } from '../images/room';
import { Journey, type JourneyOptions } from './journey';
import type { Arrival, PinnedImage } from './journey-events';
import { uncopiedNamespaces, unreadableRules } from './known';
import { withCopying } from './living-copies';
import { type OnRead, type ReadRegistry, readRegistry } from './read-holdings';
import { readRoom } from './read-room';

/** A plan for one registry, with what it was made from. */
export interface RegistryPlan extends BackfillPlan {
  readonly read: ReadRegistry;
  /** Replicas that could not be read, and why. */
  readonly unread: readonly { readonly place: Place; readonly reason: string }[];
  /** Rules of which it is not known what they copy of what is looked at. */
  readonly unreadableRules: readonly { readonly name: string; readonly reason: string }[];
  /** Namespaces in scope that no rule copies. */
  readonly uncopied: readonly string[];
}

/** Compares both ends of every arrow, and works out what has to be copied. */
export async function planRegistry(
  registry: CopiedRegistry,
  scope: Scope,
  overwrite: boolean,
  images: ImageClient,
  onRead?: OnRead,
): Promise<RegistryPlan> {
  const read = await readRegistry(registry, scope, images, onRead);
  const uncopied = await uncopiedNamespaces(registry, scope, images);
  const looks = await Promise.all(read.replicas.map(replica => lookAt(replica, read, scope, images)));
  const rooms = new Map(looks.map(({ place, room }) => [place.instanceId, room]));
  const findings = await withCopying(
    looks.flatMap(look => look.findings),
    registry.primary,
    images,
  );
  const unread = looks.flatMap(({ place, unreadable }) =>
    unreadable === undefined ? [] : [{ place, reason: unreadable }],
  );
  const plan = planBackfill(findings, ({ instanceId }) => rooms.get(instanceId)!, overwrite);
  return { ...plan, read, unread, uncopied, unreadableRules: unreadableRules(registry, scope) };
}

interface Look {
  readonly place: Place;
  readonly findings: readonly Finding[];
  readonly room: Room;
  readonly unreadable?: string;
}

/** What of a replica is not as it is at the primary, and whether there is room for it. */
async function lookAt(
  replica: Holdings,
  { registry, primary }: ReadRegistry,
  scope: Scope,
  images: ImageClient,
): Promise<Look> {
  const { place, unreadable } = replica;
  const nothing: Look = { place, unreadable, findings: [], room: { namespaces: new Map(), repositories: new Set() } };
  const findings = unreadable === undefined ? compare(registry.rules, primary, replica, scope) : [];
  if (!findings.some(isBroken)) {
    return nothing;
  }
  try {
    return { place, findings, room: await readRoom(place, new Set(byPath(replica).keys()), images) };
  } catch (error) {
    return { ...nothing, unreadable: localReason(error) };
  }
}

/** Copies what was planned, several tags at a time. */
export async function carryOut(
  plan: RegistryPlan,
  concurrency: number,
  options: Omit<JourneyOptions, 'begin' | 'follow' | 'deadline'>,
): Promise<Arrival[]> {
  const limit = pLimit(concurrency);
  const journeys = bySource(plan).map(({ image, copies }) =>
    limit(() => new Journey(image, copies, { ...options, begin: true, follow: true }).run()),
  );
  return (await Promise.all(journeys)).flat();
}

/** The copies of one tag go together: one look at its tasks serves all of its targets. */
function bySource({ read, copies }: RegistryPlan): { image: PinnedImage; copies: readonly PlannedCopy[] }[] {
  const held = byPath(read.primary);
  const byTag = new Map<string, PlannedCopy[]>();
  for (const copy of copies) {
    const key = `${pathOf(copy.finding)}:${copy.finding.tag}`;
    byTag.set(key, [...(byTag.get(key) ?? []), copy]);
  }
  return [...byTag.values()].map(same => {
    const { namespace, repository, tag, wanted, bytes, pushed } = same[0].finding;
    const source = { ...read.primary.place, namespace, repository };
    const repositoryId = held.get(pathOf(source))!.record.id;
    return { image: { source, repositoryId, tag, digest: wanted!, bytes, pushed }, copies: same };
  });
}
