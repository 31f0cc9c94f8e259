import fc from 'fast-check';
import { digestOf, isDigest } from '../../src/registry/protocol/digest';
import { OCI_INDEX, parseManifest } from '../../src/registry/protocol/manifest';
import { isRepositoryName, isTag } from '../../src/registry/protocol/names';
import { pageOf } from '../../src/registry/protocol/paging';
import { chunkRange, receivedRange, requestedRange } from '../../src/registry/protocol/ranges';
import { image, index, noise, referrer } from './support/images';

describe('A digest', () => {
  test('is known by its algorithm and its length', () => {
    expect(isDigest(digestOf(Buffer.from('')))).toBe(true);
    expect(isDigest(digestOf(Buffer.from(''), 'sha512'))).toBe(true);
    expect(digestOf(Buffer.from(''))).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test.each([
    'sha256:abc',
    `sha256:${'A'.repeat(64)}`,
    `md5:${'a'.repeat(32)}`,
    `sha512:${'a'.repeat(64)}`,
    `sha256:${'a'.repeat(64)}:`,
    `sha256:../${'a'.repeat(61)}`,
    '',
    undefined,
  ])('is not %p', text => expect(isDigest(text)).toBe(false));
});

describe('A name', () => {
  test.each(['prod/api', 'a', 'team/sub/app', 'a.b_c__d-e--f/g'])('of a repository may be %s', name =>
    expect(isRepositoryName(name)).toBe(true),
  );
  test.each(['Prod/api', '/api', 'api/', 'a//b', 'a..b', 'a___b', '-a', 'a/../b', '', 'a'.repeat(256)])(
    'of a repository is not %p',
    name => expect(isRepositoryName(name)).toBe(false),
  );
  test.each(['latest', 'V1.0_x-y', '__proto__', '0', 'a'.repeat(128)])('of a tag may be %s', tag =>
    expect(isTag(tag)).toBe(true),
  );
  test.each(['.a', '-a', 'a/b', 'a:b', '', 'a'.repeat(129)])('of a tag is not %p', tag =>
    expect(isTag(tag)).toBe(false),
  );
});

describe('A range', () => {
  test.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=95-1000', { start: 95, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=9-0', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=0-1,5-6', 'everything'],
    ['lines=0-1', 'everything'],
    ['bytes=-', 'everything'],
    [undefined, 'everything'],
  ])('%p of 100 bytes is %p', (header, range) => expect(requestedRange(header, 100)).toEqual(range));

  test('of nothing cannot be had', () => {
    expect(requestedRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(requestedRange('bytes=-5', 0)).toBe('unsatisfiable');
  });

  test('takes from the bytes what it says, whatever it says', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), fc.nat(60), (size, first, last) => {
        const range = requestedRange(`bytes=${first}-${last}`, size);
        const bytes = noise(size, 1);
        const expected = bytes.subarray(first, last + 1);
        if (range === 'unsatisfiable') {
          expect(expected).toHaveLength(0);
        } else if (range !== 'everything') {
          expect(bytes.subarray(range.start, range.end + 1)).toEqual(expected);
        }
      }),
    );
  });

  test('of a chunk is two numbers, and nothing else', () => {
    expect(chunkRange('0-1023')).toEqual({ start: 0, end: 1023 });
    expect(['5-4', 'bytes 0-9', '0-', '-9', '0-9/10', ''].map(chunkRange)).toEqual(Array(6).fill(undefined));
  });

  test('tells how much has arrived', () => {
    expect([0, 1, 1000].map(receivedRange)).toEqual(['0-0', '0-0', '0-999']);
  });
});

describe('Pages', () => {
  test('hold every name once and in order, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9_]{1,5}$/)),
        fc.integer({ min: 1, max: 5 }),
        (names, count) => {
          const seen: string[] = [];
          let last: string | undefined;
          do {
            const page = pageOf(names, { count, last });
            seen.push(...page.items);
            last = page.next;
          } while (last !== undefined);
          expect(seen).toEqual([...names].sort());
        },
      ),
    );
  });

  test('of no entries lead nowhere', () => expect(pageOf(['a', 'b'], { count: 0 })).toEqual({ items: [] }));

  test('go on after a name that is gone', () => expect(pageOf(['a', 'c'], { last: 'b' }).items).toEqual(['c']));
});

describe('A manifest', () => {
  const parsed = (value: unknown, type?: string) => parseManifest(Buffer.from(JSON.stringify(value)), type);

  test('of an image names its configuration and its layers', () => {
    const { bytes, mediaType } = image({ layers: [1, 2, 3] });
    const manifest = parseManifest(bytes, `${mediaType}; charset=utf-8`);
    expect(manifest.blobs).toHaveLength(4);
    expect(manifest.artifactType).toBe('application/vnd.oci.image.config.v1+json');
  });

  test('of an index names its manifests, and has no type of artifact unless it says one', () => {
    const { bytes } = index([image(), image({ seed: 2 })]);
    expect(parseManifest(bytes, undefined)).toMatchObject({ mediaType: OCI_INDEX, blobs: [], artifactType: undefined });
    expect(parseManifest(bytes, OCI_INDEX).manifests.map(part => part.digest)).toEqual([
      image().digest,
      image({ seed: 2 }).digest,
    ]);
    expect(parseManifest(index([], { artifactType: 'a/b' }).bytes, OCI_INDEX).artifactType).toBe('a/b');
  });

  test('names its subject', () => {
    const subject = image();
    expect(parseManifest(referrer(subject).bytes, undefined)).toMatchObject({
      subject: subject.digest,
      artifactType: 'application/vnd.example.signature',
    });
  });

  test('knows a layer that lies elsewhere', () => {
    const layer = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: digestOf(Buffer.from('x')),
      size: 1,
    };
    const config = { ...layer, mediaType: 'application/vnd.docker.container.image.v1+json' };
    const manifest = parsed({ schemaVersion: 2, config, layers: [layer] });
    expect(manifest.blobs.map(part => part.foreign)).toEqual([false, true]);
  });

  const config = { mediaType: 'a/b', digest: digestOf(Buffer.from('x')), size: 1 };
  test.each([
    ['[]', undefined, 'The manifest is JSON, but not an object.'],
    [
      '{"schemaVersion":1,"layers":[]}',
      undefined,
      'schemaVersion is 1, but a manifest of type application/vnd.oci.image.manifest.v1+json has 2.',
    ],
    [
      '{"schemaVersion":2}',
      'text/plain',
      'The manifest is of type "text/plain", but this registry takes application/vnd.oci.image.manifest.v1+json, ' +
        'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.index.v1+json, ' +
        'application/vnd.docker.distribution.manifest.list.v2+json.',
    ],
    [
      JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] }),
      'application/vnd.oci.image.manifest.v1+json',
      `The manifest was sent as application/vnd.oci.image.manifest.v1+json, but its mediaType is "${OCI_INDEX}". Send it as what it is.`,
    ],
    ['{"schemaVersion":2,"manifests":7}', OCI_INDEX, 'manifests is 7, but it must be a list.'],
    ['{"schemaVersion":2}', OCI_INDEX, 'manifests is missing, but it must be a list.'],
    [
      '{"schemaVersion":2,"layers":[]}',
      undefined,
      'config is missing or no object, but it must name a digest, a size and a type.',
    ],
    [
      JSON.stringify({ schemaVersion: 2, config, layers: [{ ...config, digest: 'sha256:12' }] }),
      undefined,
      'layers[0].digest is "sha256:12", but it must be a digest by sha256 or sha512.',
    ],
    [
      JSON.stringify({ schemaVersion: 2, config: { ...config, size: -1 }, layers: [] }),
      undefined,
      'config.size is -1, but it must be a number of bytes.',
    ],
    [
      JSON.stringify({ schemaVersion: 2, config: { ...config, mediaType: 1 }, layers: [] }),
      undefined,
      'config.mediaType is missing, but it must be a text.',
    ],
  ])('refuses %s', (text, type, message) => {
    expect(() => parseManifest(Buffer.from(text), type)).toThrow(expect.objectContaining({ message, status: 400 }));
  });

  test('refuses what is not JSON', () => {
    expect(() => parseManifest(Buffer.from('{'), undefined)).toThrow(/^The manifest is not JSON: /);
    expect(() => parseManifest(Buffer.from([0xff]), undefined)).toThrow(/^The manifest is not JSON: /);
  });
});
