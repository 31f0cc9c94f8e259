/** What the commands share that speak of images. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type RegistryServices, byName, registriesOf, registryOf } from '../copies/find-registries';
import type { CopiedRegistry } from '../images/registry';
import type { RegistryFlags } from '../session/flags';
import type { SessionWith } from '../session/session';
import { type Body, runs } from './run';

export interface RegionFlags extends RegistryFlags {
  readonly in?: readonly string[];
}

/** Makes a command's action of its body; a registry that is named needs no app. */
export const runsOnImages = <F extends RegistryFlags>(body: Body<F>): ((this: Command) => Promise<void>) =>
  runs<F>(body, { needsApp: ({ registry }) => registry === undefined, warns: false });

/** The registries that the app declares, or the one that is named. */
export async function registriesFor(
  session: SessionWith<RegistryFlags>,
  services?: RegistryServices,
): Promise<CopiedRegistry[]> {
  const cloud = services ?? (await session.cloud());
  const { registry } = session.flags;
  if (registry === undefined) {
    return registriesOf(session.stacks, cloud);
  }
  const place = 'instanceId' in registry ? registry : await byName(registry, cloud.cr);
  return [await registryOf(place, cloud)];
}

/** The regions in which the app declares a registry, whether it is deployed or not. */
export const declaredRegions = ({ stacks }: SessionWith<RegistryFlags>): string[] => [
  ...new Set(stacks.filter(({ role }) => role === 'registry').map(({ region }) => region)),
];

function region(text: string, before: readonly string[] = []): string[] {
  if (!/^[a-z]{2,}(-[a-z0-9]+)+$/.test(text)) {
    throw new InvalidArgumentError(`"${text}" is no region. Images stand before --in.`);
  }
  return [...new Set([...before, text])];
}

/** Adds in which regions. */
export const withRegions = (command: Command, what: string): Command =>
  command.addOption(new Option('--in <region...>', what).argParser(region));

/** Copies at a time. */
export function copiesAtATime(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100) {
    throw new InvalidArgumentError('It is a whole number from 1 to 100.');
  }
  return value;
}
