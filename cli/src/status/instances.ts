import { localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack } from '../domain/model';
import { REPOSITORY, SYNC_RULE, VPC_LINK, baseOf, isInstance } from '../domain/resource-types';
import type { DeclaredThing } from './declared';
import type { Declaration, InstanceState } from './model';
import { type SeenStack, resolver } from './resolve';
import { entryStates, namespaceStates, repositoryStates, vpcStates } from './things';

/** An instance that the stacks made, give out or build on. */
interface Wanted {
  readonly region: string;
  readonly id: string;
  readonly name?: string;
  readonly by?: Declaration;
  readonly declaredEdition?: string;
  /** What the stacks that are looked at declare on it. */
  readonly things: readonly DeclaredThing[];
  /** Rules that end there. */
  readonly incoming: readonly DeclaredThing[];
  /** What any stack of the app declares, or may declare, on it. */
  readonly known: readonly DeclaredThing[];
}

/**
 * Looks at all instances.
 *
 * @param things what the stacks declare that are looked at
 * @param known what all stacks of the app declare
 */
export const instanceStates = (
  seen: readonly SeenStack[],
  things: readonly DeclaredThing[],
  known: readonly DeclaredThing[],
  cr: CrClient,
): Promise<InstanceState[]> => sideBySide(wantedInstances(seen, things, known), wanted => lookAt(wanted, cr));

function wantedInstances(
  seen: readonly SeenStack[],
  things: readonly DeclaredThing[],
  known: readonly DeclaredThing[],
): Wanted[] {
  const found = new Map<string, Omit<Wanted, 'things' | 'incoming' | 'known'>>();
  const add = (region: string, id: string | undefined, more: Partial<Wanted> = {}) => {
    if (id) {
      found.set(id, { region, id, ...more, ...found.get(id) });
    }
  };
  for (const one of seen) {
    bought(one).forEach(instance => add(one.stack.region, instance.id, instance));
    if (one.stack.role === 'registry') {
      add(one.stack.region, one.live?.outputs.InstanceId, { name: one.stack.instanceName });
    }
  }
  things.forEach(({ region, instanceId, stack }) => add(region, instanceId, { name: nameFor(stack) }));
  things.forEach(
    ({ target, stack }) => target && add(target.region, target.instanceId, { name: stack.target?.instanceName }),
  );
  return [...found.values()].map(instance => ({
    ...instance,
    things: things.filter(({ instanceId }) => instanceId === instance.id),
    incoming: things.filter(({ target }) => target?.instanceId === instance.id),
    known: known.filter(({ instanceId, region }) =>
      instanceId === undefined ? region === instance.region : instanceId === instance.id,
    ),
  }));
}

const nameFor = ({ instanceName, source }: DeclaredStack): string | undefined => instanceName ?? source?.instanceName;

function bought(one: SeenStack): (Partial<Wanted> & { id: string })[] {
  const resolve = resolver(one, [one]);
  return one.resources
    .filter(({ type }) => isInstance(type))
    .map(({ logicalId, physicalId }) => {
      const properties = one.stack.template.Resources?.[baseOf(logicalId)]?.Properties;
      return {
        id: physicalId,
        name: resolve(properties?.InstanceName) ?? nameFor(one.stack),
        by: { stack: one.stack, logicalId },
        declaredEdition: resolve(properties?.InstanceType),
      };
    });
}

const NOTHING = { namespaces: [], repositories: [], entries: [], vpcs: [], others: [], namesakes: [] };

async function lookAt(wanted: Wanted, cr: CrClient): Promise<InstanceState> {
  const { region, id, name, by, declaredEdition, things, incoming } = wanted;
  const users = [...new Set([...things, ...incoming].map(({ stack }) => stack))];
  const known = { region, id, name, by, declaredEdition, users };
  try {
    const instance = await cr.getInstance(region, id);
    if (instance === undefined) {
      return { ...known, ...NOTHING, ...gone(wanted), namesakes: await namesakesOf(wanted, cr) };
    }
    const { status, edition } = instance;
    return { ...known, ...NOTHING, name: instance.name, status, edition, ...(await contentsOf(wanted, cr)) };
  } catch (error) {
    return { ...known, ...NOTHING, unreadable: localReason(error) };
  }
}

/** What is there, and against what is declared. VPCs are asked for where the app decides who comes in. */
async function contentsOf({ region, id, by, things, known }: Wanted, cr: CrClient): Promise<Partial<InstanceState>> {
  const named = things.flatMap(thing =>
    thing.type === REPOSITORY && thing.value('RepoName') !== undefined ? (thing.value('RepoNamespace') ?? []) : [],
  );
  const opens = by !== undefined || things.some(({ type }) => type === VPC_LINK);
  const [internet, namespaces, links, ...repositories] = await Promise.all([
    cr.internet(region, id),
    cr.namespaces(region, id),
    opens ? cr.vpcLinks(region, id) : undefined,
    ...[...new Set(named)].map(namespace => cr.repositories(region, id, namespace)),
  ]);
  const isOurs = by !== undefined || entryStates(things, [], { ...internet, entries: [] }).length > 0;
  return {
    internet,
    namespaces: namespaceStates(things, namespaces),
    repositories: repositoryStates(things, repositories.flat()),
    // An existing registry on which the app lets nobody in is opened and closed by others.
    entries: isOurs ? entryStates(things, known, internet) : [],
    vpcs: links === undefined ? [] : vpcStates(things, known, links),
  };
}

function gone({ things }: Wanted): Partial<InstanceState> {
  const shut = { isOn: false, hasList: true, entries: [] };
  const parts = {
    namespaces: namespaceStates(things, []),
    repositories: repositoryStates(things, []),
    entries: entryStates(things, [], shut),
    vpcs: vpcStates(things, [], []),
  };
  const told = new Set(Object.values(parts).flatMap(states => states.map(({ by }) => by?.logicalId)));
  // Rules are told by their arrows.
  return { ...parts, others: things.filter(({ logicalId, type }) => type !== SYNC_RULE && !told.has(logicalId)) };
}

async function namesakesOf({ region, name }: Wanted, cr: CrClient): Promise<string[]> {
  return name === undefined ? [] : (await cr.instancesNamed(region, name)).map(({ id }) => id);
}
