import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { registryFor } from '../../src/copies/which-registry';
import { parseReference } from '../../src/images/reference';
import { clients } from '../support/cloud';
import { openToInternet } from '../support/image-runs';
import { HOME, Star, consoleOf } from '../support/images';

let simulator: Simulator;
let star: Star;
beforeEach(async () => {
  simulator = await startSimulator();
  star = new Star(simulator, ['cn-hangzhou']);
  await star.rules();
});
afterEach(() => simulator.close());

/** The registry of the star, and another one without replicas. */
async function two() {
  const other = simulator.addRegistry({ region: HOME, name: 'tools', namespaces: ['prod'] });
  const rival = { primary: { region: HOME, instanceId: other.id }, rules: [] };
  return { other, registries: [await star.registry(), rival] };
}

const found = async (image: string, registries: Awaited<ReturnType<typeof two>>['registries']) =>
  registryFor(parseReference(image), registries, clients(simulator));

describe('the registry of an image', () => {
  test('is the one whose host answers at a port of this machine', async () => {
    const { other, registries } = await two();
    await openToInternet({ ...star, primary: other, replicas: [] } as unknown as Star, consoleOf(simulator));
    const { url } = await simulator.registry(HOME, 'tools');
    expect((await found(`${url.slice('http://'.length)}/prod/api:v1`, registries)).primary.instanceId).toBe(other.id);
  });

  test('refuses to guess among several, and names them; where only one has the image, that is said', async () => {
    const { other, registries } = await two();
    await expect(found('prod/api:v1', registries)).rejects.toThrow(
      'prod/api:v1 may be in any of 2 registries. None of them has prod/api. Look at the name, or say which: ' +
        '--registry eu-central-1/acme, or --registry eu-central-1/tools.',
    );
    await star.push('prod/api', 'v1');
    await expect(found('prod/api:v1', registries)).rejects.toThrow(
      'prod/api:v1 may be in any of 2 registries. Only one of them has prod/api: --registry eu-central-1/acme.',
    );
    await star.push('prod/api', 'v1', 'x', { at: other });
    await expect(found('prod/api:v1', registries)).rejects.toThrow(
      'prod/api:v1 may be in any of 2 registries. Say which: --registry eu-central-1/acme, or --registry eu-central-1/tools.',
    );
  });
});
