import type { FoundRetentionRule, FoundRule, FoundScanRule } from '../domain/found';
import type { Place } from '../domain/image-records';
import type { Body } from './cr-api';

/** A rule, and where it lives; it shows on both of its ends. */
export interface ListedRule {
  readonly source: Place;
  readonly rule: FoundRule;
}

/** A sync rule as ListRepoSyncRule has it. */
export function syncRule(body: Body): ListedRule {
  const text = (field: string) => String(body[field] ?? '');
  return {
    source: { region: text('LocalRegionId'), instanceId: text('LocalInstanceId') },
    rule: {
      id: text('SyncRuleId'),
      name: text('SyncRuleName'),
      scope: text('SyncScope'),
      trigger: text('SyncTrigger'),
      namespace: text('LocalNamespaceName'),
      repository: text('LocalRepoName'),
      repositoryFilter: text('RepoNameFilter'),
      tagFilter: text('TagFilter'),
      target: { region: text('TargetRegionId'), instanceId: text('TargetInstanceId') },
      targetNamespace: text('TargetNamespaceName'),
      targetRepository: text('TargetRepoName'),
      foreign: body.CrossUser === true,
      priority: text('Priority'),
    },
  };
}

/** A scan rule as ListScanRule has it. */
export function scanRule(body: Body): FoundScanRule {
  const text = (field: string) => String(body[field] ?? '');
  const list = (field: string) => ((body[field] ?? []) as unknown[]).map(String).sort();
  return {
    id: text('ScanRuleId'),
    name: text('RuleName'),
    scope: text('ScanScope'),
    type: text('ScanType'),
    trigger: text('TriggerType'),
    tagFilter: text('RepoTagFilterPattern'),
    namespaces: list('Namespaces'),
    repositories: list('RepoNames'),
  };
}

/** A retention rule as ListArtifactLifecycleRule has it. */
export function retentionRule(body: Body): FoundRetentionRule {
  const text = (field: string) => String(body[field] ?? '');
  const others = ['EnableDeleteTag', 'EnableDeleteUntaggedManifest', 'DryRun'].filter(field => field in body);
  return {
    id: text('RuleId'),
    automatic: body.Auto === true,
    scope: text('Scope'),
    namespace: text('NamespaceName'),
    repository: text('RepoName'),
    keepLast: Number(body.RetentionTagCount ?? 0),
    keepTags: text('TagRegexp'),
    schedule: text('ScheduleTime'),
    others: Object.fromEntries(others.map(field => [field, text(field)])),
  };
}
