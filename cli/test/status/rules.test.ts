import type { DeclaredStack } from '../../src/domain/model';
import { declaredRule, ruleStates } from '../../src/status/rules';

describe('the rules of an arrow', () => {
  const resolve = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const stack = { name: 'acme' } as DeclaredStack;
  const by = { stack, logicalId: 'Rule' };
  const rule = declaredRule(
    stack,
    'Rule',
    { SyncRuleName: 'prod', TagFilter: '.*', SyncScope: 'NAMESPACE', InstanceId: { Ref: 'x' } },
    resolve,
  );
  const actual = (name: string, fields: Record<string, string>) => ({
    ...{ id: name, name },
    fields: { TargetInstanceId: 'cri-1', ...fields },
  });

  test('are in place, edited, missing or not declared', () => {
    const there = actual('prod', { TagFilter: '.*', SyncScope: 'NAMESPACE' });
    expect(ruleStates([rule], [there])).toEqual([
      { name: 'prod', state: 'in place', drift: [], by, ruleId: 'prod', target: 'cri-1' },
    ]);
    expect(ruleStates([rule], [])).toEqual([{ name: 'prod', state: 'missing', drift: [], by }]);
    expect(
      ruleStates([rule], [{ ...there, fields: { ...there.fields, TagFilter: 'v.*' } }, actual('mine', {})]),
    ).toEqual([
      {
        ...{ name: 'prod', state: 'edited', by, ruleId: 'prod', target: 'cri-1' },
        drift: [{ field: 'TagFilter', declared: '.*', actual: 'v.*' }],
      },
      { name: 'mine', state: 'not declared', drift: [] },
    ]);
  });
});
