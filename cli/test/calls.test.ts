import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { findLeftovers } from '../src/deployment/orphans';
import { inspect } from '../src/deployment/inspect';
import { TWENTY, declared, globalRegistry } from './support/assemblies';
import { clients, deployTo } from './support/cloud';
import { type Proxy, startProxy } from './support/proxy';

const REGIONS = 21;
const ARROWS = 20;
const stacks = declared(globalRegistry('eu-central-1', ...TWENTY));

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

const look = async () => {
  const { ros, cr } = clients(simulator, proxy.endpoint);
  return { ros, ...(await inspect(stacks, ros, cr)) };
};

test('a plan of what does not exist lists each region once, and looks each registry up by its name', async () => {
  await look();
  expect(calls).toEqual({ ListStacks: REGIONS, ListInstance: REGIONS });
});

test('a plan of what exists lists each region once, and reads of an arrow its template alone', async () => {
  await deployTo(simulator, stacks, { concurrency: 50 });
  await look();
  expect(calls).toEqual({ ListStacks: REGIONS, GetTemplate: REGIONS + ARROWS, GetStack: REGIONS });
});

test('looking for what left the app takes a list of each other region, and no region is listed twice', async () => {
  const { ros, survey } = await look();
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
