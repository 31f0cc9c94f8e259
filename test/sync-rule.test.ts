import * as fc from 'fast-check';
import { SyncRule, SyncTrigger } from '../lib';

describe('SyncRule', () => {
  test('by default copies everything, automatically', () => {
    const rule = SyncRule.namespace('prod');
    expect(rule).toMatchObject({ namespaceName: 'prod', tagsMatching: '.*', trigger: SyncTrigger.AUTOMATIC });
    expect(rule.repositoryName).toBeUndefined();
    expect(rule.matches('api', 'latest')).toBe(true);
  });

  test('of one repository takes that repository alone', () => {
    const rule = SyncRule.repository('prod', 'api', { tagsMatching: 'v.*' });
    expect([rule.matches('api', 'v1'), rule.matches('api', 'latest'), rule.matches('web', 'v1')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test.each([
    ['release-.*', 'release-1', true],
    ['release-.*', 'pre-release-1', false],
    ['v[0-9]+', 'v12', true],
    ['v[0-9]+', 'v12-rc', false],
    ['(api|web)', 'web', true],
    ['api|web', 'web-2', false],
    ['1\\.2\\..*', '1.2.3', true],
    ['1\\.2\\..*', '1x2.3', false],
    ['^v1$', 'v1', true],
  ])('compares %s with the whole of %s', (filter, name, taken) => {
    expect(SyncRule.namespace('prod', { repositoriesMatching: filter }).matches(name, 'latest')).toBe(taken);
    expect(SyncRule.namespace('prod', { tagsMatching: filter }).matches('api', name)).toBe(taken);
  });

  test('takes every tag that a filter spells out, and no other', () => {
    const tag = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,20}$/);
    fc.assert(
      fc.property(tag, tag, (one, other) =>
        expect(SyncRule.namespace('prod', { tagsMatching: one }).matches('api', other)).toBe(one === other),
      ),
    );
  });
});
