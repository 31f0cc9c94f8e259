import type { Place, RepositoryPlace, TagRecord } from '../domain/image-records';
import { type CopyRule, covers, mayTake, soonest, targetOf, whyNotCovered } from './copy-rule';
import { pathOf } from './holdings';
import type { Obstacle } from './remedy';

/** Where an image goes under its own name, by which rule. */
export interface Destination {
  readonly target: RepositoryPlace;
  readonly rule?: CopyRule;
  /** Why no rule copies it there. */
  readonly unasked?: Obstacle;
  /** Why it is not known whether a rule copies it there. */
  readonly doubt?: string;
  /** Where rules copy it to besides, under other names. */
  readonly elsewhere: readonly RepositoryPlace[];
}

/** What there is to know of it for what travels. */
export type Way = Omit<Destination, 'elsewhere'>;

type Path = Pick<RepositoryPlace, 'namespace' | 'repository'>;

/**
 * Where an image goes at one replica, by the first of its tags that a rule copies there. An image that is copied under another name is not
 * there by its own.
 *
 * @param rules those that lead to the replica
 * @param tags of the image, the preferred one first
 */
export function destinationAt(
  place: Place,
  rules: readonly CopyRule[],
  { namespace, repository }: Path,
  tags: readonly TagRecord[],
): { tag: TagRecord; destination: Destination } {
  const target = { region: place.region, instanceId: place.instanceId, namespace, repository };
  const found = tags.map(tag => {
    const covering = rules.filter(rule => covers(rule, namespace, repository, tag.tag));
    const named = covering.filter(rule => pathOf(targetOf(rule, repository)) === pathOf(target));
    return { tag, rule: soonest(named, tag.pushed), elsewhere: otherPlaces(covering, target) };
  });
  const copied = found.find(({ rule }) => rule !== undefined);
  if (copied !== undefined) {
    const { tag, rule, elsewhere } = copied;
    return { tag, destination: { target, rule, elsewhere } };
  }
  const { tag, elsewhere } = found.find(one => one.elsewhere.length > 0) ?? found[0];
  const doubt = whyInDoubt(rules, target);
  const unasked = elsewhere.length > 0 ? renamed(elsewhere) : whyNone(rules, { namespace, repository, tag: tag.tag });
  return { tag, destination: { target, elsewhere, ...(doubt === undefined ? { unasked } : { doubt }) } };
}

/** The places under other names, each once. */
function otherPlaces(covering: readonly CopyRule[], target: RepositoryPlace): RepositoryPlace[] {
  const places = covering.map(rule => targetOf(rule, target.repository));
  const others = places.filter(place => pathOf(place) !== pathOf(target));
  return [...new Map(others.map(place => [pathOf(place), place])).values()];
}

function renamed(elsewhere: readonly RepositoryPlace[]): Obstacle {
  const names = elsewhere.map(pathOf).join(' and ');
  return {
    reason: `rules copy it there under another name, ${names}, and not under its own`,
    help: `Pull ${names} there, or let a rule keep the name of its namespace.`,
  };
}

function whyInDoubt(rules: readonly CopyRule[], { namespace, repository }: Path): string | undefined {
  const rule = rules.find(one => one.unreadable !== undefined && mayTake(one, namespace, repository));
  return rule === undefined
    ? undefined
    : `whether the rule ${rule.name} copies it there is not known: ${rule.unreadable}`;
}

/** Why none of the rules to a replica copies an image; only those of its namespace are of interest. */
export function whyNone(
  rules: readonly CopyRule[],
  { namespace, repository, tag }: Path & { readonly tag: string },
): Obstacle {
  const near = rules.filter(rule => rule.namespace === namespace);
  if (near.length === 0) {
    return {
      reason: `no rule copies the namespace ${namespace} there`,
      help: 'Let the app copy the namespace to that region (replicateTo), and deploy. Then copy what was pushed before: backfill takes what a rule takes.',
    };
  }
  const reasons = new Set(near.map(rule => whyNotCovered(rule, namespace, repository, tag)));
  return {
    reason: `no rule copies it there: ${[...reasons].join('; ')}`,
    help: 'Change the filters of the namespace in the app, and deploy. Then copy what was pushed before: backfill takes what a rule takes.',
  };
}
