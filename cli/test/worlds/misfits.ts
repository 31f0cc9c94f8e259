/** What does not fit of registries that are taken as they are, which has to be told before anything is done. Pure. */
import { same } from '../../src/domain/canonical';
import type { TemplateResource } from '../../src/domain/model';
import { type App, PRIMARY } from './app';
import type { Wanted } from './orders';
import { type World, isRemains, stackTitled } from './world';

/** What a resource expects of the registry of a region. */
interface Expectation {
  readonly region: string;
  /** A namespace that is there, or that the resource makes. */
  readonly namespace?: string;
  readonly isMaker?: boolean;
}

/** @param down regions of which nothing can be said, so that nothing is known to fit */
export function misfits(one: Wanted, app: App, world: World, down: ReadonlySet<string>): string[] {
  const stack = stackTitled(world, one.title);
  const before = stack === undefined || isRemains(stack) ? {} : (stack.template.Resources ?? {});
  const resources = Object.entries(one.spec.template.Resources) as [string, TemplateResource][];
  return resources
    .filter(([id, resource]) => !same(before[id], resource))
    .flatMap(([id, resource]) => expectationsOf(resource, one, before[id] === undefined))
    .flatMap(expectation => misfit(expectation, app, world, down) ?? []);
}

function expectationsOf({ Type, Properties = {} }: TemplateResource, { spec }: Wanted, isNew: boolean): Expectation[] {
  if (Type === 'ALIYUN::CR::RepoSyncRule') {
    const namespace = String(Properties.NamespaceName);
    return [PRIMARY, spec.purpose!.target.region as string].map(region => ({ region, namespace }));
  }
  const region = spec.purpose!.region as string;
  if (Type === 'ALIYUN::CR::Namespace' && isNew) {
    return [{ region, namespace: String(Properties.Namespace), isMaker: true }];
  }
  return Properties.InstanceId === undefined ? [] : [{ region }];
}

function misfit(
  { region, namespace, isMaker }: Expectation,
  app: App,
  world: World,
  down: ReadonlySet<string>,
): string | undefined {
  const taken = app.taken[region];
  if (taken === undefined) {
    return undefined;
  }
  const registry = world.registries.find(({ id, region: where }) => id === taken.id && where === region);
  if (down.has(region) || registry === undefined) {
    return `nothing is known of a registry ${taken.id} in ${region}`;
  }
  if (namespace === undefined) {
    return undefined;
  }
  const isThere = registry.namespaces[namespace] !== undefined;
  if (isMaker) {
    return isThere ? `${region} has ${namespace} already` : undefined;
  }
  return isThere || !taken.namespaces.includes(namespace) ? undefined : `${region} lacks ${namespace}`;
}
