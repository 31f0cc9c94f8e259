import type { NamespaceRecord, RepositoryPlace } from '../domain/image-records';
import type { Obstacle } from './remedy';

/** What is known of a replica beyond its tags. */
export interface Room {
  /** The namespaces by their names. */
  readonly namespaces: ReadonlyMap<string, NamespaceRecord>;
  /** The paths of the repositories that are there. */
  readonly repositories: ReadonlySet<string>;
  /** Use of and room for repositories; undefined where it is not known. */
  readonly quota?: { readonly used: number; readonly quota: number };
}

/**
 * Why nothing can be copied to a place, whatever is tried; undefined where nothing is known to stand in the way.
 *
 * @param where the replica, in words
 * @param more repositories that other copies make first
 */
export function noRoomFor(
  { namespace, repository }: Pick<RepositoryPlace, 'namespace' | 'repository'>,
  { namespaces, repositories, quota }: Room,
  where = 'there',
  more = 0,
): Obstacle | undefined {
  const path = `${namespace}/${repository}`;
  const found = namespaces.get(namespace);
  if (found === undefined) {
    return { reason: `the namespace ${namespace} does not exist ${where}`, help: 'Deploy the app again.' };
  }
  if (repositories.has(path)) {
    return undefined;
  }
  if (!found.createsRepositories) {
    return {
      reason: `the repository ${path} does not exist ${where}, and its namespace creates none by itself`,
      help: 'Declare the repository, or let the namespace create repositories.',
    };
  }
  return quota !== undefined && quota.used + more >= quota.quota
    ? {
        reason: `the instance ${where} has ${quota.used} of ${quota.quota} repositories, so there is no room for ${path}`,
        help: 'Buy more quota in the console, or delete what nobody uses.',
      }
    : undefined;
}
