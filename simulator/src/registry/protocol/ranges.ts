/** A stretch of bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What a `Range` header asks of so many bytes. A header that is no single range of bytes asks for everything, as HTTP
 * has it; one that lies outside, or ends before it starts, cannot be had.
 */
export function requestedRange(header: string | undefined, size: number): ByteRange | 'everything' | 'unsatisfiable' {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || (first === '' && last === '')) {
    return 'everything';
  }
  if (first === '') {
    return Number(last) === 0 || size === 0 ? 'unsatisfiable' : lastBytes(Number(last), size);
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'unsatisfiable' : { start, end };
}

function lastBytes(count: number, size: number): ByteRange {
  return { start: Math.max(0, size - count), end: size - 1 };
}

/** The `Content-Range` of a chunk as the distribution specification writes it, such as `0-1023`; undefined if it is none. */
export function chunkRange(header: string): ByteRange | undefined {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(header.trim()) ?? [];
  if (first === undefined || Number(last) < Number(first)) {
    return undefined;
  }
  return { start: Number(first), end: Number(last) };
}

/** The `Range` header that tells how much of an upload has arrived. Nothing yet is written `0-0`, as clients know it. */
export function receivedRange(size: number): string {
  return `0-${Math.max(0, size - 1)}`;
}
