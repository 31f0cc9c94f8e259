import type { Digest } from '../protocol/digest';
import type { ManifestRecord, RegistryContent, RepositoryContent, Table } from './registry-content';

/** A repository as plain data, for a state file. */
export interface RepositoryJson {
  readonly blobs: Record<string, number>;
  readonly manifests: Record<string, ManifestRecord>;
  readonly tags: Record<string, Digest>;
}

export type RegistryJson = Record<string, RepositoryJson>;

/** Content that lives in plain data, which its owner stores as JSON; `commit` stores it. */
export function contentAsJson(
  json: RegistryJson,
  commit: () => Promise<void> = async () => undefined,
): RegistryContent {
  const repositories = tableOf<string, RepositoryJson>(json);
  const find = (name: string) => {
    const repository = repositories.get(name);
    return repository && repositoryOf(name, repository);
  };
  return {
    find,
    open: name => {
      if (!repositories.get(name)) {
        repositories.set(name, { blobs: {}, manifests: {}, tags: {} });
      }
      return find(name) as RepositoryContent;
    },
    repositories: () => [...repositories.entries()].map(([name, repository]) => repositoryOf(name, repository)),
    commit,
  };
}

function repositoryOf(name: string, { blobs, manifests, tags }: RepositoryJson): RepositoryContent {
  return { name, blobs: tableOf(blobs), manifests: tableOf(manifests), tags: tableOf(tags) };
}

/** A plain object as a table. A tag may be called `__proto__` or `constructor`: only what was put there is there. */
export function tableOf<K extends string, V>(record: Record<string, V>): Table<K, V> {
  const has = (key: K) => Object.hasOwn(record, key);
  return {
    get: key => (has(key) ? record[key] : undefined),
    set: (key, value) =>
      Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true }),
    delete: key => has(key) && delete record[key],
    entries: () => Object.entries(record) as [K, V][],
  };
}
