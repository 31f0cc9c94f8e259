import * as ros from '@alicloud/ros-cdk-core';
import { adopt } from '../core/element';
import { output } from '../core/output';
import { stackOf } from '../core/tokens';
import { keepTracing } from '../core/traces';
import { RosRepoSyncRule } from '../cr';
import { EVERYTHING } from '../domain/image-matching';
import { shortHash } from '../domain/short-hash';
import { describeRule, hashedRuleName } from '../domain/sync-rules';
import { namespacesOn } from '../instance/memory';
import { waitForNamespace } from '../instance/wait-for-namespace';
import { hashedLogicalId } from '../stack/logical-ids';
import { RegionStack } from '../stack/region-stack';
import { Replication } from './arrows';
import { SyncRule } from './sync-rule';

/** A rule in the template. */
export interface SyncRuleResource {
  readonly rule: SyncRule;
  readonly resource: RosRepoSyncRule;
}

/**
 * Writes a rule into the template. ROS can change nothing of it, so its logical id ends in a hash of all that it says: a changed
 * rule is a new resource, made before the old one goes.
 *
 * @param ends the ids of both ends, and the account, as the template says them
 * @param targetUserId the account that images are copied to, where that is another
 */
export function addSyncRule(
  replication: Replication & ros.Construct,
  rule: SyncRule,
  ends: object,
  targetUserId: string | undefined,
  guards: readonly string[],
): SyncRuleResource {
  const says = { ...whatItSays(replication, rule), targetUserId };
  const hash = shortHash({ ...says, ...ends });
  const logicalId = hashedLogicalId(replication, 'Rule', rule.namespaceName, hash);
  const scope = keepTracing(new ros.Construct(replication, `Rule-${rule.namespaceName}-${hash}`));
  const syncRuleName = rule.ruleName ?? hashedRuleName(rule.namespaceName, hash);
  const resource = new RosRepoSyncRule(scope, 'Resource', { ...says, syncRuleName }, false);
  adopt(resource, logicalId);
  guards.forEach(guard => resource.addRosDependency(guard));
  output(
    scope,
    `${logicalId}Id`,
    resource.attrSyncRuleId,
    `The id of the sync rule for ${describeRule(rule)} to ${replication.target.region}`,
  );
  const stack = ros.Stack.of(replication);
  if (stack instanceof RegionStack) {
    stack.countFor(rule.namespaceName);
  }
  return { rule, resource };
}

/**
 * Orders what is in one stack with its source: a rule waits for what it copies, and the purchase waits until the target is there,
 * so that a deployment that comes too early buys nothing.
 */
export function waitInOwnStack(
  replication: Replication,
  rules: readonly SyncRuleResource[],
  guards: readonly string[],
): void {
  const { source } = replication;
  rules.forEach(({ rule, resource }) => {
    const there = namespacesOn(source).get(rule.namespaceName);
    waitForNamespace(resource, there, source.region, rule.repositoryName);
  });
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

function whatItSays({ source, target }: Replication, rule: SyncRule) {
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
  };
}
