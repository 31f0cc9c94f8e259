import type { DeclaredStack, JsonMap } from '../domain/model';
import type { RuleRecord } from '../domain/records';
import type { Declaration, Difference, RuleState } from './model';

/** A rule as a template declares it, with its values worked out as far as that is possible. */
export interface DeclaredRule {
  readonly by: Declaration;
  readonly name: string;
  readonly properties: Readonly<Record<string, string | undefined>>;
}

/** Properties of ALIYUN::CR::RepoSyncRule by the fields of ListRepoSyncRule. */
const FIELDS: Readonly<Record<string, string>> = {
  NamespaceName: 'LocalNamespaceName',
  RepoName: 'LocalRepoName',
  TargetRegionId: 'TargetRegionId',
  TargetInstanceId: 'TargetInstanceId',
  TargetNamespaceName: 'TargetNamespaceName',
  TargetRepoName: 'TargetRepoName',
  SyncScope: 'SyncScope',
  SyncTrigger: 'SyncTrigger',
  TagFilter: 'TagFilter',
  RepoNameFilter: 'RepoNameFilter',
};

export const declaredRule = (
  stack: DeclaredStack,
  logicalId: string,
  properties: JsonMap,
  resolve: (value: unknown) => string | undefined,
): DeclaredRule => ({
  by: { stack, logicalId },
  name: String(resolve(properties.SyncRuleName) ?? logicalId),
  properties: Object.fromEntries(
    ['InstanceId', ...Object.keys(FIELDS)].map(field => [field, resolve(properties[field])]),
  ),
});

/** The rules of one arrow: those declared against those there, then those that nobody declared. */
export function ruleStates(declared: readonly DeclaredRule[], actual: readonly RuleRecord[]): RuleState[] {
  const byName = new Map(actual.map(rule => [rule.name, rule]));
  const states = declared.map(rule => stateOf(rule, byName.get(rule.name)));
  const names = new Set(declared.map(({ name }) => name));
  const others = actual.filter(({ name }) => !names.has(name));
  return [...states, ...others.map(({ name }) => ({ name, state: 'not declared' as const, drift: [] }))];
}

function stateOf({ name, by, properties }: DeclaredRule, actual: RuleRecord | undefined): RuleState {
  if (actual === undefined) {
    return { name, state: 'missing', drift: [], by };
  }
  const drift = Object.entries(FIELDS).flatMap(([field, told]): Difference[] => {
    const wanted = properties[field];
    const found = String(actual.fields[told] ?? '');
    return wanted === undefined || wanted === found ? [] : [{ field, declared: wanted, actual: found }];
  });
  return {
    name,
    state: drift.length > 0 ? 'edited' : 'in place',
    drift,
    by,
    ruleId: actual.id,
    target: String(actual.fields.TargetInstanceId),
  };
}
