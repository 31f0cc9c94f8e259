import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { ByteRange } from '../protocol/ranges';

/** So much is read while as much is being sent: large enough that the system calls do not count, small enough for many at once. */
const PIECE = 512 * 1024;

interface Slot {
  readonly buffer: Buffer;
  sent: Promise<void>;
}

/** Sends a stretch of a file; its two buffers are used again and again, so that a large file leaves no garbage behind. */
export async function sendFile(file: string, { start, end }: ByteRange, target: Writable): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const bytes = Math.min(PIECE, end - start + 1);
    const slots: Slot[] = [0, 1].map(() => ({ buffer: Buffer.allocUnsafeSlow(bytes), sent: Promise.resolve() }));
    for (let position = start, turn = 0; position <= end; turn++) {
      const slot = slots[turn % 2];
      await slot.sent;
      const { bytesRead } = await handle.read(slot.buffer, 0, Math.min(bytes, end - position + 1), position);
      if (bytesRead === 0) {
        throw new Error(`${file} ends at byte ${position}, but it should have ${end + 1} bytes.`);
      }
      position += bytesRead;
      slot.sent = write(target, slot.buffer.subarray(0, bytesRead));
    }
    await Promise.all(slots.map(slot => slot.sent));
  } finally {
    await handle.close();
  }
}

function write(target: Writable, piece: Uint8Array): Promise<void> {
  const written = new Promise<void>((resolve, reject) => {
    // A stream that is closed in the middle does not always answer for what it was given.
    const gone = () => reject(new Error('The receiver went away.'));
    if (target.destroyed) {
      return gone();
    }
    target.once('close', gone);
    target.write(piece, error => {
      target.off('close', gone);
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
  // Whoever waits for it is told; until then nobody does.
  written.catch(() => undefined);
  return written;
}
