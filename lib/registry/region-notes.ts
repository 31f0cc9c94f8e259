import * as ros from '@alicloud/ros-cdk-core';
import { inform, warn } from '../core/notes';
import { ScanRegions } from '../domain/choices';
import { wishfulRulesWarning } from '../domain/namespace-checks';
import { NamespacePlan, RegionPlan } from '../domain/plan';
import { allOf } from '../domain/problem';
import { SETTINGS } from '../domain/settings';
import { IRegistryInstance } from '../instance/instance';
import { NamespaceDeclared } from '../instance/memory';
import { isForeign, ownerOf } from '../instance/owner';
import { InstanceSettings } from '../instance/settings';
import { warnOfRegion } from '../stack/region-warning';

/** Tells what somebody should know of a region, and of what is copied there; nothing is copied to the primary. */
export function noteOnRegion(
  { region, existingInstanceId }: RegionPlan,
  instance: IRegistryInstance,
  replication: (ros.IConstruct & { readonly rules: readonly unknown[] }) | undefined,
  namespaces: readonly NamespaceDeclared[],
): void {
  if (existingInstanceId !== undefined) {
    warnOfRegion(replication ?? instance, region); // of a replica that exists, there may be no other stack
  }
  if (replication !== undefined && isForeign(instance)) {
    inform(replication, ownerNote(instance, namespaces));
  }
  if (replication !== undefined && namespaces.length === 0 && replication.rules.length === 0) {
    warn(
      replication,
      `The app copies nothing to ${region}, for no namespace goes there. Add one to namespaces, or name ${region} in its replicateTo.`,
    );
  }
}

/** Warns of sync rules that are said to be there between instances of which the app buys one. */
export function warnOfWishfulRules(
  primary: RegionPlan,
  replica: RegionPlan,
  replication: ros.IConstruct,
  namespaces: readonly NamespacePlan[],
): void {
  const ends = [primary, replica].filter(({ existingInstanceId }) => existingInstanceId === undefined);
  const [{ region }, bought] = [replica, ends.map(end => end.region)];
  namespaces
    .filter(({ existingRulesTo }) => bought.length > 0 && existingRulesTo.includes(region))
    .forEach(namespace => warn(replication, wishfulRulesWarning(namespace, region, bought)));
}

/** What the owner of an instance in another account must have ready. */
function ownerNote(instance: IRegistryInstance, namespaces: readonly NamespaceDeclared[]): string {
  const names = namespaces.map(wish).sort();
  const owner = ownerOf(instance);
  return (
    `${owner.charAt(0).toUpperCase()}${owner.slice(1)} must have ready in ${instance.region}: instance ${instance.instanceId}, named ${instance.instanceName}` +
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

/** What is said once for the whole registry is set on what it buys; instances that exist get what is said for their region. */
export function warnOfUnreached(
  primary: ros.IConstruct,
  registry: InstanceSettings,
  regions: readonly RegionPlan[],
): void {
  const wide = Object.keys(SETTINGS).filter(prop => isSaid(registry[prop as keyof InstanceSettings]));
  for (const prop of wide) {
    const missed = regions.filter(region => misses(region, prop) && concerns(registry, prop, region.tier));
    const isIdle = missed.length === regions.length && prop.endsWith('Rules'); // that is said of each rule
    if (missed.length > 0 && !isIdle) {
      const where = allOf(missed.map(({ region }) => region).sort());
      const one = allOf(missed.map(({ subject }) => subject));
      warn(
        primary,
        `Prop ${prop} of the registry does not reach ${where}: it is for instances that the registry buys, and one that exists gets what is ` +
          `said for its region. Write ${prop} in ${one} too.`,
      );
    }
  }
}

function misses({ existingInstanceId, accountId, settings }: RegionPlan, prop: string): boolean {
  return existingInstanceId !== undefined && accountId === undefined && settings[prop] === undefined;
}

/** A scan rule may be for the primary alone, or for replicas. */
function concerns({ scanRules = [] }: InstanceSettings, prop: string, tier: RegionPlan['tier']): boolean {
  const other = tier === 'primary' ? ScanRegions.REPLICAS : ScanRegions.PRIMARY;
  return prop !== 'scanRules' || scanRules.some(({ regions }) => regions !== other);
}

function isSaid(setting: InstanceSettings[keyof InstanceSettings]): boolean {
  return Array.isArray(setting) ? setting.length > 0 : typeof setting === 'string' || (setting?.enabled ?? false);
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
