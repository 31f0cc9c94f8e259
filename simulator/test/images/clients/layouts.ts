import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { algorithmOf, digestOf, hexOf } from '../../../src/registry/protocol/digest';
import { type TestImage, manifestsOf, writeLayout } from '../../registry/support/images';
import { temporaryFolder } from '../../registry/support/registries';

/** A folder with an OCI layout, as clients read one. */
export function layoutOf(whole: TestImage, tag: string, referrers: readonly TestImage[] = []): string {
  const folder = temporaryFolder();
  writeLayout(folder, tag, whole, referrers);
  return folder;
}

/** Whether a layout holds everything, byte for byte. */
export function holds(folder: string, whole: TestImage): boolean {
  return manifestsOf(whole).every(one =>
    [one.bytes, ...one.blobs].every(bytes => {
      const digest = digestOf(bytes, one.algorithm);
      return readFileSync(join(folder, 'blobs', algorithmOf(digest), hexOf(digest))).equals(bytes);
    }),
  );
}

export function emptyFolder(): string {
  const folder = join(temporaryFolder(), 'pulled');
  mkdirSync(folder);
  return folder;
}
