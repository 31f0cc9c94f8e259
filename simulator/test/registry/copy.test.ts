import fc from 'fast-check';
import {
  type BlobStore,
  BlobsInMemory,
  type CopyStep,
  type Place,
  type RegistryContent,
  collectGarbage,
  contentAsJson,
  copyImage,
  copySteps,
} from '../../src/registry';
import { STEP_BYTES } from '../../src/registry/copy/copy-blob';
import { digestOf } from '../../src/registry/protocol/digest';
import { Client, json } from './support/client';
import { type TestImage, buildCache, image, index, manifestsOf, noise, referrer } from './support/images';
import { STORES, startRegistry, stopAll } from './support/registries';

afterEach(stopAll);

interface Ends {
  readonly source: Place;
  readonly target: Place;
  readonly near: Client;
  readonly far: Client;
}

/** Two registries, with one store or with two. */
async function twoEnds(sourceBlobs: BlobStore, targetBlobs: BlobStore = sourceBlobs): Promise<Ends> {
  const ends = [
    { blobs: sourceBlobs, content: contentAsJson({}), repository: 'prod/api' },
    { blobs: targetBlobs, content: contentAsJson({}), repository: 'prod/api' },
  ];
  const [near, far] = [await startRegistry(ends[0]), await startRegistry(ends[1])].map(
    ({ url }) => new Client(url, 'prod/api'),
  );
  return { source: ends[0], target: ends[1], near, far };
}

const KINDS: [string, () => Promise<Ends>][] = [
  ['with one store for both', () => twoEnds(new BlobsInMemory())],
  ['from store to store', () => twoEnds(new BlobsInMemory(), new BlobsInMemory())],
  ['from folder to folder', async () => twoEnds(await STORES[1][1](), await STORES[1][1]())],
];

const platforms = () => index([image({ seed: 1 }), image({ seed: 2, architecture: 'arm64' })]);
const blobsOf = (whole: TestImage) =>
  new Set(manifestsOf(whole).flatMap(({ blobs }) => blobs.map(bytes => digestOf(bytes))));
const bytesOf = (whole: TestImage) => {
  const sizes = new Map(manifestsOf(whole).flatMap(({ blobs }) => blobs.map(bytes => [digestOf(bytes), bytes.length])));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
};

/** What a reader of the registry can see at this moment is whole. */
function expectWhole(content: RegistryContent): void {
  for (const { blobs, manifests, tags } of content.repositories()) {
    for (const [, digest] of tags.entries()) {
      expect(manifests.get(digest)).toBeDefined();
    }
    for (const [, record] of manifests.entries()) {
      for (const digest of record.blobs) {
        expect(blobs.get(digest)).toBeDefined();
      }
      for (const digest of record.manifests) {
        expect(manifests.get(digest)).toBeDefined();
      }
    }
  }
}

describe.each(KINDS)('Copying %s', (_, open) => {
  let ends: Ends;
  beforeEach(async () => void (ends = await open()));

  test.each([
    ['an image', image()],
    ['an index', platforms()],
    ['an index in an index', index([platforms(), image({ seed: 5 })])],
    ['an image with an empty blob', image({ layers: [] })],
    ['a build cache', buildCache()],
  ])('%s brings every byte under the same digest', async (_, whole) => {
    const { source, target, near, far } = ends;
    await near.push(whole, 'v1');
    const report = await copyImage(source, target, 'v1');
    expect(report.digest).toBe(whole.digest);
    expect(report.layers.every(({ sent }) => sent)).toBe(true);
    expect(report.bytesSent).toBe(bytesOf(whole));
    expect(await far.has(whole, 'v1')).toBe(true);
  });

  test('an image by sha512 keeps its digest', async () => {
    const { source, target, near, far } = ends;
    const whole = image({ algorithm: 'sha512' });
    await near.push(whole);
    await copyImage(source, target, whole.digest, { tag: 'v1' });
    expect(await far.has(whole)).toBe(true);
    expect((await far.send('HEAD', 'manifests/v1')).headers.get('docker-content-digest')).toBe(whole.digest);
  });

  test('shows nothing at the target before it is whole, and the tag last', async () => {
    const { source, target, near } = ends;
    await near.push(platforms(), 'v1');
    await copyImage(source, target, 'v1', {
      onStep: () => {
        expectWhole(target.content);
        expect(target.content.find('prod/api')?.tags.get('v1')).toBeUndefined();
      },
    });
    expectWhole(target.content);
    expect(target.content.find('prod/api')?.tags.get('v1')).toBe(platforms().digest);
  });

  test('sends only what the target does not have, in whichever repository', async () => {
    const { source, target, near, far } = ends;
    const newer = index([platforms().children[0], image({ seed: 3, architecture: 'arm64' })]);
    await near.push(platforms(), 'v1');
    await near.push(newer, 'v2');
    await copyImage(source, target, 'v1');
    const report = await copyImage(source, { ...target, repository: 'prod/other' }, 'v2');
    const old = blobsOf(platforms());
    expect(report.layers.filter(({ sent }) => sent).map(({ digest }) => digest)).toEqual(
      [...blobsOf(newer)].filter(digest => !old.has(digest)),
    );
    expect((await far.send('GET', '/v2/prod/other/manifests/v2')).body.equals(newer.bytes)).toBe(true);
    expect((await copyImage(source, target, 'v1')).bytesSent).toBe(0);
  });

  test('takes along what refers to the image where that is wanted, and what refers to that', async () => {
    const { source, target, near, far } = ends;
    const whole = platforms();
    const signature = referrer(whole.children[1]);
    const bill = referrer(signature, { seed: 8 });
    for (const one of [bill, signature, whole]) {
      await near.push(one);
    }
    await copyImage(source, target, whole.digest);
    expect(await far.has(signature)).toBe(false);
    await copyImage(source, target, whole.digest, { referrers: true });
    expect((await far.has(signature)) && (await far.has(bill))).toBe(true);
    expect(json(await far.send('GET', `referrers/${signature.digest}`)).manifests).toHaveLength(1);
  });

  test('can be cut at any step: nothing half is seen, nothing half is left, and the next try sends the rest only', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(14), async cutAt => {
        const { source, target, near, far } = await open();
        const whole = index([image({ seed: 1, layers: [20_000, 30_000] }), image({ seed: 2, layers: [10, 20_000] })]);
        await near.push(whole, 'v1');
        let step = 0;
        const arrived = new Set<string>();
        const cut = copyImage(source, target, 'v1', {
          onStep: ({ digest, sent, size }: CopyStep) => {
            if (step++ === cutAt) {
              throw new Error('cut');
            }
            if (sent === size) {
              arrived.add(digest);
            }
          },
        });
        const ended = await cut.then(
          () => true,
          error => expect((error as Error).message).toBe('cut'),
        );
        if (!ended) {
          expect((await far.send('GET', 'manifests/v1')).status).toBe(404);
        }
        expectWhole(target.content);
        expect(await collectGarbage(target.blobs, [source.content, target.content])).toEqual([]);
        const report = await copyImage(source, target, 'v1');
        expect(report.layers.filter(({ sent }) => !sent).map(({ digest }) => digest)).toEqual(
          report.layers.map(({ digest }) => digest).filter(digest => arrived.has(digest)),
        );
        expect(await far.has(whole, 'v1')).toBe(true);
      }),
      { numRuns: 15 },
    ));

  test('refuses to move a tag that is not to be overwritten, before anything is sent', async () => {
    const { source, target, near, far } = ends;
    await near.push(image({ seed: 2 }), 'v1');
    await far.push(image({ seed: 1 }), 'v1');
    await expect(copyImage(source, target, 'v1', { overwrite: false })).rejects.toMatchObject({
      issue: 'TAG_CONFLICT',
      message: `The tag v1 of prod/api names ${image({ seed: 1 }).digest} and is not overwritten.`,
    });
    expect(await far.has(image({ seed: 2 }))).toBe(false);
    await copyImage(source, target, 'v1');
    expect(await far.has(image({ seed: 2 }), 'v1')).toBe(true);
    await copyImage(source, target, 'v1', { overwrite: false });
  });

  test('refuses to move it too when somebody put it during the copy', async () => {
    const { source, target, near, far } = ends;
    await near.push(image({ seed: 2 }), 'v1');
    let pushed = false;
    const onStep = async () => {
      if (!pushed) {
        await far.push(image({ seed: 1 }), 'v1');
      }
      pushed = true;
    };
    await expect(copyImage(source, target, 'v1', { overwrite: false, onStep })).rejects.toMatchObject({
      issue: 'TAG_CONFLICT',
    });
    expect(await far.has(image({ seed: 1 }), 'v1')).toBe(true);
  });

  test('refuses what the source does not have', async () => {
    const { source, target, near } = ends;
    await expect(copyImage(source, target, 'v1')).rejects.toMatchObject({
      issue: 'SOURCE_MISSING',
      message: 'The source prod/api has no image v1.',
    });
    await near.push(image(), 'v1');
    const { digest } = image({ seed: 2 });
    await expect(copyImage(source, target, digest)).rejects.toMatchObject({
      issue: 'SOURCE_MISSING',
      message: `The source prod/api has no manifest ${digest}.`,
    });
  });

  test('ends when the target is taken away meanwhile', async () => {
    const { source, target, near, far } = ends;
    await near.push(image({ layers: [10] }), 'v1');
    const [config] = image({ layers: [10] }).blobs.map(bytes => digestOf(bytes));
    const onStep = async ({ digest }: CopyStep) => {
      if (digest !== config) {
        await far.send('DELETE', `blobs/${config}`);
      }
    };
    await expect(copyImage(source, target, 'v1', { onStep })).rejects.toMatchObject({
      issue: 'TARGET_CHANGED',
      message: `The blob ${config} was deleted from prod/api during the copy. Copy again.`,
    });
    const gone = { ...target, content: { ...target.content, find: () => undefined } };
    await expect(copyImage(source, gone, 'v1')).rejects.toMatchObject({
      issue: 'TARGET_CHANGED',
      message: 'The repository prod/api was deleted during the copy.',
    });
  });

  test('goes on to its end though the image is deleted at the source and garbage is collected', async () => {
    const { source, target, near, far } = ends;
    await near.push(image(), 'v1');
    const onStep = async () => {
      await near.send('DELETE', `manifests/${image().digest}`);
      for (const bytes of image().blobs) {
        await near.send('DELETE', `blobs/${digestOf(bytes)}`);
      }
      for (const { blobs } of [source, target]) {
        await collectGarbage(blobs, [source.content, target.content]);
      }
    };
    await copyImage(source, target, 'v1', { onStep });
    expect(await far.has(image(), 'v1')).toBe(true);
  });

  test('holds what it needs until its steps are ended', async () => {
    const { source, target, near } = ends;
    await near.push(image(), 'v1');
    const steps = copySteps(source, target, 'v1');
    await steps.next();
    expect(await collectGarbage(source.blobs, [])).toEqual([]);
    await steps.return(undefined as never);
    expect(await collectGarbage(source.blobs, [])).toHaveLength(image().blobs.length + 1);
  });

  test('a large layer goes in many steps, each told with what was sent until then', async () => {
    const { source, target, near } = ends;
    const layer = noise(2 * STEP_BYTES + 5, 1);
    const config = Buffer.from('{}');
    for (const bytes of [layer, config]) {
      await near.pushBlob(bytes);
    }
    const part = (bytes: Buffer) => ({ mediaType: 'a/b', digest: digestOf(bytes), size: bytes.length });
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, config: part(config), layers: [part(layer)] }));
    await near.send('PUT', 'manifests/v1', { body: manifest });
    const steps: number[] = [];
    for await (const { digest, sent } of copySteps(source, target, 'v1')) {
      if (digest === digestOf(layer)) {
        steps.push(sent);
      }
    }
    expect(steps[0]).toBe(0);
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    expect(steps[steps.length - 1]).toBe(layer.length);
  });
});

test('A layer that lies elsewhere is not missed', async () => {
  const { source, target, near, far } = await twoEnds(new BlobsInMemory(), new BlobsInMemory());
  const config = Buffer.from('{}');
  await near.pushBlob(config);
  const mediaType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
  const manifest = JSON.stringify({
    schemaVersion: 2,
    config: { mediaType: 'a/b', digest: digestOf(config), size: 2 },
    layers: [{ mediaType, digest: digestOf(noise(1, 1)), size: 1 }],
  });
  await near.send('PUT', 'manifests/v1', { body: Buffer.from(manifest) });
  expect((await copyImage(source, target, 'v1')).layers).toEqual([{ digest: digestOf(config), size: 2, sent: true }]);
  expect((await far.send('GET', 'manifests/v1')).body.toString()).toBe(manifest);
});

test('Twenty copies of one image at once, in one store, keep its bytes once', async () => {
  const blobs = new BlobsInMemory();
  const { source, near } = await twoEnds(blobs);
  await near.push(platforms(), 'v1');
  const targets = Array.from({ length: 20 }, (): Place => ({
    blobs,
    content: contentAsJson({}),
    repository: 'prod/api',
  }));
  const reports = await Promise.all(targets.map(target => copyImage(source, target, 'v1')));
  expect(new Set(reports.map(({ bytesSent }) => bytesSent))).toEqual(new Set([bytesOf(platforms())]));
  targets.forEach(({ content }) => expectWhole(content));
  const all = [source, ...targets].map(({ content }) => content);
  expect(await collectGarbage(blobs, all)).toEqual([]);
  expect(await collectGarbage(blobs, [])).toHaveLength(blobsOf(platforms()).size + 3);
});
