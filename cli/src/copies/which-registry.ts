import { isTransient } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import type { ImageClient } from '../cloud/image-client';
import type { RegistryClients } from '../cloud/registry-clients';
import { sideBySide } from '../cloud/side-by-side';
import type { Place } from '../domain/image-records';
import { type Reference, systemHost } from '../images/reference';
import { type CopiedRegistry, targetsOf, title } from '../images/registry';

export interface WhichServices {
  readonly cr: CrClient;
  readonly images: ImageClient;
  readonly registries: Pick<RegistryClients, 'answerOf'>;
  /** Whether hosts of this machine are registries, as those of a simulator are. */
  readonly simulated: boolean;
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost)(?::\d+)?$/;

/** The registry that a reference speaks of. */
export async function registryFor(
  reference: Reference,
  registries: readonly CopiedRegistry[],
  services: WhichServices,
): Promise<CopiedRegistry> {
  const { host } = reference;
  if (host === undefined) {
    return registries.length === 1 ? registries[0] : refuseToGuess(reference, registries, services);
  }
  const isMeant = await hostTest(host, services);
  for (const registry of registries) {
    for (const place of [registry.primary, ...targetsOf(registry.rules.filter(({ foreign }) => !foreign))]) {
      if (await isMeant(place)) {
        return registry;
      }
    }
  }
  throw new Error(
    `The image is "${reference.text}", but ${host} is no host of ${registries.map(({ primary }) => title(primary)).join(', ')} ` +
      'or of where its rules lead. Leave the host out, or name the registry with --registry cri-...@REGION.',
  );
}

/** How a host is found at an instance: by what it says of itself, by its name, or by the names that the service lists. */
async function hostTest(
  host: string,
  { cr, images, registries, simulated }: WhichServices,
): Promise<(place: Place) => boolean | Promise<boolean>> {
  if (simulated && LOOPBACK.test(host)) {
    const { isRegistry, instanceId } = await registries.answerOf(host);
    return place => isRegistry && (instanceId ?? place.instanceId) === place.instanceId;
  }
  const named = systemHost(host);
  return named === undefined ? place => answersTo(host, place, images) : place => isNamed(named, place, cr);
}

async function isNamed(named: { instanceName: string; region: string }, place: Place, cr: CrClient): Promise<boolean> {
  return named.region === place.region && (await nameOf(place, cr)) === named.instanceName;
}

const nameOf = async ({ region, instanceId }: Place, cr: CrClient): Promise<string | undefined> =>
  (await cr.getInstance(region, instanceId))?.name;

async function answersTo(host: string, place: Place, images: ImageClient): Promise<boolean> {
  const { internet, vpc } = await images.hosts(place);
  return [...internet, ...vpc].includes(host);
}

/** Says which of several registries have the image. */
async function refuseToGuess(
  reference: Reference,
  registries: readonly CopiedRegistry[],
  services: WhichServices,
): Promise<never> {
  const known = await sideBySide(registries, async ({ primary }) => ({
    primary,
    name: await nameOf(primary, services.cr),
    has: await hasRepository(reference, primary, services.images),
  }));
  const list = (some: typeof known) =>
    some
      .map(
        ({ primary: { region, instanceId }, name }) =>
          `--registry ${name === undefined ? `${instanceId}@${region}` : `${region}/${name}`}`,
      )
      .join(', or ');
  const holders = known.filter(({ has }) => has);
  const path = `${reference.namespace}/${reference.repository}`;
  const advice =
    holders.length === 0
      ? `None of them has ${path}. Look at the name, or say which: ${list(known)}.`
      : `${holders.length === 1 ? `Only one of them has ${path}` : 'Say which'}: ${list(holders)}.`;
  throw new Error(`${reference.text} may be in any of ${registries.length} registries. ${advice}`);
}

/** What cannot be read may have it. */
async function hasRepository(
  { namespace, repository }: Reference,
  primary: Place,
  images: ImageClient,
): Promise<boolean> {
  try {
    return (await images.repository({ ...primary, namespace, repository })) !== undefined;
  } catch (error) {
    if (isTransient(error)) {
      return true;
    }
    throw error;
  }
}
