import { SyncTrigger } from '../domain/choices';
import { filterMatches } from '../domain/image-matching';
import { NamespacePlan } from '../domain/plan';
import { SyncRule } from '../replication/sync-rule';

/** The sync rules of a namespace: one for all of it, or one for each repository where pushing creates none. */
export function rulesOf(namespace: NamespacePlan, repositories: readonly string[]): SyncRule[] {
  const { name, tagsMatching, repositoriesMatching, autoCreateRepositories } = namespace;
  const trigger = namespace.trigger as SyncTrigger | undefined;
  return autoCreateRepositories === false
    ? repositories
        .filter(repository => filterMatches(repositoriesMatching ?? '.*', repository))
        .map(repository => SyncRule.repository(name, repository, { tagsMatching, trigger }))
    : [SyncRule.namespace(name, { tagsMatching, repositoriesMatching, trigger })];
}

/** Whether a namespace goes to a replica. */
export function goesTo({ replicateTo }: NamespacePlan, region: string): boolean {
  return replicateTo === undefined || replicateTo.includes(region);
}
