import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CONFIG, IMAGE, descriptor, imageParts, tarOf } from '../../../src/images/image-parts';
import { type Algorithm, type Digest, algorithmOf, digestOf, hexOf } from '../../../src/registry/protocol/digest';

export { CONFIG, IMAGE, descriptor };
export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** An image, an index or an artifact, with all it consists of. */
export interface TestImage {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly blobs: readonly Buffer[];
  readonly algorithm: Algorithm;
  readonly children: readonly TestImage[];
}

export interface ImageOptions {
  /** Different seeds make different bytes. */
  readonly seed?: number;
  /** Sizes of the layers, before they are packed. */
  readonly layers?: readonly number[];
  readonly architecture?: string;
  readonly algorithm?: Algorithm;
  readonly subject?: TestImage;
  readonly artifactType?: string;
  readonly annotations?: Record<string, string>;
}

/** Bytes that look random and are the same every time. */
export function noise(size: number, seed: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = (seed * 2654435761 + 1) >>> 0;
  for (let index = 0; index < size; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

export function image(options: ImageOptions = {}): TestImage {
  const { seed = 1, layers = [2000, 500], algorithm = 'sha256', annotations, artifactType } = options;
  const packed = layers.map((size, index) => {
    const tar = tarOf(`file-${index}`, noise(size, seed * 100 + index));
    return { mediaType: LAYER, tar, bytes: gzipSync(tar) };
  });
  const { config, manifest } = imageParts(packed, options.architecture, algorithm);
  const subject =
    options.subject && descriptor(options.subject.mediaType, options.subject.bytes, options.subject.algorithm);
  const blobs = [config, ...packed.map(({ bytes }) => bytes)];
  return made(IMAGE, { ...manifest, artifactType, subject, annotations }, blobs, [], algorithm);
}

/** What refers to an image, such as a signature. */
export function referrer(subject: TestImage, options: ImageOptions = {}): TestImage {
  return image({ artifactType: 'application/vnd.example.signature', layers: [10], seed: 9, ...options, subject });
}

export function index(children: readonly TestImage[], extra: Record<string, unknown> = {}): TestImage {
  const algorithm = children[0]?.algorithm ?? 'sha256';
  const manifests = children.map((child, position) => ({
    ...descriptor(child.mediaType, child.bytes, child.algorithm),
    platform: { os: 'linux', architecture: ['amd64', 'arm64'][position] ?? `cpu${position}` },
  }));
  return made(INDEX, { schemaVersion: 2, mediaType: INDEX, manifests, ...extra }, [], children, algorithm);
}

/** What BuildKit keeps beside an image: an index that lists layers, and the configuration of the cache. */
export function buildCache(): TestImage {
  const [config, ...layers] = image().blobs;
  const manifests = [
    descriptor('application/vnd.buildkit.cacheconfig.v0', config),
    ...layers.map(layer => descriptor(LAYER, layer)),
  ];
  return { ...index([], { manifests }), blobs: image().blobs };
}

function made(
  mediaType: string,
  manifest: Record<string, unknown>,
  blobs: readonly Buffer[],
  children: readonly TestImage[],
  algorithm: Algorithm,
): TestImage {
  const bytes = Buffer.from(JSON.stringify(manifest, undefined, 1));
  return { digest: digestOf(bytes, algorithm), mediaType, bytes, blobs, children, algorithm };
}

export function manifestsOf(whole: TestImage): TestImage[] {
  return [...whole.children.flatMap(manifestsOf), whole];
}

/** Writes an OCI layout, as clients read one from a folder; what refers to the image goes in too. */
export function writeLayout(folder: string, tag: string, whole: TestImage, referrers: readonly TestImage[] = []): void {
  const write = (path: string, bytes: Buffer | string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  const entry = (one: TestImage) => descriptor(one.mediaType, one.bytes, one.algorithm);
  const named = (one: TestImage, name: string) => ({
    ...entry(one),
    annotations: { 'org.opencontainers.image.ref.name': name },
  });
  // Where there is no registry to ask, a tag made of the digest names an index of what refers to it.
  const list = made(
    INDEX,
    { schemaVersion: 2, mediaType: INDEX, manifests: referrers.map(entry) },
    [],
    referrers,
    'sha256',
  );
  const lists = referrers.length > 0 ? [list] : [];
  const manifests = [named(whole, tag), ...lists.map(one => named(one, whole.digest.replace(':', '-')))];
  write('oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  write('index.json', JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
  for (const one of [whole, ...lists].flatMap(manifestsOf)) {
    for (const bytes of [one.bytes, ...one.blobs]) {
      const digest = digestOf(bytes, one.algorithm);
      write(join('blobs', algorithmOf(digest), hexOf(digest)), bytes);
    }
  }
}
