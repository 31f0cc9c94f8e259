import type { RepositoryContent } from '../content/registry-content';
import type { Digest } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import type { Manifest } from '../protocol/manifest';
import type { RegistryParts } from './exchange';

/** A manifest is taken when all that it consists of is there, so that whoever can see an image can pull it whole. */
export function checkWhole(repository: RepositoryContent | undefined, name: string, manifest: Manifest): void {
  const blobs = manifest.blobs.filter(({ digest, foreign }) => !foreign && repository?.blobs.get(digest) === undefined);
  const manifests = manifest.manifests.filter(({ digest }) => !repository?.manifests.get(digest));
  const missing = [...new Set([...blobs, ...manifests].map(({ digest }) => digest))];
  if (missing.length === 0) {
    return;
  }
  throw new RegistryError(
    'MANIFEST_BLOB_UNKNOWN',
    `The manifest needs ${missing.join(', ')}, which ${name} does not have. Push what it consists of first.`,
    { detail: missing.map(digest => ({ digest })) },
  );
}

/** Where tags are immutable, one that is there names the same manifest for good. */
export function checkMutable(
  { content, rules }: Pick<RegistryParts, 'content' | 'rules'>,
  name: string,
  tags: readonly string[],
  digest: Digest,
): void {
  for (const tag of tags) {
    const current = content.find(name)?.tags.get(tag);
    if (current === undefined || current === digest || !rules.immutable(name, tag)) {
      continue;
    }
    throw new RegistryError(
      'DENIED',
      `The tag ${tag} of ${name} names ${current}, and the tags of this repository are immutable. Push another tag.`,
      { detail: { tag, digest: current } },
    );
  }
}
