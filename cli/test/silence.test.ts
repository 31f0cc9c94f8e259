import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { directory } from './support/assemblies';
import { HOME, Star } from './support/images';
import { type Ended, globalRegistryCommand } from './support/process';
import { type Proxy, startProxy } from './support/proxy';
import { flat } from './support/commands';

const SPEED = 60;
/** Real seconds, of which the start of a process takes some. */
const SOON = 20_000;

let simulator: Simulator;
let star: Star;
let proxy: Proxy;
/** Which calls get no answer. */
let silent: (action: string, number: number) => boolean;
beforeEach(async () => {
  simulator = await startSimulator({ clock: { speed: SPEED } });
  star = new Star(simulator, ['cn-hangzhou']);
  await star.rules();
  await star.push('prod/api', 'v1');
  await star.settled();
  const calls: Record<string, number> = {};
  proxy = await startProxy(simulator.endpoint, action => {
    calls[action] = (calls[action] ?? 0) + 1;
    return silent(action, calls[action]) ? 'silence' : undefined;
  });
});
afterEach(async () => {
  await proxy.close();
  await simulator.close();
});

/** Waits for 3 real seconds, and tells how long that took. */
async function wait(...more: string[]): Promise<Ended & { readonly milliseconds: number }> {
  const begun = Date.now();
  const at = ['--registry', `${star.primary.id}@${HOME}`, '--endpoint', proxy.endpoint, '--timeout', '180s'];
  const ended = await globalRegistryCommand(['wait', 'prod/api:v1', ...at, ...more], {
    cwd: directory(),
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.credentials.accessKeySecret,
      GLOBAL_REGISTRY_PACE: String(1 / SPEED),
    },
  });
  return { ...ended, milliseconds: Date.now() - begun };
}

describe('wait ends when time is up, although a connection hangs', () => {
  test('at a replica', async () => {
    silent = (action, number) => action === 'GetRepoTag' && number > 1;
    const { code, stdout, milliseconds } = await wait();
    expect(flat(stdout)).toContain('the last look got no answer');
    expect(code).toBe(2);
    expect(milliseconds).toBeLessThan(SOON);
  });

  test('at the primary, before anything is known', async () => {
    silent = action => action === 'ListRepoSyncRule';
    const { code, stdout, stderr, milliseconds } = await wait();
    expect(flat(stderr)).toBe(
      'error: Time was up before the registries had answered. Check the network, or give it more time with --timeout. ',
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(milliseconds).toBeLessThan(SOON);
  });

  test('at the last look, after it was seen there', async () => {
    // The first looks at the tag are for the primary, then for the replica; the third confirms.
    silent = (action, number) => action === 'GetRepoTag' && number > 3;
    const { code, milliseconds } = await wait('--json');
    expect(code).toBe(2);
    expect(milliseconds).toBeLessThan(SOON);
  });
});
