import type { Doors } from '../deployment/doors';
import type { StackOutcome } from '../deployment/events';
import type { Colours } from '../session/output';
import { type Ending, durationTexts, endingData, isLeft, numberOf, unfinishedTexts } from './ending';
import { type DeployedRegistry, howToEnter, registryData, registryText } from './login-report';
import { count } from './text';

/** The registries that exist after a deployment, primaries first. */
function registriesOf(outcomes: readonly StackOutcome[], doors: Doors): DeployedRegistry[] {
  const found = outcomes.flatMap(({ stack, live }) => {
    const { InstanceId: instanceId, RegistryHost: host, RegistryVpcHost: vpcHost } = live?.outputs ?? {};
    if (!instanceId) {
      return [];
    }
    const { region, tier, instanceName, key } = stack;
    return [
      {
        door: doors.get(key),
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

/** What became of a deployment: registries with the logins that can work, failures, what to do next. */
export function deployText(ending: Ending, doors: Doors, colours: Colours): string {
  return [
    countsText(ending.outcomes),
    ...registriesOf(ending.outcomes, doors).map(registry => registryText(registry, colours)),
    ...howToEnter(registriesOf(ending.outcomes, doors)),
    ...durationTexts(ending),
    ...unfinishedTexts(ending, 'Not deployed:', colours),
  ].join('\n\n');
}

function countsText(outcomes: readonly StackOutcome[]): string {
  const deleted = numberOf(outcomes, 'deleted');
  const left = outcomes.filter(isLeft).length;
  const failed = numberOf(outcomes, 'failed') - left;
  const skipped = numberOf(outcomes, 'skipped');
  const parts = [
    `${count(numberOf(outcomes, 'deployed'), 'stack')} deployed`,
    `${numberOf(outcomes, 'unchanged')} unchanged`,
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} left running`] : []),
    ...(skipped > 0 ? [`${skipped} not deployed`] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** The same as data; see json-schema/deploy.json. */
export const deployData = (ending: Ending, doors: Doors): object => ({
  ...endingData('deploy', ending),
  registries: registriesOf(ending.outcomes, doors).map(registryData),
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
