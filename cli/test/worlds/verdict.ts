/** How an order has to end, as far as the world decides it. Pure. */
import { same } from '../../src/domain/canonical';
import { type App, PREFIX, regionsOf } from './app';
import { misfits } from './misfits';
import { obstaclesTo } from './obstacles';
import {
  type Deploy,
  type Destroy,
  type Order,
  type Wanted,
  isAsWanted,
  isLetIn,
  orphansOf,
  placesOf,
  selectedOf,
  wantedOf,
} from './orders';
import { truthOf } from './truth';
import { type World, type WorldStack, isGood, isRemains, stackTitled, titleOf } from './world';

/** It is carried out to its end; nothing at all is done; or something stands in its way that only ROS sees. */
export type Verdict = 'done' | 'refused' | 'open';

/** @param down regions that do not answer */
export function verdictOf(order: Order, app: App, world: World, down: ReadonlySet<string>): Verdict {
  if (order.only.some(region => !regionsOf(app).includes(region))) {
    return 'refused';
  }
  return order.command === 'deploy' ? deployment(order, app, world, down) : destruction(order, app, world, down);
}

const regionOf = ({ spec }: Wanted): string => spec.purpose!.region as string;

function deployment(order: Deploy, app: App, world: World, down: ReadonlySet<string>): Verdict {
  const selected = selectedOf(order, app);
  if (selected.length === 0) {
    return 'open';
  }
  const isHopeless = (one: Wanted) =>
    placesOf(one).some(region => down.has(region)) ||
    isImpossible(order, app, world, one) ||
    misfits(one, app, world, down).length > 0;
  if (selected.some(isHopeless)) {
    return 'refused';
  }
  const undone = selected.filter(one => !isAsWanted(app, world, one));
  const orphans = order.prune ? orphansOf(app, world) : [];
  const truth = truthOf(app, world, down);
  if ((!truth.complete && undone.length === 0) || truth.isQuestionable) {
    return 'open';
  }
  // Stacks that left the app may be in a region that does not answer.
  const isUnsearched = order.prune && down.size > 0;
  if (undone.length + orphans.length === 0) {
    return isUnsearched ? 'open' : 'done';
  }
  const losses = undone.some(one => losesImages(world, one));
  if (!order.yes || (losses && !order.allow) || (orphans.length > 0 && app.name === undefined)) {
    return 'refused';
  }
  if (undone.some(({ spec }) => lacks(spec.dependencies ?? [], selected, app, world, down))) {
    return 'refused';
  }
  const isOpen = losses || obstaclesTo(undone, app, world).length > 0 || isUnsearched || !orphans.every(isGood);
  return isOpen ? 'open' : 'done';
}

/** Whether something is left out that a stack needs and that is not there. */
function lacks(
  names: readonly string[],
  selected: readonly Wanted[],
  app: App,
  world: World,
  down: ReadonlySet<string>,
): boolean {
  const leftOut = wantedOf(app).filter(
    one => names.includes(one.spec.name) && !selected.some(({ title }) => title === one.title),
  );
  return leftOut.some(one => down.has(regionOf(one)) || stackTitled(world, one.title) === undefined);
}

/** What nobody can consent to, or did not. */
function isImpossible(order: Order, app: App, world: World, { title, spec }: Wanted): boolean {
  const stack = stackTitled(world, title);
  const resources = spec.template.Resources as Record<string, { Type: string; Properties: object }>;
  if (stack === undefined) {
    return buysTwice(world, title, spec.template.Resources);
  }
  if (!isLetIn(order, app, stack)) {
    return true;
  }
  const isBought = stack.made.some(({ logicalId, physicalId }) => logicalId === 'Registry' && physicalId !== '');
  if ((isRemains(stack) || !isBought) && buysTwice(world, title, resources)) {
    return true;
  }
  const own = stack.made.find(({ logicalId }) => logicalId === 'Registry')?.physicalId;
  // The same registry by another name is the same.
  const meant = (value: unknown) => (typeof value === 'object' && own !== undefined && own !== '' ? own : value);
  const before = isRemains(stack) || stack.status === 'CREATE_FAILED' ? {} : (stack.template.Resources ?? {});
  return Object.entries(resources).some(([id, { Properties }]) => {
    const old = before[id]?.Properties;
    return (
      old !== undefined &&
      ['InstanceId', 'TargetInstanceId'].some(name => !same(meant(old[name]), meant(Reflect.get(Properties, name))))
    );
  });
}

const buysTwice = (world: World, title: string, resources: object): boolean =>
  'Registry' in resources &&
  world.registries.some(({ region, name }) => name === PREFIX && title.startsWith(`${region}/`));

/** Whether something that holds images leaves its stack and is not retained. */
function losesImages(world: World, { title, spec }: Wanted): boolean {
  const stack = stackTitled(world, title);
  const before = Object.entries(stack?.template.Resources ?? {});
  const leaves = (id: string) => isRemains(stack!) || spec.template.Resources[id] === undefined;
  return before.some(
    ([id, { Type, DeletionPolicy }]) => holdsImages(Type) && DeletionPolicy !== 'Retain' && leaves(id),
  );
}

const holdsImages = (type: string): boolean => ['ALIYUN::CR::Instance', 'ALIYUN::CR::Namespace'].includes(type);

function destruction(order: Destroy, app: App, world: World, down: ReadonlySet<string>): Verdict {
  const selected = order.orphans ? [] : selectedOf(order, app);
  if (selected.some(one => down.has(regionOf(one)))) {
    return 'refused';
  }
  const there = selected.flatMap(({ title }) => stackTitled(world, title) ?? []);
  if (there.some(stack => !isLetIn(order, app, stack))) {
    return 'refused';
  }
  const doomed = order.orphans ? orphansOf(app, world).filter(({ region }) => !down.has(region)) : there;
  if (doomed.length === 0) {
    const isUnsearched = order.only.length === 0 && down.size > 0;
    return (selected.length === 0 && !order.orphans) || isUnsearched ? 'open' : 'done';
  }
  const losses = doomed.some(stack =>
    Object.values(stack.template.Resources ?? {}).some(
      ({ Type, DeletionPolicy }) => holdsImages(Type) && DeletionPolicy !== 'Retain',
    ),
  );
  if (!order.confirm || (losses && !order.allow && isMade(doomed))) {
    return 'refused';
  }
  return losses || down.size > 0 ? 'open' : 'done';
}

const isMade = (doomed: readonly WorldStack[]): boolean =>
  doomed.some(({ made, template }) =>
    made.some(
      ({ logicalId, type, physicalId }) =>
        physicalId !== '' && holdsImages(type) && template.Resources?.[logicalId]?.DeletionPolicy !== 'Retain',
    ),
  );

/** What an app still lacks after a deployment that says that all is there, in a sentence each. */
export function missing(order: Deploy, app: App, world: World, down: ReadonlySet<string>): string[] {
  const undone = selectedOf(order, app).filter(one => !isAsWanted(app, world, one));
  const left = order.prune ? orphansOf(app, world).filter(({ region }) => !down.has(region)) : [];
  const isWhole = order.only.length > 0 || truthOf(app, world, down).complete;
  return [
    ...(isWhole ? [] : ['the deployment ended well, but something behind the stacks is missing']),
    ...undone.map(({ title }) => `the deployment ended well, but ${title} is not as declared`),
    ...left.map(stack => `the deployment ended well, but ${titleOf(stack)} was not pruned`),
  ];
}

/** What a destruction left that says that all is gone. */
export function remaining(order: Destroy, app: App, before: World, after: World, down: ReadonlySet<string>): string[] {
  const doomed = order.orphans
    ? orphansOf(app, before)
        .filter(({ region }) => !down.has(region))
        .map(titleOf)
    : selectedOf(order, app).map(({ title }) => title);
  return doomed
    .filter(title => stackTitled(after, title) !== undefined)
    .map(title => `all was deleted, but ${title} is there`);
}

/** What has to be typed before stacks are deleted: their prefix, if any of them is that of a registry, or else their names. */
export function confirmationOf(doomed: readonly WorldStack[], app: App): string {
  const roles = new Map(wantedOf(app).map(({ title, spec }) => [title, spec.purpose!.role as string]));
  const isRegistry = (stack: WorldStack) =>
    (roles.get(titleOf(stack)) ?? ('Registry' in (stack.template.Resources ?? {}) ? 'registry' : '')) === 'registry';
  const names = doomed.map(({ name }) => name).sort();
  return doomed.some(isRegistry) ? PREFIX : names.join(' ');
}
