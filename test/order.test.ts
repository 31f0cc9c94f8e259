import * as ros from '@alicloud/ros-cdk-core';
import * as fc from 'fast-check';
import {
  CrossRegionReplication,
  Edition,
  GlobalRegistry,
  Grantee,
  IRegistryInstance,
  MirroredNamespace,
  MirroredRepository,
  RegistryInstance,
  RetentionRule,
  ScanRule,
  SyncRule,
} from '../lib';
import { Template } from '../lib/stack/template';
import { Assembly, newApp, synth } from './support/assembly';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

/** What calls have made so far, by name. */
type Made = Record<string, unknown>;

/** One call, and the calls that must have come before it, since it uses what they return. */
interface Act {
  readonly name: string;
  readonly after?: readonly string[];
  readonly run: (app: ros.App, made: never) => unknown;
}

const ci = Grantee.user('ci');
const nodes = Grantee.role('nodes');

/** Calls on a registry that spans regions. */
const REGISTRY: Act[] = [
  { name: 'hangzhou', run: (_, { registry }: Registered) => registry.addReplica({ region: 'cn-hangzhou' }) },
  {
    name: 'virginia',
    run: (_, { registry, network }: Registered) => {
      const [vpcId, vswitchId] = ['Vpc', 'Switch'].map(name => attribute(network, name));
      return registry.addReplica({ region: 'us-east-1', vpcAccess: [{ vpcId, vswitchId }] });
    },
  },
  {
    name: 'link',
    after: ['hangzhou'],
    run: (_, { hangzhou }: Registered) => hangzhou.linkVpc({ vpcId: 'vpc-1', vswitchId: 'vsw-1' }),
  },
  {
    name: 'link by value',
    run: (_, { registry, office }: Registered) =>
      registry.primary.linkVpc({ vpcId: attribute(office, 'Vpc'), vswitchId: attribute(office, 'Switch') }),
  },
  {
    name: 'pull by value',
    run: (_, { registry, network }: Registered) => registry.grantPull(Grantee.role(attribute(network, 'Role'))),
  },
  { name: 'prod', run: (_, { registry }: Registered) => registry.addNamespace({ name: 'prod', tagsMatching: 'v.*' }) },
  {
    name: 'strict',
    run: (_, { registry }: Registered) => registry.addNamespace({ name: 'strict', autoCreateRepositories: false }),
  },
  {
    name: 'china',
    run: (_, { registry }: Registered) => registry.addNamespace({ name: 'china', replicateTo: ['cn-hangzhou'] }),
  },
  {
    name: 'grouped',
    run: (_, { registry }: Registered) => registry.addNamespace({ name: 'grouped', stackGroup: 'team' }),
  },
  { name: 'api', after: ['prod'], run: (_, { prod }: Registered) => prod.addRepository({ name: 'api' }) },
  { name: 'strict api', after: ['strict'], run: (_, { strict }: Registered) => strict.addRepository({ name: 'api' }) },
  { name: 'strict web', after: ['strict'], run: (_, { strict }: Registered) => strict.addRepository({ name: 'web' }) },
  { name: 'pull', run: (_, { registry }: Registered) => registry.grantPull(nodes) },
  { name: 'pull again', run: (_, { registry }: Registered) => registry.grantPull(nodes) },
  { name: 'push', run: (_, { registry }: Registered) => registry.grantPullPush(ci) },
  { name: 'push prod', after: ['prod'], run: (_, { prod }: Registered) => prod.grantPush(ci) },
  { name: 'pull strict', after: ['strict'], run: (_, { strict }: Registered) => strict.grantPullPush(nodes) },
  { name: 'push api', after: ['api'], run: (_, { api }: Registered) => api.grantPullPush(ci) },
  { name: 'pull here', after: ['hangzhou'], run: (_, { hangzhou }: Registered) => hangzhou.grantPull(ci) },
  {
    name: 'reader',
    after: ['hangzhou'],
    run: (app, { hangzhou }: Registered) => {
      const stack = new ros.Stack(app, 'reader', { env: { region: 'us-west-1' } });
      new ros.RosOutput(stack, 'Id', { value: hangzhou.instanceId });
    },
  },
];

/** A value of something of the user's. */
function attribute(network: ros.Stack, name: string): string {
  return (network.node.findChild(name) as ros.RosResource).getAtt('Id').toString();
}

interface Registered extends Made {
  readonly network: ros.Stack;
  readonly office: ros.Stack;
  readonly registry: GlobalRegistry;
  readonly prod: MirroredNamespace;
  readonly strict: MirroredNamespace;
  readonly api: MirroredRepository;
  readonly hangzhou: IRegistryInstance;
}

/** Calls on constructs of their own, in stacks of the user. */
const SINGLE: Act[] = [
  {
    name: 'copies',
    run: (_, { stack, source, target }: Singles) => new CrossRegionReplication(stack, 'Copies', { source, target }),
  },
  {
    name: 'prod',
    run: app => new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [] }),
  },
  { name: 'prod on source', after: ['prod'], run: (_, { prod, source }: Singles) => prod.addInstance(source) },
  { name: 'prod on target', after: ['prod'], run: (_, { prod, target }: Singles) => prod.addInstance(target) },
  { name: 'api', after: ['prod'], run: (_, { prod }: Singles) => prod.addRepository({ name: 'api' }) },
  {
    name: 'web',
    after: ['prod'],
    run: (_, { prod }: Singles) => prod.addRepository({ name: 'web', immutableTags: true }),
  },
  { name: 'pull', after: ['prod'], run: (_, { prod }: Singles) => prod.grantPull(nodes) },
  { name: 'push', after: ['prod'], run: (_, { prod }: Singles) => prod.grantPush(ci) },
  { name: 'push api', after: ['api'], run: (_, { api }: Singles) => api.grantPush(ci) },
  { name: 'push only', after: ['prod'], run: (_, { prod }: Singles) => prod.grantPush(Grantee.group('builders')) },
  { name: 'pull all', run: (_, { target }: Singles) => target.grantPull(ci) },
  { name: 'push all', run: (_, { source }: Singles) => source.grantPullPush(nodes) },
  { name: 'rule', after: ['copies'], run: (_, { copies }: Singles) => copies.addRule(SyncRule.namespace('prod')) },
  {
    name: 'rule for api',
    after: ['copies'],
    run: (_, { copies }: Singles) => copies.addRule(SyncRule.repository('prod', 'api', { tagsMatching: 'v.*' })),
  },
];

interface Singles extends Made {
  readonly stack: ros.Stack;
  readonly source: IRegistryInstance;
  readonly target: IRegistryInstance;
  readonly copies: CrossRegionReplication;
  readonly prod: MirroredNamespace;
  readonly api: MirroredRepository;
}

/** An order of calls in which each comes after those that it needs. */
function ordered(acts: readonly Act[], ranks: readonly number[]): Act[] {
  const rest = acts.map((act, i) => ({ act, rank: ranks[i] })).sort((a, b) => a.rank - b.rank);
  const done: Act[] = [];
  while (rest.length > 0) {
    const next = rest.findIndex(({ act }) => (act.after ?? []).every(name => done.some(other => other.name === name)));
    done.push(...rest.splice(next, 1).map(({ act }) => act));
  }
  return done;
}

function play(app: ros.App, made: Made, acts: readonly Act[]): void {
  acts.forEach(({ name, run }) => (made[name] = run(app, made as never)));
}

function registryIn(app: ros.App): Made {
  const registry = new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    primary: { region: 'eu-central-1' },
    scanRules: [ScanRule.namespace('prod')],
    retentionRules: [RetentionRule.repository('prod', 'api', { keepLast: 5 })],
  });
  const [network, office] = ['us-east-1', 'eu-central-1'].map(region => {
    const stack = new ros.Stack(app, `network-${region}`, { env: { region } });
    ['Vpc', 'Switch', 'Role'].forEach(
      name => new ros.RosResource(stack, name, { type: 'ALIYUN::Some::Thing', properties: {} }),
    );
    return stack;
  });
  return { registry, network, office };
}

function singlesIn(app: ros.App): Made {
  const [stack, other] = ['eu-central-1', 'cn-hangzhou'].map(region => new ros.Stack(app, region, { env: { region } }));
  const instance = (scope: ros.Stack, scanRules: ScanRule[] = []) =>
    new RegistryInstance(scope, 'Registry', { instanceName: 'acme', edition: Edition.ADVANCED, scanRules });
  return { stack, source: instance(stack, [ScanRule.repository('prod', 'api')]), target: instance(other) };
}

const declared = (begin: (app: ros.App) => Made, acts: readonly Act[]): Assembly =>
  synth(app => play(app, begin(app), acts));

/** The templates of stacks of users, whose entries stand in the order of the calls: that is how the core writes them. */
function sorted(assembly: Assembly): unknown {
  return [...assembly.stacks()].sort().map(stack => {
    const template: Template = assembly.template(stack);
    const byName = (entries: object = {}) => Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
    return [stack, assembly.dependencies(stack), byName(template.Resources), byName(template.Outputs)];
  });
}

/** Two ranks for each call. */
const ranks = ({ length }: readonly Act[]) =>
  fc.tuple(...[1, 2].map(() => fc.array(fc.nat(), { minLength: length, maxLength: length })));

/** What two orders of the same calls give, each under the names of its calls. */
function bothWays(
  acts: readonly Act[],
  [one, other]: readonly number[][],
  outcome: (acts: Act[]) => unknown,
): unknown[] {
  return [ordered(acts, one), ordered(acts, other)].map(order => [
    order.map(({ name }) => name).join(', '),
    outcome(order),
  ]);
}

function expectTheSame(acts: readonly Act[], pair: readonly number[][], outcome: (acts: Act[]) => unknown): void {
  const [[, first], [names, second]] = bothWays(acts, pair, outcome) as [string, unknown][];
  expect([names, second]).toEqual([names, first]);
}

describe('the order of calls', () => {
  test('shows in no byte of a registry, and in none of its notes', () => {
    fc.assert(
      fc.property(ranks(REGISTRY), pair =>
        expectTheSame(REGISTRY, pair, acts => {
          const assembly = declared(registryIn, acts);
          const notes = (['info', 'warning'] as const).map(level => assembly.messages(level).sort());
          const ours = Object.entries(assembly.templates()).filter(([file]) => file.startsWith('acme-'));
          return [ours, notes, sorted(assembly)];
        }),
      ),
      { numRuns: 15 },
    );
  });

  test('shows in nothing that single constructs make', () => {
    fc.assert(
      fc.property(ranks(SINGLE), pair => expectTheSame(SINGLE, pair, acts => sorted(declared(singlesIn, acts)))),
      { numRuns: 15 },
    );
  });

  test('lets nobody push to a target, whether the replication comes before the grant or after it', () => {
    const push = (first: 'grant' | 'replication') =>
      synth(app => {
        const made = singlesIn(app) as Singles;
        const [source, target] = [made.source, made.target];
        const prod = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] });
        prod.addRepository({ name: 'api' });
        const acts = [
          () => prod.grantPush(ci),
          () =>
            new CrossRegionReplication(made.stack, 'Copies', { source, target, rules: [SyncRule.namespace('prod')] }),
        ];
        (first === 'grant' ? acts : acts.reverse()).forEach(act => act());
      });
    const [early, late] = [push('grant'), push('replication')];
    expect(early.templates()).toEqual(late.templates());
    expect(late.text('eu-central-1')).toContain('cr:PushRepository');
    expect(late.text('cn-hangzhou')).not.toContain('cr:PushRepository');
  });
});

describe('an app that is synthesised again', () => {
  /** As often as it is called, where `app.synth()` writes only once. */
  const write = (app: ros.App): Record<string, string> => {
    ros.ConstructNode.synth(app.node);
    return new Assembly(app.outdir).templates();
  };

  test.each([
    ['registry', registryIn, REGISTRY],
    ['set of single constructs', singlesIn, SINGLE],
  ])('gives the same bytes, a %s', (_, begin, acts) => {
    const app = newApp();
    play(app, begin(app), acts);
    const first = write(app);
    expect(Object.keys(first).length).toBeGreaterThan(1);
    expect(write(app)).toEqual(first);
    expect(new Assembly(app.synth().directory).templates()).toEqual(first);
  });

  test.each([
    ['registry', registryIn, REGISTRY],
    ['set of single constructs', singlesIn, SINGLE],
  ])('shows what was added in between, a %s', (_, begin, acts) => {
    fc.assert(
      fc.property(ranks(acts), fc.nat({ max: acts.length }), ([one], cut) => {
        const app = newApp();
        const made = begin(app);
        const order = ordered(acts, one);
        play(app, made, order.slice(0, cut));
        try {
          write(app);
        } catch {
          // What is unfinished may be refused until the rest comes.
        }
        play(app, made, order.slice(cut));
        write(app);
        expect(sorted(new Assembly(app.outdir))).toEqual(sorted(declared(begin, acts)));
      }),
      { numRuns: 8 },
    );
  });

  test('takes a permission back that a replication added in between has made impossible', () => {
    const app = newApp();
    const made = singlesIn(app) as Singles;
    const { stack, source, target } = made;
    const prod = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] });
    prod.addRepository({ name: 'api' });
    prod.grantPush(ci);
    const targetTemplate = () => write(app)['cn-hangzhou.template.json'];
    expect(targetTemplate()).toContain('cr:PushRepository');
    new CrossRegionReplication(stack, 'Copies', { source, target, rules: [SyncRule.namespace('prod')] });
    expect(targetTemplate()).not.toContain('ALIYUN::RAM::');
  });
});
