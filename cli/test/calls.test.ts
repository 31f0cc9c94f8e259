import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { look } from '../src/commands/looking';
import { findLeftovers } from '../src/deployment/orphans';
import { inspect } from '../src/deployment/inspect';
import { TWENTY, declared, globalRegistry } from './support/assemblies';
import { clients, deployTo } from './support/cloud';
import { App } from './support/commands';
import { type Proxy, startProxy } from './support/proxy';

const REGIONS = 21;
const ARROWS = 20;
const SPECS = globalRegistry('eu-central-1', ...TWENTY);
const stacks = declared(SPECS);

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

const looked = () => {
  const both = clients(simulator, proxy.endpoint);
  return look({ stacks, flags: {}, cloud: async () => both });
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

  test('doctor: every region of the app is listed once', async () => {
    expect((await app.run('doctor')).code).toBe(0);
    expect(calls).toMatchObject({ ListStacks: REGIONS, ListInstance: REGIONS, GetInstanceUsage: REGIONS });
  });
});
