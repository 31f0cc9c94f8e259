import { localReason } from '../cloud/cloud-error';
import type { ImageClient } from '../cloud/image-client';
import type { Place } from '../domain/image-records';
import { type CopyRule, originOf, whyForeign } from '../images/copy-rule';
import type { HeldRepository, Holdings } from '../images/holdings';
import { type Scope, isInScope } from '../images/reference';
import { type CopiedRegistry, rulesTo, targetsOf } from '../images/registry';

/** Told of every repository that was read. */
export type OnRead = (place: Place, tags: number) => void;

/** What both ends of every arrow hold. */
export interface ReadRegistry {
  readonly registry: CopiedRegistry;
  readonly primary: Holdings;
  readonly replicas: readonly Holdings[];
}

/**
 * Reads both ends of every arrow. The replicas first: what is pushed and copied meanwhile is then at the primary too, and does not look
 * as if the replica had it alone.
 */
export async function readRegistry(
  registry: CopiedRegistry,
  scope: Scope,
  images: ImageClient,
  onRead: OnRead = () => undefined,
): Promise<ReadRegistry> {
  const rules = registry.rules.filter(({ unreadable }) => unreadable === undefined);
  const replicas = await Promise.all(
    targetsOf(rules).map(place => readReplica(place, rulesTo(rules, place), scope, images, onRead)),
  );
  const namespaces = unique(rules.map(({ namespace }) => namespace)).filter(name => isLookedAt(scope, name));
  const isWanted = (namespace: string, name: string) => isInScope(scope, namespace, name);
  const repositories = await read(registry.primary, namespaces, isWanted, images, onRead);
  return { registry, primary: { place: registry.primary, repositories }, replicas };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

const isLookedAt = (scope: Scope, namespace: string): boolean => (scope.namespace ?? namespace) === namespace;

async function readReplica(
  place: Place,
  rules: readonly CopyRule[],
  scope: Scope,
  images: ImageClient,
  onRead: OnRead,
): Promise<Holdings> {
  const foreign = whyForeign(rules[0]);
  if (foreign !== undefined) {
    return { place, repositories: [], unreadable: foreign };
  }
  const near = rules.filter(({ namespace }) => isLookedAt(scope, namespace));
  const namespaces = unique(near.map(({ targetNamespace }) => targetNamespace));
  const isWanted = (namespace: string, repository: string) =>
    near.some(rule => {
      const origin = originOf(rule, { namespace, repository });
      return origin !== undefined && isInScope(scope, origin.namespace, origin.repository);
    });
  try {
    return { place, repositories: await read(place, namespaces, isWanted, images, onRead) };
  } catch (error) {
    return { place, repositories: [], unreadable: localReason(error) };
  }
}

async function read(
  place: Place,
  namespaces: readonly string[],
  isWanted: (namespace: string, repository: string) => boolean,
  images: ImageClient,
  onRead: OnRead,
): Promise<HeldRepository[]> {
  const found = await Promise.all(namespaces.map(namespace => images.repositories(place, namespace)));
  const wanted = found.flat().filter(({ namespace, name }) => isWanted(namespace, name));
  return Promise.all(
    wanted.map(async record => {
      const tags = await images.tags(place, record.id);
      onRead(place, tags.length);
      return { record, tags: new Map(tags.map(tag => [tag.tag, tag])) };
    }),
  );
}
