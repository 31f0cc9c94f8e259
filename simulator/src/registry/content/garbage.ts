import type { BlobStore } from '../blobs/blob-store';
import type { Digest } from '../protocol/digest';
import type { RegistryContent } from './registry-content';

/** Removes the blobs that no repository of any of the registries holds any more, and tells which. */
export function collectGarbage(blobs: BlobStore, registries: readonly RegistryContent[]): Promise<Digest[]> {
  return blobs.collect(async () => {
    const referenced = referencedDigests(registries);
    // A crash must not bring back a reference to what is removed next.
    for (const registry of registries) {
      await registry.commit();
    }
    return referenced;
  });
}

export function referencedDigests(registries: readonly RegistryContent[]): Set<Digest> {
  const referenced = new Set<Digest>();
  for (const registry of registries) {
    for (const repository of registry.repositories()) {
      for (const [digest] of repository.blobs.entries()) {
        referenced.add(digest);
      }
      for (const [digest] of repository.manifests.entries()) {
        referenced.add(digest);
      }
    }
  }
  return referenced;
}

/**
 * Takes from the repositories the blobs that none of their manifests needs: what is left of deleted images and of pushes
 * that never ended. A push under way has such blobs too, so this is for a moment without one, such as a start.
 */
export function dropUnusedBlobs(registry: RegistryContent): void {
  for (const { blobs, manifests } of registry.repositories()) {
    const used = new Set([...manifests.entries()].flatMap(([, record]) => record.blobs));
    for (const [digest] of [...blobs.entries()]) {
      if (!used.has(digest)) {
        blobs.delete(digest);
      }
    }
  }
}
