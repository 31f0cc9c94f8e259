import type { Digest } from '../protocol/digest';
import type { Manifest } from '../protocol/manifest';

/** The part of a Map that a registry needs. */
export interface Table<K extends string, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
  delete(key: K): boolean;
  entries(): Iterable<[K, V]>;
}

/** What is remembered of a manifest; its bytes lie among the blobs. */
export interface ManifestRecord {
  readonly mediaType: string;
  readonly size: number;
  readonly blobs: readonly Digest[];
  readonly manifests: readonly Digest[];
  readonly subject?: Digest;
  readonly artifactType?: string;
}

export interface RepositoryContent {
  readonly name: string;
  /** The blobs that this repository holds, with their sizes: they can be pulled from it. */
  readonly blobs: Table<Digest, number>;
  readonly manifests: Table<Digest, ManifestRecord>;
  readonly tags: Table<string, Digest>;
}

/** What one registry holds. Whoever keeps the state of the registries implements it; its changes show at once. */
export interface RegistryContent {
  find(name: string): RepositoryContent | undefined;
  /** The repository, made where it is missing. */
  open(name: string): RepositoryContent;
  repositories(): Iterable<RepositoryContent>;
  /** Answers when all changes until now would survive a crash: only then is a client told of them. */
  commit(): Promise<void>;
}

export function recordOf(manifest: Manifest, size: number): ManifestRecord {
  const { mediaType, subject, artifactType } = manifest;
  const blobs = [...new Set(manifest.blobs.map(part => part.digest))];
  const manifests = [...new Set(manifest.manifests.map(part => part.digest))];
  return { mediaType, size, blobs, manifests, subject, artifactType };
}

/** The manifests that need the blob or the manifest: it cannot go before them. */
export function neededBy(repository: RepositoryContent, digest: Digest): Digest[] {
  return [...repository.manifests.entries()]
    .filter(([, { blobs, manifests }]) => blobs.includes(digest) || manifests.includes(digest))
    .map(([needing]) => needing);
}

export function tagsOf(repository: RepositoryContent, digest: Digest): string[] {
  return [...repository.tags.entries()].filter(([, tagged]) => tagged === digest).map(([tag]) => tag);
}

/** How many bytes an image has: configurations and layers, of all platforms of an index, each once. */
export function imageSize(repository: RepositoryContent, digest: Digest): number {
  const blobs = new Set<Digest>();
  const collect = (manifest: Digest): void => {
    const record = repository.manifests.get(manifest);
    record?.blobs.forEach(blob => blobs.add(blob));
    record?.manifests.forEach(collect);
  };
  collect(digest);
  return [...blobs].reduce((sum, blob) => sum + (repository.blobs.get(blob) ?? 0), 0);
}
