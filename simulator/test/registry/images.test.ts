import {
  BlobsInMemory,
  type RegistryJson,
  type TagPut,
  collectGarbage,
  contentAsJson,
  imageSize,
} from '../../src/registry';
import { digestOf } from '../../src/registry/protocol/digest';
import { Client, json, refusal } from './support/client';
import { IMAGE, INDEX, type TestImage, buildCache, image, index, noise, referrer } from './support/images';
import { type TestRegistry, startRegistry, stopAll } from './support/registries';

afterEach(stopAll);

let registry: TestRegistry;
let client: Client;
beforeEach(async () => {
  registry = await startRegistry();
  client = new Client(registry.url, 'prod/api');
});

const twoPlatforms = () => index([image({ seed: 1 }), image({ seed: 2, architecture: 'arm64' })]);

describe('An image', () => {
  test('comes back byte for byte, by its tag and by its digest', async () => {
    await client.push(image(), 'v1');
    for (const reference of ['v1', image().digest]) {
      const reply = await client.send('GET', `manifests/${reference}`);
      expect(reply.body.equals(image().bytes)).toBe(true);
      expect(Object.fromEntries(reply.headers)).toMatchObject({
        'content-type': IMAGE,
        'content-length': String(image().bytes.length),
        'docker-content-digest': image().digest,
      });
    }
    expect(await client.has(image(), 'v1')).toBe(true);
  });

  test('is placed by its digest when it is put', async () => {
    for (const bytes of image().blobs) {
      await client.pushBlob(bytes);
    }
    const reply = await client.put(image(), 'v1');
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`/v2/prod/api/manifests/${image().digest}`);
    expect(reply.headers.get('docker-content-digest')).toBe(image().digest);
  });

  test.each([
    ['an index of two platforms', twoPlatforms()],
    ['an index in an index', index([twoPlatforms()])],
    ['an empty index', index([])],
    ['an image by sha512', image({ algorithm: 'sha512' })],
    ['an artifact without layers of a file system', image({ artifactType: 'application/vnd.example', layers: [] })],
  ] as [string, TestImage][])('may be %s', async (_, whole) => {
    await client.push(whole);
    expect(await client.has(whole)).toBe(true);
  });

  test('A82 may be an index of layers, as a build cache is, and needs them as an image does', async () => {
    const cache = buildCache();
    const digests = cache.blobs.map(bytes => digestOf(bytes));
    expect(refusal(await client.put(cache, 'cache'))).toEqual({
      status: 400,
      code: 'MANIFEST_BLOB_UNKNOWN',
      message: `The manifest needs ${digests.join(', ')}, which prod/api does not have. Push what it consists of first.`,
    });
    await client.push(cache, 'cache');
    expect(await client.has(cache, 'cache')).toBe(true);
    expect(refusal(await client.send('DELETE', `blobs/${digests[0]}`)).message).toBe(
      `The blob ${digests[0]} is part of ${cache.digest} in prod/api. Delete that one first.`,
    );
  });

  test('by sha512 gets its tags with its digest', async () => {
    const whole = image({ algorithm: 'sha512' });
    await client.push(whole);
    const reply = await client.put(whole, `${whole.digest}?tag=v1&tag=v2&tag=v1`);
    expect([reply.status, reply.headers.get('oci-tag')]).toEqual([201, 'v1, v2']);
    const tagged = await client.send('GET', 'manifests/v2');
    expect([tagged.status, tagged.headers.get('docker-content-digest')]).toEqual([200, whole.digest]);
  });

  test('moves its tag to what was put last', async () => {
    await client.push(image({ seed: 1 }), 'v1');
    await client.push(image({ seed: 2 }), 'v1');
    expect(await client.has(image({ seed: 2 }), 'v1')).toBe(true);
    expect(await client.has(image({ seed: 1 }))).toBe(true);
  });

  test('weighs as much as its configuration and layers, of every platform, each once', async () => {
    const shared = index([image({ seed: 1 }), image({ seed: 1, architecture: 'arm64' })]);
    await client.push(shared, 'v1');
    const [one, other] = shared.children;
    const bytes = [...one.blobs, other.blobs[0]].reduce((sum, blob) => sum + blob.length, 0);
    const repository = registry.content.find('prod/api');
    expect(repository && imageSize(repository, shared.digest)).toBe(bytes);
  });

  test('A59 that lacks a layer is refused, and nothing of it is kept', async () => {
    const [config, ...layers] = image().blobs;
    await client.pushBlob(config);
    const reply = await client.put(image(), 'v1');
    const missing = layers.map(bytes => digestOf(bytes));
    expect(refusal(reply)).toEqual({
      status: 400,
      code: 'MANIFEST_BLOB_UNKNOWN',
      message: `The manifest needs ${missing.join(', ')}, which prod/api does not have. Push what it consists of first.`,
    });
    expect(json(reply).errors[0].detail).toEqual(missing.map(digest => ({ digest })));
    expect((await client.send('GET', 'manifests/v1')).status).toBe(404);
    expect(await registry.blobs.size(image().digest)).toBeUndefined();
  });

  test('of which a platform is missing is refused', async () => {
    await client.push(image({ seed: 1 }));
    expect(refusal(await client.put(twoPlatforms())).message).toBe(
      `The manifest needs ${image({ seed: 2, architecture: 'arm64' }).digest}, which prod/api does not have. Push what it consists of first.`,
    );
  });

  test('with a layer that lies elsewhere needs not bring it', async () => {
    const config = Buffer.from('{}');
    await client.pushBlob(config);
    const type = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
    const layers = [{ mediaType: type, digest: digestOf(noise(1, 5)), size: 1, urls: ['https://example.com/layer'] }];
    const manifest = { schemaVersion: 2, config: { mediaType: 'a/b', digest: digestOf(config), size: 2 }, layers };
    const body = JSON.stringify(manifest);
    expect((await client.send('PUT', 'manifests/v1', { body, headers: { 'content-type': IMAGE } })).status).toBe(201);
  });

  test('put by another digest is refused', async () => {
    await client.push(image());
    const other = image({ seed: 2 }).digest;
    expect(refusal(await client.put(image(), other))).toEqual({
      status: 400,
      code: 'DIGEST_INVALID',
      message: `The manifest has the digest ${image().digest}, not ${other}.`,
    });
  });

  test('put with a tag that is none is refused', async () => {
    await client.push(image());
    expect(refusal(await client.put(image(), `${image().digest}?tag=a/b`))).toEqual({
      status: 400,
      code: 'MANIFEST_INVALID',
      message: 'The parameter tag is "a/b", which is no tag.',
    });
  });

  test('A60 of more than 4 MiB of manifest is refused, with or without its length told', async () => {
    const body = Buffer.alloc(4 * 1024 * 1024 + 1, ' ');
    expect(refusal(await client.send('PUT', 'manifests/v1', { body }))).toEqual({
      status: 413,
      code: 'SIZE_INVALID',
      message: 'A manifest has at most 4194304 bytes here.',
    });
    const stream = new ReadableStream({
      start: controller => {
        controller.enqueue(body);
        controller.close();
      },
    });
    const sent = { method: 'PUT', body: stream, duplex: 'half' } as RequestInit;
    expect((await fetch(`${registry.url}/v2/prod/api/manifests/v1`, sent)).status).toBe(413);
  });

  test('that is missing is unknown by what it was called', async () => {
    await client.push(image(), 'v1');
    expect(refusal(await client.send('GET', 'manifests/v2'))).toEqual({
      status: 404,
      code: 'MANIFEST_UNKNOWN',
      message: 'The repository prod/api has no manifest v2.',
    });
    const { digest } = image({ seed: 2 });
    expect(refusal(await client.send('GET', `manifests/${digest}`)).message).toBe(
      `The repository prod/api has no manifest ${digest}.`,
    );
  });
});

describe('Deleting', () => {
  test('a tag leaves the image and its other tags', async () => {
    await client.push(image(), 'v1');
    await client.put(image(), 'v2');
    expect((await client.send('DELETE', 'manifests/v1')).status).toBe(202);
    expect((await client.send('GET', 'manifests/v1')).status).toBe(404);
    expect(await client.has(image(), 'v2')).toBe(true);
    expect((await client.send('DELETE', 'manifests/v1')).status).toBe(404);
  });

  test('an image takes its tags with it', async () => {
    await client.push(image(), 'v1');
    await client.put(image(), 'v2');
    expect((await client.send('DELETE', `manifests/${image().digest}`)).status).toBe(202);
    expect((await client.send('GET', `manifests/${image().digest}`)).status).toBe(404);
    expect(json(await client.send('GET', 'tags/list')).tags).toEqual([]);
    expect((await client.send('DELETE', `manifests/${image().digest}`)).status).toBe(404);
  });

  test('A57 refuses what another image is made of', async () => {
    const whole = twoPlatforms();
    await client.push(whole, 'v1');
    const [child] = whole.children;
    expect(refusal(await client.send('DELETE', `manifests/${child.digest}`))).toEqual({
      status: 403,
      code: 'DENIED',
      message: `The manifest ${child.digest} is part of ${whole.digest} in prod/api. Delete that one first.`,
    });
    const layer = digestOf(child.blobs[1]);
    expect(refusal(await client.send('DELETE', `blobs/${layer}`))).toEqual({
      status: 403,
      code: 'DENIED',
      message: `The blob ${layer} is part of ${child.digest} in prod/api. Delete that one first.`,
    });
    for (const { digest } of [whole, ...whole.children]) {
      expect((await client.send('DELETE', `manifests/${digest}`)).status).toBe(202);
    }
    expect((await client.send('DELETE', `blobs/${layer}`)).status).toBe(202);
  });

  test('lets the bytes be collected when no repository holds them any more', async () => {
    const other = new Client(registry.url, 'prod/other');
    await client.push(image(), 'v1');
    await other.pushBlob(image().blobs[1]);
    await client.send('DELETE', `manifests/${image().digest}`);
    for (const bytes of image().blobs) {
      await client.send('DELETE', `blobs/${digestOf(bytes)}`);
    }
    const gone = [image().digest, ...[0, 2].map(layer => digestOf(image().blobs[layer]))].sort();
    expect(await collectGarbage(registry.blobs, [registry.content])).toEqual(gone);
    expect((await other.send('GET', `blobs/${digestOf(image().blobs[1])}`)).status).toBe(200);
  });
});

describe('Tags', () => {
  beforeEach(async () => {
    await client.push(image(), 'b');
    for (const tag of ['c', 'B', 'a', '__proto__', 'constructor', '10', '9']) {
      await client.put(image(), tag);
    }
  });
  const ALL = ['10', '9', 'B', '__proto__', 'a', 'b', 'c', 'constructor'];

  test('are listed in the order of their characters', async () => {
    expect(json(await client.send('GET', 'tags/list'))).toEqual({ name: 'prod/api', tags: ALL });
  });

  test('are listed in pages that lead to one another', async () => {
    const seen: string[] = [];
    let path: string | undefined = 'tags/list?n=3';
    while (path) {
      const reply = await client.send('GET', path);
      seen.push(...json(reply).tags);
      path = /^<(.*)>; rel="next"$/.exec(reply.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(ALL);
  });

  test.each([
    ['n=0', [], null],
    ['n=8', ALL, null],
    ['n=2', ['10', '9'], '</v2/prod/api/tags/list?n=2&last=9>; rel="next"'],
    ['last=b', ['c', 'constructor'], null],
    ['n=1&last=bb', ['c'], '</v2/prod/api/tags/list?n=1&last=c>; rel="next"'],
  ])('are listed as %s asks', async (query, tags, link) => {
    const reply = await client.send('GET', `tags/list?${query}`);
    expect(json(reply).tags).toEqual(tags);
    expect(reply.headers.get('link')).toBe(link);
  });

  test('refuses a number that is none', async () => {
    expect(refusal(await client.send('GET', 'tags/list?n=-1'))).toEqual({
      status: 400,
      code: 'UNSUPPORTED',
      message: 'The parameter n is "-1", but it says how many entries are wanted: a whole number from 0 on.',
    });
  });
});

describe('What refers to an image', () => {
  const signature = (subject: TestImage, annotations = { by: 'me' }) => referrer(subject, { annotations });

  test('is told apart when it is put, whether the image is there yet or not', async () => {
    for (const bytes of signature(image()).blobs) {
      await client.pushBlob(bytes);
    }
    const reply = await client.put(signature(image()));
    expect([reply.status, reply.headers.get('oci-subject')]).toEqual([201, image().digest]);
  });

  test('is listed with its type and its annotations, in the order of its digests', async () => {
    await client.push(image());
    const bill = referrer(image(), { artifactType: 'application/vnd.example.bill', seed: 8 });
    const plain = index([], { subject: { mediaType: IMAGE, digest: image().digest, size: image().bytes.length } });
    for (const one of [bill, signature(image()), plain]) {
      await client.push(one);
    }
    const reply = await client.send('GET', `referrers/${image().digest}`);
    expect(reply.headers.get('content-type')).toBe(INDEX);
    const described = (one: TestImage, more: Record<string, unknown>) => ({
      mediaType: one.mediaType,
      digest: one.digest,
      size: one.bytes.length,
      ...more,
    });
    const expected = [
      described(bill, { artifactType: 'application/vnd.example.bill' }),
      described(signature(image()), { artifactType: 'application/vnd.example.signature', annotations: { by: 'me' } }),
      described(plain, {}),
    ].sort((one, other) => (one.digest < other.digest ? -1 : 1));
    expect(json(reply)).toEqual({ schemaVersion: 2, mediaType: INDEX, manifests: expected });
  });

  test('is listed by its type', async () => {
    await client.push(image());
    await client.push(signature(image()));
    const listed = async (type: string) => {
      const reply = await client.send('GET', `referrers/${image().digest}?artifactType=${encodeURIComponent(type)}`);
      return [json(reply).manifests.length, reply.headers.get('oci-filters-applied')];
    };
    expect(await listed('application/vnd.example.signature')).toEqual([1, 'artifactType']);
    expect(await listed('application/vnd.other+json')).toEqual([0, 'artifactType']);
  });

  test('is nothing where there is nothing, even no repository', async () => {
    const reply = await client.send('GET', `referrers/${image().digest}`);
    expect([reply.status, json(reply).manifests]).toEqual([200, []]);
  });

  test('is listed no more when it is deleted', async () => {
    await client.push(signature(image()));
    await client.send('DELETE', `manifests/${signature(image()).digest}`);
    expect(json(await client.send('GET', `referrers/${image().digest}`)).manifests).toEqual([]);
  });

  test('is listed in pages where it is too much for one index', async () => {
    const long = { text: 'x'.repeat(1_500_000) };
    const many = [1, 2, 3, 4, 5].map(seed => referrer(image(), { seed, annotations: long }));
    for (const one of many) {
      await client.push(one);
    }
    const seen: string[] = [];
    let path: string | undefined = `referrers/${image().digest}?artifactType=application/vnd.example.signature`;
    let pages = 0;
    while (path) {
      const reply = await client.send('GET', path);
      expect(reply.body.length).toBeLessThanOrEqual(4 * 1024 * 1024);
      seen.push(...json(reply).manifests.map((entry: { digest: string }) => entry.digest));
      path = /^<(.*)>; rel="next"$/.exec(reply.headers.get('link') ?? '')?.[1];
      pages++;
    }
    expect(seen).toEqual(many.map(one => one.digest).sort());
    expect(pages).toBe(3);
  });
});

describe('The content', () => {
  test('is plain data: written as JSON and read again, the registry is the same', async () => {
    const state: RegistryJson = {};
    const blobs = new BlobsInMemory();
    const before = new Client((await startRegistry({ blobs, content: contentAsJson(state) })).url, 'prod/api');
    await before.push(twoPlatforms(), '__proto__');
    await before.push(referrer(twoPlatforms()));
    const read = JSON.parse(JSON.stringify(state));
    const after = new Client((await startRegistry({ blobs, content: contentAsJson(read) })).url, 'prod/api');
    expect(await after.has(twoPlatforms(), '__proto__')).toBe(true);
    expect(json(await after.send('GET', `referrers/${twoPlatforms().digest}`)).manifests).toHaveLength(1);
    expect(read).toEqual(state);
  });

  test('is committed before a client is told of a change, and after the rules were', async () => {
    const order: string[] = [];
    const content = contentAsJson({}, async () => void order.push('committed'));
    const rules = {
      onManifestPut: () => void order.push('manifest'),
      onTagPut: ({ tag, previous }: TagPut) => void order.push(`${tag} from ${previous}`),
      onTagDelete: ({ tag }: { tag: string }) => void order.push(`${tag} deleted`),
    };
    const { url } = await startRegistry({ content, rules });
    const watched = new Client(url, 'prod/api');
    const empty = index([]);
    await watched.put(empty, 'v1').then(() => order.push('answered'));
    await watched.put(empty, 'v1').then(() => order.push('answered'));
    await watched.pushBlob(noise(1, 1)).then(() => order.push('answered'));
    await watched.send('DELETE', `manifests/${empty.digest}`).then(() => order.push('answered'));
    expect(order).toEqual([
      ...['manifest', 'v1 from undefined', 'committed', 'answered'],
      ...['manifest', `v1 from ${empty.digest}`, 'committed', 'answered'],
      ...['committed', 'answered'],
      ...['v1 deleted', 'committed', 'answered'],
    ]);
  });
});
