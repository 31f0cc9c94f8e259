import { type Hash, createHash } from 'node:crypto';
import { createReadStream, fsync } from 'node:fs';
import { type FileHandle, access, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { type Algorithm, type Digest, algorithmOf, finishDigest } from '../protocol/digest';
import type { BlobWriter, ByteSource } from './blob-store';
import { WriteQueue } from './write-queue';

/** A blob under way, in a temporary file until it takes its name. */
export class BlobFile implements BlobWriter {
  private readonly hash: Hash;
  /** The disk refused some of the bytes that are counted and hashed: the file can never become the blob. */
  private failure: Error | undefined;
  size = 0;

  private constructor(
    private readonly file: string,
    private readonly algorithm: Algorithm,
    private readonly nameOf: (digest: Digest) => string,
  ) {
    this.hash = createHash(algorithm);
  }

  static async create(file: string, algorithm: Algorithm, nameOf: (digest: Digest) => string): Promise<BlobFile> {
    await writeFile(file, '', { flag: 'wx' });
    return new BlobFile(file, algorithm, nameOf);
  }

  /** The file is open only meanwhile: an upload may rest for long. */
  async append(source: ByteSource): Promise<void> {
    const handle = await open(this.file, 'a');
    const queue = new WriteQueue(handle);
    try {
      for await (const chunk of source) {
        this.hash.update(chunk);
        this.size += chunk.length;
        await queue.add(chunk);
      }
    } finally {
      // Where the source broke, what was counted must be in the file too.
      await queue
        .end()
        .catch(error => this.fail(error as Error))
        .finally(() => handle.close());
    }
  }

  async keep(digest: Digest): Promise<boolean> {
    if (this.failure) {
      throw this.failure;
    }
    if ((await this.digest(algorithmOf(digest))) !== digest) {
      await this.drop();
      return false;
    }
    const name = this.nameOf(digest);
    if (await isThere(name)) {
      await this.drop();
    } else {
      await syncFile(this.file);
      await rename(this.file, name);
    }
    await syncFolder(dirname(name));
    return true;
  }

  async drop(): Promise<void> {
    await rm(this.file, { force: true });
  }

  private fail(error: Error): never {
    this.failure = error;
    throw error;
  }

  /** A client may tell only at the end that it counts by another algorithm. */
  private async digest(algorithm: Algorithm): Promise<Digest> {
    if (algorithm === this.algorithm) {
      return finishDigest(algorithm, this.hash.copy());
    }
    const hash = createHash(algorithm);
    for await (const chunk of createReadStream(this.file)) {
      hash.update(chunk as Buffer);
    }
    return finishDigest(algorithm, hash);
  }
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await toDisk(handle);
}

/** So that a new name survives a power cut too; some systems cannot open folders, and need not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (!handle) {
    return;
  }
  await toDisk(handle);
}

/** By its number, since the files of Yarn's Plug'n'Play cannot do it themselves. */
const toDisk = (handle: FileHandle): Promise<void> => promisify(fsync)(handle.fd).finally(() => handle.close());
