import type { Writable } from 'node:stream';
import { type Algorithm, type Digest, algorithmOf } from '../protocol/digest';
import type { ByteRange } from '../protocol/ranges';

/** Keeps bytes by their digest, for all registries together: which repository holds what is not its business. */
export interface BlobStore {
  /** How many bytes the blob has; undefined where it is missing. */
  size(digest: Digest): Promise<number | undefined>;
  /** The bytes, few of them in memory at a time. */
  read(digest: Digest): AsyncIterable<Uint8Array>;
  /** Writes a stretch of the bytes to a stream that leaves the machine, and answers when they have left. */
  send(digest: Digest, range: ByteRange, target: Writable): Promise<void>;
  /** Starts a blob whose digest is known when it ends. */
  begin(algorithm: Algorithm): Promise<BlobWriter>;
  /** Keeps `collect` from removing the blob, whether it is there yet or not, until the answer is called. */
  hold(digest: Digest): Release;
  /**
   * Removes the blobs that nothing refers to, and tells which. What is held, or was while `referenced` found out what is
   * referred to, stays.
   */
  collect(referenced: () => Promise<ReadonlySet<Digest>>): Promise<Digest[]>;
}

export type Release = () => void;

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A blob under way: nobody sees it before it is kept. */
export interface BlobWriter {
  /** How many bytes have arrived. */
  readonly size: number;
  /** Takes bytes until the source ends. Where the source breaks, what came until then has arrived. */
  append(source: ByteSource): Promise<void>;
  /** Keeps the blob if this is its digest, safe from a crash when it answers; otherwise drops it and answers false. */
  keep(digest: Digest): Promise<boolean>;
  /** Drops what has arrived. */
  drop(): Promise<void>;
}

/** All bytes of a blob that is known to be small. */
export async function readWhole(blobs: BlobStore, digest: Digest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobs.read(digest)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Keeps bytes that are all at hand, under their digest. */
export async function keepBytes(blobs: BlobStore, bytes: Uint8Array, digest: Digest): Promise<void> {
  const writer = await blobs.begin(algorithmOf(digest));
  await writer.append([bytes]);
  if (!(await writer.keep(digest))) {
    throw new Error(`The bytes do not have the digest ${digest}.`);
  }
}
