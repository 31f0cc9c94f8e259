import type { Place, RepositoryRecord, TagRecord } from '../domain/image-records';

/** The tags of a repository, by their names. */
export interface HeldRepository {
  readonly record: RepositoryRecord;
  readonly tags: ReadonlyMap<string, TagRecord>;
}

/** What an instance holds of what is looked at. */
export interface Holdings {
  readonly place: Place;
  readonly repositories: readonly HeldRepository[];
  /** Why it could not be read. */
  readonly unreadable?: string;
}

export const pathOf = ({ namespace, repository }: { namespace: string; repository: string }): string =>
  `${namespace}/${repository}`;

/** The repositories by their paths. */
export const byPath = ({ repositories }: Holdings): Map<string, HeldRepository> =>
  new Map(repositories.map(held => [`${held.record.namespace}/${held.record.name}`, held]));
