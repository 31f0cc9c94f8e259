import type { ManifestRecord, RepositoryContent } from '../content/registry-content';
import type { Digest } from '../protocol/digest';
import { CopyError } from './copy-error';

export interface OrderedManifest {
  readonly digest: Digest;
  readonly record: ManifestRecord;
  /** Those that the source holds: whatever else the manifest names lies elsewhere for everybody. */
  readonly blobs: readonly { readonly digest: Digest; readonly size: number }[];
}

/**
 * The manifests of an image in the order in which they can be put: what an index lists before the index, and what refers
 * to a manifest, such as its signature, after it. All is as it is at this moment, whatever becomes of the source later.
 */
export function copyOrder(repository: RepositoryContent, image: Digest, withReferrers: boolean): OrderedManifest[] {
  const ordered = new Map<Digest, OrderedManifest>();
  const visit = (digest: Digest): void => {
    if (ordered.has(digest)) {
      return;
    }
    const record = repository.manifests.get(digest);
    if (!record) {
      throw new CopyError('SOURCE_MISSING', `The source ${repository.name} has no manifest ${digest}.`);
    }
    record.manifests.forEach(visit);
    ordered.set(digest, { digest, record, blobs: heldBlobs(repository, record) });
    if (withReferrers) {
      referrersOf(repository, digest).forEach(visit);
    }
  };
  visit(image);
  return [...ordered.values()];
}

function referrersOf(repository: RepositoryContent, subject: Digest): Digest[] {
  return [...repository.manifests.entries()]
    .filter(([, record]) => record.subject === subject)
    .map(([digest]) => digest)
    .sort();
}

function heldBlobs({ blobs }: RepositoryContent, record: ManifestRecord): OrderedManifest['blobs'] {
  return record.blobs.flatMap(digest => {
    const size = blobs.get(digest);
    return size === undefined ? [] : [{ digest, size }];
  });
}
