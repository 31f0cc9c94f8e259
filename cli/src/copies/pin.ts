import type { ImageClient } from '../cloud/image-client';
import type { CrClient } from '../cloud/cr-client';
import type { Place, RepositoryPlace, RepositoryRecord, TagRecord } from '../domain/image-records';
import { type CopyRule, covers, soonest, targetOf, whyForeign, whyNotCovered } from '../images/copy-rule';
import { type Reference, systemHost } from '../images/reference';
import { type CopiedRegistry, rulesTo, targetsOf, title } from '../images/registry';
import { only } from './find-registries';
import type { Destination, PinnedImage } from './journey-events';

export interface PinServices {
  readonly cr: CrClient;
  readonly images: ImageClient;
  /** Whether hosts of this machine are registries, as those of a simulator are. */
  readonly simulated: boolean;
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost)(?::\d+)?$/;

/** The registry that a reference speaks of. */
export async function registryFor(
  reference: Reference,
  registries: readonly CopiedRegistry[],
  { cr, images, simulated }: PinServices,
): Promise<CopiedRegistry> {
  const { host, text } = reference;
  if (host === undefined || (simulated && LOOPBACK.test(host))) {
    return only(registries, text);
  }
  const named = systemHost(host);
  for (const registry of registries) {
    for (const place of [registry.primary, ...targetsOf(registry.rules.filter(({ foreign }) => !foreign))]) {
      if (named === undefined ? await answersTo(host, place, images) : await isNamed(named, place, cr)) {
        return registry;
      }
    }
  }
  throw new Error(
    `The image is "${text}", but ${host} is no host of ${registries.map(({ primary }) => title(primary)).join(', ')} ` +
      'or of where its rules lead. Leave the host out, or name the registry with --registry cri-...@REGION.',
  );
}

async function isNamed(named: { instanceName: string; region: string }, place: Place, cr: CrClient): Promise<boolean> {
  if (named.region !== place.region) {
    return false;
  }
  return (await cr.getInstance(place.region, place.instanceId))?.name === named.instanceName;
}

async function answersTo(host: string, place: Place, images: ImageClient): Promise<boolean> {
  const { internet, vpc } = await images.hosts(place);
  return [...internet, ...vpc].includes(host);
}

/** A repository of the primary with the tags that a reference names there. */
export interface NamedTags {
  readonly source: RepositoryPlace;
  readonly record: RepositoryRecord;
  /** More than one where a digest has several; the newest first. */
  readonly tags: readonly TagRecord[];
}

/** What a reference gives at the primary now. */
export async function lookUp(
  reference: Reference,
  { primary }: CopiedRegistry,
  images: ImageClient,
): Promise<NamedTags> {
  const { namespace, repository, text } = reference;
  const source = { ...primary, namespace, repository };
  const record = await images.repository(source);
  if (record === undefined) {
    throw new Error(`${text} is not at the primary: ${title(primary)} has no repository ${namespace}/${repository}.`);
  }
  return { source, record, tags: await tagsNamed(reference, source, record, images) };
}

async function tagsNamed(
  { tag, digest, text }: Reference,
  source: RepositoryPlace,
  { id }: RepositoryRecord,
  images: ImageClient,
): Promise<TagRecord[]> {
  if (tag === undefined) {
    const found = (await images.tags(source, id)).filter(one => one.digest === digest);
    if (found.length === 0) {
      throw new Error(
        `${text} is at the primary under no tag, and images are copied by their tags. ` +
          'If it is one platform of an image, name the tag of the whole image.',
      );
    }
    return found.sort((one, other) => other.pushed - one.pushed);
  }
  const found = await images.tag(source, id, tag);
  if (found === undefined) {
    throw new Error(`${text} is not at the primary: ${title(source)} has no tag ${tag} there. Push it first.`);
  }
  if (digest !== undefined && found.digest !== digest) {
    throw new Error(`${text} is not at the primary: the tag ${tag} gives ${found.digest} there.`);
  }
  return [found];
}

/** An image with where it is to arrive. */
export interface Expected {
  readonly image: PinnedImage;
  readonly destinations: readonly Destination[];
}

/** A replica that no rule copies the image to, and why. */
export interface LeftOut {
  readonly target: Place;
  readonly reason: string;
  /** Whether a rule copies it there all the same, and only its owner can tell whether it has arrived. */
  readonly foreign: boolean;
}

/** Pins what a reference gives, and finds where it is to arrive: where it was asked for, else wherever a rule copies it. */
export function expect(
  { source, record, tags }: NamedTags,
  { rules }: CopiedRegistry,
  asked: readonly string[],
): { expected: Expected[]; leftOut: LeftOut[] } {
  const isAsked = ({ region }: Place) => asked.length === 0 || asked.includes(region);
  const byTag = new Map<TagRecord, Destination[]>();
  const leftOut: LeftOut[] = [];
  for (const place of targetsOf(rules).filter(isAsked)) {
    const { tag, destination } = destinationAt(place, rulesTo(rules, place), source, tags);
    const reason = destination.unasked ?? whyForeign(destination.rule);
    if (reason !== undefined && asked.length === 0) {
      leftOut.push({ target: place, reason, foreign: destination.unasked === undefined });
    } else {
      byTag.set(tag, [...(byTag.get(tag) ?? []), destination]);
    }
  }
  const expected = [...byTag].map(([tag, destinations]) => ({
    image: { source, repositoryId: record.id, ...tag },
    destinations,
  }));
  return { expected, leftOut };
}

/** By the first of the tags that a rule copies there. */
function destinationAt(
  place: Place,
  rules: readonly CopyRule[],
  { namespace, repository }: RepositoryPlace,
  tags: readonly TagRecord[],
): { tag: TagRecord; destination: Destination } {
  for (const tag of tags) {
    const rule = soonest(
      rules.filter(one => covers(one, namespace, repository, tag.tag)),
      tag.pushed,
    );
    if (rule !== undefined) {
      return { tag, destination: { target: targetOf(rule, repository), rule } };
    }
  }
  const [tag] = tags;
  const reasons = new Set(rules.map(rule => whyNotCovered(rule, namespace, repository, tag.tag)));
  const unasked = `no rule copies it there: ${[...reasons].join('; ')}`;
  return { tag, destination: { target: { ...place, namespace, repository }, unasked } };
}
