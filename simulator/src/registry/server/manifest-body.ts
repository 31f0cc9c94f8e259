import { RegistryError } from '../protocol/errors';
import { LARGEST_MANIFEST } from '../protocol/manifest';
import type { Call } from './exchange';

/** The whole body of a request that brings a manifest, which is small. */
export async function readManifestBody({ body, header }: Pick<Call, 'body' | 'header'>): Promise<Buffer> {
  if (Number(header('content-length') ?? 0) > LARGEST_MANIFEST) {
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_MANIFEST) {
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): RegistryError {
  return new RegistryError('SIZE_INVALID', `A manifest has at most ${LARGEST_MANIFEST} bytes here.`, { status: 413 });
}
