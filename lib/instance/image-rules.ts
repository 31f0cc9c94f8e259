import * as ros from '@alicloud/ros-cdk-core';
import { warn } from '../core/notes';
import { describedAtSynth, isLiteral } from '../core/tokens';
import { RosArtifactLifecycleRule, RosScanRule } from '../cr';
import { filterWarnings } from '../domain/filters';
import { meant } from '../domain/nearest';
import { Problem } from '../domain/problem';
import { overlappingRetention, RETENTION, scopeName } from '../domain/image-rules';
import { objectProblems } from '../domain/prop-rules';
import { shortHash } from '../domain/short-hash';
import { hashedRuleName } from '../domain/sync-rules';
import { carryInto } from '../stack/carried';
import { IRegistryInstance } from './instance';
import { namespacesOn, remembering } from './memory';
import { waitForNamespace } from './wait-for-namespace';
import { addToInstance } from './resource-on-instance';
import { RetentionRule } from './retention-rule';
import { ScanRule } from './scan-rule';

/** Scans images of an instance. Its name and its logical id end in a hash, so that a changed rule is a new one. */
export function addScanRule(instance: IRegistryInstance, rule: ScanRule, subject: string): void {
  const { namespaceName: namespace, repositoryName } = rule;
  const says = {
    repoTagFilterPattern: rule.tagsMatching,
    scanScope: repositoryName !== undefined ? 'REPO' : namespace !== undefined ? 'NAMESPACE' : 'INSTANCE',
    scanType: rule.type,
    triggerType: rule.trigger,
    namespaces: namespace === undefined ? undefined : [namespace],
    repoNames: repositoryName === undefined ? undefined : [repositoryName],
  };
  const hash = shortHash(says);
  const props = { instanceId: instance.instanceId, ruleName: hashedRuleName(namespace ?? 'scan', hash), ...says };
  const resource = addToInstance(
    { instance, owner: ownerOf(instance, namespace), namespace },
    'Scan',
    hash,
    (scope, id) => new RosScanRule(scope, id, props, false),
  );
  remembering(instance)._imageRules.push({ subject, about: rule, resource });
  filterWarnings(rule.tagsMatching, 'tag').forEach(warning => warn(instance, warning));
}

/** Cleans up images of an instance. ROS changes all of it in place. */
export function addRetentionRule(instance: IRegistryInstance, rule: RetentionRule, subject: string): void {
  const { namespaceName: namespace, repositoryName } = rule;
  const owner = ownerOf(instance, namespace);
  const { values, guards } = carryInto(owner ?? (instance as unknown as ros.Construct), {
    retentionTagCount: rule.keepLast,
    tagRegexp: rule.keepTags,
  });
  const props = {
    ...values,
    instanceId: instance.instanceId,
    auto: rule.automatic,
    scheduleTime: rule.schedule,
    scope: namespace === undefined ? 'INSTANCE' : undefined,
    namespaceName: namespace,
    repoName: repositoryName,
  };
  const resource = addToInstance(
    { instance, owner, namespace, after: guards },
    'Retention',
    namespace === undefined ? '' : scopeName(rule),
    (scope, id) => new RosArtifactLifecycleRule(scope, id, props, false),
  );
  remembering(instance)._imageRules.push({ subject, about: rule, resource });
  filterWarnings(isLiteral(rule.keepTags) ? rule.keepTags : undefined, 'tag').forEach(warning =>
    warn(instance, warning),
  );
}

/** Warns of retention rules of one instance that cover the same images. */
export function warnOfOverlaps(instance: IRegistryInstance, rules: readonly RetentionRule[]): void {
  overlappingRetention(rules).forEach(warning => warn(instance, warning));
}

/** Lets each rule wait for what it is about. */
export function orderImageRules(instance: IRegistryInstance): void {
  for (const { about, resource } of remembering(instance)._imageRules) {
    const there = namespacesOn(instance).get(about.namespaceName ?? '');
    waitForNamespace(resource, there, instance.region, about.repositoryName);
  }
}

/** What is wrong with rules about namespaces that the instance does not have, and with what lazy values came to. */
export function imageRuleProblems(instance: IRegistryInstance): Problem[] {
  const { _imageRules } = remembering(instance);
  const late = _imageRules.flatMap(({ subject, about }) => {
    const { keepTags, keepLast } = about as Partial<RetentionRule>;
    return objectProblems(subject, describedAtSynth(instance, { keepTags, keepLast }), RETENTION);
  });
  const strays = _imageRules
    .filter(({ about }) => about.namespaceName !== undefined && !namespacesOn(instance).has(about.namespaceName))
    .map(({ subject, about }) => ({
      subject: `${subject}.namespaceName`,
      got: about.namespaceName,
      rule: 'the instance has no namespace of that name',
      fix: 'Add the instance to a MirroredNamespace of that name',
    }));
  return [...late, ...strays, ...repositoryProblems(instance)];
}

/** What is wrong with rules about repositories that nothing will ever create. */
function repositoryProblems(instance: IRegistryInstance): Problem[] {
  return remembering(instance)._imageRules.flatMap(({ subject, about: { namespaceName, repositoryName: got } }) => {
    const there = namespacesOn(instance).get(namespaceName ?? '');
    const { autoCreateRepositories = true, repositoryNames = [] } = there?.namespace ?? {};
    const rule = `namespace ${namespaceName} has no repository of that name, and creates none when somebody pushes`;
    const near = meant(got ?? '', repositoryNames);
    const fix = near === undefined ? 'Declare it with addRepository' : `Did you mean ${JSON.stringify(near)}?`;
    return got === undefined || there?.existing || autoCreateRepositories || repositoryNames.includes(got)
      ? []
      : [{ subject: `${subject}.repositoryName`, got, rule, fix }];
  });
}

/** A rule about a namespace lives with that namespace. */
function ownerOf(instance: IRegistryInstance, namespace: string | undefined) {
  return namespace === undefined ? undefined : namespacesOn(instance).get(namespace)?.owner;
}
