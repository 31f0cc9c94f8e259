import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { look } from '../src/commands/looking';
import { findLeftovers } from '../src/deployment/orphans';
import { inspect } from '../src/deployment/inspect';
import { type Map, type StackSpec, TWENTY, declared, globalRegistry } from './support/assemblies';
import { clients, deployTo } from './support/cloud';
import { App } from './support/commands';
import { type Proxy, startProxy } from './support/proxy';

const REGIONS = 21;
const ARROWS = 20;
const SPECS = globalRegistry('eu-central-1', ...TWENTY);
const stacks = declared(SPECS);

jest.setTimeout(180_000); // many processes, one after another

let simulator: Simulator;
let proxy: Proxy;
let calls: Record<string, number>;
beforeEach(async () => {
  simulator = await startSimulator();
  calls = {};
  proxy = await startProxy(simulator.endpoint, action => void (calls[action] = (calls[action] ?? 0) + 1));
});
afterEach(async () => {
  await proxy.close();
  await simulator.close();
});

const inspected = async () => {
  const { ros, cr } = clients(simulator, proxy.endpoint);
  return { ros, ...(await inspect(stacks, ros, cr)) };
};

const looked = (at = stacks) => {
  const both = clients(simulator, proxy.endpoint);
  return look({ stacks: at, flags: {}, cloud: async () => both });
};

/** What it takes to look at all that is deployed. */
const EVERYTHING = {
  ListStacks: REGIONS,
  GetTemplate: REGIONS + ARROWS,
  GetStack: REGIONS,
  ListStackResources: REGIONS + ARROWS,
  GetInstance: REGIONS,
  GetInstanceEndpoint: REGIONS,
  GetInstanceVpcEndpoint: REGIONS,
  ListNamespace: REGIONS,
  ListRepoSyncRule: 1,
  ListRepoSyncTask: 1,
};

test('a plan of what does not exist lists each region once, and looks each registry up by its name', async () => {
  await looked();
  expect(calls).toEqual({ ListStacks: REGIONS, ListInstance: REGIONS });
});

test('a plan of what exists lists each region once, and rules and copies once for their source', async () => {
  await deployTo(simulator, stacks, { concurrency: 50 });
  await looked();
  expect(calls).toEqual(EVERYTHING);
});

test('a plan that takes registries as they are looks at each once, and at each once where a rule ends', async () => {
  const ends = ['eu-central-1', ...TWENTY].map((region, i) => ({ region, instanceId: `cri-00000000000000${10 + i}` }));
  ends.forEach((end, i) =>
    simulator.addRegistry({ ...end, name: 'acme', edition: i === 0 ? 'Advanced' : 'Basic', namespaces: ['prod'] }),
  );
  const taken = declared(SPECS.filter(({ purpose }) => purpose!.role === 'replication').map(spec => tying(spec, ends)));
  const { ros, cr } = clients(simulator, proxy.endpoint);
  const { findings } = await look({
    stacks: taken,
    flags: {},
    cloud: async () => ({ ...clients(simulator), ros, cr }),
  });
  expect([...findings.values()].flatMap(({ obstacles, blind }) => [...obstacles!, ...blind!])).toEqual([]);
  expect(calls).toEqual({
    ListStacks: 1,
    GetInstance: REGIONS,
    GetInstanceEndpoint: REGIONS,
    ListNamespace: REGIONS,
    ListRepoSyncRule: 1,
    ListRepoSyncTask: 1,
  });
});

/** The rules of an arrow between registries that exist. */
function tying(spec: StackSpec, ends: readonly { region: string; instanceId: string }[]): StackSpec {
  const idIn = (region: string) => ends.find(end => end.region === region)!.instanceId;
  const { RuleProd } = spec.template.Resources as Map;
  const { source, target } = spec.purpose!;
  const Properties = {
    ...RuleProd.Properties,
    InstanceId: idIn(source.region),
    TargetInstanceId: idIn(target.region),
  };
  const Resources = { RuleProd: { Type: RuleProd.Type, Properties } };
  return { ...spec, template: { ...spec.template, Resources }, dependencies: [] };
}

test('looking for what left the app takes a list of each other region, and no region is listed twice', async () => {
  const { ros, survey } = await inspected();
  const all = await ros.regions();
  calls = {};
  await findLeftovers(stacks, undefined, survey, ros);
  expect(calls).toEqual({ DescribeRegions: 1, ListStacks: all.length - REGIONS });
});

test('a deployment that changes nothing looks at each region once more for each wave', async () => {
  await deployTo(simulator, stacks, { concurrency: 50 });
  await deployTo(simulator, stacks, { endpoint: proxy.endpoint });
  expect(calls.ListStacks).toBe(REGIONS + REGIONS + 1);
});

describe('of a command', () => {
  let everywhere: number;
  let app: App;
  beforeEach(async () => {
    await deployTo(simulator, stacks, { concurrency: 50 });
    everywhere = (await clients(simulator).ros.regions()).length;
    app = new App({ ...credentialsOf(simulator), endpoint: proxy.endpoint } as Simulator, SPECS);
    calls = {};
  });
  const credentialsOf = ({ credentials }: Simulator) => ({ credentials });
  const LEFT = { DescribeRegions: 1 };

  test('plan: every region of ROS is listed once', async () => {
    expect((await app.run('plan')).code).toBe(0);
    expect(calls).toEqual({ ...EVERYTHING, ...LEFT, ListStacks: everywhere });
  });

  test('status: the same as plan', async () => {
    expect((await app.run('status')).code).toBe(0);
    expect(calls).toEqual({ ...EVERYTHING, ...LEFT, ListStacks: everywhere });
  });

  test('cost: every region of ROS is listed once', async () => {
    await app.run('cost');
    expect(calls).toEqual({ ...LEFT, ListStacks: everywhere, GetTemplateEstimateCost: REGIONS + ARROWS });
  });

  test('doctor: every region of ROS is listed once, to count the stacks of the account', async () => {
    expect((await app.run('doctor')).code).toBe(0);
    expect(calls).toMatchObject({ ListStacks: everywhere, ListInstance: REGIONS, GetInstanceUsage: REGIONS });
  });
});
