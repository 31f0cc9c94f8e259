import { type Hash, createHash } from 'node:crypto';

export type Algorithm = 'sha256' | 'sha512';

/** The name of bytes by what they are, such as `sha256:e3b0c442...`: equal digests mean equal bytes. */
export type Digest = `${Algorithm}:${string}`;

export const ALGORITHMS: readonly Algorithm[] = ['sha256', 'sha512'];

const HEX_DIGITS: Readonly<Record<Algorithm, number>> = { sha256: 64, sha512: 128 };

export function isAlgorithm(text: string): text is Algorithm {
  return text === 'sha256' || text === 'sha512';
}

export function isDigest(text: unknown): text is Digest {
  if (typeof text !== 'string') {
    return false;
  }
  const [algorithm, hex, ...more] = text.split(':');
  return (
    more.length === 0 && isAlgorithm(algorithm) && hex?.length === HEX_DIGITS[algorithm] && /^[0-9a-f]+$/.test(hex)
  );
}

export function algorithmOf(digest: Digest): Algorithm {
  return digest.slice(0, digest.indexOf(':')) as Algorithm;
}

export function hexOf(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1);
}

export function digestOf(bytes: Uint8Array, algorithm: Algorithm = 'sha256'): Digest {
  return finishDigest(algorithm, createHash(algorithm).update(bytes));
}

/** The digest of what went through a hash that was made for the algorithm. */
export function finishDigest(algorithm: Algorithm, hash: Hash): Digest {
  return `${algorithm}:${hash.digest('hex')}`;
}
