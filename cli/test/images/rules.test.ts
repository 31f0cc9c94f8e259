import fc from 'fast-check';
import { SyncRule } from '../../../lib';
import { type CopyRule, copyRule, covers, isBefore, soonest, whyNotCovered } from '../../src/images/copy-rule';

const FIELDS = {
  SyncScope: 'NAMESPACE',
  LocalNamespaceName: 'prod',
  TargetNamespaceName: 'prod',
  TargetRegionId: 'cn-hangzhou',
  TargetInstanceId: 'cri-b',
  TagFilter: '.*',
  SyncTrigger: 'PASSIVE',
  CreateTime: 5_000,
};
const rule = (fields: object = {}): CopyRule =>
  copyRule({ id: 'crsr-1', name: 'prod', fields: { ...FIELDS, ...fields } });

describe('a rule', () => {
  test('copies what SyncRule.matches of the library says', () => {
    const filter = fc.constantFrom('.*', 'v[0-9]+', 'release-.*', '(api|web)', 'team-.*', 'v1');
    const name = fc.constantFrom('v1', 'v12', 'latest', 'release-1', 'api', 'web', 'team-a', '');
    fc.assert(
      fc.property(filter, filter, name, name, (repositoriesMatching, tagsMatching, repository, tag) => {
        const ours = rule({ RepoNameFilter: repositoriesMatching, TagFilter: tagsMatching });
        const theirs = SyncRule.namespace('prod', { repositoriesMatching, tagsMatching });
        expect(covers(ours, 'prod', repository, tag)).toBe(theirs.matches(repository, tag));
        const one = rule({ SyncScope: 'REPO', LocalRepoName: 'api', TargetRepoName: 'api', TagFilter: tagsMatching });
        expect(covers(one, 'prod', repository, tag)).toBe(
          SyncRule.repository('prod', 'api', { tagsMatching }).matches(repository, tag),
        );
      }),
    );
  });

  test('says why it does not copy an image', () => {
    expect(whyNotCovered(rule(), 'dev', 'api', 'v1')).toBe('the rule prod copies the namespace prod');
    expect(whyNotCovered(rule({ TagFilter: 'v.*' }), 'prod', 'api', 'test')).toBe(
      'the rule prod takes only tags that match "v.*"',
    );
    expect(whyNotCovered(rule({ RepoNameFilter: 'web' }), 'prod', 'api', 'v1')).toBe(
      'the rule prod takes of the repositories only what matches "web"',
    );
    expect(whyNotCovered(rule(), 'prod', 'api', 'v1')).toBeUndefined();
  });

  test('is not guessed at where its filter or its scope cannot be read', () => {
    expect(rule({ TagFilter: '(?i)v.*' }).unreadable).toBe(
      'its filter "(?i)v.*" is no regular expression that can be read here',
    );
    expect(rule({ SyncScope: 'INSTANCE' }).unreadable).toBe(
      'it has the scope INSTANCE, which this deployer does not know',
    );
    expect(covers(rule({ TagFilter: '(?i)v.*' }), 'prod', 'api', 'v1')).toBe(false);
  });

  test('copies what is pushed later; within one second nobody can tell', () => {
    expect([4_999, 5_000, 5_300].map(pushed => isBefore(pushed, { created: 5_400 }))).toEqual([true, false, false]);
  });

  test('gives way to one that copies sooner: by itself, and made before the push', () => {
    const [manual, late, good] = [rule({ SyncTrigger: 'INITIATIVE' }), rule({ CreateTime: 9_000 }), rule()];
    expect(soonest([manual, late, good], 6_000)).toBe(good);
    expect(soonest([manual, late], 6_000)).toBe(late);
    expect(soonest([], 6_000)).toBeUndefined();
  });
});
