/** What others do in the account, in the console or with tools of their own. */
import * as fc from 'fast-check';
import type { ApiCall, Engine } from './engine';
import { ENTRY, NAMESPACES, PREFIX, PRIMARY, REGIONS, REPLICAS, registryStackOf } from './app';
import { look } from './look';
import { NOBODY, type World, type WorldRegistry, type WorldStack } from './world';

const ROS = '2019-09-10';
const CR = '2018-12-01';
const ENDPOINT = { EndpointType: 'internet', ModuleName: 'Registry' };

/**
 * Does it, and says what was done; nothing where there is nothing to do it to, or the service refuses.
 *
 * @param call of somebody else, before which it is done
 */
type Doing = (engine: Engine, world: World, call?: ApiCall) => string | undefined;

export interface Act {
  readonly name: string;
  readonly doing: Doing;
  /** Before which calls of somebody else it may be done, where that matters. */
  readonly isAt?: (call: ApiCall) => boolean;
}

const pick = <T>(list: readonly T[], n: number): T | undefined =>
  list.length === 0 ? undefined : list[n % list.length];

const named = (name: string, doing: fc.Arbitrary<Doing>): fc.Arbitrary<Act> => doing.map(one => ({ name, doing: one }));

/** A template of somebody else, which makes nothing that costs anything. */
const theirs = (seconds: number) =>
  JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: { Theirs: { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: seconds } } },
  });

const onRegistry = (
  doing: (registry: WorldRegistry, call: (action: string, more: object) => void, n: number) => string | undefined,
) =>
  fc.nat({ max: 50 }).map((n): Doing => (engine, { registries }) => {
    const registry = pick(registries, n);
    if (registry === undefined) {
      return undefined;
    }
    const { id: InstanceId, region: RegionId } = registry;
    return doing(registry, (action, more) => void engine.call(action, CR, { RegionId, InstanceId, ...more }), n);
  });

const where = ({ region, name }: { readonly region: string; readonly name: string }) => `${name} in ${region}`;

const deleteRule = named(
  'delete a rule',
  onRegistry((registry, call, n) => {
    const rule = pick(registry.rules, n);
    if (rule !== undefined) {
      call('DeleteRepoSyncRule', { SyncRuleId: rule.id });
    }
    return rule && `delete the rule ${rule.name}`;
  }),
);

const makeRule = named(
  'make a rule',
  fc.constantFrom(...REPLICAS).map((to): Doing => (engine, { registries }) => {
    const [source, target] = [PRIMARY, to].map(region => registries.find(registry => registry.region === region));
    if (source === undefined || target === undefined) {
      return undefined;
    }
    engine.call('CreateRepoSyncRule', CR, {
      ...{ RegionId: PRIMARY, InstanceId: source.id, SyncRuleName: `by-hand-${to}`, SyncScope: 'NAMESPACE' },
      ...{ SyncTrigger: 'PASSIVE', NamespaceName: 'prod', TargetNamespaceName: 'prod', TagFilter: '.*' },
      ...{ TargetRegionId: to, TargetInstanceId: target.id },
    });
    return `make the rule by-hand-${to}`;
  }),
);

const namespaces = named(
  'delete a namespace',
  onRegistry((registry, call, n) => {
    const name = pick(Object.keys(registry.namespaces), n);
    if (name !== undefined) {
      call('DeleteNamespace', { NamespaceName: name });
    }
    return name && `delete the namespace ${name} of ${where(registry)}`;
  }),
);

const makeNamespace = fc.constantFrom(...NAMESPACES, 'theirs').chain(name =>
  named(
    'make a namespace',
    onRegistry((registry, call) => {
      call('CreateNamespace', { NamespaceName: name, AutoCreateRepo: true, DefaultRepoType: 'PRIVATE' });
      return `make the namespace ${name} of ${where(registry)}`;
    }),
  ),
);

const setNamespace = named(
  'change a namespace',
  onRegistry((registry, call, n) => {
    const name = pick(Object.keys(registry.namespaces), n);
    if (name !== undefined) {
      call('UpdateNamespace', { NamespaceName: name, AutoCreateRepo: n % 2 === 0, DefaultRepoType: 'PRIVATE' });
    }
    return name && `change the namespace ${name} of ${where(registry)}`;
  }),
);

const entries = named(
  'change who is let in',
  onRegistry((registry, call, n) => {
    const Entry = pick([ENTRY, '198.51.100.7/32'], n)!;
    const there = registry.entries.includes(Entry);
    if (!there) {
      call('UpdateInstanceEndpointStatus', { ...ENDPOINT, Enable: true });
    }
    call(`${there ? 'Delete' : 'Create'}InstanceEndpointAclPolicy`, { ...ENDPOINT, Entry });
    return `${there ? 'delete' : 'make'} the entry ${Entry} of ${where(registry)}`;
  }),
);

/** Nobody is told apart any more: an empty list lets everybody in. */
const emptyList = named(
  'empty the list of who is let in',
  onRegistry((registry, call) => {
    call('UpdateInstanceEndpointStatus', { ...ENDPOINT, Enable: true });
    new Set([NOBODY, ...registry.entries]).forEach(Entry =>
      call('DeleteInstanceEndpointAclPolicy', { ...ENDPOINT, Entry }),
    );
    return `let everybody in to ${where(registry)}`;
  }),
);

const switchEndpoint = named(
  'switch the endpoint',
  onRegistry((registry, call, n) => {
    call('UpdateInstanceEndpointStatus', { ...ENDPOINT, Enable: n % 2 === 0 });
    return `switch ${n % 2 === 0 ? 'on' : 'off'} the endpoint of ${where(registry)}`;
  }),
);

const release = named(
  'release a registry',
  fc.nat({ max: 50 }).map((n): Doing => ({ parts }, { registries }) => {
    const registry = pick(registries, n);
    if (registry !== undefined) {
      parts.account.registries.remove(registry.id);
    }
    return registry && `release ${where(registry)}`;
  }),
);

/** Between the last look and the purchase nobody can prevent it. */
const buy: fc.Arbitrary<Act> = fc.constantFrom(...REGIONS).map(region => ({
  name: `buy a registry in ${region}`,
  isAt: call => call.action === 'ListInstance' && call.region === region,
  doing: ({ parts }, { registries }) => {
    if (registries.some(registry => registry.region === region)) {
      return undefined;
    }
    parts.account.registries.create({ region, name: PREFIX, edition: 'Advanced' }).status = 'RUNNING';
    return `buy ${PREFIX} in ${region}`;
  },
}));

const makeStack = named(
  'make a stack',
  fc.tuple(fc.constantFrom(...REGIONS), fc.boolean()).map(([region, isMarked]): Doing => engine => {
    const tags = { 'Tags.1.Key': 'global-registry:app', 'Tags.1.Value': 'another app' };
    const name = registryStackOf(region);
    engine.call('CreateStack', ROS, {
      RegionId: region,
      StackName: name,
      TemplateBody: theirs(1),
      ...(isMarked && tags),
    });
    return `make a stack ${name}${isMarked ? ' of another app' : ''}`;
  }),
);

const onStack = (doing: (engine: Engine, stack: WorldStack) => string) =>
  fc.nat({ max: 50 }).map((n): Doing => (engine, { stacks }) => {
    const stack = pick(stacks, n);
    return stack && doing(engine, stack);
  });

const removeStack = named(
  'delete a stack',
  onStack((engine, stack) => {
    engine.call('DeleteStack', ROS, { RegionId: stack.region, StackId: stack.id });
    return `delete the stack ${where(stack)}`;
  }),
);

/** Between the last look at a stack and what is done to it nobody can notice: so it is done before somebody looks. */
const updateStack: fc.Arbitrary<Act> = fc.nat({ max: 50 }).map(n => ({
  name: 'update a stack',
  isAt: call => call.action === 'GetStack',
  doing: (engine, { stacks }, call) => {
    const stack = call === undefined ? pick(stacks, n) : stacks.find(({ id }) => id === call.stackId);
    if (stack === undefined) {
      return undefined;
    }
    const TemplateBody = JSON.stringify({ ...stack.template, Description: 'Changed by the stock tools' });
    engine.call('UpdateStack', ROS, { RegionId: stack.region, StackId: stack.id, TemplateBody });
    return `update the stack ${where(stack)} by the stock tools`;
  },
}));

/** Something in an account, by somebody who knows nothing of the app. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: deleteRule },
  { weight: 2, arbitrary: makeRule },
  { weight: 2, arbitrary: namespaces },
  { weight: 2, arbitrary: makeNamespace },
  { weight: 2, arbitrary: setNamespace },
  { weight: 2, arbitrary: entries },
  { weight: 1, arbitrary: emptyList },
  { weight: 1, arbitrary: switchEndpoint },
  { weight: 1, arbitrary: release },
  { weight: 2, arbitrary: buy },
  { weight: 4, arbitrary: makeStack },
  { weight: 3, arbitrary: removeStack },
  { weight: 3, arbitrary: updateStack },
);

/** What others do to the very stacks that somebody deploys or deletes. */
export const interference: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: buy },
  { weight: 1, arbitrary: makeStack },
  { weight: 1, arbitrary: removeStack },
  { weight: 1, arbitrary: deleteRule },
  { weight: 4, arbitrary: updateStack },
);

/** Does it to what is there now. What the service refuses is not done. */
export function perform({ doing }: Act, engine: Engine, call?: ApiCall): string | undefined {
  try {
    return doing(engine, look(engine), call);
  } catch {
    return undefined;
  }
}

/** Images come in by those who use the registries. */
export async function push(engine: Engine, n: number): Promise<string | undefined> {
  const registry = pick(look(engine).registries, n);
  const namespace = pick(Object.keys(registry?.namespaces ?? {}), n);
  if (registry === undefined || namespace === undefined) {
    return undefined;
  }
  const { id: instanceId, region } = registry;
  await engine.push({ region, instanceId, namespace, repository: 'api', tag: `v${n}` }).catch(() => undefined);
  return `push ${namespace}/api:v${n} to ${where(registry)}`;
}
