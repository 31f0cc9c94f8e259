import { type Digest, digestOf } from '../registry';

export const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
export const CONFIG = 'application/vnd.oci.image.config.v1+json';
export const LAYER = 'application/vnd.oci.image.layer.v1.tar';

const BLOCK = 512;

type Algorithm = 'sha256' | 'sha512';

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

export interface Layer {
  readonly mediaType: string;
  readonly tar: Buffer;
  /** As it is stored: the archive, or what it was packed to. */
  readonly bytes: Buffer;
}

/** What an image of these layers consists of: the same bytes for the same layers. */
export interface ImageParts {
  readonly config: Buffer;
  readonly manifest: {
    readonly schemaVersion: 2;
    readonly mediaType: string;
    readonly config: Descriptor;
    readonly layers: readonly Descriptor[];
  };
}

export function imageParts(
  layers: readonly Layer[],
  architecture = 'amd64',
  algorithm: Algorithm = 'sha256',
): ImageParts {
  const config = Buffer.from(
    JSON.stringify({
      architecture,
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: layers.map(({ tar }) => digestOf(tar, algorithm)) },
    }),
  );
  return {
    config,
    manifest: {
      schemaVersion: 2,
      mediaType: IMAGE,
      config: descriptor(CONFIG, config, algorithm),
      layers: layers.map(({ mediaType, bytes }) => descriptor(mediaType, bytes, algorithm)),
    },
  };
}

export function descriptor(mediaType: string, bytes: Buffer, algorithm: Algorithm = 'sha256'): Descriptor {
  return { mediaType, digest: digestOf(bytes, algorithm), size: bytes.length };
}

/** A tar archive of one file. */
export function tarOf(name: string, content: Buffer): Buffer {
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
