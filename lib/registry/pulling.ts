import * as ros from '@alicloud/ros-cdk-core';
import { note } from '../core/notes';
import { refuse } from '../core/refuse';
import { isLiteral, known } from '../core/tokens';
import { PULL_METADATA } from '../domain/facts.generated';
import { NamespacePlan, RegionPlan } from '../domain/plan';
import { pullRegionProblems, strayRepositoryProblems } from '../domain/pulling/checks';
import { copiedBy } from '../domain/pulling/copied';
import { pullConfigText } from '../domain/pulling/formats';
import { PullRegion, PullRegistry, regionsOf } from '../domain/pulling/registry';
import { madeBy } from '../domain/prop-rules';
import { IRegistryInstance } from '../instance/instance';
import { NamespaceDeclared, remembering } from '../instance/memory';
import { InstanceOptions } from '../instance/settings';
import { SyncRule } from '../replication/sync-rule';
import { RegionStack } from '../stack/region-stack';
import { goesTo, rulesOf } from './derived-rules';
import { PullConfig } from './pull-config';

/** A region of a registry, as far as pulling goes. */
export interface PulledRegion {
  readonly plan: RegionPlan;
  readonly instance: IRegistryInstance;
  readonly settings: InstanceOptions;
  /** By the group of namespaces. */
  readonly replications: ReadonlyMap<string, { readonly rules: readonly SyncRule[] }>;
}

/** A namespace of it. */
export interface PulledNamespace {
  readonly plan: NamespacePlan;
  readonly namespace: NamespaceDeclared;
}

/** A registry, as far as it is declared, for those who pull from it. */
export function pullRegistryOf(
  [primary, ...others]: readonly PulledRegion[],
  namespaces: readonly PulledNamespace[],
): PullRegistry {
  const replicas = [...others].sort((a, b) => (a.instance.region < b.instance.region ? -1 : 1));
  const derived = namespaces.map(({ plan, namespace }) => ({ plan, rules: rulesOf(plan, namespace.repositoryNames) }));
  return {
    name: primary.instance.instanceName,
    imageHost: primary.instance.registryHost,
    primary: pullRegion(primary, []),
    replicas: replicas.map(replica => pullRegion(replica, derived)),
    namespaces: namespaces.map(({ plan }) => plan.name).sort(),
    repositories: namespaces
      .flatMap(({ plan, namespace }) => namespace.repositoryNames.map(name => `${plan.name}/${name}`))
      .sort(),
  };
}

/** What a namespace is copied by, wherever it goes. */
interface DerivedRules {
  readonly plan: NamespacePlan;
  readonly rules: readonly SyncRule[];
}

/** Rules for repositories that are declared later are made at the end; here they count already. */
function pullRegion(
  { plan: { existingInstanceId }, instance, settings, replications }: PulledRegion,
  namespaces: readonly DerivedRules[],
): PullRegion {
  const { region, instanceName, instanceId, accountId, registryHost, registryVpcHost } = instance;
  const derived = namespaces.filter(({ plan }) => goesTo(plan, region)).flatMap(({ rules }) => rules);
  const given = [...replications.values()].flatMap(({ rules }) => rules);
  return {
    region,
    instanceName,
    instanceId,
    accountId: accountId === undefined ? undefined : isLiteral(accountId) ? accountId : '',
    isExisting: existingInstanceId === undefined ? undefined : true,
    vpcHost: remembering(instance)._linkedVpcs.size > 0 ? registryVpcHost : undefined,
    internetHost: settings.publicAccess?.enabled === true ? registryHost : undefined,
    copied: copiedBy([...given, ...derived]),
  };
}

/** The text that configures whoever pulls in a region. */
export function pullConfigOf(who: ros.IConstruct, registry: PullRegistry, region: string, config: PullConfig): string {
  refuse(who, madeBy('PullConfig')('config', known(config)));
  refuse(who, [
    ...pullRegionProblems('region', known(region), registry),
    ...strayRepositoryProblems('repositories', config._data.repositories ?? [], registry),
  ]);
  return pullConfigText(registry, region, config._data);
}

/** Tells the deployer, in the manifest, what the same texts are written from: on the first stack that is deployed. */
export function notePulling(holders: readonly ros.IConstruct[], registry: PullRegistry): void {
  const { type, version } = PULL_METADATA;
  const holder = holders.find(it => !(ros.Stack.of(it) as RegionStack).isEmpty);
  const plain = ({ instanceId, ...region }: PullRegion) => (isLiteral(instanceId) ? { ...region, instanceId } : region);
  const [primary, ...replicas] = regionsOf(registry).map(plain);
  if (holder !== undefined) {
    note(holder, type, { version, ...registry, primary, replicas });
  }
}
