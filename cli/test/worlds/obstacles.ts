/** What ROS would stumble over in a deployment, which no plan can promise to get over. Pure. */
import type { TemplateResource } from '../../src/domain/model';
import { type App, PRIMARY, registryStackOf } from './app';
import type { Wanted } from './orders';
import { type World, type WorldRegistry, type WorldStack, isGood, stackTitled, thingsOf, titleOf } from './world';

/** @param undone the stacks that a deployment makes or changes */
export function obstaclesTo(undone: readonly Wanted[], app: App, world: World): string[] {
  const things = thingsOf(world);
  const present = new Set([...things.values()].map(({ stack, logicalId }) => stack && `${stack.id} ${logicalId}`));
  return undone.flatMap(one => {
    const stack = stackTitled(world, one.title);
    return [
      ...(stack === undefined || isGood(stack) ? [] : [`${one.title} is ${stack.status}`]),
      ...(stack === undefined ? [] : lostOf(stack, present)),
      ...instancesOf(one, app).flatMap(region => absent(region, app, world)),
      ...toMake(one, stack).flatMap(resource => collision(resource, one, app, world)),
    ];
  });
}

/** What a stack has made and somebody else deleted. */
const lostOf = (stack: WorldStack, present: ReadonlySet<string | undefined>): string[] =>
  stack.made
    .filter(({ type, physicalId }) => type.startsWith('ALIYUN::CR::') && physicalId !== '')
    .filter(({ logicalId }) => !present.has(`${stack.id} ${logicalId}`))
    .map(({ logicalId }) => `${logicalId} of ${titleOf(stack)} is gone`);

const instancesOf = ({ spec: { purpose } }: Wanted, app: App): string[] =>
  [purpose!.source?.region, purpose!.target?.region, purpose!.region].filter(
    region => region !== undefined && (app.taken[region as string] !== undefined || purpose!.role === 'replication'),
  ) as string[];

/** The registry that a region has, or will have. */
function registryIn(region: string, app: App, world: World): WorldRegistry | undefined {
  const made = stackTitled(world, titleOf({ region, name: registryStackOf(region) }))?.made;
  const id = app.taken[region]?.id ?? made?.find(({ logicalId }) => logicalId === 'Registry')?.physicalId;
  return world.registries.find(registry => registry.id === id);
}

/** Whatever is built on a registry that is there needs it to be there. */
function absent(region: string, app: App, world: World): string[] {
  const isToCome =
    app.taken[region] === undefined &&
    stackTitled(world, titleOf({ region, name: registryStackOf(region) })) === undefined;
  return isToCome || registryIn(region, app, world) !== undefined ? [] : [`there is no registry in ${region}`];
}

const toMake = ({ spec }: Wanted, stack: WorldStack | undefined): TemplateResource[] =>
  (Object.entries(spec.template.Resources) as [string, TemplateResource][])
    .filter(([id]) => !stack?.made.some(({ logicalId, physicalId }) => logicalId === id && physicalId !== ''))
    .map(([, resource]) => resource);

function collision({ Type, Properties }: TemplateResource, { spec }: Wanted, app: App, world: World): string[] {
  const region = spec.purpose!.region as string;
  const registry = registryIn(region, app, world);
  if (Type === 'ALIYUN::CR::Namespace') {
    const name = String(Properties!.Namespace);
    return registry?.namespaces[name] === undefined ? [] : [`the namespace ${name} is in ${region} already`];
  }
  if (Type === 'ALIYUN::CR::InstanceEndpointAclPolicy') {
    const entry = String(Properties!.Entry);
    return registry?.entries.includes(entry) ? [`the entry ${entry} is in ${region} already`] : [];
  }
  if (Type !== 'ALIYUN::CR::RepoSyncRule') {
    return [];
  }
  const name = String(Properties!.NamespaceName);
  return [PRIMARY, spec.purpose!.target.region as string].flatMap(end => unfit(name, end, app, world));
}

/** A rule needs its namespace at both ends, and one that makes repositories at its target. */
function unfit(name: string, region: string, app: App, world: World): string[] {
  const there = registryIn(region, app, world)?.namespaces[name];
  const stack = stackTitled(world, titleOf({ region, name: registryStackOf(region) }));
  const isToCome =
    app.taken[region]?.namespaces.includes(name) !== true &&
    !stack?.made.some(({ logicalId, physicalId }) => logicalId === `Namespace${name}` && physicalId !== '');
  const isClosed = (settings: string) => !settings.includes('"autoCreate":true');
  const isDeclaredClosed = app.namespaces.some(one => one.name === name && !one.autoCreate);
  const isFit = there === undefined ? isToCome && !isDeclaredClosed : !isClosed(there) && !isDeclaredClosed;
  return isFit ? [] : [`the namespace ${name} of ${region} takes no copies`];
}
