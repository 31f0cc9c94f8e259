import type { JsonMap } from '../domain/model';
import type { RuleRecord } from '../domain/records';
import type { Drift, RuleState } from './model';

/** A rule as a template declares it, with its values worked out as far as that is possible. */
export interface DeclaredRule {
  readonly logicalId: string;
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
  logicalId: string,
  properties: JsonMap,
  resolve: (value: unknown) => string | undefined,
): DeclaredRule => ({
  logicalId,
  name: String(resolve(properties.SyncRuleName) ?? logicalId),
  properties: Object.fromEntries(Object.keys(FIELDS).map(field => [field, resolve(properties[field])])),
});

/** The rules of one arrow: those declared against those there, then those that nobody declared. */
export function ruleStates(declared: readonly DeclaredRule[], actual: readonly RuleRecord[]): RuleState[] {
  const byName = new Map(actual.map(rule => [rule.name, rule]));
  const states = declared.map(rule => stateOf(rule, byName.get(rule.name)));
  const names = new Set(declared.map(({ name }) => name));
  const others = actual.filter(({ name }) => !names.has(name));
  return [...states, ...others.map(({ name }) => ({ name, state: 'not declared' as const, drift: [] }))];
}

function stateOf(rule: DeclaredRule, actual: RuleRecord | undefined): RuleState {
  if (actual === undefined) {
    return { name: rule.name, state: 'missing', drift: [] };
  }
  const drift = Object.entries(FIELDS).flatMap(([property, field]): Drift[] => {
    const wanted = rule.properties[property];
    const found = String(actual.fields[field] ?? '');
    return wanted === undefined || wanted === found || takeAll(property, wanted, found)
      ? []
      : [{ field: property, declared: wanted, actual: found }];
  });
  return { name: rule.name, state: drift.length > 0 ? 'edited' : 'in place', drift };
}

/** A rule of the console may have no filter where ours has one that takes everything. */
const takeAll = (property: string, ...filters: string[]): boolean =>
  property === 'RepoNameFilter' && filters.every(filter => filter === '' || filter === '.*');
