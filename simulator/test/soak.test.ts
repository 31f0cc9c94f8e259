import { type Simulator, startSimulator } from '../src';
import { OPEN_REGIONS } from '../src/runtime/regions';
import { type Map, callRos } from './support/clients';
import { instance, template } from './support/stacks';

const STACKS = 200;
const REGION_IDS = OPEN_REGIONS.map(region => region.id).slice(0, 20);
/** A client that keeps well below what an account may run at a time. */
const WORKERS = 25;
const PASSING = ['Throttling.User', 'ServiceUnavailable', 'Throttling.ConcurrentOperations'];

let simulator: Simulator;
afterEach(() => simulator.close());

/** Calls until an answer comes that means something: what a careful client does. */
async function persistently(call: () => Promise<Map>): Promise<Map> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await call();
    } catch (error) {
      const { code } = error as Map;
      // The first try had its effect, although its answer was lost.
      if (attempt > 0 && code === 'ActionInProgress') {
        return {};
      }
      const broken = !code || /ECONNRESET|socket hang up/.test(`${code} ${(error as Error).message}`);
      if (!broken && !PASSING.includes(String(code))) {
        throw error;
      }
    }
  }
  throw new Error('No answer after 100 attempts.');
}

async function operate(action: string, query: Map, body: Map = {}): Promise<Map> {
  const call = callRos(simulator);
  const reply = await persistently(() => call(action, { ...query }, body));
  const StackId = reply.StackId ?? query.StackId;
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const stack = await persistently(() => call('GetStack', { StackId, RegionId: query.RegionId }));
    if (!String(stack.Status).endsWith('_IN_PROGRESS')) {
      return stack;
    }
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  throw new Error(`The stack ${StackId} stays in progress.`);
}

/** One stack's life: created, updated, and deleted if it is odd. */
async function live(index: number): Promise<{ index: number; status: string; name: string }> {
  const RegionId = REGION_IDS[index % REGION_IDS.length];
  const name = `soak-${index}`;
  const space = (word: string) => ({
    Type: 'ALIYUN::CR::Namespace',
    Properties: { InstanceId: { Ref: 'Registry' }, Namespace: word },
  });
  const body = (more: Map) => ({
    TemplateBody: template({ Registry: instance(name, 'Basic'), Prod: space('prod'), ...more }),
  });
  let stack = await operate('CreateStack', { StackName: name, RegionId, ClientToken: `create-${index}` }, body({}));
  if (stack.Status === 'CREATE_COMPLETE') {
    stack = await operate(
      'UpdateStack',
      { StackId: stack.StackId, RegionId, ClientToken: `update-${index}` },
      body({ Dev: space('dev') }),
    );
  }
  for (let attempt = 0; index % 2 === 1 && attempt < 30 && stack.Status !== 'DELETE_COMPLETE'; attempt++) {
    stack = await operate('DeleteStack', { StackId: stack.StackId, RegionId });
  }
  return { index, status: stack.Status, name };
}

test('loses nothing and leaves nothing in progress: 200 stacks in 20 regions with random faults', async () => {
  simulator = await startSimulator({
    seed: 11,
    faults: [
      { kind: 'throttle', probability: 0.05 },
      { kind: 'unavailable', probability: 0.05 },
      { kind: 'reset-before', probability: 0.02 },
      { kind: 'reset-after', probability: 0.02 },
      { kind: 'fail-resource', probability: 0.05 },
    ],
  });
  const waiting = Array.from({ length: STACKS }, (_, index) => index);
  const lives: Awaited<ReturnType<typeof live>>[] = [];
  await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        lives.push(await live(index));
      }
    }),
  );
  const all = simulator.stacks(undefined, { deleted: true });
  expect(all.map(stack => stack.name).sort()).toEqual(lives.map(({ name }) => name).sort());
  expect(all.filter(stack => stack.operation !== undefined || stack.status.endsWith('_IN_PROGRESS'))).toEqual([]);
  expect(lives.filter(({ index, status }) => index % 2 === 1 && status !== 'DELETE_COMPLETE')).toEqual([]);
  const held = new Set(all.flatMap(stack => Object.values(stack.resources).map(resource => resource.physicalId)));
  expect(simulator.registries().filter(registry => !held.has(registry.id))).toEqual([]);
  for (const stack of all.filter(({ status }) => ['UPDATE_COMPLETE', 'ROLLBACK_COMPLETE'].includes(status))) {
    const spaces = Object.keys(
      simulator.registries(stack.region).find(registry => registry.name === stack.name)!.namespaces,
    );
    expect(spaces).toEqual(stack.status === 'UPDATE_COMPLETE' ? ['prod', 'dev'] : ['prod']);
  }
  expect(new Set(lives.map(({ status }) => status)).size).toBeGreaterThan(2);
}, 60_000);
