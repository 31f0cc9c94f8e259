import * as ros from '@alicloud/ros-cdk-core';
import { isLiteral } from '../core/tokens';
import { ExistingEnd, ExistingParts, ExistingRegistry, ExistingRules } from '../domain/existing';
import { EXISTING_METADATA } from '../domain/facts.generated';
import { NamespacePlan, RegionPlan } from '../domain/plan';
import { IRegistryInstance } from '../instance/instance';
import { goesTo } from './derived-rules';

/** A region of a registry, as far as it is known what exists there. */
export interface BuiltRegion {
  readonly plan: RegionPlan;
  readonly instance: IRegistryInstance;
}

/** What a registry takes as it is; of instances of other accounts, and of ids that come at deploy time, nobody can tell. */
function existingParts(
  [primary, ...replicas]: readonly BuiltRegion[],
  namespaces: readonly NamespacePlan[],
): ExistingParts {
  const sorted = [...replicas].sort((a, b) => (a.instance.region < b.instance.region ? -1 : 1));
  const byName = [...namespaces].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    registries: [primary, ...sorted].flatMap(region => existingRegistry(region, byName)),
    rules: sorted.flatMap(replica => byName.flatMap(plan => existingRules(plan, primary, replica))),
  };
}

function existingRegistry({ plan, instance }: BuiltRegion, namespaces: readonly NamespacePlan[]): ExistingRegistry[] {
  const { region, instanceName, instanceId, accountId } = instance;
  if (
    plan.existingInstanceId === undefined ||
    accountId !== undefined ||
    ![instanceName, instanceId].every(isLiteral)
  ) {
    return [];
  }
  const here = namespaces.filter(namespace => plan.tier === 'primary' || goesTo(namespace, region));
  const isHere = ({ existingIn = [] }: { readonly existingIn?: unknown }) => (existingIn as string[]).includes(region);
  return [
    {
      ...{ region, instanceName, instanceId },
      namespaces: here.filter(isHere).map(({ name }) => name),
      repositories: here.flatMap(({ name, repositories }) =>
        repositories.filter(isHere).map(repository => `${name}/${String(repository.name)}`),
      ),
    },
  ];
}

function existingRules(plan: NamespacePlan, primary: BuiltRegion, replica: BuiltRegion): ExistingRules[] {
  const { region } = replica.instance;
  return plan.existingRulesTo.includes(region) && goesTo(plan, region)
    ? [{ namespace: plan.name, source: endOf(primary.instance), target: endOf(replica.instance) }]
    : [];
}

function endOf({ region, instanceName, instanceId }: IRegistryInstance): ExistingEnd {
  return { region, instanceName, ...(isLiteral(instanceId) ? { instanceId } : {}) };
}

/** Tells the deployer, in the manifest, what it has to find: in an artifact of its own, for of what exists there may be no stack. */
export function writeExisting(
  session: ros.ISynthesisSession,
  registry: ros.Construct,
  regions: readonly BuiltRegion[],
  namespaces: readonly { readonly plan: NamespacePlan }[],
): void {
  const parts = existingParts(
    regions,
    namespaces.map(({ plan }) => plan),
  );
  if (parts.registries.length + parts.rules.length === 0) {
    return;
  }
  const { type, version } = EXISTING_METADATA;
  const { path } = registry.node;
  session.assembly.addArtifact(`${path.split('/').join('-')}.existing`, {
    type: 'none' as never,
    metadata: { [`/${path}`]: [{ type, data: { version, ...parts } as never }] },
  });
}
