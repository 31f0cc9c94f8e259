import * as ros from '@alicloud/ros-cdk-core';
import { RosRepoSyncRule } from '../cr';
import type { CrossRegionReplication } from '../cross-region-replication';
import { EVERYTHING } from '../domain/sync-filter';
import { describe, syncRuleName } from '../domain/sync-rules';
import { shortHash } from '../domain/short-hash';
import type { SyncRule } from '../sync-rule';
import { adopt } from './element';
import { stackOf } from './late';
import { namespacesOn, waitForNamespace } from './namespaces-on';
import { logicalIdFor } from './naming';
import { output } from './output';
import { keepTracing } from './traces';
import { RegionStack } from './region-stack';

/** A rule in the template. */
export interface SyncRuleResource {
  readonly rule: SyncRule;
  readonly resource: RosRepoSyncRule;
  readonly hash: string;
}

/**
 * Writes a rule into the template. ROS can change nothing of it, so its logical id ends in a hash of all that it says: a changed
 * rule is a new resource, made before the old one goes.
 */
export function addSyncRule(
  replication: CrossRegionReplication,
  rule: SyncRule,
  guards: readonly string[],
): SyncRuleResource {
  const stack = ros.Stack.of(replication);
  const words = wordsOf(replication, rule);
  const hash = shortHash({ ...words, ...endsOf(replication) });
  const logicalId = `${logicalIdFor(replication, 'Rule', rule.namespaceName)}${hash.toUpperCase()}`;
  const scope = keepTracing(new ros.Construct(replication, `Rule-${rule.namespaceName}-${hash}`));
  const syncRule = rule.ruleName ?? syncRuleName(rule.namespaceName, hash);
  const resource = new RosRepoSyncRule(scope, 'Resource', { ...words, syncRuleName: syncRule }, false);
  adopt(resource, logicalId);
  guards.forEach(guard => resource.addRosDependency(guard));
  output(
    scope,
    `${logicalId}Id`,
    resource.attrSyncRuleId,
    `The id of the sync rule for ${describe(rule)} to ${replication.target.region}`,
  );
  if (stack instanceof RegionStack) {
    stack.groups.assign(logicalId, logicalId);
  }
  return { rule, resource, hash };
}

/**
 * Orders what is in one stack with its source: a rule waits for what it copies, and the purchase waits until the target is there,
 * so that a deployment that comes too early buys nothing.
 */
export function waitInOwnStack(
  replication: CrossRegionReplication,
  rules: readonly SyncRuleResource[],
  guards: readonly string[],
): void {
  const { source } = replication;
  rules.forEach(({ rule, resource }) =>
    waitForNamespace(resource, namespacesOn(source).get(rule.namespaceName), rule.repositoryName),
  );
  const purchase = source.node.tryFindChild('Resource');
  if (
    stackOf(source) === ros.Stack.of(replication) &&
    purchase !== undefined &&
    ros.RosResource.isRosResource(purchase)
  ) {
    guards
      .filter(guard => !purchase.fetchRosDependency().includes(guard))
      .forEach(guard => purchase.addRosDependency(guard));
  }
}

/**
 * Gives the rules of later parts of a split stack names of their own: when a stack is split, the new rule exists beside the old one
 * of the first part for a while.
 */
export function renameSyncRules(stack: ros.Stack, rules: readonly SyncRuleResource[]): void {
  if (!(stack instanceof RegionStack) || rules.length === 0) {
    return;
  }
  const parts = stack.decideParts();
  for (const { rule, resource, hash } of rules) {
    const part = parts.partOf(resource.logicalId) ?? 1;
    if (part > 1 && rule.ruleName === undefined) {
      resource.syncRuleName = syncRuleName(rule.namespaceName, shortHash([hash, part]));
    }
  }
}

const ENDS = new WeakMap<CrossRegionReplication, object>();

/** The ids of both ends as the template says them; the same for every rule of a replication. */
function endsOf(replication: CrossRegionReplication): object {
  const { source, target } = replication;
  const ends: object =
    ENDS.get(replication) ??
    ros.Stack.of(replication).resolve({ instanceId: source.instanceId, targetInstanceId: target.instanceId });
  ENDS.set(replication, ends);
  return ends;
}

function wordsOf({ source, target }: CrossRegionReplication, rule: SyncRule) {
  return {
    instanceId: source.instanceId,
    namespaceName: rule.namespaceName,
    repoName: rule.repositoryName,
    repoNameFilter: rule.repositoryName === undefined ? (rule.repositoriesMatching ?? EVERYTHING) : undefined,
    syncRuleName: rule.ruleName ?? '',
    syncScope: rule.repositoryName === undefined ? 'NAMESPACE' : 'REPO',
    syncTrigger: rule.trigger,
    tagFilter: rule.tagsMatching,
    targetInstanceId: target.instanceId,
    targetNamespaceName: rule.namespaceName,
    targetRegionId: target.region,
    targetRepoName: rule.repositoryName,
    targetUserId: target.accountId,
  };
}
