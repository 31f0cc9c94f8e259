import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { type BlobStore, BlobsOnDisk } from '../../src/registry';
import { digestOf } from '../../src/registry/protocol/digest';
import { Client, json, refusal } from './support/client';
import { image, noise } from './support/images';
import { STORES, type TestRegistry, startRegistry, stopAll, temporaryFolder } from './support/registries';

afterEach(stopAll);

let registry: TestRegistry;
let client: Client;

async function start(blobs?: BlobStore): Promise<void> {
  registry = await startRegistry({ blobs });
  client = new Client(registry.url, 'prod/api');
}

describe('A registry', () => {
  beforeEach(() => start());

  test.each(['/v2/', '/v2'])('says at %s that it is one', async path => {
    const reply = await client.send('GET', path);
    expect([reply.status, reply.headers.get('docker-distribution-api-version')]).toEqual([200, 'registry/2.0']);
    expect(json(reply)).toEqual({});
  });

  test('answers HEAD wherever it answers GET, with the same headers and nothing else', async () => {
    await client.push(image(), 'v1');
    const location = await client.start();
    const { digest } = image();
    const paths = ['/v2/', 'tags/list', 'manifests/v1', `manifests/${digest}`, `referrers/${digest}`, location];
    for (const path of [...paths, `blobs/${digestOf(image().blobs[0])}`, `blobs/${digestOf(noise(1, 99))}`]) {
      const [get, head] = [await client.send('GET', path), await client.send('HEAD', path)];
      const headers = (reply: typeof get) =>
        [...reply.headers.entries()].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
      expect([path, head.status, headers(head)]).toEqual([path, get.status, headers(get)]);
      expect(head.body).toHaveLength(0);
    }
  });

  test.each([
    ['DELETE', '/v2/', 'GET, HEAD'],
    ['POST', 'tags/list', 'GET, HEAD'],
    ['PATCH', 'manifests/v1', 'GET, HEAD, PUT, DELETE'],
    ['PUT', `blobs/${digestOf(noise(1, 1))}`, 'GET, HEAD, DELETE'],
    ['GET', 'blobs/uploads/', 'POST'],
    ['POST', 'blobs/uploads/some-id', 'GET, HEAD, PATCH, PUT, DELETE'],
    ['PUT', `referrers/${digestOf(noise(1, 1))}`, 'GET, HEAD'],
  ])('refuses %s %s and says what is allowed', async (method, path, allowed) => {
    const reply = await client.send(method, path);
    expect(reply.headers.get('allow')).toBe(allowed);
    expect(refusal(reply)).toEqual({
      status: 405,
      code: 'UNSUPPORTED',
      message: `${method} means nothing here. Allowed: ${allowed}.`,
    });
  });

  test.each([
    [
      '/v2/_catalog',
      404,
      'UNSUPPORTED',
      'Container Registry does not list repositories here. Call ListRepository of its API.',
    ],
    ['/other', 404, 'UNSUPPORTED', '"/other" is no endpoint of a registry.'],
    ['/v2/%zz/tags/list', 404, 'UNSUPPORTED', '"/v2/%zz/tags/list" is no endpoint of a registry.'],
    [
      '/v2/Prod/api/tags/list',
      400,
      'NAME_INVALID',
      '"Prod/api" is no name of a repository: small letters and digits, with . _ - and / between them.',
    ],
    ['/v2/prod/api/tags/list', 404, 'NAME_UNKNOWN', 'The repository prod/api does not exist.'],
    ['/v2/prod/api/manifests/v1', 404, 'NAME_UNKNOWN', 'The repository prod/api does not exist.'],
    ['/v2/prod/api/manifests/-v1', 400, 'MANIFEST_INVALID', '"-v1" is neither a tag nor a digest.'],
    [
      '/v2/prod/api/blobs/sha256:abc',
      400,
      'DIGEST_INVALID',
      '"sha256:abc" is no digest: sha256: and 64, or sha512: and 128 digits from 0 to f.',
    ],
    [
      '/v2/prod/api/referrers/latest',
      400,
      'DIGEST_INVALID',
      '"latest" is no digest: sha256: and 64, or sha512: and 128 digits from 0 to f.',
    ],
  ])('refuses %s', async (path, status, code, message) => {
    expect(refusal(await client.send('GET', path))).toEqual({ status, code, message });
  });

  /** Sends what fetch would not, on connections that are used again. */
  function raw(agent: Agent, path: string, method = 'GET', chunks: readonly Buffer[] = []): Promise<number> {
    const { hostname, port } = new URL(registry.url);
    return new Promise((resolve, reject) => {
      const sending = request({ hostname, port, path, method, agent }, response => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      sending.on('error', reject);
      chunks.forEach(chunk => sending.write(chunk));
      sending.end();
    });
  }

  test('answers on the same connection after a request whose body it did not read to the end', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const megabytes = Array.from({ length: 12 }, () => Buffer.alloc(1024 * 1024));
    expect(await raw(agent, '/v2/prod/api/manifests/v1', 'PUT', megabytes)).toBe(413);
    expect(await raw(agent, '/v2/')).toBe(200);
    expect(await raw(agent, '/v2/prod/api/blobs/uploads/nobody', 'PATCH', megabytes)).toBe(404);
    expect(await raw(agent, '/v2/')).toBe(200);
    agent.destroy();
  });

  test('takes a whole address for its path, as proxies send it, and an impossible one for none', async () => {
    const agent = new Agent();
    expect(await raw(agent, `http://anywhere.example/v2/`)).toBe(200);
    expect(await raw(agent, '//')).toBe(404);
    expect(registry.reported).toEqual([]);
  });

  test('reads a path in which the colon of a digest is written %3A', async () => {
    await client.push(image(), 'v1');
    expect((await client.send('GET', `manifests/${image().digest.replace(':', '%3A')}`)).status).toBe(200);
  });

  test('tells the client of an unforeseen failure no more than that, and its owner everything', async () => {
    await client.push(image(), 'v1');
    registry.blobs.size = () => Promise.reject(new Error('the disk is on fire'));
    expect(refusal(await client.send('GET', 'manifests/v1'))).toEqual({
      status: 500,
      code: 'UNKNOWN',
      message: 'The registry failed, and has noted why.',
    });
    expect(registry.reported).toEqual([new Error('the disk is on fire')]);
  });
});

describe.each(STORES)('A blob %s', (_, open) => {
  const bytes = noise(2000, 1);
  const path = `blobs/${digestOf(bytes)}`;
  beforeEach(async () => {
    await start(await open());
    await client.pushBlob(bytes);
  });

  const ranged = (range: string) => client.send('GET', path, { headers: { range } });

  test('is pulled whole', async () => {
    const reply = await client.send('GET', path);
    expect(reply.status).toBe(200);
    expect(reply.body.equals(bytes)).toBe(true);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '2000',
      'docker-content-digest': digestOf(bytes),
      'accept-ranges': 'bytes',
    });
  });

  test.each([
    ['bytes=500-1499', 500, 1499],
    ['bytes=500-', 500, 1999],
    ['bytes=-500', 1500, 1999],
    ['bytes=1900-5000', 1900, 1999],
  ])('is pulled in part: %s', async (range, start, end) => {
    const reply = await ranged(range);
    expect(reply.status).toBe(206);
    expect(reply.headers.get('content-range')).toBe(`bytes ${start}-${end}/2000`);
    expect(reply.body.equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  test.each(['bytes=2000-', 'bytes=500-0'])('refuses the part %s', async range => {
    const reply = await ranged(range);
    expect(reply.headers.get('content-range')).toBe('bytes */2000');
    expect(refusal(reply)).toEqual({
      status: 416,
      code: 'SIZE_INVALID',
      message: 'The blob has 2000 bytes, and none in the range that was asked for.',
    });
  });

  test('is whole to HEAD, whatever range is asked for', async () => {
    const reply = await client.send('HEAD', path, { headers: { range: 'bytes=0-9' } });
    expect([reply.status, reply.headers.get('content-length')]).toEqual([200, '2000']);
  });

  test('belongs to the repositories that hold it, not to the others', async () => {
    const other = new Client(registry.url, 'prod/other');
    await other.pushBlob(noise(1, 1));
    expect(refusal(await other.send('GET', path))).toEqual({
      status: 404,
      code: 'BLOB_UNKNOWN',
      message: `The repository prod/other has no blob ${digestOf(bytes)}.`,
    });
  });

  test('is gone from its repository at once when it is deleted', async () => {
    expect((await client.send('DELETE', path)).status).toBe(202);
    expect((await client.send('GET', path)).status).toBe(404);
    expect((await client.send('DELETE', path)).status).toBe(404);
  });

  test('can be empty', async () => {
    await client.pushBlob(Buffer.alloc(0));
    const reply = await client.send('GET', `blobs/${digestOf(Buffer.alloc(0))}`);
    expect([reply.status, reply.headers.get('content-length')]).toEqual([200, '0']);
  });
});

test('A client that goes away in the middle of a blob is nobody’s failure, and no file stays open for it', async () => {
  const folder = temporaryFolder();
  await start(await BlobsOnDisk.open(folder));
  const bytes = noise(5_000_000, 1);
  await client.pushBlob(bytes);
  for (let count = 0; count < 5; count++) {
    await new Promise<void>(resolve => {
      const pull = request(`${registry.url}/v2/prod/api/blobs/${digestOf(bytes)}`, response => {
        response.once('data', () => response.destroy());
        response.on('close', resolve);
        response.on('error', () => undefined);
      });
      pull.end();
    });
  }
  expect((await client.send('GET', `blobs/${digestOf(bytes)}`)).body.equals(bytes)).toBe(true);
  while (openFiles(folder).length > 0) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  expect(registry.reported).toEqual([]);
});

/** The files below a folder that this process has open, where the system tells. */
function openFiles(folder: string): string[] {
  const descriptors = '/proc/self/fd';
  if (!existsSync(descriptors)) {
    return [];
  }
  const target = (name: string) => {
    try {
      return readlinkSync(join(descriptors, name));
    } catch {
      return '';
    }
  };
  return readdirSync(descriptors)
    .map(target)
    .filter(file => file.startsWith(folder));
}
