import type { RepositoryPlace, TagRecord } from '../domain/image-records';
import { type CopyRule, covers, isBefore, originOf, targetOf } from './copy-rule';
import { type HeldRepository, type Holdings, byPath, pathOf } from './holdings';
import { type Scope, isInScope } from './reference';
import { rulesTo } from './registry';

/** A tag that is not the same on both ends of an arrow. */
export interface Finding {
  /**
   * - `missing`: a rule copies it, and it is not there
   * - `different`: a rule copies it, and another image is there under its name
   * - `extra`: it is at the replica only
   * - `uncovered`: no rule to that region copies it, and it is not the same there
   */
  readonly kind: 'missing' | 'different' | 'extra' | 'uncovered';
  /** The repository at the primary; of what is at the replica only, the one there. */
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  readonly target: RepositoryPlace;
  /** What the tag gives at the primary. */
  readonly wanted?: string;
  /** What it gives at the target. */
  readonly found?: string;
  readonly bytes: number;
  readonly pushed: number;
  /** The rule that copies it. */
  readonly rule?: CopyRule;
  /** Whether the target keeps the image that a tag was given first. */
  readonly immutable: boolean;
  /** Whether a copy is under way, where that was looked at. */
  readonly copying?: boolean;
}

/** Whether the promise of replication is broken: what is at the replica only, or copied by no rule, breaks none. */
export const isBroken = ({ kind }: Finding): boolean => kind === 'missing' || kind === 'different';

/** Why a rule has not copied what it takes; undefined where nothing but the tasks of the service can tell. */
export function causeOf({ rule, pushed }: Pick<Finding, 'rule' | 'pushed'>): string | undefined {
  if (rule?.manual) {
    return `the rule ${rule.name} copies on demand only`;
  }
  return rule !== undefined && isBefore(pushed, rule)
    ? `it was pushed before the rule ${rule.name} was made`
    : undefined;
}

/** Every tag that is not the same at a replica as at the primary, in the order of names. */
export function compare(
  rules: readonly CopyRule[],
  primary: Holdings,
  replica: Holdings,
  scope: Scope = {},
): Finding[] {
  const arrows = rulesTo(rules, replica.place);
  const there = byPath(replica);
  const here = byPath(primary);
  const lost = primary.repositories.flatMap(held => notTheSame(arrows, held, there, replica, scope));
  const more = replica.repositories.flatMap(held => onlyThere(arrows, held, here, replica, scope));
  return [...lost, ...more].sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

const sortKey = ({ namespace, repository, tag, kind }: Finding): string =>
  [namespace, repository, tag, kind].join('\0');

function notTheSame(
  arrows: readonly CopyRule[],
  { record, tags }: HeldRepository,
  there: ReadonlyMap<string, HeldRepository>,
  { place }: Holdings,
  scope: Scope,
): Finding[] {
  const { namespace, name: repository } = record;
  const near = arrows.filter(rule => rule.namespace === namespace && rule.unreadable === undefined);
  if (near.length === 0 || !isInScope(scope, namespace, repository)) {
    return [];
  }
  return [...tags.values()].flatMap(tag => {
    const covering = near.filter(rule => covers(rule, namespace, repository, tag.tag));
    // Several rules may put it at the same place.
    const places = new Map(covering.map(rule => [pathOf(targetOf(rule, repository)), rule]));
    const wanted = places.size > 0 ? [...places.values()] : [undefined];
    return wanted.flatMap(rule => {
      const target = rule === undefined ? { ...place, ...elsewhere(near, repository) } : targetOf(rule, repository);
      return at(there.get(pathOf(target)), tag, { namespace, repository, target, rule }) ?? [];
    });
  });
}

/** Where an image would be that no rule copies: beside those of its namespace. */
function elsewhere(near: readonly CopyRule[], repository: string): { namespace: string; repository: string } {
  const whole = near.find(rule => rule.targetRepository === undefined) ?? near[0];
  return { namespace: whole.targetNamespace, repository };
}

function at(
  held: HeldRepository | undefined,
  { tag, digest, bytes, pushed }: TagRecord,
  image: Pick<Finding, 'namespace' | 'repository' | 'target' | 'rule'>,
): Finding | undefined {
  const found = held?.tags.get(tag)?.digest;
  if (found === digest) {
    return undefined;
  }
  const kind = image.rule === undefined ? 'uncovered' : found === undefined ? 'missing' : 'different';
  return { kind, ...image, tag, wanted: digest, found, bytes, pushed, immutable: held?.record.immutable ?? false };
}

function onlyThere(
  arrows: readonly CopyRule[],
  { record, tags }: HeldRepository,
  here: ReadonlyMap<string, HeldRepository>,
  { place }: Holdings,
  scope: Scope,
): Finding[] {
  const path = { namespace: record.namespace, repository: record.name };
  const origins = arrows
    .flatMap(rule => originOf(rule, path) ?? [])
    .filter(({ namespace, repository }) => isInScope(scope, namespace, repository));
  if (origins.length === 0) {
    return [];
  }
  const isHere = (tag: string) => origins.some(origin => here.get(pathOf(origin))?.tags.has(tag));
  return [...tags.values()]
    .filter(({ tag }) => !isHere(tag))
    .map(({ tag, digest, bytes, pushed }) => ({
      kind: 'extra',
      ...path,
      tag,
      target: { ...place, ...path },
      found: digest,
      bytes,
      pushed,
      immutable: record.immutable,
    }));
}
