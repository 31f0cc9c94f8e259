import * as ros from '@alicloud/ros-cdk-core';
import { inform, warn } from '../core/notes';
import { RegionPlan } from '../domain/plan';
import { IRegistryInstance } from '../instance/instance';
import { NamespaceDeclared } from '../instance/memory';
import { InstanceSettings } from '../instance/settings';
import { warnOfRegion } from '../stack/region-warning';

/** Tells what somebody should know of a region, and of what is copied there; nothing is copied to the primary. */
export function noteOnRegion(
  { region, existingInstanceId }: RegionPlan,
  instance: IRegistryInstance,
  replication: ros.IConstruct | undefined,
  namespaces: readonly NamespaceDeclared[],
): void {
  if (existingInstanceId !== undefined) {
    warnOfRegion(replication ?? instance, region); // of a replica that exists, there may be no other stack
  }
  if (replication !== undefined && instance.accountId !== undefined) {
    inform(replication, ownerNote(instance, namespaces));
  }
  if (replication !== undefined && namespaces.length === 0) {
    warn(
      replication,
      `Nothing is copied to ${region}, for no namespace goes there. Add one to namespaces, or name ${region} in its replicateTo.`,
    );
  }
}

/** What the owner of an instance in another account must have ready. */
function ownerNote(instance: IRegistryInstance, namespaces: readonly NamespaceDeclared[]): string {
  const names = namespaces.map(wish).sort();
  return (
    `Account ${instance.accountId} must have ready in ${instance.region}: instance ${instance.instanceId}, named ${instance.instanceName}` +
    (names.length === 0 ? '.' : `; ${names.join('; ')}.`) +
    ' Its owner also creates the RAM role and the policy that let this account copy into it, before the rules are deployed.'
  );
}

function wish({ namespaceName, autoCreateRepositories, repositoryNames }: NamespaceDeclared): string {
  const repositories = autoCreateRepositories
    ? 'with automatic creation of repositories'
    : `with the repositories ${repositoryNames.join(', ')}`;
  return `namespace ${namespaceName} ${repositories}`;
}

/** Warns of scan and retention rules that come into no template, or find no image. */
export function warnOfIdleRules(
  primary: ros.IConstruct,
  registry: InstanceSettings,
  regions: readonly RegionPlan[],
  namespaces: number,
): void {
  const lists = [
    { prefix: '', rules: registry },
    ...regions.map(({ subject, ownRules }) => ({ prefix: `${subject}.`, rules: ownRules as InstanceSettings })),
  ];
  const made = new Set<object>(
    regions.flatMap(({ settings: { scanRules = [], retentionRules = [] } }) => [...scanRules, ...retentionRules]),
  );
  const idle = lists.flatMap(({ prefix, rules: { scanRules = [], retentionRules = [] } }) => [
    ...scanRules.flatMap((rule, i) => (made.has(rule) ? [] : [`${prefix}scanRules[${i}]`])),
    ...retentionRules.flatMap((rule, i) => (made.has(rule) ? [] : [`${prefix}retentionRules[${i}]`])),
  ]);
  for (const name of idle) {
    warn(
      primary,
      `${name} is made in no region: each region of its kind exists already, has rules of its own, or is not declared. ` +
        'Write it in primary or in one of replicas.',
    );
  }
  if (
    made.size > 0 &&
    namespaces === 0 &&
    regions.every(({ existingInstanceId }) => existingInstanceId === undefined)
  ) {
    warn(primary, 'There is nothing to scan or to clean up, for the registry has no namespace. Add one to namespaces.');
  }
}
