import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { globalRegistry } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';

let simulator: Simulator;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator();
  app = new App(simulator, globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1'));
});
afterEach(() => simulator.close());

const down = () => void simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });

describe('a region that cannot be read', () => {
  test('refuses the whole deployment, whatever is consented to', async () => {
    down();
    const { code, stderr } = await app.run('deploy', '--yes');
    expect([code, flat(stderr)]).toEqual([
      1,
      expect.stringContaining(
        'error: cn-hangzhou could not be read, so nothing was deployed: what would become of it is not known. ' +
          'Run this again later, or leave it out with --only eu-central-1 us-east-1.',
      ),
    ]);
    expect(simulator.stacks()).toEqual([]);
  });

  test('is left out with what leads to it, as the message says', async () => {
    down();
    const { code } = await app.run('deploy', '--yes', '--only', 'eu-central-1', 'us-east-1');
    expect([code, stacksOf(simulator)]).toEqual([
      0,
      [
        'acme-eu-central-1-to-us-east-1: CREATE_COMPLETE',
        'acme-eu-central-1: CREATE_COMPLETE',
        'acme-us-east-1: CREATE_COMPLETE',
      ],
    ]);
    expect((await app.run('plan', '--only', 'eu-central-1', 'us-east-1')).code).toBe(0);
  });

  test('refuses the whole deployment where it does not exist', async () => {
    app.declare(globalRegistry('eu-central-1', 'xx-nowhere-1'));
    const { code, stderr } = await app.run('deploy', '--yes');
    expect([code, flat(stderr)]).toEqual([1, expect.stringContaining('error: xx-nowhere-1 could not be read')]);
    expect(simulator.stacks()).toEqual([]);
  });

  test('refuses a deletion too, and deletes nothing elsewhere', async () => {
    await app.run('deploy', '--yes');
    down();
    const { code, stderr } = await app.run('destroy', '--confirm', 'acme');
    expect([code, flat(stderr)]).toEqual([
      1,
      expect.stringMatching(/^error: Nothing was deleted, for cn-hangzhou \(.*\) could not be read\./),
    ]);
    expect(simulator.stacks()).toHaveLength(5);
  });
});

describe('--only', () => {
  test('refuses what the app does not have', async () => {
    const { code, stderr } = await app.run('plan', '--only', 'acme-cn-shanghai');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: --only names "acme-cn-shanghai", but the app has no such stack or region. Its stacks are acme-cn-hangzhou, acme-eu-central-1, ' +
        'acme-eu-central-1-to-cn-hangzhou, acme-eu-central-1-to-us-east-1, acme-us-east-1; its regions cn-hangzhou, eu-central-1, us-east-1. ',
    ]);
  });

  test('refuses an arrow while an end of it is left out and does not exist', async () => {
    const { code, stdout } = await app.run('plan', '--only', 'acme-eu-central-1-to-cn-hangzhou');
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringContaining(
        'It needs acme-cn-hangzhou, which --only leaves out and which does not exist. Add --only acme-cn-hangzhou. ' +
          'It needs acme-eu-central-1, which --only leaves out and which does not exist. Add --only acme-eu-central-1.',
      ),
    ]);
  });

  test('takes an arrow by its name where its ends are there', async () => {
    expect((await app.run('deploy', '--yes', '--only', 'cn-hangzhou', 'acme-eu-central-1')).code).toBe(0);
    const arrow = await app.run('deploy', '--yes', '--only', 'acme-eu-central-1-to-cn-hangzhou');
    expect([arrow.code, simulator.arrows().map(({ to }) => to)]).toEqual([0, ['cn-hangzhou']]);
  });

  test('deletes a region with the arrows that lead to it, and nothing else', async () => {
    await app.run('deploy', '--yes');
    expect((await app.run('destroy', '--only', 'cn-hangzhou', '--confirm', 'acme')).code).toBe(0);
    expect(stacksOf(simulator)).toEqual([
      'acme-eu-central-1-to-us-east-1: CREATE_COMPLETE',
      'acme-eu-central-1: CREATE_COMPLETE',
      'acme-us-east-1: CREATE_COMPLETE',
    ]);
  });

  test.each(['status', 'cost'])('narrows %s', async command => {
    await app.run('deploy', '--yes');
    const { stdout } = await app.run(command, '--only', 'us-east-1', '--json');
    expect((JSON.parse(stdout) as { stacks: { name: string }[] }).stacks.map(({ name }) => name)).toEqual([
      'acme-us-east-1',
    ]);
  });
});
