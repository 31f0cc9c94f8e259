import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { type BlobStore, BlobsOnDisk, collectGarbage, contentAsJson, dropUnusedBlobs } from '../../src/registry';
import { keepBytes, readWhole } from '../../src/registry/blobs/blob-store';
import { WriteQueue } from '../../src/registry/blobs/write-queue';
import { type Digest, digestOf } from '../../src/registry/protocol/digest';
import { noise } from './support/images';
import { STORES, stopAll, temporaryFolder } from './support/registries';

afterEach(stopAll);

async function sent(blobs: BlobStore, digest: Digest, start: number, end: number): Promise<Buffer> {
  const target = new PassThrough();
  const chunks: Buffer[] = [];
  target.on('data', chunk => chunks.push(Buffer.from(chunk)));
  await blobs.send(digest, { start, end }, target);
  return Buffer.concat(chunks);
}

async function kept(blobs: BlobStore, bytes: Buffer): Promise<Digest> {
  const digest = digestOf(bytes);
  await keepBytes(blobs, bytes, digest);
  return digest;
}

const all = (...digests: Digest[]) => Promise.resolve(new Set(digests));

describe.each(STORES)('Blobs %s', (_, open) => {
  let blobs: BlobStore;
  beforeEach(async () => void (blobs = await open()));

  test('come back as they were put, whole and in part', async () => {
    const bytes = noise(1_300_000, 1);
    const digest = await kept(blobs, bytes);
    expect(await blobs.size(digest)).toBe(1_300_000);
    expect((await readWhole(blobs, digest)).equals(bytes)).toBe(true);
    expect((await sent(blobs, digest, 0, bytes.length - 1)).equals(bytes)).toBe(true);
    expect((await sent(blobs, digest, 524_287, 1_048_600)).equals(bytes.subarray(524_287, 1_048_601))).toBe(true);
  });

  test('that are there already may come again', async () => {
    const digest = await kept(blobs, noise(10, 1));
    expect(await kept(blobs, noise(10, 1))).toBe(digest);
    expect((await readWhole(blobs, digest)).equals(noise(10, 1))).toBe(true);
  });

  test('may be empty', async () => {
    const digest = await kept(blobs, Buffer.alloc(0));
    expect(await blobs.size(digest)).toBe(0);
    expect(await sent(blobs, digest, 0, -1)).toHaveLength(0);
  });

  test('are missing until they are kept', async () => {
    const bytes = noise(10, 1);
    const writer = await blobs.begin('sha256');
    await writer.append([bytes]);
    expect(await blobs.size(digestOf(bytes))).toBeUndefined();
    expect(await writer.keep(digestOf(bytes))).toBe(true);
    expect(await blobs.size(digestOf(bytes))).toBe(10);
  });

  test('have the digest that they are kept by, whatever pieces they come in and whatever algorithm was expected', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 8 }),
        fc.constantFrom('sha256', 'sha512'),
        fc.constantFrom('sha256', 'sha512'),
        async (pieces, expected, told) => {
          const writer = await blobs.begin(expected as 'sha256');
          for (const piece of pieces) {
            await writer.append([piece]);
          }
          const bytes = Buffer.concat(pieces);
          expect(writer.size).toBe(bytes.length);
          expect(await writer.keep(digestOf(bytes, told as 'sha256'))).toBe(true);
          expect((await readWhole(blobs, digestOf(bytes, told as 'sha256'))).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 50 },
    ));

  test('are dropped when the digest is wrong', async () => {
    const writer = await blobs.begin('sha256');
    await writer.append([noise(10, 1)]);
    expect(await writer.keep(digestOf(noise(10, 2)))).toBe(false);
    expect(await blobs.size(digestOf(noise(10, 1)))).toBeUndefined();
    expect(await blobs.size(digestOf(noise(10, 2)))).toBeUndefined();
  });

  test('keep what came before their source broke, and go on from there', async () => {
    async function* breaking() {
      yield noise(10, 1);
      throw new Error('cut');
    }
    const writer = await blobs.begin('sha256');
    await expect(writer.append(breaking())).rejects.toThrow('cut');
    expect(writer.size).toBe(10);
    await writer.append([noise(10, 2)]);
    expect(await writer.keep(digestOf(Buffer.concat([noise(10, 1), noise(10, 2)])))).toBe(true);
  });

  test('are collected when nothing refers to them', async () => {
    const [used, unused] = [await kept(blobs, noise(10, 1)), await kept(blobs, noise(10, 2))];
    expect(await blobs.collect(() => all(used))).toEqual([unused]);
    expect(await blobs.size(used)).toBe(10);
    expect(await blobs.size(unused)).toBeUndefined();
    expect(await blobs.collect(() => all(used))).toEqual([]);
  });

  test('are not collected while somebody holds them, however often', async () => {
    const digest = await kept(blobs, noise(10, 1));
    const [one, other] = [blobs.hold(digest), blobs.hold(digest)];
    one();
    one();
    expect(await blobs.collect(() => all())).toEqual([]);
    other();
    expect(await blobs.collect(() => all())).toEqual([digest]);
  });

  test('are not collected if they were held at any moment since it was asked what is referred to', async () => {
    const before = await kept(blobs, noise(10, 1));
    const release = blobs.hold(before);
    let during: Digest | undefined;
    const removed = await blobs.collect(async () => {
      release();
      during = digestOf(noise(10, 2));
      const hold = blobs.hold(during);
      await kept(blobs, noise(10, 2));
      hold();
      return new Set();
    });
    expect(removed).toEqual([]);
    expect(await blobs.size(during as Digest)).toBe(10);
  });

  test('are collected by one collection after the other, whoever begins them when', async () => {
    const digests = [];
    for (let seed = 0; seed < 20; seed++) {
      digests.push(await kept(blobs, noise(10, seed)));
    }
    const collected = await Promise.all([1, 2, 3].map(() => blobs.collect(() => all())));
    expect(collected).toEqual([[...digests].sort(), [], []]);
    await expect(blobs.collect(() => Promise.reject(new Error('no state')))).rejects.toThrow('no state');
    expect(await blobs.collect(() => all())).toEqual([]);
  });

  test('of all registries are collected together, once what refers to them is safe on disk', async () => {
    const [one, other, gone] = [
      await kept(blobs, noise(1, 1)),
      await kept(blobs, noise(1, 2)),
      await kept(blobs, noise(1, 3)),
    ];
    const order: string[] = [];
    const registries = [one, other].map(digest => {
      const content = contentAsJson({}, async () => void order.push(`${await blobs.size(gone)}`));
      content.open('prod/api').blobs.set(digest, 1);
      return content;
    });
    expect(await collectGarbage(blobs, registries)).toEqual([gone]);
    expect(order).toEqual(['1', '1']);
    expect(await blobs.size(one)).toBe(1);
    expect(await blobs.size(other)).toBe(1);
  });

  test('that no manifest needs are let go when their registry says so', async () => {
    const [used, unused] = [await kept(blobs, noise(1, 1)), await kept(blobs, noise(1, 2))];
    const manifest = await kept(blobs, noise(1, 3));
    const content = contentAsJson({});
    const repository = content.open('prod/api');
    repository.blobs.set(used, 1);
    repository.blobs.set(unused, 1);
    repository.manifests.set(manifest, { mediaType: 'a/b', size: 1, blobs: [used], manifests: [] });
    expect(await collectGarbage(blobs, [content])).toEqual([]);
    dropUnusedBlobs(content);
    expect(await collectGarbage(blobs, [content])).toEqual([unused]);
  });
});

describe('A folder of blobs', () => {
  test('holds nothing but files named by their digests once all is kept or dropped', async () => {
    const folder = temporaryFolder();
    const blobs = await BlobsOnDisk.open(folder);
    const digest = await kept(blobs, noise(10, 1));
    const writer = await blobs.begin('sha512');
    await writer.append([noise(10, 2)]);
    expect(readdirSync(join(folder, 'temporary'))).toHaveLength(1);
    await writer.drop();
    expect(readdirSync(folder).sort()).toEqual(['sha256', 'sha512', 'temporary']);
    expect(readdirSync(join(folder, 'sha256'))).toEqual([digest.slice('sha256:'.length)]);
    expect(readdirSync(join(folder, 'sha512'))).toEqual([]);
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
  });

  test('forgets what an earlier process did not finish, and nothing else', async () => {
    const folder = temporaryFolder();
    const earlier = await BlobsOnDisk.open(folder);
    const digest = await kept(earlier, noise(10, 1));
    await (await earlier.begin('sha256')).append([noise(10, 2)]);
    const blobs = await BlobsOnDisk.open(folder);
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
    expect(await blobs.size(digest)).toBe(10);
  });

  test('never keeps a blob of which the disk refused a part, though its digest was right', async () => {
    const folder = temporaryFolder();
    const blobs = await BlobsOnDisk.open(folder);
    const writer = await blobs.begin('sha256');
    const full = jest.spyOn(WriteQueue.prototype, 'end').mockRejectedValueOnce(new Error('ENOSPC'));
    await expect(writer.append([noise(10, 1)])).rejects.toThrow('ENOSPC');
    full.mockRestore();
    await writer.append([noise(10, 2)]);
    const digest = digestOf(Buffer.concat([noise(10, 1), noise(10, 2)]));
    await expect(writer.keep(digest)).rejects.toThrow('ENOSPC');
    expect(await blobs.size(digest)).toBeUndefined();
  });

  test('leaves alone what is not its own', async () => {
    const folder = temporaryFolder();
    const blobs = await BlobsOnDisk.open(folder);
    writeFileSync(join(folder, 'sha256', 'README'), 'mine');
    expect(await blobs.collect(() => all())).toEqual([]);
    expect(existsSync(join(folder, 'sha256', 'README'))).toBe(true);
  });

  test('says when a file is shorter than it should be', async () => {
    const folder = temporaryFolder();
    const blobs = await BlobsOnDisk.open(folder);
    const digest = await kept(blobs, noise(10, 1));
    await expect(sent(blobs, digest, 0, 19)).rejects.toThrow(/ends at byte 10, but it should have 20 bytes\.$/);
  });
});

describe('The queue of writes', () => {
  /** A file that writes as little as it likes. */
  function reluctant(most: number) {
    const written: Buffer[] = [];
    const handle = {
      writev: async (chunks: Uint8Array[]) => {
        const some = Buffer.concat(chunks).subarray(0, most);
        written.push(Buffer.from(some));
        return { bytesWritten: some.length };
      },
    };
    return { handle: handle as never, written: () => Buffer.concat(written) };
  }

  test('writes everything in order where the system writes only a part at a time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 30 })),
        fc.integer({ min: 1, max: 40 }),
        async (chunks, most) => {
          const { handle, written } = reluctant(most);
          const queue = new WriteQueue(handle);
          for (const chunk of chunks) {
            await queue.add(chunk);
          }
          await queue.end();
          expect(written().equals(Buffer.concat(chunks))).toBe(true);
        },
      ),
    ));

  test('tells of a full disk, at the latest at its end', async () => {
    const full = { writev: () => Promise.reject(new Error('ENOSPC')) } as never;
    const queue = new WriteQueue(full);
    await queue.add(Buffer.alloc(2_000_000));
    await expect(queue.end()).rejects.toThrow('ENOSPC');
  });

  test('has the disk begin before all has come, and tells of a sync that failed though a later one would not', async () => {
    let syncs = 0;
    const handle = {
      writev: async (chunks: Uint8Array[]) => ({ bytesWritten: Buffer.concat(chunks).length }),
      datasync: () => (syncs++ === 0 ? Promise.reject(new Error('EIO')) : Promise.resolve()),
    };
    const queue = new WriteQueue(handle as never);
    for (let count = 0; count < 80; count++) {
      await queue.add(Buffer.alloc(1024 * 1024));
    }
    expect(syncs).toBe(1);
    await expect(queue.end()).rejects.toThrow('EIO');
  });
});
