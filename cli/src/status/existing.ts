/** Looks at what an app takes as it is, whether a stack is made of it or not. */
import { hasCode, localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import { type Unmet, rulesText } from '../domain/existing';
import type { ExistingEnd, ExistingParts, ExistingRegistry, ExistingRules } from '../domain/existing-parts.generated';
import type { RuleRecord } from '../domain/records';
import type { ExistingRegistryState, ExistingRulesState, ExistingState, FoundThing, InstanceState } from './model';

/** @param instances what was looked at with the stacks: whatever is gone there is told there */
export async function existingState(
  parts: readonly ExistingParts[],
  instances: readonly InstanceState[],
  cr: CrClient,
): Promise<ExistingState> {
  const registries = await sideBySide(
    parts.flatMap(part => part.registries),
    one => registryState(one, cr),
  );
  const rules = await sideBySide(
    parts.flatMap(part => part.rules),
    one => rulesState(one, sourceOf(one.source, instances), cr),
  );
  const told = new Set(instances.map(({ id }) => id));
  const gone = new Set(registries.filter(isGone).map(({ id }) => id));
  const unmet = [
    ...registries.flatMap(registry => unmetIn(registry, told)),
    ...rules.filter(({ source }) => source === undefined || !gone.has(source)).flatMap(unmetRules),
  ];
  return { registries, rules, unmet };
}

const isGone = ({ status, unreadable }: ExistingRegistryState): boolean =>
  status === undefined && unreadable === undefined;

async function registryState(wanted: ExistingRegistry, cr: CrClient): Promise<ExistingRegistryState> {
  const { region, instanceId: id, instanceName: name } = wanted;
  const known = { region, id, name, namespaces: [], repositories: [] };
  try {
    const found = await cr.getInstance(region, id);
    if (found === undefined) {
      return known;
    }
    const namespaces = wanted.namespaces.length + wanted.repositories.length > 0 ? await cr.namespaces(region, id) : [];
    const names = namespaces.map(namespace => namespace.name);
    const inside = [...new Set(wanted.repositories.map(repository => repository.split('/')[0]))];
    const repositories = await sideBySide(
      inside.filter(namespace => names.includes(namespace)),
      namespace => cr.repositories(region, id, namespace),
    );
    const there = repositories.flat().map(repository => `${repository.namespace}/${repository.name}`);
    return {
      ...known,
      ...{ status: found.status, edition: found.edition },
      namespaces: wanted.namespaces.map(thing(names)),
      repositories: wanted.repositories.map(thing(there)),
    };
  } catch (error) {
    return { ...known, unreadable: localReason(error) };
  }
}

const thing =
  (there: readonly string[]) =>
  (name: string): FoundThing => ({ name, state: there.includes(name) ? 'in place' : 'missing' });

/** The id of a source that exists, or that the app has made. */
const sourceOf = ({ region, instanceName, instanceId }: ExistingEnd, instances: readonly InstanceState[]) =>
  instanceId ??
  instances.find(one => one.region === region && one.name === instanceName && one.status !== undefined)?.id;

async function rulesState(
  wanted: ExistingRules,
  source: string | undefined,
  cr: CrClient,
): Promise<ExistingRulesState> {
  if (source === undefined) {
    return { wanted, state: 'unknown', names: [] }; // it is yet to be made, and no rule begins there
  }
  try {
    const names = (await cr.outgoingRules(wanted.source.region, source))
      .filter(isMeant(wanted))
      .map(({ name }) => name);
    return { wanted, source, names, state: names.length > 0 ? 'in place' : 'missing' };
  } catch (error) {
    return hasCode(error, 'INSTANCE_NOT_EXIST')
      ? { wanted, source, names: [], state: 'missing' }
      : { wanted, source, names: [], state: 'unknown', unreadable: localReason(error) };
  }
}

const isMeant =
  ({ namespace, target }: ExistingRules) =>
  ({ fields }: RuleRecord): boolean =>
    fields.LocalNamespaceName === namespace &&
    fields.TargetRegionId === target.region &&
    (target.instanceId === undefined || fields.TargetInstanceId === target.instanceId);

/** What is not there. A registry that stacks use is told with them, but for what only the app says of it. */
function unmetIn(registry: ExistingRegistryState, told: ReadonlySet<string>): Unmet[] {
  const { region, id, name, namespaces, repositories } = registry;
  if (registry.unreadable !== undefined) {
    return [];
  }
  if (isGone(registry)) {
    const todo = 'correct its existingInstanceId, or take the region out of the app.';
    const subject = `Registry ${name} (${id})`;
    return told.has(id) ? [] : [{ region, subject, what: `is gone from ${region}`, todo, isFatal: true }];
  }
  const lost = (kind: string, things: readonly FoundThing[], todo: string): Unmet[] =>
    things
      .filter(({ state }) => state === 'missing')
      .map(one => ({ region, subject: `${kind} ${one.name} of ${id}`, what: 'is not there', todo, isFatal: false }));
  const todo = `make it in the console of Container Registry, or take ${region} out of its existingIn.`;
  return [...lost('Namespace', namespaces, todo), ...lost('Repository', repositories, todo)];
}

function unmetRules({ wanted, source, state }: ExistingRulesState): Unmet[] {
  const { region } = wanted.target;
  const todo =
    'nothing is copied. Make it in the console of Container Registry (Distribution > Instance Replication), or take ' +
    `${region} out of existingRulesTo of ${wanted.namespace}, so that a deployment makes it.`;
  return state === 'missing' && source !== undefined
    ? [{ region: wanted.source.region, subject: rulesText(wanted), what: 'is not there', todo, isFatal: false }]
    : [];
}
