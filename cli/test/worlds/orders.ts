/** What somebody asks of the deployer, and what he consents to by it. Pure. */
import { same } from '../../src/domain/canonical';
import { marked } from '../../src/domain/mark';
import type { Template } from '../../src/domain/model';
import type { StackSpec } from '../support/assemblies';
import { type App, markOf, specsOf } from './app';
import { type World, type WorldStack, appOf, isRemains, marksOf, stackTitled, titleOf } from './world';

export interface Deploy {
  readonly command: 'deploy';
  readonly yes: boolean;
  readonly allow: boolean;
  readonly prune: boolean;
  readonly takeOver: readonly string[];
  readonly only: readonly string[];
}

export interface Destroy {
  readonly command: 'destroy';
  /** What is typed after --confirm: the prefix, or something else. */
  readonly confirm: boolean;
  readonly allow: boolean;
  readonly orphans: boolean;
  readonly takeOver: readonly string[];
  readonly only: readonly string[];
}

export type Order = Deploy | Destroy;

/** A stack that the app declares, as the deployer sends it. */
export interface Wanted {
  readonly title: string;
  readonly spec: StackSpec;
  readonly template: Template;
}

export function wantedOf(app: App): Wanted[] {
  return specsOf(app).map(spec => {
    const { name, purpose, template } = spec;
    const mark = { app: markOf(app), path: `/Acme/${name}` };
    const sent = marked(template as Template, {}, mark).template;
    return { title: titleOf({ region: purpose!.region as string, name }), spec, template: sent };
  });
}

/** The regions that a stack is about. */
export const placesOf = ({ spec: { purpose } }: Wanted): string[] =>
  [purpose!.region, purpose!.source?.region, purpose!.target?.region].filter(region => region !== undefined);

/** The declared stacks that an order is about. */
export function selectedOf(order: Order, app: App): Wanted[] {
  const wanted = wantedOf(app);
  const { only } = order;
  if (only.length === 0) {
    return wanted;
  }
  const isMeant = (one: Wanted) => only.includes(one.spec.name) || placesOf(one).every(region => only.includes(region));
  const meant = wanted.filter(isMeant);
  const names = meant.map(({ spec }) => spec.name);
  const dependents = wanted.filter(({ spec }) => spec.dependencies?.some(name => names.includes(name)));
  return order.command === 'deploy' ? meant : [...new Set([...meant, ...dependents])];
}

/** Whether something says that the app made it, and nothing says otherwise. */
export const isOwn = (app: App, stack: WorldStack): boolean => {
  const marks = marksOf(stack);
  return marks.length > 0 && marks.every(mark => mark === markOf(app));
};

/** Whether whoever orders may change or delete a stack. */
export const isLetIn = (order: Order, app: App, stack: WorldStack): boolean =>
  isOwn(app, stack) ||
  order.takeOver.includes(stack.name) ||
  marksOf(stack).some(mark => order.takeOver.includes(mark));

/** Stacks of the app that it no longer declares, as lists show them. */
export function orphansOf(app: App, world: World): WorldStack[] {
  const titles = wantedOf(app).map(({ title }) => title);
  return world.stacks.filter(stack => appOf(stack) === markOf(app) && !titles.includes(titleOf(stack)));
}

/** What may happen to what is there. */
export interface Consent {
  /** Stacks that may be made or changed, by their titles. */
  readonly change: ReadonlySet<string>;
  readonly remove: ReadonlySet<string>;
  /** Whether what holds images may go with them. */
  readonly images: boolean;
}

export const NO_CONSENT: Consent = { change: new Set(), remove: new Set(), images: false };

export const consentTo = (consents: readonly Consent[]): Consent => ({
  change: new Set(consents.flatMap(({ change }) => [...change])),
  remove: new Set(consents.flatMap(({ remove }) => [...remove])),
  images: consents.some(({ images }) => images),
});

export function consentOf(order: Order, app: App, world: World): Consent {
  const there = selectedOf(order, app).map(({ title }) => ({ title, stack: stackTitled(world, title) }));
  const letIn = there.filter(({ stack }) => stack === undefined || isLetIn(order, app, stack));
  const titles = letIn.map(({ title }) => title);
  const orphans = orphansOf(app, world).map(titleOf);
  if (order.command === 'destroy') {
    return order.confirm
      ? { change: new Set(), remove: new Set(order.orphans ? orphans : titles), images: order.allow }
      : NO_CONSENT;
  }
  if (!order.yes) {
    return NO_CONSENT;
  }
  const remains = letIn.filter(({ stack }) => stack !== undefined && isRemains(stack)).map(({ title }) => title);
  const pruned = order.prune && app.name !== undefined ? orphans : [];
  return { change: new Set(titles), remove: new Set([...remains, ...pruned]), images: order.allow };
}

/** What is not yet as the app declares it: whether a deployment has anything to do. */
export const isAsWanted = (app: App, world: World, { title, template }: Wanted): boolean => {
  const stack = stackTitled(world, title);
  return stack !== undefined && isOwn(app, stack) && !/_FAILED$/.test(stack.status) && same(stack.template, template);
};
