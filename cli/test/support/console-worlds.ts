import fc from 'fast-check';
import type { Simulator } from 'ros-cdk-simulator';
import { CrApi } from '../../src/cloud/cr-api';
import { connectionTo } from './cloud';

/** What somebody does in the console: some of it is refused, as it is there. */
type Step = (world: World) => Promise<unknown>;

/** A world as it was made in the console: its instances, and what was done to them. */
export interface ConsoleWorld {
  readonly instances: readonly {
    readonly region: string;
    readonly name: string;
    readonly edition: 'Basic' | 'Advanced';
  }[];
  readonly steps: readonly { readonly text: string; readonly run: Step }[];
}

interface Instance {
  readonly region: string;
  readonly id: string;
}

interface World {
  readonly simulator: Simulator;
  readonly instances: readonly Instance[];
  call(of: number, action: string, query: Record<string, unknown>): Promise<unknown>;
}

const REGIONS = ['eu-central-1', 'cn-hangzhou', 'us-east-1', 'ap-southeast-1'];
const namespace = fc.constantFrom('prod', 'tools', 'base', '9-lives', 'a.b', 'class');
const repository = fc.constantFrom('api', 'web', 'api.v2', 'team/api', 'x');
/** What people write, and what breaks a line, a comment or a text of a program. */
const words = fc.constantFrom(
  ...[
    'for the office',
    "it's `${here}`",
    'says "no" */ // #',
    'two\nlines\r\u2028three',
    '"""',
    "'''\\",
    'ünï 日本 😀',
    '\u202eturned',
  ],
);
const filter = fc.constantFrom('.*', 'v[0-9]+', 'release-.*', '(a+)+', '[[:alpha:]]+', 'api|web');
const visibility = fc.constantFrom('PUBLIC', 'PRIVATE');
/** Any of up to four; what does not exist is refused. */
const one = fc.nat({ max: 3 });

const step = <T extends object>(
  name: string,
  input: { [K in keyof T]: fc.Arbitrary<T[K]> },
  run: (input: T, world: World) => Promise<unknown>,
): fc.Arbitrary<ConsoleWorld['steps'][number]> =>
  fc.record(input).map(given => ({ text: `${name} ${JSON.stringify(given)}`, run: world => run(given as T, world) }));

const internet = { EndpointType: 'Internet', ModuleName: 'Registry' };

const STEPS = {
  namespace: step(
    'namespace',
    { one, namespace, auto: fc.boolean(), visibility, keeps: fc.boolean() },
    (it, { call }) =>
      call(it.one, 'CreateNamespace', {
        NamespaceName: it.namespace,
        AutoCreateRepo: it.auto,
        DefaultRepoConfiguration: JSON.stringify({ RepoType: it.visibility, TagImmutability: it.keeps }),
      }),
  ),
  repository: step(
    'repository',
    { one, namespace, repository, visibility, words, keeps: fc.boolean() },
    (it, { call }) =>
      call(it.one, 'CreateRepository', {
        RepoNamespaceName: it.namespace,
        RepoName: it.repository,
        RepoType: it.visibility,
        Summary: it.words,
        Detail: it.words,
        TagImmutability: it.keeps,
      }),
  ),
  push: step(
    'push',
    { one, namespace, repository, tag: fc.constantFrom('v1', 'latest') },
    (it, { simulator, instances }) => {
      const { region, id } = instances[it.one % instances.length];
      return simulator.pushImage({ region, instanceId: id, ...it });
    },
  ),
  rule: step(
    'rule',
    {
      ...{ one, other: one, namespace, target: fc.option(namespace), repository: fc.option(repository) },
      ...{ filter, repositories: fc.option(filter), name: words, manual: fc.boolean() },
    },
    (it, { call, instances }) => {
      const to = instances[it.other % instances.length];
      const target = it.target ?? it.namespace;
      const several = { SyncScope: 'NAMESPACE', RepoNameFilter: it.repositories ?? '.*' };
      const single = { SyncScope: 'REPO', RepoName: it.repository, TargetRepoName: it.repository };
      return call(it.one, 'CreateRepoSyncRule', {
        SyncRuleName: `${it.name} ${it.filter}`,
        SyncTrigger: it.manual ? 'INITIATIVE' : 'PASSIVE',
        NamespaceName: it.namespace,
        TagFilter: it.filter,
        ...{ TargetRegionId: to.region, TargetInstanceId: to.id, TargetNamespaceName: target },
        ...(it.repository === null ? several : single),
      });
    },
  ),
  mirrored: step('mirrored', { other: one, namespace, filter }, async (it, { call, instances }) => {
    const to = instances[it.other % instances.length];
    for (const end of [0, it.other]) {
      await call(end, 'CreateNamespace', { NamespaceName: it.namespace, AutoCreateRepo: true }).catch(() => undefined); // it may be there
    }
    await call(0, 'CreateRepoSyncRule', {
      SyncRuleName: `${it.namespace} to ${to.region} ${it.filter}`,
      ...{ SyncScope: 'NAMESPACE', SyncTrigger: 'PASSIVE', TagFilter: it.filter },
      ...{ NamespaceName: it.namespace, TargetNamespaceName: it.namespace },
      ...{ TargetRegionId: to.region, TargetInstanceId: to.id },
    });
  }),
  endpoint: step('endpoint', { one, Enable: fc.boolean() }, (it, { call }) =>
    call(it.one, 'UpdateInstanceEndpointStatus', { ...internet, Enable: it.Enable }),
  ),
  entry: step('entry', { one, Entry: fc.constantFrom('203.0.113.0/24', '0.0.0.0/0'), words }, (it, { call }) =>
    call(it.one, 'CreateInstanceEndpointAclPolicy', { ...internet, Entry: it.Entry, Comment: it.words }),
  ),
  emptied: step('emptied', { one }, (it, { call }) =>
    call(it.one, 'DeleteInstanceEndpointAclPolicy', { ...internet, Entry: '127.0.0.1/32' }),
  ),
  vpc: step('vpc', { one, VpcId: fc.constantFrom('vpc-1', 'vpc-2') }, (it, { call }) =>
    call(it.one, 'CreateInstanceVpcEndpointLinkedVpc', { VpcId: it.VpcId, VswitchId: 'vsw-1', ModuleName: 'Registry' }),
  ),
  scan: step('scan', { one, namespace, words, filter, type: fc.constantFrom('VUL', 'SBOM') }, (it, { call }) =>
    call(it.one, 'CreateScanRule', {
      RuleName: it.words,
      ...{ ScanScope: 'NAMESPACE', ScanType: it.type, TriggerType: 'AUTO', RepoTagFilterPattern: it.filter },
      Namespaces: JSON.stringify([it.namespace]),
    }),
  ),
  retention: step('retention', { one, namespace, words, keep: fc.nat({ max: 50 }) }, (it, { call }) =>
    call(it.one, 'CreateArtifactLifecycleRule', {
      ...{ Auto: true, ScheduleTime: 'WEEK', NamespaceName: it.namespace },
      ...{ RetentionTagCount: it.keep, TagRegexp: it.words },
    }),
  ),
};

/** Worlds of one to four instances; the first is large enough to be a source. */
export const consoleWorlds: fc.Arbitrary<ConsoleWorld> = fc.record({
  instances: fc
    .uniqueArray(
      fc.record({
        region: fc.constantFrom(...REGIONS),
        name: fc.constantFrom('acme', 'acme-us', '1-acme'),
        edition: fc.constantFrom('Basic' as const, 'Advanced' as const),
      }),
      { minLength: 1, maxLength: 4, selector: ({ region, name }) => `${region} ${name}` },
    )
    .map(([first, ...others]) => [{ ...first, edition: 'Advanced' as const }, ...others]),
  steps: fc.array(fc.oneof({ arbitrary: STEPS.mirrored, weight: 4 }, ...Object.values(STEPS)), {
    minLength: 10,
    maxLength: 40,
  }),
});

/** Does what was done in the console, and tells the first instance. */
export async function makeWorld(simulator: Simulator, { instances, steps }: ConsoleWorld): Promise<Instance> {
  const cr = new CrApi(connectionTo(simulator));
  const made = instances.map(({ region, name, edition }) => simulator.addRegistry({ region, name, edition }));
  const call: World['call'] = async (of, action, query) => {
    const { region, id } = made[of % made.length];
    await cr.call(action, region, { InstanceId: id, ...query });
  };
  for (const { run } of steps) {
    await run({ simulator, instances: made, call }).catch(error => {
      // The service refuses what it would refuse in the console, with a code.
      if (!('code' in (error as object))) {
        throw error;
      }
    });
  }
  return made[0];
}
