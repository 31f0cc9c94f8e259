// Copied by `npm run generate` from lib/domain/short-hash.ts. Do not edit: it is changed there.

import { createHash } from 'node:crypto';

/** Eight characters that stand for a value; the order of keys in it does not matter. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 8);
}

function canonical(value: unknown): string {
  return JSON.stringify(sorted(value ?? null));
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  const entries = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(entries)
      .sort()
      .map(key => [key, sorted(entries[key])]),
  );
}
