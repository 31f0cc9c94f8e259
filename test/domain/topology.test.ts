import * as fc from 'fast-check';
import { Arrow, cloudProblems, starProblems } from '../../lib/domain/topology';
import { sentence } from '../../lib/domain/problem';

/** Arrows as text: "a -> b, b -> c". */
const arrows = (text: string): Arrow[] =>
  text.split(', ').map(arrow => ({ source: arrow.split(' -> ')[0], target: arrow.split(' -> ')[1] }));
const complaints = (text: string) => arrows(text).flatMap(arrow => starProblems(arrow, arrows(text)).map(sentence));

describe('the star', () => {
  test('takes one source with many targets, and several stars side by side', () => {
    expect(complaints('a -> b, a -> c, a -> d, x -> y')).toEqual([]);
  });

  test('takes the same arrow twice: an instance may be the source of many rules', () => {
    expect(complaints('a -> b, a -> b')).toEqual([]);
  });

  test('refuses a chain and draws it', () => {
    expect(complaints('a -> b, b -> c')).toEqual([
      'source is "b", but an instance that receives images cannot pass them on (a -> b -> c). Let a replicate to c directly.',
    ]);
  });

  test('refuses a loop and draws it from both ends', () => {
    expect(complaints('a -> b, b -> a')).toEqual([
      'source is "a", but an instance that receives images cannot pass them on (b -> a -> b). ' +
        'Keep one direction: choose one primary and let it replicate to every other region.',
      'source is "b", but an instance that receives images cannot pass them on (a -> b -> a). ' +
        'Keep one direction: choose one primary and let it replicate to every other region.',
    ]);
  });

  test('refuses an arrow from an instance to itself', () => {
    expect(complaints('a -> a')).toEqual([
      'target is "a", but an instance cannot replicate to itself (a -> a). Choose a target in another region.',
    ]);
  });

  test('refuses two sources for one target, at the second', () => {
    expect(complaints('b -> t, a -> t')).toEqual([
      'target is "t", but a target has one source (a -> t <- b). Replicate to it from a or from b, not from both.',
    ]);
  });

  test('finds a problem exactly where some target is also a source or has two sources', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.record({ source: name, target: name }), { maxLength: 6 }), all => {
        const targets = new Set(all.map(arrow => arrow.target));
        const broken =
          all.some(arrow => targets.has(arrow.source)) ||
          [...targets].some(
            target => new Set(all.filter(arrow => arrow.target === target).map(arrow => arrow.source)).size > 1,
          );
        expect(all.some(arrow => starProblems(arrow, all).length > 0)).toBe(broken);
      }),
    );
  });
});

describe('clouds', () => {
  test.each([
    ['cn-shanghai-finance-1', 'finance'],
    ['cn-north-2-gov-1', 'government'],
    ['cn-somewhere-finance-9', 'finance'],
    ['cn-east-3-gov-2', 'government'],
  ])('refuses to replicate from the public cloud to %s', (region, cloud) => {
    expect(cloudProblems('replicas[0].region', 'eu-central-1', region).map(sentence)).toEqual([
      `replicas[0].region is "${region}", but images never replicate from the public cloud (eu-central-1) to the ${cloud} cloud. ` +
        `Push to the registry in ${region} directly, or choose a region of the public cloud.`,
    ]);
  });

  test('takes replication inside the public cloud', () => {
    expect(cloudProblems('target', 'eu-central-1', 'cn-hangzhou')).toEqual([]);
  });
});
