import * as ros from '@alicloud/ros-cdk-core';
import { RosArtifactLifecycleRule, RosScanRule, RosUserInfo } from '../cr';
import { shortHash } from '../domain/short-hash';
import { scopeName } from '../domain/surroundings';
import { syncRuleName } from '../domain/sync-rules';
import type { IRegistryInstance } from '../registry-instance';
import type { RetentionRule } from '../retention-rule';
import type { ScanRule } from '../scan-rule';
import { placeFor } from './instance-place';
import { namespacesOn, waitForNamespace } from './namespaces-on';
import { Problem } from './problem';

/** A rule of an instance, and what it is about. */
interface InstanceRule {
  readonly subject: string;
  readonly about: { readonly namespaceName?: string; readonly repositoryName?: string };
  readonly resource: ros.RosResource;
}

const RULES = new WeakMap<IRegistryInstance, InstanceRule[]>();

/** Scans images of an instance. Its name and its logical id end in a hash, so that a changed rule is a new one. */
export function addScanRule(instance: IRegistryInstance, rule: ScanRule, subject: string): void {
  const { namespaceName, repositoryName } = rule;
  const words = {
    repoTagFilterPattern: rule.tagsMatching,
    scanScope: repositoryName !== undefined ? 'REPO' : namespaceName !== undefined ? 'NAMESPACE' : 'INSTANCE',
    scanType: rule.type,
    triggerType: rule.trigger,
    namespaces: namespaceName === undefined ? undefined : [namespaceName],
    repoNames: repositoryName === undefined ? undefined : [repositoryName],
  };
  const hash = shortHash(words);
  const place = placeFor(instance, 'Scan', hash);
  const ruleName = syncRuleName(namespaceName ?? 'scan', hash);
  const resource = new RosScanRule(
    place.scope,
    'Resource',
    { instanceId: instance.instanceId, ruleName, ...words },
    false,
  );
  place.settle(resource, { group: namespaceName });
  remember(instance, { subject, about: rule, resource });
}

/** Cleans up images of an instance. ROS changes all of it in place. */
export function addRetentionRule(instance: IRegistryInstance, rule: RetentionRule, subject: string): void {
  const { namespaceName, repositoryName } = rule;
  const place = placeFor(instance, 'Retention', namespaceName === undefined ? '' : scopeName(rule));
  const props = {
    instanceId: instance.instanceId,
    auto: rule.automatic,
    scheduleTime: rule.schedule,
    scope: namespaceName === undefined ? 'INSTANCE' : undefined,
    namespaceName,
    repoName: repositoryName,
    retentionTagCount: rule.keepLast,
    tagRegexp: rule.keepTags,
  };
  const resource = new RosArtifactLifecycleRule(place.scope, 'Resource', props, false);
  place.settle(resource, { group: namespaceName });
  remember(instance, { subject, about: rule, resource });
}

/** Sets the password with which the account that deploys logs in. */
export function setLoginPassword(instance: IRegistryInstance, password: string): void {
  const place = placeFor(instance, 'LoginPassword', '');
  place.settle(
    new RosUserInfo(place.scope, 'Resource', { instanceId: instance.instanceId, user: { password } }, false),
  );
}

/** Lets each rule wait for what it is about. */
export function orderRules(instance: IRegistryInstance): void {
  for (const { about, resource } of RULES.get(instance) ?? []) {
    waitForNamespace(resource, namespacesOn(instance).get(about.namespaceName ?? ''), about.repositoryName);
  }
}

/** What is wrong with a rule about a namespace that the instance does not have. */
export function ruleScopeProblems(instance: IRegistryInstance): Problem[] {
  return (RULES.get(instance) ?? [])
    .filter(({ about }) => about.namespaceName !== undefined && !namespacesOn(instance).has(about.namespaceName))
    .map(({ subject, about }) => ({
      subject: `${subject}.namespaceName`,
      got: about.namespaceName,
      rule: 'the instance has no namespace of that name',
      fix: 'Add the instance to a MirroredNamespace of that name',
    }));
}

function remember(instance: IRegistryInstance, rule: InstanceRule): void {
  RULES.set(instance, [...(RULES.get(instance) ?? []), rule]);
}
