import type { ImageClient } from '../cloud/image-client';
import type { Place, RepositoryPlace, RepositoryRecord, TagRecord } from '../domain/image-records';
import { whyForeign } from '../images/copy-rule';
import { type Destination, destinationAt } from '../images/destinations';
import type { Reference } from '../images/reference';
import type { Obstacle } from '../images/remedy';
import { type CopiedRegistry, rulesTo, targetsOf, title } from '../images/registry';
import type { PinnedImage } from './journey-events';

/** The primary does not have what a reference names. */
export class NotAtPrimaryError extends Error {}

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
    throw new NotAtPrimaryError(
      `${text} is not at the primary: ${title(primary)} has no repository ${namespace}/${repository}.`,
    );
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
      throw new NotAtPrimaryError(
        `${text} is at the primary under no tag, and images are copied by their tags. ` +
          'If it is one platform of an image, name the tag of the whole image.',
      );
    }
    return found.sort((one, other) => other.pushed - one.pushed);
  }
  const found = await images.tag(source, id, tag);
  if (found === undefined) {
    throw new NotAtPrimaryError(
      `${text} is not at the primary: ${title(source)} has no tag ${tag} there. Push it first.`,
    );
  }
  if (digest !== undefined && found.digest !== digest) {
    throw new NotAtPrimaryError(`${text} is not at the primary: the tag ${tag} gives ${found.digest} there.`);
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
  /** What to do, in words. */
  readonly help?: string;
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
    const why = whyLeftOut(destination);
    if (why !== undefined && asked.length === 0) {
      leftOut.push({ target: place, ...why, foreign: destination.unasked === undefined });
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

function whyLeftOut({ unasked, rule }: Destination): Obstacle | undefined {
  const foreign = whyForeign(rule);
  return unasked ?? (foreign === undefined ? undefined : { reason: foreign });
}
