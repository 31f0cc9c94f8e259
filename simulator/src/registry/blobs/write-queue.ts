import type { FileHandle } from 'node:fs/promises';

/** So many bytes go to the file in one call; twice as many wait in memory at most. */
const BATCH = 1024 * 1024;

/** So many bytes may wait for the disk before it is told to begin, so that it is not idle until all have come. */
const UNSYNCED = 32 * 1024 * 1024;

/** Writes to the end of a file while the next bytes are being fetched. */
export class WriteQueue {
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private unsynced = 0;
  private writing: Promise<void> = Promise.resolve();
  private syncing: Promise<void> | undefined;

  constructor(private readonly handle: FileHandle) {}

  async add(chunk: Uint8Array): Promise<void> {
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    if (this.waitingBytes >= BATCH) {
      await this.flush();
    }
  }

  /** Answers when everything is written, or throws what went wrong. */
  async end(): Promise<void> {
    await this.flush();
    await this.writing;
    await this.syncing;
  }

  private async flush(): Promise<void> {
    await this.writing;
    this.writing = this.write(this.waiting);
    // Whoever flushes next, or ends, is told.
    this.writing.catch(() => undefined);
    this.unsynced += this.waitingBytes;
    this.waiting = [];
    this.waitingBytes = 0;
    if (this.unsynced >= UNSYNCED && !this.syncing) {
      this.beginSync();
    }
  }

  /** A failure stays for the end to tell: the system tells it once, so a later sync may know nothing of it. */
  private beginSync(): void {
    this.unsynced = 0;
    this.syncing = this.handle.datasync().then(() => void (this.syncing = undefined));
    this.syncing.catch(() => undefined);
  }

  /** A call may write less than it was given. */
  private async write(chunks: Uint8Array[]): Promise<void> {
    let left = chunks;
    while (left.length > 0) {
      const { bytesWritten } = await this.handle.writev(left);
      left = withoutFirst(left, bytesWritten);
    }
  }
}

function withoutFirst(chunks: Uint8Array[], bytes: number): Uint8Array[] {
  let skipped = 0;
  let index = 0;
  while (index < chunks.length && skipped + chunks[index].length <= bytes) {
    skipped += chunks[index++].length;
  }
  if (index === chunks.length) {
    return [];
  }
  return [chunks[index].subarray(bytes - skipped), ...chunks.slice(index + 1)];
}
