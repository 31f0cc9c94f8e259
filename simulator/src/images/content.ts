import type { Instance, Repository } from '../cr/model';
import type { Registries } from '../cr/registries';
import { own } from '../runtime/json';
import { type Digest, type RegistryContent, type RepositoryContent, type Table, imageSize, tableOf } from '../registry';

/** The namespace and the name of a repository, as its path has them; undefined where it has not exactly these two. */
export function repositoryPath(path: string): { namespace: string; name: string } | undefined {
  const [namespace, name, ...more] = path.split('/');
  return name === undefined || more.length > 0 ? undefined : { namespace, name };
}

/** What the registry of an instance holds: its very repositories and tags, so that the API and the clients see the same. */
export class InstanceContent implements RegistryContent {
  constructor(
    private readonly instance: () => Instance,
    private readonly registries: Registries,
    private readonly now: () => number,
    readonly commit: () => Promise<void>,
  ) {}

  find(path: string): RepositoryContent | undefined {
    const names = repositoryPath(path);
    const found = names && this.registries.findRepository(this.instance(), names.namespace, names.name);
    return found && this.contentOf(found);
  }

  open(path: string): RepositoryContent {
    const { namespace, name } = repositoryPath(path) ?? { namespace: path, name: '' };
    return this.contentOf(this.registries.repositoryOnPush(this.instance(), namespace, name));
  }

  repositories(): RepositoryContent[] {
    return Object.values(this.instance().repositories).map(repository => this.contentOf(repository));
  }

  private contentOf(repository: Repository): RepositoryContent {
    const content: RepositoryContent = {
      name: `${repository.namespace}/${repository.name}`,
      blobs: tableOf(repository.blobs),
      manifests: tableOf(repository.manifests),
      tags: tagTable(repository, this.now, digest => imageSize(content, digest)),
    };
    return content;
  }
}

/** The tags that ListRepoTag shows, as a registry sees them: names of digests. */
function tagTable(
  repository: Repository,
  now: () => number,
  sizeOf: (digest: Digest) => number,
): Table<string, Digest> {
  const tags = tableOf(repository.tags);
  return {
    get: tag => tags.get(tag)?.digest,
    set: (tag, digest) => {
      const created = own(repository.tags, tag)?.created ?? now();
      tags.set(tag, { digest, size: sizeOf(digest), created, updated: now() });
      repository.modified = now();
    },
    delete: tag => tags.delete(tag),
    entries: () => [...tags.entries()].map(([tag, { digest }]) => [tag, digest]),
  };
}
