import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { BlobsInMemory, BlobsOnDisk } from '../../src/registry';
import { type Digest, digestOf } from '../../src/registry/protocol/digest';
import { Uploads } from '../../src/registry/server/uploads';
import { Client, refusal } from './support/client';
import { noise } from './support/images';
import { type TestRegistry, nextId, startRegistry, stopAll, temporaryFolder } from './support/registries';

afterEach(stopAll);

let folder: string;
let registry: TestRegistry;
let client: Client;
beforeEach(async () => {
  folder = temporaryFolder();
  registry = await startRegistry({ blobs: await BlobsOnDisk.open(folder) });
  client = new Client(registry.url, 'prod/api');
});

/** Every file in the store: whole blobs, and what has not become one. */
const files = () => ['sha256', 'sha512', 'temporary'].flatMap(name => readdirSync(join(folder, name)));

const patch = (location: string, body: Buffer, headers: Record<string, string> = {}) =>
  client.send('PATCH', location, { body, headers });

const finish = (location: string, digest: string, body?: Buffer, headers: Record<string, string> = {}) =>
  client.send('PUT', `${location}?digest=${digest}`, { body, headers });

describe('An upload', () => {
  test('starts with a place to send to, and nothing there', async () => {
    const reply = await client.send('POST', 'blobs/uploads/');
    expect(reply.status).toBe(202);
    const id = reply.headers.get('docker-upload-uuid');
    expect(reply.headers.get('location')).toBe(`/v2/prod/api/blobs/uploads/${id}`);
    expect(reply.headers.get('range')).toBe('0-0');
  });

  test('in one request after the start gives the blob its place', async () => {
    const bytes = noise(1000, 1);
    const reply = await finish(await client.start(), digestOf(bytes), bytes);
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`/v2/prod/api/blobs/${digestOf(bytes)}`);
    expect(reply.headers.get('docker-content-digest')).toBe(digestOf(bytes));
    expect((await client.send('GET', reply.headers.get('location') as string)).body.equals(bytes)).toBe(true);
  });

  test('in a single request needs no start', async () => {
    const bytes = noise(1000, 1);
    const reply = await client.send('POST', `blobs/uploads/?digest=${digestOf(bytes)}`, { body: bytes });
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`/v2/prod/api/blobs/${digestOf(bytes)}`);
  });

  test.each(['?digest-algorithm=sha512', ''])('by sha512 is taken, announced by "%s"', async announced => {
    const bytes = noise(1000, 1);
    const started = await client.send('POST', `blobs/uploads/${announced}`);
    const location = started.headers.get('location') as string;
    await patch(location, bytes);
    expect((await finish(location, digestOf(bytes, 'sha512'))).status).toBe(201);
    expect((await client.send('HEAD', `blobs/${digestOf(bytes, 'sha512')}`)).status).toBe(200);
    expect((await client.send('HEAD', `blobs/${digestOf(bytes)}`)).status).toBe(404);
  });

  test('tells how far it is, and goes on from there', async () => {
    const bytes = noise(100, 1);
    const location = await client.start();
    const first = await patch(location, bytes.subarray(0, 60), { 'content-range': '0-59' });
    expect([first.status, first.headers.get('range'), first.headers.get('location')]).toEqual([202, '0-59', location]);
    for (const method of ['GET', 'HEAD']) {
      const status = await client.send(method, location);
      expect([status.status, status.headers.get('range'), status.headers.get('location')]).toEqual([
        204,
        '0-59',
        location,
      ]);
    }
    const last = await finish(location, digestOf(bytes), bytes.subarray(60), { 'content-range': '60-99' });
    expect(last.status).toBe(201);
  });

  test('keeps what arrived before the connection broke', async () => {
    const bytes = noise(200_000, 1);
    const location = await client.start();
    await new Promise<void>(resolve => {
      const cut = request(new URL(location, registry.url), { method: 'PATCH', headers: { 'content-length': 200_000 } });
      cut.on('error', () => resolve());
      cut.write(bytes.subarray(0, 100_000), () => setTimeout(() => cut.destroy(), 50));
    });
    let arrived = 0;
    while (arrived === 0) {
      const range = (await client.send('GET', location)).headers.get('range') as string;
      arrived = Number(range.slice('0-'.length)) && Number(range.slice('0-'.length)) + 1;
    }
    let reply;
    do {
      reply = await finish(location, digestOf(bytes), bytes.subarray(arrived), {
        'content-range': `${arrived}-199999`,
      });
    } while (reply.status === 416);
    expect(reply.status).toBe(201);
    expect(registry.reported).toEqual([]);
  });

  test('in a single request that breaks leaves nothing behind: nobody could come back to it', async () => {
    const path = `${registry.url}/v2/prod/api/blobs/uploads/?digest=${digestOf(noise(20, 1))}`;
    const cut = request(path, { method: 'POST', headers: { 'content-length': 20 } });
    const broken = new Promise(resolve => cut.on('error', resolve));
    cut.write(noise(10, 1));
    while (files().length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    cut.destroy();
    await broken;
    while (files().length > 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(registry.reported).toEqual([]);
  });

  test('refuses a chunk that does not follow the last one, and tells where to go on', async () => {
    const location = await client.start();
    await patch(location, noise(10, 1), { 'content-range': '0-9' });
    for (const range of ['11-20', '0-9', '9-18']) {
      const reply = await patch(location, noise(10, 1), { 'content-range': range });
      expect(refusal(reply)).toEqual({
        status: 416,
        code: 'BLOB_UPLOAD_INVALID',
        message: `Nothing was taken: the chunk begins at byte ${range.split('-')[0]}, but 10 bytes have arrived. Go on from there.`,
      });
      expect([reply.headers.get('location'), reply.headers.get('range')]).toEqual([location, '0-9']);
    }
    const last = await finish(location, digestOf(noise(10, 1)), noise(10, 1), { 'content-range': '5-14' });
    expect(last.status).toBe(416);
    expect((await finish(location, digestOf(noise(10, 1)))).status).toBe(201);
  });

  test('refuses a chunk of another length than its range', async () => {
    const location = await client.start();
    const reply = await patch(location, noise(10, 1), { 'content-range': '0-8' });
    expect(refusal(reply)).toEqual({
      status: 400,
      code: 'SIZE_INVALID',
      message: 'Content-Range is 0-8, which is 9 bytes, but 10 were sent.',
    });
  });

  test('ends when a chunk without a length turns out to be longer than its range', async () => {
    const location = await client.start();
    const headers = { 'content-range': '0-8', 'transfer-encoding': 'chunked' };
    const body = await new Promise<string>(resolve => {
      const sending = request(new URL(location, registry.url), { method: 'PATCH', headers }, response => {
        response.on('data', chunk => resolve(String(chunk)));
      });
      sending.end(noise(10, 1));
    });
    expect(JSON.parse(body).errors[0].message).toBe(
      'Content-Range is 0-8, which is 9 bytes, but 10 were sent. The upload has ended: start another.',
    );
    expect((await client.send('GET', location)).status).toBe(404);
    expect(files()).toEqual([]);
  });

  test('refuses a range that is none', async () => {
    const reply = await patch(await client.start(), noise(10, 1), { 'content-range': 'bytes 0-9/*' });
    expect(refusal(reply)).toEqual({
      status: 400,
      code: 'BLOB_UPLOAD_INVALID',
      message:
        'Content-Range is "bytes 0-9/*", but it must be the first and the last byte of the chunk, such as 0-1023.',
    });
  });

  test('refuses a second request while another is sending', async () => {
    const location = await client.start();
    const slow = request(new URL(location, registry.url), { method: 'PATCH', headers: { 'content-length': 20 } });
    const answered = new Promise<number>(resolve => slow.on('response', ({ statusCode }) => resolve(statusCode ?? 0)));
    await new Promise(resolve => slow.write(noise(10, 1), resolve));
    while ((await client.send('GET', location)).headers.get('range') !== '0-9') {
      // The rest of it is still on its way.
    }
    expect(refusal(await patch(location, noise(10, 2)))).toEqual({
      status: 416,
      code: 'BLOB_UPLOAD_INVALID',
      message: 'Nothing was taken: another request is sending to this upload. Go on from there.',
    });
    slow.end(noise(10, 3));
    expect(await answered).toBe(202);
    const whole = Buffer.concat([noise(10, 1), noise(10, 3)]);
    expect((await finish(location, digestOf(whole))).status).toBe(201);
  });

  test('ends when it is canceled, and leaves nothing behind', async () => {
    const location = await client.start();
    await patch(location, noise(10, 1));
    expect((await client.send('DELETE', location)).status).toBe(204);
    expect(refusal(await client.send('GET', location))).toEqual({
      status: 404,
      code: 'BLOB_UPLOAD_UNKNOWN',
      message: `There is no upload ${location.split('/').pop()} to prod/api: it ended, was canceled, or the registry has started anew. Start another.`,
    });
    expect(files()).toEqual([]);
  });

  test('belongs to its repository', async () => {
    const location = await client.start();
    const other = location.replace('prod/api', 'prod/other');
    expect((await client.send('GET', other)).status).toBe(404);
    expect((await client.send('DELETE', other)).status).toBe(404);
  });

  test.each([
    ['in one request', async (bytes: Buffer, digest: Digest) => finish(await client.start(), digest, bytes)],
    [
      'in a single request',
      (bytes: Buffer, digest: Digest) => client.send('POST', `blobs/uploads/?digest=${digest}`, { body: bytes }),
    ],
    [
      'in chunks',
      async (bytes: Buffer, digest: Digest) => {
        const location = await client.start();
        await patch(location, bytes.subarray(0, 5));
        await patch(location, bytes.subarray(5));
        return finish(location, digest);
      },
    ],
  ])('%s with a wrong digest is refused and leaves nothing behind', async (_, push) => {
    for (const wrong of [digestOf(noise(10, 2)), digestOf(noise(10, 2), 'sha512')]) {
      const reply = await push(noise(10, 1), wrong);
      expect(refusal(reply)).toEqual({
        status: 400,
        code: 'DIGEST_INVALID',
        message: `What was sent does not have the digest ${wrong}. Send it again.`,
      });
      expect(files()).toEqual([]);
      expect((await client.send('HEAD', `blobs/${wrong}`)).status).toBe(404);
    }
  });

  test.each([
    ['', 'The parameter digest is missing. Give the digest of what was sent.'],
    ['?digest=md5:abc', '"md5:abc" is no digest: sha256: and 64, or sha512: and 128 digits from 0 to f.'],
  ])('refuses to end with "%s"', async (query, message) => {
    const location = await client.start();
    expect(refusal(await client.send('PUT', `${location}${query}`))).toEqual({
      status: 400,
      code: 'DIGEST_INVALID',
      message,
    });
    expect((await client.send('GET', location)).status).toBe(204);
  });

  test('refuses an algorithm that it does not know', async () => {
    expect(refusal(await client.send('POST', 'blobs/uploads/?digest-algorithm=md5'))).toEqual({
      status: 400,
      code: 'DIGEST_INVALID',
      message: 'The parameter digest-algorithm is "md5", but this registry knows sha256 and sha512.',
    });
  });

  test('A61 is dropped when a thousand newer ones have begun', async () => {
    const uploads = new Uploads(new BlobsInMemory(), nextId);
    const { id } = await uploads.start('prod/api');
    for (let count = 1; count < 1000; count++) {
      await uploads.start('prod/api');
    }
    expect(uploads.find('prod/api', id).size).toBe(0);
    await uploads.start('prod/api');
    expect(() => uploads.find('prod/api', id)).toThrow(/^There is no upload /);
  });
});

/** What a client does next with an upload. */
type Step =
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array; readonly ranged: boolean }
  | { readonly kind: 'misplaced'; readonly bytes: Uint8Array; readonly by: number }
  | { readonly kind: 'status' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('chunk' as const),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      ranged: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('misplaced' as const),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }),
      by: fc.integer({ min: -5, max: 5 }).filter(by => by !== 0),
    }),
    fc.record({ kind: fc.constant('status' as const) }),
  ),
  { maxLength: 8 },
);

describe('Any sequence of steps of an upload', () => {
  /** Plays the steps and checks every answer against what must have arrived by then. */
  async function play(location: string, sequence: readonly Step[]): Promise<Buffer> {
    let arrived = Buffer.alloc(0);
    for (const step of sequence) {
      if (step.kind === 'status') {
        expect((await client.send('GET', location)).headers.get('range')).toBe(`0-${Math.max(0, arrived.length - 1)}`);
        continue;
      }
      const start = arrived.length + (step.kind === 'misplaced' ? step.by : 0);
      const ranged = step.kind === 'misplaced' || step.ranged;
      const headers =
        ranged && start >= 0 ? { 'content-range': `${start}-${start + step.bytes.length - 1}` } : undefined;
      const misplaced = step.kind === 'misplaced' && headers !== undefined;
      const reply = await client.send('PATCH', location, { body: Buffer.from(step.bytes), headers });
      expect(reply.status).toBe(misplaced ? 416 : 202);
      if (!misplaced) {
        arrived = Buffer.concat([arrived, step.bytes]);
      }
      expect(reply.headers.get('range')).toBe(`0-${Math.max(0, arrived.length - 1)}`);
    }
    return arrived;
  }

  test('ends in the digest of what was taken, and in nothing else', () =>
    fc.assert(
      fc.asyncProperty(
        steps,
        fc.uint8Array({ maxLength: 50 }),
        fc.constantFrom('sha256', 'sha512'),
        async (sequence, last, algorithm) => {
          const location = await client.start();
          const whole = Buffer.concat([await play(location, sequence), last]);
          const digest: Digest = `${algorithm as 'sha256'}:${createHash(algorithm).update(whole).digest('hex')}`;
          expect((await finish(location, digest, Buffer.from(last))).status).toBe(201);
          const blob = await client.send('GET', `blobs/${digest}`);
          expect(blob.body.equals(whole)).toBe(true);
          expect((await client.send('GET', location)).status).toBe(404);
          expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
          expect((await client.send('DELETE', `blobs/${digest}`)).status).toBe(202);
        },
      ),
      { numRuns: 60 },
    ));

  test('leaves nothing behind when the digest is wrong at the end', () =>
    fc.assert(
      fc.asyncProperty(steps, async sequence => {
        const location = await client.start();
        const whole = await play(location, sequence);
        const wrong = digestOf(Buffer.concat([whole, Buffer.from('more')]));
        expect((await finish(location, wrong)).status).toBe(400);
        expect(files()).toEqual([]);
        expect((await client.send('GET', location)).status).toBe(404);
      }),
      { numRuns: 40 },
    ));
});
