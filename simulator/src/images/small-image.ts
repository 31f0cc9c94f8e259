import { type Digest, digestOf } from '../registry';
import { IMAGE, LAYER, imageParts, tarOf } from './image-parts';

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
  const tar = tarOf('content', file);
  const parts = imageParts([{ mediaType: LAYER, tar, bytes: tar }]);
  const manifest = Buffer.from(JSON.stringify(parts.manifest));
  const blobs = [parts.config, tar].map(bytes => ({ digest: digestOf(bytes), bytes }));
  return { digest: digestOf(manifest), mediaType: IMAGE, manifest, blobs };
}
