import { type Hash, createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Algorithm, type Digest, algorithmOf, finishDigest } from '../protocol/digest';
import type { ByteRange } from '../protocol/ranges';
import type { BlobStore, BlobWriter, ByteSource, Release } from './blob-store';
import { Holds } from './holds';

interface Stored {
  readonly chunks: readonly Uint8Array[];
  readonly size: number;
}

/** Blobs that end with the process. */
export class BlobsInMemory implements BlobStore {
  private readonly stored = new Map<Digest, Stored>();
  private readonly holds = new Holds();

  async size(digest: Digest): Promise<number | undefined> {
    return this.stored.get(digest)?.size;
  }

  async *read(digest: Digest): AsyncGenerator<Uint8Array> {
    yield* this.chunksOf(digest);
  }

  send(digest: Digest, range: ByteRange, target: Writable): Promise<void> {
    return pipeline(stretch(this.chunksOf(digest), range), target, { end: false });
  }

  async begin(algorithm: Algorithm): Promise<BlobWriter> {
    return new MemoryWriter(algorithm, (digest, blob) => this.stored.set(digest, blob));
  }

  hold(digest: Digest): Release {
    return this.holds.hold(digest);
  }

  collect(referenced: () => Promise<ReadonlySet<Digest>>): Promise<Digest[]> {
    return this.holds.during(async isHeld => {
      const wanted = await referenced();
      const unwanted = [...this.stored.keys()].filter(digest => !wanted.has(digest) && !isHeld(digest)).sort();
      unwanted.forEach(digest => this.stored.delete(digest));
      return unwanted;
    });
  }

  private chunksOf(digest: Digest): readonly Uint8Array[] {
    const blob = this.stored.get(digest);
    if (!blob) {
      throw new Error(`The blob ${digest} is missing.`);
    }
    return blob.chunks;
  }
}

function* stretch(chunks: readonly Uint8Array[], { start, end }: ByteRange): Generator<Uint8Array> {
  let position = 0;
  for (const chunk of chunks) {
    const wanted = chunk.subarray(Math.max(0, start - position), Math.max(0, end + 1 - position));
    position += chunk.length;
    if (wanted.length > 0) {
      yield wanted;
    }
  }
}

class MemoryWriter implements BlobWriter {
  private chunks: Uint8Array[] = [];
  private readonly hash: Hash;
  size = 0;

  constructor(
    private readonly algorithm: Algorithm,
    private readonly store: (digest: Digest, blob: Stored) => void,
  ) {
    this.hash = createHash(algorithm);
  }

  async append(source: ByteSource): Promise<void> {
    for await (const chunk of source) {
      this.hash.update(chunk);
      this.chunks.push(chunk);
      this.size += chunk.length;
    }
  }

  async keep(digest: Digest): Promise<boolean> {
    const { chunks, size } = this;
    const same = this.digest(algorithmOf(digest)) === digest;
    if (same) {
      this.store(digest, { chunks, size });
    }
    await this.drop();
    return same;
  }

  async drop(): Promise<void> {
    this.chunks = [];
  }

  private digest(algorithm: Algorithm): Digest {
    if (algorithm === this.algorithm) {
      return finishDigest(algorithm, this.hash);
    }
    const hash = createHash(algorithm);
    this.chunks.forEach(chunk => hash.update(chunk));
    return finishDigest(algorithm, hash);
  }
}
