import { type Digest, digestOf } from '../registry';

const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';
const BLOCK = 512;

export interface SmallImage {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly manifest: Buffer;
  /** The configuration and the layer. */
  readonly blobs: readonly { readonly digest: Digest; readonly bytes: Buffer }[];
}

/** An image of one layer with one file, the same bytes for the same content. */
export function smallImage(content: string, size: number): SmallImage {
  const file = Buffer.alloc(Math.max(size, Buffer.byteLength(content)));
  file.write(content);
  const layer = tar('content', file);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    }),
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: IMAGE,
      config: descriptor(CONFIG, config),
      layers: [descriptor(LAYER, layer)],
    }),
  );
  const blobs = [config, layer].map(bytes => ({ digest: digestOf(bytes), bytes }));
  return { digest: digestOf(manifest), mediaType: IMAGE, manifest, blobs };
}

const descriptor = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });

/** A tar archive of one file. */
function tar(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(content.length, 11), 124);
  header.write(octal(0, 11), 136);
  // The checksum is counted as if spaces stood in its place.
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)} `, 148);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * BLOCK)]);
}
