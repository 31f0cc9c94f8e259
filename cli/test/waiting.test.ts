import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { Running } from '../src/report/running';
import { GERMANY_HANGZHOU, declared, directory, registryStack, writeAssembly } from './support/assemblies';
import { App, environment, flat, stacksOf } from './support/commands';
import { type ProcessOptions, globalRegistryCommand } from './support/process';

let simulator: Simulator;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator({ clock: { speed: 60 } });
  app = new App(simulator, GERMANY_HANGZHOU);
});
afterEach(() => simulator.close());

/** As against the cloud, where a second of waiting is one; ended as soon as a text is told, and how long that took. */
async function untilItSays(text: RegExp, ...parameters: string[]): Promise<{ said: string; seconds: number }> {
  const began = Date.now();
  let seconds = Number.POSITIVE_INFINITY;
  const onProgress: ProcessOptions['onProgress'] = (stderr, child) => {
    if (text.test(flat(stderr))) {
      seconds = Math.min(seconds, (Date.now() - began) / 1000);
      child.kill('SIGKILL');
    }
  };
  const env = { ...environment(simulator), GLOBAL_REGISTRY_PACE: '1' };
  const options = { cwd: app.directory, env, onProgress };
  const { stderr } = await globalRegistryCommand([...parameters, '--endpoint', simulator.endpoint], options);
  return { said: flat(stderr), seconds };
}

/** Ten seconds, and what a process takes to start on a machine that does much else. */
const BUSY = 30;

describe('within ten seconds it is said', () => {
  test('that a stack does not go on, with what it is at and for how long', async () => {
    simulator.faults.add({ kind: 'stuck', resourceType: 'ALIYUN::CR::Instance' });
    const { said, seconds } = await untilItSays(/nothing new/, 'deploy', '--yes');
    expect(said).toMatch(
      /\d\d:\d\d:\d\dZ nothing new after \d+ s: acme-cn-hangzhou CREATE_IN_PROGRESS Registry CREATE_IN_PROGRESS for \d+ s; acme-eu-central-1 /,
    );
    expect(Number(/nothing new after (\d+) s/.exec(said)![1])).toBeLessThanOrEqual(10);
    expect(seconds).toBeLessThan(BUSY);
  });

  test('that a region is down, and why', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    const { said, seconds } = await untilItSays(/has not answered/, 'plan');
    expect(said).toBe(
      'cn-hangzhou has not answered ListStacks for 5 s (The request has failed due to a temporary failure of the server.); it is asked again. ',
    );
    expect(seconds).toBeLessThan(BUSY);
  });

  test('that nothing answers at all', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise(resolve => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const began = Date.now();
    const { stderr } = await globalRegistryCommand(['plan', '--endpoint', `127.0.0.1:${port}`], {
      cwd: app.directory,
      env: environment(simulator),
      onProgress: (text, child) => void (text.includes('asked again') && child.kill('SIGKILL')),
    });
    expect(flat(stderr)).toMatch(
      /^(cn-hangzhou|eu-central-1) has not answered ListStacks for 5 s; it is asked again\. /,
    );
    expect((Date.now() - began) / 1000).toBeLessThan(BUSY);
    silent.close();
  });
});

describe('--timeout', () => {
  test('leaves what is stuck to ROS, starts nothing more, and goes on when it is run again', async () => {
    const id = simulator.faults.add({ kind: 'stuck', resourceType: 'ALIYUN::CR::Instance', region: 'cn-hangzhou' });
    const { code, stdout } = await globalRegistryCommand(
      ['deploy', '--yes', '--timeout', '4s', '--endpoint', simulator.endpoint],
      { cwd: app.directory, env: { ...environment(simulator), GLOBAL_REGISTRY_PACE: '1' } },
    );
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringContaining(
        'Left running: acme-cn-hangzhou (cn-hangzhou): Time was up while it was waited for; what ROS has begun goes on by itself. ' +
          `Next: go on from what ROS has done by then: global-registry deploy --yes --timeout 4s --endpoint ${simulator.endpoint} ` +
          'Not deployed: acme-eu-central-1-to-cn-hangzhou (eu-central-1): It waits for acme-cn-hangzhou, which failed.',
      ),
    ]);
    expect(stacksOf(simulator)).toContain('acme-cn-hangzhou: CREATE_IN_PROGRESS');
    simulator.faults.remove(id);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect(simulator.registries()).toHaveLength(2);
  });

  test('does not wait for a call that has no answer', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou', skip: 4 });
    const began = Date.now();
    const { code, stdout } = await globalRegistryCommand(
      ['deploy', '--yes', '--timeout', '3s', '--json', '--only', 'cn-hangzhou', '--endpoint', simulator.endpoint],
      { cwd: app.directory, env: { ...environment(simulator), GLOBAL_REGISTRY_PACE: '1' } },
    );
    expect([code, JSON.parse(stdout).stacks[0].result]).toEqual([1, 'failed']);
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  test('ends a deletion too, and refuses what is no time', async () => {
    expect((await app.run('deploy', '--yes', '--only', 'cn-hangzhou')).code).toBe(0);
    simulator.faults.add({ kind: 'stuck', resourceType: 'ALIYUN::ROS::Assert', operation: 'DELETE' });
    const ended = await app.run('destroy', '--confirm', 'acme', '--timeout', '1h');
    expect([ended.code, flat(ended.stdout)]).toEqual([
      1,
      expect.stringContaining('Time was up while it was waited for'),
    ]);
    const { code, stderr } = await app.run('deploy', '--timeout', 'soon');
    expect([code, flat(stderr)]).toEqual([
      1,
      "error: option '--timeout <duration>' argument 'soon' is invalid. It is a number with its unit, such as 90s, 10m or 1h. ",
    ]);
  });
});

describe('--fresh', () => {
  const cwd = directory();
  const run = (command: string, ...parameters: string[]) =>
    globalRegistryCommand([command, '--app', writeAssembly([registryStack('cn-hangzhou')]), ...parameters], { cwd });
  const SIMULATE = ['--simulate', '--simulation-speed', '6000'];

  test('begins a simulation with an empty cloud, and is not among what goes on', async () => {
    expect((await run('deploy', '--yes', ...SIMULATE)).code).toBe(0);
    expect((await run('plan', ...SIMULATE)).code).toBe(0);
    expect((await run('plan', ...SIMULATE, '--fresh')).code).toBe(2);
    await run('deploy', '--yes', ...SIMULATE);
    expect((await run('destroy', '--confirm', 'acme', ...SIMULATE)).code).toBe(0);
    const refused = await run('plan', ...SIMULATE); // the registry that was retained stands in the way
    expect([refused.code, flat(refused.stderr)]).toEqual([
      1,
      expect.stringMatching(/Or begin with an empty simulated cloud: global-registry plan --fresh .*--simulate/),
    ]);
    const again = await run('deploy', '--yes', ...SIMULATE);
    expect([again.code, flat(again.stderr)]).toEqual([
      1,
      expect.stringMatching(
        /Or begin with an empty simulated cloud: global-registry deploy --fresh --yes .*--simulate/,
      ),
    ]);
    const timed = await run('deploy', '--yes', '--simulate', '--simulation-speed', '1', '--fresh', '--timeout', '1s');
    expect(flat(timed.stdout)).toMatch(
      /Next: go on from what ROS has done by then: global-registry deploy .* --simulate --simulation-speed 1 --timeout 1s $/,
    );
    const { instances } = JSON.parse(readFileSync(join(cwd, '.global-registry', 'simulator.json'), 'utf8'));
    expect(Object.keys(instances)).toHaveLength(1);
    // Eight processes, one after the other.
  }, 180_000);

  test('refuses where nothing is simulated', async () => {
    const { code, stderr } = await run('plan', '--fresh');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: --fresh begins a simulation anew, and nothing is simulated. Add --simulate, or leave it out. ',
    ]);
  });
});

describe('how long is left', () => {
  const [replica, primary, rules] = declared(GERMANY_HANGZHOU);
  let now = 0;
  const running = (concurrency: number) => {
    now = 0;
    return new Running([replica, primary, rules], concurrency, () => now);
  };
  const began = (state: Running, stack: typeof replica) => state.see({ kind: 'started', stack });
  const ended = (state: Running, stack: typeof replica, milliseconds: number) => {
    now += milliseconds;
    state.see({ kind: 'ended', outcome: { stack, result: 'deployed', milliseconds } });
  };

  test('is not known before each kind of what is left was done once', () => {
    const state = running(1);
    began(state, replica);
    ended(state, replica, 60_000);
    expect([state.done, state.elapsed, state.left()]).toEqual([1, 60_000, undefined]);
  });

  test('is what is left of what runs, and what waits, as long as its like took', () => {
    const state = new Running([replica, primary, { ...primary, name: 'third' }], 1, () => now);
    now = 0;
    began(state, replica);
    ended(state, replica, 60_000);
    expect(state.left()).toBe(120_000);
    began(state, primary);
    now += 20_000;
    expect(state.left()).toBe(40_000 + 60_000);
    now += 70_000;
    expect(state.left()).toBe(60_000);
  });

  test('is not known any more when all is done', () => {
    const state = running(8);
    [replica, primary, rules].forEach(stack => ended(state, stack, 1));
    expect([state.done, state.left(), state.lines()]).toEqual([3, undefined, []]);
  });
});

test('a terminal shows how much is done, how long it took and how long is left', async () => {
  const slow = new App(simulator, [
    registryStack('cn-hangzhou'),
    registryStack('us-east-1'),
    registryStack('us-west-1'),
  ]);
  const { code, text } = await slow.type([['Deploy this?', 'y\r']], 'deploy', '--concurrency', '1');
  expect([code, text]).toEqual([0, expect.stringMatching(/ {2}1\/3 done after \d+ s, about \d+ s left/)]);
  expect(text.split('\n').filter(line => line.length > 80)).toEqual([]);
});
