import { type Simulator, startSimulator } from '../../src';
import { conformance, suite } from '../registry/support/conformance';
import { stopAll } from '../registry/support/registries';
import { HOME, openToInternet } from './support';

let simulator: Simulator;
afterEach(stopAll);
afterEach(() => simulator.close());

const withSuite = suite ? test : test.skip;
const ALL = { passed: 860, failed: 0, skipped: 0 };

async function host(login: boolean): Promise<string> {
  simulator = await startSimulator({ login });
  const registry = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['conformance'] });
  await openToInternet(simulator, registry, '203.0.113.10/32');
  return (await simulator.registry(HOME)).url.replace('http://', '');
}

describe('The conformance suite of the OCI distribution specification, at a simulated instance,', () => {
  withSuite('passes without login, with nothing skipped', async () => {
    expect(await conformance(await host(false), '1.1')).toEqual(ALL);
  });

  withSuite('passes with Bearer login, with nothing skipped', async () => {
    const registry = await host(true);
    const { user, password } = simulator.login(HOME);
    const login = { OCI_USERNAME: user, OCI_PASSWORD: password, OCI_CACHE_AUTH: 'true' };
    expect(await conformance(registry, '1.1', login)).toEqual(ALL);
  });
});
