import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { program } from '../src/main';
import { type Map, type StackSpec, globalRegistry, registryStack } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { schemaProblems } from './support/schema';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const BOTH = globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1');
const ONE = globalRegistry('eu-central-1', 'cn-hangzhou');
const HOW = 'To delete their stacks, and retain registries and their images: global-registry deploy --prune --endpoint';
const LEFT =
  'No longer declared by the app, and left alone: ' +
  'acme-eu-central-1-to-us-east-1 eu-central-1 CREATE_COMPLETE still replicates eu-central-1 -> us-east-1: prod ' +
  `acme-us-east-1 us-east-1 CREATE_COMPLETE registry cri-ID, still billed ${HOW}`;

/** The same under another prefix, at the same construct paths. */
function renamed(specs: readonly StackSpec[]): StackSpec[] {
  const text = JSON.stringify(specs.map(spec => ({ ...spec, path: `/Acme/${spec.name}` })));
  const other = JSON.parse(text.replaceAll('acme-', 'new-').replaceAll('"acme"', '"new"')) as StackSpec[];
  return other.map((spec, index) => ({ ...spec, path: `/Acme/${specs[index].name}` }));
}

async function shrunk(): Promise<App> {
  const app = new App(simulator, BOTH);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  app.declare(ONE);
  return app;
}

describe('stacks that left the app', () => {
  test('are listed by plan, status, cost and destroy, with arrows and registries, as text and data', async () => {
    const app = await shrunk();
    for (const command of ['plan', 'status', 'cost']) {
      const { code, stdout } = await app.run(command);
      expect([command, code, flat(stdout)]).toEqual([command, 0, expect.stringContaining(LEFT)]);
      expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
      const data = JSON.parse((await app.run(command, '--json')).stdout) as Map;
      expect(schemaProblems(command, data)).toEqual([]);
      expect(data.orphans.map(({ name, arrows }: Map) => [name, arrows])).toEqual([
        ['acme-eu-central-1-to-us-east-1', [{ from: 'eu-central-1', to: 'us-east-1', namespaces: ['prod'] }]],
        ['acme-us-east-1', []],
      ]);
    }
    const destroy = await app.run('destroy', '--confirm', 'acme');
    expect([destroy.code, flat(destroy.stdout)]).toEqual([0, expect.stringContaining(LEFT)]);
    expect(stacksOf(simulator)).toHaveLength(2);
  });

  test('are pruned after consent, replication first; registries are retained, whatever their stack says', async () => {
    const doomed = BOTH.map(spec =>
      spec.name === 'acme-us-east-1' ? registryStack('us-east-1', { policy: 'Delete' }) : spec,
    );
    const app = new App(simulator, doomed);
    await app.run('deploy', '--yes');
    app.declare(ONE);
    const before = simulator.registries();
    const plan = await app.run('plan', '--prune');
    expect([plan.code, flat(plan.stdout)]).toEqual([
      2,
      expect.stringContaining('No longer declared by the app, to be deleted first; registries are retained:'),
    ]);
    const { code, text } = await app.type(
      [['This deletes 2 stacks that the app no longer declares.', 'y\r']],
      'deploy',
      '--prune',
    );
    expect([code, flat(text)]).toEqual([0, expect.stringContaining('0 stacks deployed, 3 unchanged, 2 deleted.')]);
    expect(text.indexOf('- acme-eu-central-1-to-us-east-1')).toBeLessThan(text.indexOf('- acme-us-east-1'));
    expect(simulator.registries().map(({ id, namespaces }) => [id, Object.keys(namespaces)])).toEqual(
      before.map(({ id }) => [id, ['prod']]),
    );
    expect(simulator.arrows().map(({ to }) => to)).toEqual(['cn-hangzhou']);
    expect(stacksOf(simulator)).toHaveLength(3);
  });

  test('refuses to be pruned by --yes while the app has no name, and says which name does it', async () => {
    const app = await shrunk();
    const { code, stderr } = await app.run('deploy', '--yes', '--prune');
    expect([code, flat(stderr)]).toEqual([
      1,
      expect.stringContaining(
        'error: --prune --yes deletes by the name of the app, and this app has none: its stacks are marked /Acme, by its outermost construct, ' +
          'as those of another app may be. If all that is listed above is of this app, add --app-name /Acme, or run this on a terminal without --yes.',
      ),
    ]);
    expect(stacksOf(simulator)).toHaveLength(5);
    expect((await app.run('deploy', '--yes', '--prune', '--app-name', '/Acme')).code).toBe(0);
    expect(stacksOf(simulator)).toHaveLength(3);
  });

  test('refuses --prune together with --only', async () => {
    const { code, stderr } = await (await shrunk()).run('deploy', '--yes', '--prune', '--only', 'cn-hangzhou');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: --prune looks at the whole app and --only at a part of it. Name one of them. ',
    ]);
  });

  test('are destroyed alone by --orphans, after their prefix', async () => {
    const app = await shrunk();
    expect((await app.run('destroy', '--orphans', '--confirm', 'other')).code).toBe(1);
    const { code, stdout } = await app.run('destroy', '--orphans', '--confirm', 'acme');
    expect([code, flat(stdout)]).toEqual([
      0,
      expect.stringMatching(
        /^2 stacks deleted\. Retained, with all images: .*us-east-1 ALIYUN::CR::Instance cri-ID still billed/,
      ),
    ]);
    expect((await app.run('plan')).stdout).not.toContain('No longer declared');
    expect(stacksOf(simulator)).toHaveLength(3);
    expect((await app.run('destroy', '--orphans', '--json')).code).toBe(0);
  });

  test('do not hold those of other apps, nor stacks without a mark', async () => {
    const other = new App(
      simulator,
      globalRegistry('us-east-1').map(spec => ({ ...spec, path: '/Other/x' })),
    );
    await other.run('deploy', '--yes');
    const app = new App(simulator, ONE);
    const { stdout } = await app.run('plan');
    expect(stdout).not.toContain('No longer declared');
  });

  test('are looked for in every region, and the ones that do not answer are named', async () => {
    const app = await shrunk();
    simulator.faults.add({ kind: 'region-down', region: 'me-east-1' });
    const { code, stdout } = await app.run('plan');
    expect([code, flat(stdout)]).toEqual([
      0,
      expect.stringContaining(
        'Not searched for stacks that left the app: me-east-1 (The request has failed due to a temporary failure of the server.)',
      ),
    ]);
  });
});

describe('before anything is asked, it is said in words', () => {
  test('that a prefix was changed, and what that means', async () => {
    const app = new App(simulator, ONE);
    await app.run('deploy', '--yes');
    app.declare(renamed(ONE));
    const { code, text } = await app.type([['Deploy this?', 'n\r']], 'deploy');
    expect([code, flat(text)]).toEqual([
      1,
      expect.stringContaining(
        'Acme/acme-cn-hangzhou was deployed as acme-cn-hangzhou and is called new-cn-hangzhou now. ' +
          'Nothing is renamed: another registry is bought, and the one from before stays with its images and is billed.',
      ),
    ]);
    expect(flat(text)).toContain('Nothing is renamed: it is made anew, and the one from before stays.');
    expect(simulator.registries()).toHaveLength(2);
  });

  test('that the name of a registry was changed, which is refused', async () => {
    const app = new App(simulator, ONE);
    await app.run('deploy', '--yes');
    app.declare(
      JSON.parse(JSON.stringify(ONE).replaceAll('"InstanceName":"acme"', '"InstanceName":"other"')) as StackSpec[],
    );
    const { code, stdout } = await app.run('plan');
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringContaining('would change InstanceName from "acme" to "other"'),
    ]);
  });

  test('that an app declares nothing any more', async () => {
    const app = new App(simulator, ONE);
    await app.run('deploy', '--yes');
    app.declare([]);
    const nameless = await app.run('deploy', '--yes');
    expect([nameless.code, flat(nameless.stderr)]).toEqual([
      1,
      'error: The app declares no stack, and it has no name by which stacks that it made before are known. The account has stacks of /Acme (3). ' +
        'If one of these was this app, add --app-name with its name, such as --app-name /Acme: what is left of it is then shown. ',
    ]);
    const { code, stdout } = await app.run('plan', '--app-name', '/Acme');
    expect([code, flat(stdout)]).toEqual([
      0,
      expect.stringContaining('The app declares no stack any more. No longer declared by the app'),
    ]);
    expect((await app.run('destroy', '--orphans', '--app-name', '/Acme', '--confirm', 'acme')).code).toBe(0);
    expect(stacksOf(simulator)).toEqual([]);
  });
});

describe('destroy ends with what is retained and billed', () => {
  const BILLED =
    /Retained, with all images:.* cn-hangzhou ALIYUN::CR::Instance cri-ID still billed.* eu-central-1 ALIYUN::CR::Instance cri-ID still billed/;

  test('also when it is run again, and when a region does not tell', async () => {
    const app = new App(simulator, ONE);
    await app.run('deploy', '--yes');
    const first = await app.run('destroy', '--confirm', 'acme');
    expect([first.code, flat(first.stdout)]).toEqual([0, expect.stringMatching(BILLED)]);
    const again = await app.run('destroy', '--confirm', 'acme');
    expect([again.code, flat(again.stdout)]).toEqual([0, expect.stringMatching(/^0 stacks deleted, 3 already gone\./)]);
    expect(flat(again.stdout)).toMatch(BILLED);
    simulator.faults.add({
      kind: 'unsuccessful',
      action: 'ListInstance',
      region: 'cn-hangzhou',
      code: 'NO',
      message: 'Not today.',
    });
    const silent = await app.run('destroy', '--confirm', 'acme');
    expect(flat(silent.stdout)).toContain(
      'Whether registries are still billed is not known of cn-hangzhou (Not today.)',
    );
  });

  test('and after a failure names a command that exists', async () => {
    const app = new App(simulator, [registryStack('cn-hangzhou', { policy: 'Delete' })]);
    await app.run('deploy', '--yes');
    simulator.faults.add({ kind: 'fail-resource', logicalId: 'Registry', operation: 'DELETE' });
    const { code, stdout } = await app.run('destroy', '--confirm', 'acme', '--allow-delete', 'acme');
    const next = /Next: see what is left, and remove it after your consent: global-registry (\S.*\S)/.exec(
      flat(stdout),
    );
    expect([code, next?.[1]]).toEqual([1, expect.stringMatching(/^destroy --confirm acme --allow-delete acme/)]);
    const parsed = program().exitOverride();
    for (const command of parsed.commands) {
      command.exitOverride().action(() => undefined);
    }
    expect(() => parsed.parse(next![1].split(' '), { from: 'user' })).not.toThrow();
  });
});
