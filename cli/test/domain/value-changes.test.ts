import fc from 'fast-check';
import { resourceChanges } from '../../src/domain/diff';
import type { Json } from '../../src/domain/model';
import { changedValues, shownValue } from '../../src/domain/value-changes';

describe('the values that change', () => {
  test.each<[string, Json | undefined, Json | undefined, object[]]>([
    ['a text', 'a', 'b', [{ path: 'P', before: 'a', after: 'b' }]],
    ['what was not there', undefined, 1, [{ path: 'P', after: 1 }]],
    ['what is there no more', null, undefined, [{ path: 'P', before: null }]],
    ['what a list has more', [1], [1, 2], [{ path: 'P[]', after: 2 }]],
    [
      'what a list has less',
      [1, 1, 2],
      [1],
      [
        { path: 'P[]', before: 1 },
        { path: 'P[]', before: 2 },
      ],
    ],
    [
      'one that takes the place of another',
      [{ a: 1, b: 2 }, 3],
      [3, { a: 1, b: 4 }],
      [{ path: 'P[].b', before: 2, after: 4 }],
    ],
    ['the order of a list', [1, 2], [2, 1], [{ path: 'P', before: [1, 2], after: [2, 1] }]],
    ['the depth of a map', { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, [{ path: 'P.a.b', before: 1, after: 3 }]],
    ['a function', { Ref: 'A' }, { Ref: 'B' }, [{ path: 'P', before: { Ref: 'A' }, after: { Ref: 'B' } }]],
    ['an empty list', [1], [], [{ path: 'P[]', before: 1 }]],
    ['the order of a map', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ])('are told of %s', (_, before, after, values) => {
    expect(changedValues('P', before, after)).toEqual(values);
  });

  test.each<[string, Json, Json]>([
    ['Password', 'x', '[hidden]'],
    ['AccessKeySecret', ['x', { y: 'z' }], ['[hidden]', { y: '[hidden]' }]],
    ['User', { LoginPassword: 'x', Name: 'n' }, { LoginPassword: '[hidden]', Name: 'n' }],
    ['Password', { Ref: 'P' }, { Ref: 'P' }],
    ['Password', '{{resolve:kms-secret:p}}', '{{resolve:kms-secret:p}}'],
    ['Name', 'x', 'x'],
  ])('of %s are shown without secrets', (name, value, shown) => {
    expect(shownValue(name, value)).toEqual(shown);
  });

  test('never hold what is called a password, however deep', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
        const wrapped = (inner: unknown) => ({ Password: { list: [inner, 'sEcReT'] } }) as unknown as Json;
        expect(JSON.stringify(changedValues('P', wrapped(one), wrapped(other)))).not.toContain('sEcReT');
      }),
    );
  });

  test('are hidden in refusals too', () => {
    const of = (Password: string) => ({
      Resources: { R: { Type: 'ALIYUN::CR::InstanceV2', Properties: { Password } } },
    });
    const [{ refusal }] = resourceChanges(of('One-secret-1'), of('Another-secret-2'));
    expect(refusal).toMatch(
      /^R \(ALIYUN::CR::InstanceV2\) would change Password from "\[hidden\]" to "\[hidden\]", which/,
    );
  });
});
