import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { noise } from './images';

const MEBIBYTE = 1024 * 1024;
const PIECE = noise(MEBIBYTE, 1);

/** Bytes that are made while they are sent: each mebibyte begins with its number. */
function piece(number: number): Buffer {
  const bytes = Buffer.from(PIECE);
  bytes.writeUInt32LE(number);
  return bytes;
}

export function largeDigest(mebibytes: number): string {
  const hash = createHash('sha256');
  for (let number = 0; number < mebibytes; number++) {
    hash.update(piece(number));
  }
  return `sha256:${hash.digest('hex')}`;
}

/** Pushes so many mebibytes as docker does: in one PATCH, then a PUT. */
export async function pushLarge(url: string, repository: string, mebibytes: number, digest: string): Promise<void> {
  const start = await answer(request(`${url}/v2/${repository}/blobs/uploads/`, { method: 'POST' }), 202);
  const headers = { 'content-length': mebibytes * MEBIBYTE };
  const patch = request(new URL(start.headers.location as string, url), { method: 'PATCH', headers });
  const sent = answer(patch, 202, () => sendPieces(patch, mebibytes));
  const end = new URL((await sent).headers.location as string, url);
  end.searchParams.set('digest', digest);
  await answer(request(end, { method: 'PUT', headers: { 'content-length': 0 } }), 201);
}

async function sendPieces(target: ClientRequest, mebibytes: number): Promise<void> {
  for (let number = 0; number < mebibytes; number++) {
    if (!target.write(piece(number))) {
      await new Promise(resolve => target.once('drain', resolve));
    }
  }
  target.end();
}

/** Pulls a blob and gives how many bytes came. */
export async function pullLarge(url: string, repository: string, digest: string): Promise<number> {
  let bytes = 0;
  await answer(request(`${url}/v2/${repository}/blobs/${digest}`), 200, undefined, chunk => (bytes += chunk.length));
  return bytes;
}

function answer(
  sent: ClientRequest,
  status: number,
  body: () => void = () => sent.end(),
  onData: (chunk: Buffer) => void = () => undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', response => {
      response.on('data', onData);
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === status ? resolve(response) : reject(new Error(`Got ${response.statusCode}.`)),
      );
    });
    body();
  });
}

/** The most memory that a process has had so far, in MB; undefined where the system does not tell. */
export function peakMemory(pid: number): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
