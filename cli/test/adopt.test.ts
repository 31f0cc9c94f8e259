import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../src/cloud/cr-api';
import { APP, at, installIn } from './support/adopted';
import { connectionTo } from './support/cloud';
import { App, flat } from './support/commands';
import { GERMANY_HANGZHOU, directory } from './support/assemblies';
import { type ConsoleWorld, consoleWorlds, makeWorld } from './support/console-worlds';
import { schemaProblems } from './support/schema';

const WORLDS = 10;

/** Adopts a world in both languages, plans and deploys the app that came of it, and looks whether anything is another. */
async function adopt(world: ConsoleWorld): Promise<{ typescript: string; python: string }> {
  const simulator = await startSimulator();
  try {
    const { id, region } = await makeWorld(simulator, world);
    const [typescript, python] = [join(directory(), 'ts'), join(directory(), 'py')];
    const from = ['--from', `${id}@${region}`];
    const run = at(simulator, directory());
    const written = await run('adopt', ...from, '--out', typescript, '--json');
    expect([written.code, written.stderr]).toEqual([0, '']);
    const { fingerprint, ...others } = JSON.parse(written.stdout) as { fingerprint: string };
    expect(schemaProblems('adopt', { fingerprint, ...others })).toEqual([]);
    expect((await run('adopt', ...from, '--out', python, '-l', 'python')).code).toBe(0);
    installIn(typescript);
    const inside = at(simulator, typescript);
    const planned = await inside('plan', ...APP, '--json');
    expect([planned.code, (JSON.parse(planned.stdout) as { summary?: object }).summary]).toEqual([
      0,
      expect.objectContaining({ create: 0, update: 0, refused: 0, unknown: 0 }),
    ]);
    expect((await inside('deploy', '--yes', '--app', 'cdk.out')).code).toBe(0);
    const after = await inside('adopt', ...from, '--fingerprint', '--json');
    expect(JSON.parse(after.stdout)).toMatchObject({ fingerprint, files: [], directory: null });
    return { typescript, python };
  } finally {
    await simulator.close();
  }
}

describe('adopt', () => {
  const projects: { typescript: string; python: string }[] = [];

  test(`of ${WORLDS} worlds made in the console writes apps whose plan is empty, and that change nothing when they are deployed`, async () => {
    await fc.assert(
      fc.asyncProperty(consoleWorlds, async world => void projects.push(await adopt(world))),
      { numRuns: WORLDS, seed: 13, endOnFailure: true },
    );
  }, 600_000);

  test('writes TypeScript that the compiler takes, and tests that pass', () => {
    const [first] = projects;
    const config = JSON.parse(readFileSync(join(first.typescript, 'tsconfig.json'), 'utf8')) as object;
    const include = projects.flatMap(({ typescript }) => [
      `${typescript}/bin`,
      `${typescript}/lib`,
      `${typescript}/test`,
    ]);
    const typeRoots = [join(first.typescript, 'node_modules', '@types')];
    const all = {
      ...config,
      compilerOptions: { ...(config as { compilerOptions: object }).compilerOptions, typeRoots },
      include,
    };
    const file = join(directory(), 'tsconfig.json');
    writeFileSync(file, JSON.stringify(all));
    const compiled = spawnSync('node', [require.resolve('typescript/bin/tsc'), '-p', file], { encoding: 'utf8' });
    expect(compiled.stdout).toBe('');
    const tested = spawnSync('node', [require.resolve('tsx/cli'), '--test', 'test/registry.test.ts'], {
      cwd: first.typescript,
      encoding: 'utf8',
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    expect([tested.status, tested.stdout]).toEqual([0, expect.stringContaining('pass 1')]);
  });

  test('writes Python that Python reads', () => {
    const files = projects.flatMap(({ python }) => [`${python}/lib/registry.py`, `${python}/tests/test_registry.py`]);
    const read = 'import ast, sys\nfor file in sys.argv[1:]: ast.parse(open(file, encoding="utf-8").read(), file)';
    const { status, stderr, error } = spawnSync('python3', ['-c', read, ...files], { encoding: 'utf8' });
    if (error !== undefined) {
      console.warn('There is no python3, so the Python of adopted apps was not read.');
      return;
    }
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('an adopted app', () => {
  test('is added to: a namespace and a replica are made, and of what exists nothing is another', async () => {
    const simulator = await startSimulator();
    const world = { region: 'eu-central-1', instanceId: 'cri-0000000000000001' };
    const away = { region: 'cn-hangzhou', instanceId: 'cri-0000000000000002' };
    simulator.addRegistry({ ...world, name: 'acme', namespaces: ['prod'] });
    simulator.addRegistry({ ...away, name: 'acme', edition: 'Basic', namespaces: ['prod'] });
    await new CrApi(connectionTo(simulator)).call('CreateRepoSyncRule', world.region, {
      ...{ InstanceId: world.instanceId, NamespaceName: 'prod', TargetNamespaceName: 'prod', TagFilter: 'v.*' },
      ...{ TargetRegionId: away.region, TargetInstanceId: away.instanceId, SyncRuleName: 'by hand' },
      ...{ SyncScope: 'NAMESPACE', SyncTrigger: 'PASSIVE' },
    });
    const project = join(directory(), 'acme');
    const from = ['--from', `${away.instanceId}@${away.region}`];
    const written = await at(simulator, directory())('adopt', ...from, '--out', project);
    expect([written.code, written.stderr]).toEqual([0, '']);
    installIn(project);
    const file = join(project, 'lib', 'registry.ts');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('      // Copied to cn-hangzhou by "by hand" (crsr-');
    const more = text
      .replace('replicas: [', "replicas: [{ region: 'us-east-1' }, ")
      .replace('namespaces: [', "namespaces: [{ name: 'new' }, ");
    writeFileSync(file, more);
    const inside = at(simulator, project);
    expect(await inside('deploy', '--yes', ...APP)).toMatchObject({ code: 0 });
    const rules = simulator
      .arrows()
      .map(({ from: source, to, rule }) => `${source} -> ${to}: ${rule.namespace} ${rule.tagFilter}`);
    expect(rules.sort()).toEqual([
      'eu-central-1 -> cn-hangzhou: new .*',
      'eu-central-1 -> cn-hangzhou: prod v.*',
      'eu-central-1 -> us-east-1: new .*',
      'eu-central-1 -> us-east-1: prod v.*',
    ]);
    expect((await inside('verify', '--app', 'cdk.out')).code).toBe(0);
    expect((await inside('status', '--app', 'cdk.out')).code).toBe(0);
    await simulator.close();
  }, 120_000);
});

describe('registries that stacks of another app hold', () => {
  test('are adopted beside those stacks, and it is said that they are', async () => {
    const simulator = await startSimulator();
    const app = new App(simulator, GERMANY_HANGZHOU);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    const project = join(directory(), 'beside');
    const [{ id, region }] = simulator.registries('eu-central-1');
    const { code, stdout } = await app.run('adopt', '--from', `${id}@${region}`, '--out', project);
    expect([code, flat(stdout)]).toEqual([
      0,
      expect.stringContaining(
        'There are stacks already by the names of those of this app: acme-eu-central-1 (eu-central-1), acme-cn-hangzhou (cn-hangzhou), ' +
          'acme-eu-central-1-to-cn-hangzhou (eu-central-1). So its own begin with acme-adopted. ',
      ),
    ]);
    installIn(project);
    expect((await at(simulator, project)('plan', ...APP)).code).toBe(0);
    await simulator.close();
  }, 120_000);
});

describe('registries that another tool let go', () => {
  test('such as destroy of this deployer, are found by the app and adopted with their fingerprint', async () => {
    const simulator = await startSimulator();
    const app = new App(simulator, GERMANY_HANGZHOU);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    const [{ id, region }] = simulator.registries('eu-central-1');
    await simulator.pushImage({ region, instanceId: id, namespace: 'prod', repository: 'api', tag: 'v1' });
    const before = await app.run('adopt', '--from', `${id}@${region}`, '--fingerprint', '--json');
    const living = await app.run('adopt', '--retained', '--fingerprint');
    expect([living.code, flat(living.stderr)]).toEqual([
      1,
      'error: Nothing is retained of what the app declares. cri-ID is in acme-cn-hangzhou, cri-ID is in acme-eu-central-1, which exists. ',
    ]);
    expect((await app.run('destroy', '--confirm', 'acme')).code).toBe(0);
    const project = join(directory(), 'again');
    const { code, stdout } = await app.run('adopt', '--retained', '--out', project, '--json');
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as { registries: unknown[]; fingerprint: string };
    expect(schemaProblems('adopt', document)).toEqual([]);
    expect(document.registries).toHaveLength(2); // destroy deleted the rule that tied them
    const ids = simulator.registries().map(instance => `${instance.id}@${instance.region}`);
    const after = await app.run('adopt', '--from', ...ids, '--fingerprint', '--json');
    expect(JSON.parse(after.stdout)).toMatchObject({ fingerprint: document.fingerprint });
    expect(JSON.parse(before.stdout)).not.toMatchObject({ fingerprint: document.fingerprint });
    installIn(project);
    expect((await at(simulator, project)('plan', ...APP)).code).toBe(0);
    await simulator.close();
  }, 120_000);

  test('such as Terraform, are found in its state, whose secrets stay there', async () => {
    const simulator = await startSimulator();
    simulator.addRegistry({ region: 'eu-central-1', name: 'acme', instanceId: 'cri-1', namespaces: ['prod'] });
    const cwd = directory();
    const instance = { id: 'cri-1', region_id: 'eu-central-1', password: 'tf-secret-1' };
    const resource = (type: string, name: string, attributes: object) => ({
      ...{ mode: 'managed', type, name, instances: [{ attributes }] },
    });
    const resources = [
      resource('alicloud_cr_ee_instance', 'acme', instance),
      resource('alicloud_cr_ee_namespace', 'prod', { instance_id: 'cri-1', name: 'prod' }),
      resource('alicloud_cr_ee_namespace', 'old', { instance_id: 'cri-1', name: 'old' }),
    ];
    writeFileSync(join(cwd, 'terraform.tfstate'), JSON.stringify({ version: 4, resources }));
    const run = at(simulator, cwd);
    const { code, stdout } = await run('adopt', '--from-terraform', 'terraform.tfstate', '--out', 'acme');
    expect(code).toBe(0);
    expect(stdout.slice(stdout.indexOf('Terraform has'))).toBe(
      [
        'Terraform has these, and the service has not: alicloud_cr_ee_namespace.old.',
        '',
        'Terraform manages 3 resources of it. When you go on with this app, let it forget',
        'them:',
        '  terraform state rm alicloud_cr_ee_instance.acme',
        '  terraform state rm alicloud_cr_ee_namespace.old',
        '  terraform state rm alicloud_cr_ee_namespace.prod',
        '',
      ].join('\n'),
    );
    const written = readFileSync(join(cwd, 'acme', 'lib', 'registry.ts'), 'utf8');
    expect(`${stdout}${written}`).not.toContain('tf-secret');
    const document = JSON.parse(
      (await run('adopt', '--from-terraform', 'terraform.tfstate', '--out', 'b', '--json')).stdout,
    );
    expect(schemaProblems('adopt', document)).toEqual([]);
    await simulator.close();
  }, 60_000);
});

describe('what adopt refuses', () => {
  let simulator: Simulator;
  const cwd = directory();

  beforeAll(async () => {
    simulator = await startSimulator();
    for (const [region, edition] of [
      ['eu-central-1', 'Advanced'],
      ['cn-hangzhou', 'Basic'],
    ] as const) {
      simulator.addRegistry({ region, name: 'acme', edition });
    }
  });
  afterAll(() => simulator.close());

  test('refuses to overwrite anything, before it asks the cloud', async () => {
    const taken = directory();
    mkdirSync(join(taken, 'lib'));
    writeFileSync(join(taken, 'lib', 'registry.ts'), '');
    const { code, stderr } = await at(simulator, cwd)('adopt', '--from', 'cri-nobody@eu-central-1', '--out', taken);
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      `error: ${taken} has lib/registry.ts already, and nothing is overwritten. Name an empty directory. `,
    ]);
    expect(readdirSync(taken)).toEqual(['lib']);
  });

  test('refuses a registry that does not exist', async () => {
    const { code, stderr } = await at(simulator, cwd)(
      'adopt',
      '--from',
      'cri-nobody@eu-central-1',
      '--out',
      directory(),
    );
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      'error: There is no registry cri-nobody in eu-central-1. Copy id and region from the overview page of the instance. ',
    ]);
  });

  test('refuses no source, and two', async () => {
    const told =
      'error: What is adopted is named in one way: --from cri-...@REGION or REGION/NAME for registries and what rules tie to them, --all for an account, ' +
      '--retained for what destroy left of the app, or --from-terraform FILE. ';
    for (const sources of [[], ['--all', '--from', 'cri-1@eu-central-1'], ['--all', '--from-terraform', 'a']]) {
      const { code, stderr } = await at(simulator, cwd)('adopt', ...sources);
      expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([1, told]);
    }
  });

  test('refuses an account without rules, and names its registries', async () => {
    const { code, stderr } = await at(simulator, cwd)('adopt', '--all', '--out', directory());
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      'error: No registries of this account are tied by sync rules. Without rules there are: ' +
        simulator
          .registries()
          .map(({ id, region }) => `--from ${id}@${region}`)
          .sort((one, other) => (one.split('@')[1] < other.split('@')[1] ? -1 : 1))
          .join(', or ') +
        '. ',
    ]);
  });

  test('refuses two registries of one name in a region, which no app can tell apart', async () => {
    const twins = await startSimulator({ repeatedNames: true });
    const from = ['cri-1', 'cri-2'].map(instanceId => {
      twins.addRegistry({ region: 'eu-central-1', name: 'acme', instanceId });
      return `${instanceId}@eu-central-1`;
    });
    const { code, stderr } = await at(twins, cwd)('adopt', '--from', ...from, '--out', directory());
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: eu-central-1 has 2 registries named acme (cri-1, cri-2), tied by rules or asked for together, and an app knows each by its name. ' +
        'Remove the rules that tie one of them, or ask for one of them. ',
    ]);
    await twins.close();
  });
});
