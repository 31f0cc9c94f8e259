import type { BlobStore } from '../blobs/blob-store';
import type { RegistryContent, RepositoryContent } from '../content/registry-content';
import { CopyError } from './copy-error';

/** One end of a copy: a repository of a registry. */
export interface Place {
  readonly blobs: BlobStore;
  readonly content: RegistryContent;
  readonly repository: string;
}

/** Both ends keep their bytes in one store: then nothing needs to be written again. */
export function isShared(source: Place, target: Place): boolean {
  return source.blobs === target.blobs;
}

export function openTarget({ content, repository }: Place): void {
  content.open(repository);
}

/** The repository as it is at this moment; it may be deleted while a copy to it is under way. */
export function repositoryAt({ content, repository }: Place): RepositoryContent {
  const found = content.find(repository);
  if (found) {
    return found;
  }
  throw new CopyError('TARGET_CHANGED', `The repository ${repository} was deleted during the copy.`);
}
