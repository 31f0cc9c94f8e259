import { createHash } from 'crypto';

/**
 * How many resources a stack of ours holds at most.
 *
 * Alibaba's limits page says 300, its CreateStack page says 200; the stricter one holds.
 * Source: https://www.alibabacloud.com/help/doc-detail/28854.htm
 */
export const MAX_RESOURCES = 200;

/**
 * Spreads groups over as few parts as they need, each part holding at most `capacity` resources.
 *
 * The part of a group follows from its own name: a part that overflows is halved by one more bit of the names' hashes.
 * So the order of the groups never matters, and a group moves only when the very part that it is in is halved.
 *
 * @returns the number of the part of each group, from 1; numbers may be left out
 * @throws where one group alone passes the capacity
 */
export function partition(sizes: ReadonlyMap<string, number>, capacity: number): Map<string, number> {
  const result = new Map<string, number>();
  const place = (names: string[], depth: number, part: number): void => {
    const total = names.reduce((sum, name) => sum + sizes.get(name)!, 0);
    if (total <= capacity) {
      names.forEach(name => result.set(name, part));
      return;
    }
    if (names.length === 1) {
      throw new RangeError(names[0]);
    }
    place(
      names.filter(name => !bit(name, depth)),
      depth + 1,
      part,
    );
    place(
      names.filter(name => bit(name, depth)),
      depth + 1,
      part + 2 ** depth,
    );
  };
  place([...sizes.keys()], 0, 1);
  return result;
}

function bit(name: string, depth: number): boolean {
  const digest = createHash('sha256').update(name).digest();
  return ((digest[depth >> 3] >> (depth & 7)) & 1) === 1;
}
