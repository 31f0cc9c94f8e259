import * as fc from 'fast-check';
import { partition } from '../../lib/domain/partition';

const groups = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 300 });
const ones = (names: readonly string[]) => new Map(names.map(name => [name, 1]));

describe('partition', () => {
  test('keeps everything together while it fits', () => {
    expect(partition(ones(['a', 'b', 'c']), 3)).toEqual(
      new Map([
        ['a', 1],
        ['b', 1],
        ['c', 1],
      ]),
    );
  });

  test('fills no part beyond its capacity, and loses nothing', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 50 }), (names, capacity) => {
        const parts = partition(ones(names), capacity);
        expect([...parts.keys()].sort()).toEqual([...names].sort());
        const sizes = new Map<number, number>();
        parts.forEach(part => sizes.set(part, (sizes.get(part) ?? 0) + 1));
        sizes.forEach(size => expect(size).toBeLessThanOrEqual(capacity));
      }),
    );
  });

  test('does not look at the order of the groups', () => {
    fc.assert(
      fc.property(groups, names => {
        expect(partition(ones([...names].reverse()), 20)).toEqual(new Map([...partition(ones(names), 20)].reverse()));
      }),
    );
  });

  test('moves nothing when a group is added to a part that has room', () => {
    fc.assert(
      fc.property(groups, fc.string({ minLength: 9, maxLength: 12 }), (names, added) => {
        const before = partition(ones(names), 20);
        const after = partition(ones([...names, added]), 20);
        const moved = names.filter(name => before.get(name) !== after.get(name));
        const halved = new Set(moved.map(name => before.get(name)));
        expect(halved.size).toBeLessThanOrEqual(1);
        if (moved.length > 0) {
          expect(names.filter(name => halved.has(before.get(name))).length).toBe(20);
        }
      }),
    );
  });

  test('refuses a group that is larger than a part', () => {
    expect(() => partition(new Map([['a', 4]]), 3)).toThrow(new RangeError('a'));
  });
});
