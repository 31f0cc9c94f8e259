import pLimit from 'p-limit';

/** Enough to hide the distance to the regions; a service that throttles is met with backoff. */
const READERS = 16;

/** Reads many things at a time, but not all. */
export function sideBySide<T, R>(list: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(READERS);
  return Promise.all(list.map(item => limit(() => read(item))));
}
