import { type Digest, algorithmOf } from '../protocol/digest';
import { type Place, isShared, repositoryAt } from './place';

/** About so many bytes are sent between two steps. */
export const STEP_BYTES = 4 * 1024 * 1024;

/** How far the sending of a blob is. */
export interface CopyStep {
  readonly digest: Digest;
  readonly size: number;
  /** Bytes of this blob that were sent. When all were, the target holds it once the next step is asked for. */
  readonly sent: number;
}

/** Lets the target repository hold a blob, and tells whether it had to be sent. */
export async function* copyBlob(
  source: Place,
  target: Place,
  digest: Digest,
  size: number,
): AsyncGenerator<CopyStep, boolean> {
  const isThere = [...target.content.repositories()].some(({ blobs }) => blobs.get(digest) !== undefined);
  if (!isThere) {
    yield { digest, size, sent: 0 };
    yield* isShared(source, target) ? passOver(digest, size) : sendBytes(source, target, digest, size);
  }
  repositoryAt(target).blobs.set(digest, size);
  await target.content.commit();
  return !isThere;
}

/** The bytes lie where both ends find them; still they count as sent, as between two regions. */
function* passOver(digest: Digest, size: number): Generator<CopyStep> {
  for (let sent = STEP_BYTES; sent < size; sent += STEP_BYTES) {
    yield { digest, size, sent };
  }
  if (size > 0) {
    yield { digest, size, sent: size };
  }
}

async function* sendBytes(source: Place, target: Place, digest: Digest, size: number): AsyncGenerator<CopyStep> {
  const writer = await target.blobs.begin(algorithmOf(digest));
  try {
    for await (const portion of portions(source.blobs.read(digest))) {
      await writer.append(portion);
      yield { digest, size, sent: writer.size };
    }
    if (!(await writer.keep(digest))) {
      throw new Error(`The blob ${digest} is damaged at the source.`);
    }
  } finally {
    await writer.drop();
  }
}

async function* portions(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let portion: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    portion.push(chunk);
    bytes += chunk.length;
    if (bytes < STEP_BYTES) {
      continue;
    }
    yield portion;
    portion = [];
    bytes = 0;
  }
  if (portion.length > 0) {
    yield portion;
  }
}
