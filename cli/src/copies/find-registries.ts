import type { CrClient } from '../cloud/cr-client';
import type { ImageClient } from '../cloud/image-client';
import { sideBySide } from '../cloud/side-by-side';
import { AdvisedError } from '../domain/advised-error';
import type { NamedPlace, Place } from '../domain/image-records';
import { type DeclaredStack, resourcesOf } from '../domain/model';
import { SYNC_RULE } from '../domain/resource-types';
import { copyRule } from '../images/copy-rule';
import type { CopiedRegistry } from '../images/registry';

/** Where registries are asked for. */
export interface RegistryServices {
  readonly cr: CrClient;
  readonly images: ImageClient;
}

/** The registry that an instance belongs to, by what the service says: of a replica, that of its primary. */
export async function registryOf(place: Place, { images }: RegistryServices): Promise<CopiedRegistry> {
  const rules = (await images.rules(place)).map(copyRule);
  const outgoing = rules.filter(({ source }) => source.instanceId === place.instanceId);
  const incoming = rules.find(({ target }) => target.instanceId === place.instanceId);
  if (outgoing.length === 0 && incoming !== undefined) {
    return registryOf(incoming.source, { images } as RegistryServices);
  }
  return { primary: place, rules: outgoing };
}

/** The registries that the stacks of an app replicate: a primary for each source of their rules. */
export async function registriesOf(
  stacks: readonly DeclaredStack[],
  services: RegistryServices,
): Promise<CopiedRegistry[]> {
  const sources = await sideBySide(sourcesIn(stacks), source => placeOf(source, services.cr));
  const byInstance = new Map(sources.map(place => [place.instanceId, place]));
  if (byInstance.size === 0) {
    throw new Error(
      'The app replicates nothing: it has neither a primary nor a replication. To look at a registry that it does not ' +
        'declare, add --registry cri-...@REGION.',
    );
  }
  return sideBySide([...byInstance.values()], place => registryOf(place, services));
}

/** A source of rules, by its name or by its id. */
interface Source {
  readonly region: string;
  readonly name?: string;
  readonly id?: string;
  readonly stack: string;
}

function sourcesIn(stacks: readonly DeclaredStack[]): Source[] {
  const found = stacks.flatMap((stack): Source[] => {
    if (stack.role === 'registry' && stack.tier === 'primary') {
      return [{ region: stack.region, name: stack.instanceName, stack: stack.name }];
    }
    const rule = resourcesOf(stack).find(({ Type }) => Type === SYNC_RULE);
    // A stack without rules may be of an arrow whose rules were made elsewhere.
    if (stack.role !== 'replication' || (rule === undefined && stack.source?.instanceName === undefined)) {
      return [];
    }
    const id = rule?.Properties?.InstanceId;
    return [
      {
        region: stack.source?.region ?? stack.region,
        name: stack.source?.instanceName,
        id: typeof id === 'string' ? id : undefined,
        stack: stack.name,
      },
    ];
  });
  return [...new Map(found.map(source => [`${source.region}/${source.name ?? source.id}`, source])).values()];
}

async function placeOf({ region, name, id, stack }: Source, cr: CrClient): Promise<Place> {
  if (id !== undefined) {
    return { region, instanceId: id };
  }
  if (name === undefined) {
    throw new Error(
      `The stack ${stack} does not say which registry it copies from. Name it with --registry cri-...@${region}.`,
    );
  }
  return byName({ region, instanceName: name }, cr, { isDeclared: true });
}

/** An instance by its name. */
export async function byName(
  { region, instanceName: name }: NamedPlace,
  cr: CrClient,
  { isDeclared = false, option = '--registry' } = {},
): Promise<Place> {
  const [found, ...others] = await cr.instancesNamed(region, name);
  if (found === undefined) {
    const problem = `The registry ${name} does not exist in ${region}`;
    throw isDeclared
      ? new AdvisedError(`${problem} yet.`, 'Deploy it first:', 'deploy')
      : new Error(`${problem}. Look at the name.`);
  }
  if (others.length > 0) {
    const ids = [found, ...others].map(({ id }) => `${option} ${id}@${region}`).join(', or ');
    throw new Error(`${region} has ${others.length + 1} registries named ${name}. Say which: ${ids}.`);
  }
  return { region, instanceId: found.id };
}
