import { createReadStream, renameSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { ALGORITHMS, type Algorithm, type Digest, algorithmOf, hexOf, isDigest } from '../protocol/digest';
import type { ByteRange } from '../protocol/ranges';
import { BlobFile, syncFolder } from './blob-file';
import type { BlobStore, BlobWriter, Release } from './blob-store';
import { Holds } from './holds';
import { sendFile } from './send-file';

const READ_BYTES = 256 * 1024;

/**
 * Blobs as files named by their digests, such as `sha256/e3b0c442...`. A file gets its name when it is whole and synced, so
 * no crash leaves half a blob under a digest. One process at a time may have the folder open.
 */
export class BlobsOnDisk implements BlobStore {
  private readonly holds = new Holds();
  private temporaries = 0;

  private constructor(private readonly folder: string) {}

  /** Opens the folder, makes it where it is missing, and removes what an earlier process did not finish. */
  static async open(folder: string): Promise<BlobsOnDisk> {
    await rm(join(folder, 'temporary'), { recursive: true, force: true });
    for (const name of [...ALGORITHMS, 'temporary']) {
      await mkdir(join(folder, name), { recursive: true });
    }
    await syncFolder(folder);
    await syncFolder(dirname(folder));
    return new BlobsOnDisk(folder);
  }

  async size(digest: Digest): Promise<number | undefined> {
    try {
      return (await stat(this.fileOf(digest))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  read(digest: Digest): AsyncIterable<Uint8Array> {
    return createReadStream(this.fileOf(digest), { highWaterMark: READ_BYTES });
  }

  send(digest: Digest, range: ByteRange, target: Writable): Promise<void> {
    return sendFile(this.fileOf(digest), range, target);
  }

  begin(algorithm: Algorithm): Promise<BlobWriter> {
    return BlobFile.create(this.temporary(), algorithm, digest => this.fileOf(digest));
  }

  hold(digest: Digest): Release {
    return this.holds.hold(digest);
  }

  collect(referenced: () => Promise<ReadonlySet<Digest>>): Promise<Digest[]> {
    return this.holds.during(async isHeld => {
      const wanted = await referenced();
      const removed: Digest[] = [];
      for (const digest of await this.all()) {
        if (wanted.has(digest) || isHeld(digest)) {
          continue;
        }
        const gone = this.temporary();
        // Asked and taken away in one step: nobody can begin to hold it in between.
        renameSync(this.fileOf(digest), gone);
        await rm(gone);
        removed.push(digest);
      }
      return removed;
    });
  }

  private async all(): Promise<Digest[]> {
    const names = await Promise.all(
      ALGORITHMS.map(async algorithm =>
        (await readdir(join(this.folder, algorithm))).map(hex => `${algorithm}:${hex}`),
      ),
    );
    return names.flat().filter(isDigest).sort();
  }

  private fileOf(digest: Digest): string {
    return join(this.folder, algorithmOf(digest), hexOf(digest));
  }

  private temporary(): string {
    return join(this.folder, 'temporary', String(this.temporaries++));
  }
}
