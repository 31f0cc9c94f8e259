import type { TagRecord } from '../../src/domain/image-records';
import { type CopyRule, copyRule } from '../../src/images/copy-rule';
import { destinationAt } from '../../src/images/destinations';

const AWAY = { region: 'us-east-1', instanceId: 'cri-b' };
const IMAGE = { namespace: 'prod', repository: 'api' };

const tag = (name: string): TagRecord => ({ tag: name, digest: 'sha256:a', bytes: 1, pushed: 9_000 });

function rule(name: string, fields: object = {}): CopyRule {
  const usual = {
    ...{ SyncScope: 'NAMESPACE', SyncTrigger: 'PASSIVE', TagFilter: '.*', CreateTime: 5_000 },
    ...{ LocalNamespaceName: 'prod', TargetNamespaceName: 'prod' },
    ...{ TargetRegionId: AWAY.region, TargetInstanceId: AWAY.instanceId },
  };
  return copyRule({ id: name, name, fields: { ...usual, ...fields } });
}

const at = (rules: readonly CopyRule[], ...tags: string[]) => destinationAt(AWAY, rules, IMAGE, tags.map(tag));

describe('where an image goes', () => {
  test('is under its own name, whatever other names it is copied to', () => {
    const rules = [rule('copy', { TargetNamespaceName: 'prodcopy' }), rule('same')];
    expect(at(rules, 'v1').destination).toEqual({
      target: { ...AWAY, ...IMAGE },
      rule: rules[1],
      elsewhere: [{ ...AWAY, namespace: 'prodcopy', repository: 'api' }],
    });
  });

  test('is nowhere by its name where it is copied under another one alone', () => {
    expect(at([rule('copy', { TargetNamespaceName: 'prodcopy' })], 'v1').destination).toEqual({
      target: { ...AWAY, ...IMAGE },
      unasked: {
        reason: 'rules copy it there under another name, prodcopy/api, and not under its own',
        help: 'Pull prodcopy/api there, or let a rule keep the name of its namespace.',
      },
      elsewhere: [{ ...AWAY, namespace: 'prodcopy', repository: 'api' }],
    });
  });

  test('is decided by the first of its tags that a rule copies', () => {
    const found = at([rule('versions', { TagFilter: 'v.*' })], 'latest', 'v2');
    expect([found.tag.tag, found.destination.unasked]).toEqual(['v2', undefined]);
  });

  test('is not known where only a rule might copy it whose filter cannot be read', () => {
    const { doubt, unasked } = at([rule('rx', { TagFilter: '(?i)v1.*' })], 'v1').destination;
    expect([doubt, unasked]).toEqual([
      'whether the rule rx copies it there is not known: its filter "(?i)v1.*" is no regular expression that can be read here',
      undefined,
    ]);
    const elsewhere = rule('other', { TagFilter: '(?i)v1.*', LocalNamespaceName: 'dev' });
    expect(at([elsewhere], 'v1').destination.doubt).toBeUndefined();
  });

  test('is nowhere where no rule copies its namespace, and nobody reads of the others', () => {
    const others = Array.from({ length: 30 }, (_, index) => rule(`r${index}`, { LocalNamespaceName: `team-${index}` }));
    expect(at(others, 'v1').destination.unasked).toEqual({
      reason: 'no rule copies the namespace prod there',
      help: 'Let the app copy the namespace to that region (replicateTo), and deploy. Then copy what was pushed before: backfill takes what a rule takes.',
    });
    expect(at([...others, rule('prod', { TagFilter: 'v.*' })], 'test').destination.unasked).toEqual({
      reason: 'no rule copies it there: the rule prod takes only tags that match "v.*"',
      help: 'Change the filters of the namespace in the app, and deploy. Then copy what was pushed before: backfill takes what a rule takes.',
    });
  });
});
