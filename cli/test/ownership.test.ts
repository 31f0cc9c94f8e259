import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { MARK_METADATA } from '../src/domain/mark';
import { GERMANY_HANGZHOU, registryStack } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { stockClient } from './support/stock';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const [, HANGZHOU] = GERMANY_HANGZHOU;
const HANGZHOU_AGAIN = registryStack('cn-hangzhou', { autoCreate: false });

describe('a stack that the deployer made', () => {
  test('carries the app and the construct in its tags and its template', async () => {
    const app = new App(simulator, [HANGZHOU]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    const [stack] = simulator.stacks();
    expect(stack.tags).toEqual([
      { key: 'global-registry:app', value: '/Acme' },
      { key: 'global-registry:path', value: '/Acme/acme-cn-hangzhou' },
    ]);
    expect(JSON.parse(stack.intent.templateBody).Metadata[MARK_METADATA]).toEqual({
      App: '/Acme',
      Path: '/Acme/acme-cn-hangzhou',
    });
  });

  test('keeps tags that others gave it, and gets its own back', async () => {
    const app = new App(simulator, [HANGZHOU]);
    await app.run('deploy', '--yes');
    await stockClient(simulator).tag(simulator.stacks()[0], 'team', 'platform');
    await stockClient(simulator).untag(simulator.stacks()[0], 'global-registry:app');
    expect((await app.run('plan')).stdout).toContain('~ tags of the deployer');
    app.declare([HANGZHOU_AGAIN]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect(
      simulator
        .stacks()[0]
        .tags.map(({ key }) => key)
        .sort(),
    ).toEqual(['global-registry:app', 'global-registry:path', 'team']);
  });

  test('is known by the name of the app, wherever that comes from', async () => {
    const app = new App(simulator, [HANGZHOU]);
    writeFileSync(join(app.directory, 'cdk.json'), JSON.stringify({ name: 'images' }));
    await app.run('deploy', '--yes');
    expect(simulator.stacks()[0].tags[0].value).toBe('images');
    expect((await app.run('plan', '--app-name', 'images')).code).toBe(0);
    expect((await app.run('plan', '--app-name', 'other')).code).toBe(1);
  });

  test.each(['aliyun-registry', 'a/b', 'a\nb'])('refuses the name %j for an app', async name => {
    const app = new App(simulator, [HANGZHOU]);
    const { code, stderr } = await app.run('plan', '--app-name', name);
    expect([code, flat(stderr)]).toEqual([
      1,
      `error: The name of the app is ${JSON.stringify(name)}, but it has 1 to 64 characters without line breaks and slashes but for one in front, ` +
        'and does not begin with "aliyun" or "acs:". Correct --app-name, or "name" in cdk.json. ',
    ]);
  });
});

describe('a stack of a declared name that is not of this app', () => {
  const refusal = (maker: string) =>
    `A stack of this name exists and ${maker}, while this is /Acme/acme-cn-hangzhou of the app /Acme, so it is neither updated nor deleted. ` +
    'If it is yours, made by ros-cdk or before the app got its name, add --take-over acme-cn-hangzhou once; if not, choose another stackNamePrefix.';

  const made = async (more: object = {}) =>
    stockClient(simulator).create('acme-cn-hangzhou', 'cn-hangzhou', { ...HANGZHOU_AGAIN.template, ...more });

  test('is neither planned, updated nor deleted, whatever is consented to', async () => {
    await made();
    const before = JSON.stringify(simulator.stacks());
    const app = new App(simulator, GERMANY_HANGZHOU);
    const plan = await app.run('plan');
    expect([plan.code, flat(plan.stdout)]).toEqual([1, expect.stringContaining(refusal('carries no mark of an app'))]);
    const deploy = await app.run('deploy', '--yes', '--allow-delete', 'acme', '--prune', '--app-name', '/Acme');
    expect([deploy.code, deploy.stderr]).toEqual([1, expect.stringContaining('Something is refused')]);
    const destroy = await app.run('destroy', '--confirm', 'acme', '--allow-delete', 'acme');
    expect([destroy.code, flat(destroy.stderr)]).toEqual([
      1,
      `error: Nothing was deleted, for not all of it is this app's: acme-cn-hangzhou (cn-hangzhou): ${refusal('carries no mark of an app')} `,
    ]);
    expect(JSON.stringify(simulator.stacks())).toBe(before);
    const status = await app.run('status');
    expect([status.code, status.stdout]).toEqual([
      1,
      expect.stringMatching(/acme-cn-hangzhou +cn-hangzhou +NOT OF THIS APP/),
    ]);
  });

  test.each([
    ['CREATE_FAILED', 'CREATE_FAILED'],
    ['CREATE_ROLLBACK_COMPLETE', 'CREATE_ROLLBACK_COMPLETE'],
  ])('is left alone in %s too', async status => {
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::Namespace', times: 1 });
    await stockClient(simulator).create('acme-cn-hangzhou', 'cn-hangzhou', HANGZHOU_AGAIN.template, {
      rollback: status !== 'CREATE_FAILED',
    });
    const app = new App(simulator, [HANGZHOU]);
    expect((await app.run('deploy', '--yes')).code).toBe(1);
    expect(stacksOf(simulator)).toEqual([`acme-cn-hangzhou: ${status}`]);
  });

  test('is left alone when it is of another app', async () => {
    const other = new App(simulator, [{ ...HANGZHOU, path: '/Other/acme-cn-hangzhou' }]);
    await other.run('deploy', '--yes');
    const app = new App(simulator, [HANGZHOU]);
    expect(flat((await app.run('plan')).stdout)).toContain(
      refusal('carries the mark of /Other/acme-cn-hangzhou of the app /Other'),
    );
  });

  test('is taken over once by whoever names it, and is then of this app', async () => {
    await made();
    const app = new App(simulator, [HANGZHOU]);
    const plan = await app.run('plan', '--take-over', 'acme-cn-hangzhou');
    expect(plan.stdout).toContain('takes it over: it carries no mark of an app');
    expect((await app.run('deploy', '--yes', '--take-over', 'acme-cn-hangzhou')).code).toBe(0);
    expect((await app.run('plan')).code).toBe(0);
    expect(simulator.registries()).toHaveLength(1);
  });

  test('is taken over in CREATE_FAILED too, and is then of this app', async () => {
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::Namespace', times: 1 });
    await stockClient(simulator).create('acme-cn-hangzhou', 'cn-hangzhou', HANGZHOU_AGAIN.template, {
      rollback: false,
    });
    const app = new App(simulator, [HANGZHOU]);
    expect((await app.run('deploy', '--yes', '--take-over', 'acme-cn-hangzhou')).code).toBe(0);
    expect((await app.run('plan')).code).toBe(0);
    expect(simulator.registries()).toHaveLength(1);
  });

  test('in CREATE_FAILED is taken over from another app', async () => {
    const other = new App(simulator, [{ ...HANGZHOU_AGAIN, path: '/Other/acme-cn-hangzhou' }]);
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::Namespace', times: 1 });
    expect((await other.run('deploy', '--yes')).code).toBe(1);
    const app = new App(simulator, [HANGZHOU]);
    expect((await app.run('deploy', '--yes', '--take-over', '/Other')).code).toBe(0);
    expect((await app.run('plan')).code).toBe(0);
  });

  test('is taken over with all others of its app when the app gets a name', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    await app.run('deploy', '--yes');
    writeFileSync(join(app.directory, 'cdk.json'), JSON.stringify({ name: 'images' }));
    expect((await app.run('plan')).code).toBe(1);
    expect((await app.run('deploy', '--yes', '--take-over', '/Acme')).code).toBe(0);
    expect((await app.run('plan')).stdout).toContain('0 to create, 0 to update, 3 unchanged.');
  });
});

test('what the stock tools update stays a stack of the app', async () => {
  const app = new App(simulator, [HANGZHOU]);
  await app.run('deploy', '--yes');
  await stockClient(simulator).update(simulator.stacks()[0], HANGZHOU_AGAIN.template);
  const { code, stdout } = await app.run('plan');
  expect([code, stdout]).toEqual([2, expect.stringContaining('1 to update')]);
});
