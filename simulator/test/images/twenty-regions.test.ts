import { type Instance, type Simulator, startSimulator } from '../../src';
import { Client } from '../registry/support/client';
import { image } from '../registry/support/images';
import { stopAll } from '../registry/support/registries';
import { emptyFolder, holds, layoutOf } from './clients/layouts';
import { REAL_CLIENTS } from './clients/found-clients';
import { HOME, openToInternet, otherRegions, replica, targetIn } from './support';

const REGIONS = otherRegions(20);
const WHOLE = image({ layers: [9_000_000, 10] });
const CLIENTS = Object.values(REAL_CLIENTS).filter(({ program }) => program);

let simulator: Simulator;
let source: Instance;
afterEach(stopAll);
afterEach(() => simulator.close());

async function start(login: boolean): Promise<void> {
  simulator = await startSimulator({ login });
  source = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
  const targets = [];
  for (const region of REGIONS) {
    targets.push(await replica(simulator, source, region));
  }
  for (const instance of login ? [source, ...targets] : []) {
    await openToInternet(simulator, instance, '203.0.113.10/32');
  }
}

test('One push reaches twenty regions, byte by byte', async () => {
  await start(false);
  await new Client((await simulator.registry(HOME)).url, 'prod/api').push(WHOLE, 'v1');
  await simulator.advance(60_000);
  expect(REGIONS).toHaveLength(20);
  for (const region of REGIONS) {
    const client = new Client((await simulator.registry(region)).url, 'prod/api');
    expect([region, await client.has(WHOLE, 'v1')]).toEqual([region, true]);
  }
});

const withClients = CLIENTS.length > 0 ? test : test.skip;

withClients(
  'One push by a client that people have is pulled by such clients in twenty regions at once, by its digest',
  async () => {
    await start(true);
    const [first] = CLIENTS;
    await first.push(first.program as string, await targetIn(simulator, HOME), 'prod/api', 'v1', layoutOf(WHOLE, 'v1'));
    await simulator.advance(60_000);
    const pulled = REGIONS.map(async (region, turn) => {
      const { program, pull } = CLIENTS[turn % CLIENTS.length];
      const folder = emptyFolder();
      await pull(program as string, await targetIn(simulator, region), 'prod/api', WHOLE.digest, folder);
      return [region, holds(folder, WHOLE)];
    });
    expect(await Promise.all(pulled)).toEqual(REGIONS.map(region => [region, true]));
  },
);
