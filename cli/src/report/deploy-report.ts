import type { StackOutcome } from '../deployment/events';
import type { Colours } from '../session/output';
import { type Ending, endingData, numberOf, unfinishedTexts } from './ending';
import { count } from './text';

interface DeployedRegistry {
  readonly region: string;
  readonly tier: string | null;
  readonly instanceName: string | null;
  readonly instanceId: string;
  readonly host: string | null;
  readonly vpcHost: string | null;
}

/** The registries that exist after a deployment, primaries first. */
function registriesOf(outcomes: readonly StackOutcome[]): DeployedRegistry[] {
  const found = outcomes.flatMap(({ stack, live }) => {
    const { InstanceId: instanceId, RegistryHost: host, RegistryVpcHost: vpcHost } = live?.outputs ?? {};
    if (!instanceId) {
      return [];
    }
    const { region, tier, instanceName } = stack;
    return [
      {
        region,
        tier: tier ?? null,
        instanceName: instanceName ?? null,
        instanceId,
        host: host ?? null,
        vpcHost: vpcHost ?? null,
      },
    ];
  });
  const rank = (registry: DeployedRegistry) => `${registry.tier === 'primary' ? 0 : 1} ${registry.region}`;
  return found.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** What became of a deployment: registries, failures, what to do next. */
export function deployText(ending: Ending, colours: Colours): string {
  return [
    countsText(ending.outcomes),
    ...registriesOf(ending.outcomes).map(registry => registryText(registry, colours)),
    ...unfinishedTexts(ending, 'Not deployed:', colours),
  ].join('\n\n');
}

function countsText(outcomes: readonly StackOutcome[]): string {
  const deleted = numberOf(outcomes, 'deleted');
  const failed = numberOf(outcomes, 'failed');
  const skipped = numberOf(outcomes, 'skipped');
  const parts = [
    `${count(numberOf(outcomes, 'deployed'), 'stack')} deployed`,
    `${numberOf(outcomes, 'unchanged')} unchanged`,
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} not deployed`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function registryText(registry: DeployedRegistry, colours: Colours): string {
  const lines = [`${colours.bold(registry.region)}  ${registry.tier ?? 'registry'}  ${registry.instanceId}`];
  if (registry.host !== null) {
    lines.push(`  docker login ${registry.host}`);
  }
  if (registry.vpcHost !== null) {
    lines.push(`  docker login ${registry.vpcHost}  (inside a VPC)`);
  }
  return lines.join('\n');
}

/** The same as data; see json-schema/deploy.json. */
export const deployData = (ending: Ending): object => ({
  ...endingData('deploy', ending),
  registries: registriesOf(ending.outcomes),
});

/** Outputs of all stacks by their names; with the region where a name stands in several. */
export function outputsOf(outcomes: readonly StackOutcome[]): Record<string, Readonly<Record<string, string>>> {
  const deployed = outcomes.filter(({ live }) => live !== undefined);
  const isRepeated = (name: string) => deployed.filter(({ stack }) => stack.name === name).length > 1;
  const entries = deployed.map(({ stack: { name, region }, live }) => [
    isRepeated(name) ? `${region}/${name}` : name,
    live!.outputs,
  ]);
  return Object.fromEntries(entries) as Record<string, Readonly<Record<string, string>>>;
}
