import type { BlobStore, BlobWriter } from '../blobs/blob-store';
import type { Algorithm, Digest } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { type ByteRange, receivedRange } from '../protocol/ranges';

/** A blob that a client is sending, in one request or in many. */
export interface Upload {
  readonly id: string;
  readonly repository: string;
  /** How many bytes have arrived. */
  readonly size: number;
}

/** What a request says of the bytes that it brings. */
export interface Chunk {
  readonly range?: ByteRange;
  readonly length?: number;
}

/** Unfinished uploads that nobody comes back to are dropped, the oldest first, when there are more. */
const MOST_UPLOADS = 1000;

class Session implements Upload {
  writer?: BlobWriter;
  /** A request is being answered that changes it. */
  busy = false;

  constructor(
    readonly id: string,
    readonly repository: string,
    readonly algorithm: Algorithm | undefined,
  ) {}

  get size(): number {
    return this.writer?.size ?? 0;
  }
}

/** The uploads to one registry. They end with the process: a client that comes back then starts anew. */
export class Uploads {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly blobs: BlobStore,
    private readonly newId: () => string,
  ) {}

  async start(repository: string, algorithm?: Algorithm): Promise<Upload> {
    const session = new Session(this.newId(), repository, algorithm);
    this.sessions.set(session.id, session);
    const idle = this.sessions.size > MOST_UPLOADS && [...this.sessions.values()].find(({ busy }) => !busy);
    if (idle) {
      await this.drop(idle);
    }
    return session;
  }

  find(repository: string, id: string): Upload {
    return this.session({ repository, id });
  }

  /** Adds the bytes of a request, which follow those that are there. The digest's algorithm may be known by now. */
  append(upload: Upload, body: AsyncIterable<Uint8Array>, chunk: Chunk, algorithm?: Algorithm): Promise<void> {
    return this.alone(upload, async session => {
      checkChunk(session, chunk);
      session.writer ??= await this.blobs.begin(session.algorithm ?? algorithm ?? 'sha256');
      const before = session.size;
      await session.writer.append(body);
      if (chunk.range && session.size - before !== lengthOf(chunk.range)) {
        await this.drop(session);
        throw wrongLength(chunk.range, session.size - before, ' The upload has ended: start another.');
      }
    });
  }

  /** Keeps the blob and tells its size. Whatever comes of it, the upload is over. */
  finish(upload: Upload, digest: Digest): Promise<number> {
    return this.alone(upload, async session => {
      try {
        session.writer ??= await this.blobs.begin('sha256');
        if (await session.writer.keep(digest)) {
          return session.size;
        }
      } finally {
        await this.drop(session);
      }
      throw new RegistryError('DIGEST_INVALID', `What was sent does not have the digest ${digest}. Send it again.`, {
        detail: { digest },
      });
    });
  }

  cancel(upload: Upload): Promise<void> {
    return this.alone(upload, session => this.drop(session));
  }

  private async drop(session: Session): Promise<void> {
    this.sessions.delete(session.id);
    await session.writer?.drop();
  }

  /** Two requests to one upload at a time would mix their bytes. */
  private async alone<T>(upload: Upload, work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.session(upload);
    if (session.busy) {
      throw outOfPlace(session, 'another request is sending to this upload');
    }
    session.busy = true;
    try {
      return await work(session);
    } finally {
      session.busy = false;
    }
  }

  private session({ repository, id }: Pick<Upload, 'repository' | 'id'>): Session {
    const session = this.sessions.get(id);
    if (session?.repository === repository) {
      return session;
    }
    throw new RegistryError(
      'BLOB_UPLOAD_UNKNOWN',
      `There is no upload ${id} to ${repository}: it ended, was canceled, or the registry has started anew. Start another.`,
    );
  }
}

function checkChunk(upload: Upload, { range, length }: Chunk): void {
  if (!range) {
    return;
  }
  if (range.start !== upload.size) {
    throw outOfPlace(upload, `the chunk begins at byte ${range.start}, but ${upload.size} bytes have arrived`);
  }
  if (length !== undefined && length !== lengthOf(range)) {
    throw wrongLength(range, length);
  }
}

const lengthOf = ({ start, end }: ByteRange) => end - start + 1;

function wrongLength(range: ByteRange, length: number, consequence = ''): RegistryError {
  return new RegistryError(
    'SIZE_INVALID',
    `Content-Range is ${range.start}-${range.end}, which is ${lengthOf(range)} bytes, but ${length} were sent.${consequence}`,
  );
}

function outOfPlace(upload: Upload, reason: string): RegistryError {
  return new RegistryError('BLOB_UPLOAD_INVALID', `Nothing was taken: ${reason}. Go on from there.`, {
    status: 416,
    headers: uploadHeaders(upload),
  });
}

/** Where to go on with an upload, and how much of it is there. */
export function uploadHeaders({ id, repository, size }: Upload): Record<string, string> {
  return {
    location: `/v2/${repository}/blobs/uploads/${id}`,
    range: receivedRange(size),
    'docker-upload-uuid': id,
  };
}
