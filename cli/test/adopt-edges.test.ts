import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../src/cloud/cr-api';
import { consoleRule } from './support/console-rule';
import { APP, GERMANY, HANGZHOU, at, consoleWorld, installIn } from './support/adopted';
import { GERMANY_HANGZHOU, directory } from './support/assemblies';
import { connectionTo } from './support/cloud';
import { App, flat, stacksOf } from './support/commands';
import { schemaProblems } from './support/schema';

const FROM = ['--from', `${GERMANY.instanceId}@${GERMANY.region}`];

/** The app with all uncommented that adopt tells to uncomment. */
const uncommented = (text: string, sign: string): string =>
  text.replaceAll(new RegExp(`^ *${sign} registry\\.replications[^]*?\\);?$`, 'gm'), statement =>
    statement.replaceAll(new RegExp(`^( *)${sign} `, 'gm'), '$1'),
  );

const rulesOf = (simulator: Simulator): string[] =>
  simulator
    .arrows()
    .map(({ rule }) => rule.name)
    .sort();

const deleteRules = async (simulator: Simulator): Promise<void> => {
  const cr = new CrApi(connectionTo(simulator));
  for (const { rule } of simulator.arrows()) {
    await cr.call('DeleteRepoSyncRule', GERMANY.region, { InstanceId: GERMANY.instanceId, SyncRuleId: rule.id });
  }
};

/** Without what the library warns of: the app buys what it is about to import, and says that a rule is there already. */
const unwarned = (stderr: string): string => flat(stderr).replace(/^(warning: .*? have that rule\. )+/, '');

describe('a rule that the app has in a comment', () => {
  test('comes into a stack when it is deleted in the console, its line is uncommented, and the app is deployed', async () => {
    const simulator = await consoleWorld();
    const project = join(directory(), 'acme');
    expect((await at(simulator, directory())('adopt', ...FROM, '--out', project)).code).toBe(0);
    installIn(project);
    await deleteRules(simulator);
    const file = join(project, 'lib', 'registry.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, uncommented(text, '//'));
    expect(uncommented(text, '//')).not.toBe(text);
    const run = at(simulator, project);
    expect(await run('deploy', '--yes', ...APP)).toMatchObject({ code: 0 });
    expect(rulesOf(simulator)).toEqual(['alpine', 'to China']);
    expect((await run('status', '--app', 'cdk.out')).code).toBe(0);
    await simulator.close();
  }, 120_000);

  test('runs in Python too when its line is uncommented', async () => {
    const simulator = await consoleWorld();
    const project = join(directory(), 'acme');
    expect((await at(simulator, directory())('adopt', ...FROM, '--out', project, '-l', 'python')).code).toBe(0);
    const text = readFileSync(join(project, 'lib', 'registry.py'), 'utf8');
    writeFileSync(join(project, 'lib', 'registry.py'), uncommented(text, '#'));
    const stand = 'import sys; from unittest.mock import MagicMock as M';
    const packages = "sys.modules.update({'ros_cdk_core': M(), 'ros_cdk_global_registry': M()})";
    const script = `${stand}; ${packages}; from lib.registry import declare_registry; declare_registry(M())`;
    const { status, stderr, error } = spawnSync('python3', ['-c', script], { cwd: project, encoding: 'utf8' });
    if (error === undefined) {
      expect([status, stderr]).toEqual([0, '']);
    }
    await simulator.close();
  }, 60_000);
});

describe('an adopted app whose replica receives by a rule alone', () => {
  test('does not warn that nothing is copied there', async () => {
    const simulator = await startSimulator({ importableTypes: 'all' as never });
    simulator.addRegistry({ ...GERMANY, name: 'acme', namespaces: ['prod'] });
    simulator.addRegistry({ ...HANGZHOU, name: 'acme', namespaces: ['prod'] });
    simulator.addRegistry({
      region: 'us-east-1',
      instanceId: 'cri-0000000000000003',
      name: 'acme',
      namespaces: ['prod'],
    });
    const cr = new CrApi(connectionTo(simulator));
    for (const [SyncRuleName, TagFilter, TargetRegionId, TargetInstanceId] of [
      ['r1', '.*', HANGZHOU.region, HANGZHOU.instanceId],
      ['r2', 'rel-.*', 'us-east-1', 'cri-0000000000000003'],
    ]) {
      await cr.call('CreateRepoSyncRule', GERMANY.region, {
        InstanceId: GERMANY.instanceId,
        ...consoleRule(SyncRuleName, { region: TargetRegionId, id: TargetInstanceId }, { tags: TagFilter }),
      });
    }
    const project = join(directory(), 'acme');
    const all = ['--import', '--out', project];
    expect((await at(simulator, directory())('adopt', ...FROM, ...all)).code).toBe(0);
    installIn(project);
    const { stdout, stderr } = await at(simulator, project)('plan', ...APP);
    expect(stdout).toContain('acme-eu-central-1-to-us-east-1');
    expect(flat(stderr)).not.toContain('copies nothing');
    await simulator.close();
  }, 60_000);
});

describe('what stacks hold already', () => {
  let simulator: Simulator;
  let app: App;
  let from: string[];

  beforeAll(async () => {
    simulator = await startSimulator({ importableTypes: 'all' as never });
    app = new App(simulator, GERMANY_HANGZHOU);
    expect((await app.run('deploy', '--yes', '--app-name', 'acme-images')).code).toBe(0);
    const [{ id, region }] = simulator.registries('eu-central-1');
    from = ['--from', `${id}@${region}`];
  }, 60_000);
  afterAll(() => simulator.close());

  test('is told before an app is written beside it, whose rules are not said to be free', async () => {
    const project = join(directory(), 'beside');
    const { code, stdout, stderr } = await app.run('adopt', ...from, '--out', project, '--json');
    expect([code, flat(stderr)]).toEqual([
      0,
      'warning: Stacks hold what was found already: ' +
        'acme-cn-hangzhou (cn-hangzhou, of the app acme-images): cri-ID and namespace prod of cri-ID ' +
        'acme-eu-central-1 (eu-central-1, of the app acme-images): cri-ID and namespace prod of cri-ID ' +
        'acme-eu-central-1-to-cn-hangzhou (eu-central-1, of the app acme-images): sync rule ruleprod-cn-hangzhou of cri-ID ' +
        'If an app declares those stacks, go on with that one, for two apps that change one registry undo what the other does. ',
    ]);
    const document = JSON.parse(stdout) as { holders: { name: string; app: string }[] };
    expect(schemaProblems('adopt', document)).toEqual([]);
    expect(document.holders.map(holder => `${holder.name} ${holder.app}`)).toEqual([
      'acme-cn-hangzhou acme-images',
      'acme-eu-central-1 acme-images',
      'acme-eu-central-1-to-cn-hangzhou acme-images',
    ]);
    const text = readFileSync(join(project, 'lib', 'registry.ts'), 'utf8');
    expect(text).not.toContain('uncomment');
    expect(text.replaceAll(/\s*\/\/ /g, ' ')).toContain(
      'It is in the stack acme-eu-central-1-to-cn-hangzhou (eu-central-1, of the app acme-images): change it there.',
    );
  }, 60_000);

  test('refuses to write an app that is to import it', async () => {
    const project = join(directory(), 'taking');
    const { code, stderr } = await app.run('adopt', ...from, '--import', '--out', project);
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: A resource is in one stack only, and stacks hold what is to be imported: ' +
        'acme-cn-hangzhou (cn-hangzhou, of the app acme-images) holds cri-ID and 1 more; ' +
        'acme-eu-central-1 (eu-central-1, of the app acme-images) holds cri-ID and 1 more; ' +
        'acme-eu-central-1-to-cn-hangzhou (eu-central-1, of the app acme-images) holds sync rule ruleprod-cn-hangzhou of cri-ID. ' +
        'Go on with the app of those stacks. Or adopt without --import, which takes as it is what exists. ',
    ]);
  }, 60_000);
});

describe('an import', () => {
  test('refuses what came into the stack of another app meanwhile, before it makes a stack', async () => {
    const simulator = await consoleWorld('all');
    const [first, second] = [join(directory(), 'one'), join(directory(), 'other')];
    for (const project of [first, second]) {
      expect((await at(simulator, directory())('adopt', ...FROM, '--import', '--out', project)).code).toBe(0);
      installIn(project);
    }
    const inSecond = join(second, 'lib', 'registry.ts');
    const text = readFileSync(inSecond, 'utf8');
    writeFileSync(inSecond, text.replace("instanceName: 'acme',", "instanceName: 'acme', stackNamePrefix: 'other',"));
    expect((await at(simulator, first)('adopt', '--import', '--yes', ...APP)).code).toBe(0);
    const before = stacksOf(simulator);
    const { code, stderr } = await at(simulator, second)('adopt', '--import', '--yes', ...APP);
    expect([code, unwarned(stderr)]).toEqual([
      1,
      'error: A resource is in one stack only, and stacks hold what is to be imported: ' +
        'acme-cn-hangzhou (cn-hangzhou, of the app one) holds cri-ID and 4 more; ' +
        'acme-eu-central-1 (eu-central-1, of the app one) holds cri-ID and 4 more; ' +
        'acme-eu-central-1-to-cn-hangzhou (eu-central-1, of the app one) holds sync rule alpine of cri-ID and 1 more. ' +
        'Go on with the app of those stacks. Or adopt without --import, which takes as it is what exists. ',
    ]);
    expect(stacksOf(simulator)).toEqual(before);
    await simulator.close();
  }, 120_000);

  test('that failed says what was not tried and what to run, and goes on when that is run', async () => {
    const simulator = await consoleWorld('all');
    const project = join(directory(), 'acme');
    expect((await at(simulator, directory())('adopt', ...FROM, '--import', '--out', project)).code).toBe(0);
    installIn(project);
    const resourceType = 'ALIYUN::CR::Namespace';
    simulator.faults.add({ kind: 'fail-resource', resourceType, region: HANGZHOU.region, times: 1, message: 'no' });
    const run = at(simulator, project);
    await run('plan', ...APP);
    const failed = await run('adopt', '--import', '--yes', '--app', 'cdk.out');
    const lines = failed.stdout.replaceAll(simulator.endpoint, 'HOST').split('\n\n');
    expect([failed.code, lines[0], lines[2], lines.at(-1)]).toEqual([
      1,
      '5 resources imported into 1 stack, of 3.',
      'Not tried: acme-eu-central-1-to-cn-hangzhou (eu-central-1).',
      'Next: Correct what failed; what was imported is left alone then, and the rest is\ntried again:\n' +
        '  global-registry adopt --import --yes --app cdk.out \\\n      --endpoint HOST\n',
    ]);
    expect(stacksOf(simulator)).toContain('acme-cn-hangzhou: IMPORT_CREATE_ROLLBACK_COMPLETE');
    const { code, stdout } = await run('adopt', '--import', '--yes', '--app', 'cdk.out');
    expect([code, stdout]).toEqual([0, expect.stringContaining('7 resources imported into 2 stacks.')]);
    await simulator.close();
  }, 120_000);
});

describe('a stack that came of an import', () => {
  test('takes in a rule that the app is given later', async () => {
    const simulator = await consoleWorld('all');
    const project = join(directory(), 'acme');
    expect((await at(simulator, directory())('adopt', ...FROM, '--import', '--out', project)).code).toBe(0);
    installIn(project);
    const file = join(project, 'lib', 'registry.ts');
    const text = readFileSync(file, 'utf8');
    const rules = [...text.matchAll(/^ *registry\.replications[^]*?\);$/gm)].map(([statement]) => statement);
    writeFileSync(
      file,
      text.replace(
        rules.find(statement => statement.includes('alpine'))!,
        '',
      ),
    );
    const run = at(simulator, project);
    expect((await run('adopt', '--import', '--yes', ...APP)).stdout).toContain('11 resources imported into 3 stacks.');
    writeFileSync(file, text);
    const { code, stdout } = await run('adopt', '--import', '--yes', ...APP);
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 resource imported into 1 stack.')]);
    await simulator.close();
  }, 120_000);
});

describe('adopt --from', () => {
  test('takes a registry by its name, as it says', async () => {
    const simulator = await consoleWorld();
    const run = at(simulator, directory());
    const [named, byId] = [
      await run('adopt', '--from', 'eu-central-1/acme', '--fingerprint'),
      await run('adopt', ...FROM, '--fingerprint'),
    ];
    expect([named.code, named.stdout]).toEqual([0, byId.stdout]);
    const twice = await run('adopt', '--from', 'eu-central-1/acme', FROM[1], '--fingerprint');
    expect([twice.code, flat(twice.stderr)]).toEqual([
      1,
      'error: --from names cri-ID@eu-central-1 twice. Name it once. ',
    ]);
    const nobody = await run('adopt', '--from', 'eu-central-1/nobody', '--fingerprint');
    expect([nobody.code, flat(nobody.stderr)]).toEqual([
      1,
      'error: The registry nobody does not exist in eu-central-1. Look at the name. ',
    ]);
    await simulator.close();
  }, 60_000);

  test('tells what "alone" means, and the way back to one registry', async () => {
    const simulator = await startSimulator();
    simulator.addRegistry({ ...GERMANY, name: 'acme' });
    simulator.addRegistry({ ...HANGZHOU, name: 'acme' });
    const both = [FROM[1], `${HANGZHOU.instanceId}@${HANGZHOU.region}`];
    const { stdout } = await at(simulator, directory())('adopt', '--from', ...both, '--fingerprint');
    expect(flat(stdout)).toContain(
      '"alone": no sync rule ties it to another that was found. Each is a GlobalRegistry of its own in the app. To have one copied to another, as ' +
        'after its rules were deleted, write one of them as the primary of a GlobalRegistry and the other into its replicas, both with existingInstanceId.',
    );
    await simulator.close();
  }, 60_000);
});

describe('adopt --out', () => {
  test.each([
    ['a file', (folder: string) => join(folder, 'file', 'acme'), 'a part of its path is no directory'],
    ['what no directory can be made in', () => '/proc/acme', 'there is no such file or directory'],
  ])('refuses %s before it reads anything', async (_, pathIn, reason) => {
    const folder = directory();
    writeFileSync(join(folder, 'file'), '');
    const out = pathIn(folder);
    const simulator = await startSimulator();
    const { code, stderr } = await at(simulator, folder)('adopt', '--all', '--out', out);
    expect([code, flat(stderr)]).toEqual([
      1,
      `error: ${out} cannot be written: ${reason}. Nothing was written. Name another directory. `,
    ]);
    await simulator.close();
  });

  test('leaves nothing behind where it is refused afterwards', async () => {
    const folder = directory();
    mkdirSync(join(folder, 'empty'));
    const simulator = await startSimulator();
    await at(simulator, folder)('adopt', '--all', '--out', 'empty');
    expect(readdirSync(join(folder, 'empty'))).toEqual([]);
    await simulator.close();
  });
});
