import { join } from 'node:path';
import fc from 'fast-check';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { readAssembly } from '../src/assembly/read-assembly';
import { CrApi } from '../src/cloud/cr-api';
import { discover } from '../src/discovery/discover';
import { offeredIn } from '../src/discovery/offered';
import { planImport } from '../src/importing/plan';
import { prepare } from '../src/importing/run';
import { APP, GERMANY, at, consoleWorld, installIn } from './support/adopted';
import { directory } from './support/assemblies';
import { clients, connectionTo } from './support/cloud';
import { environment, flat, stacksOf } from './support/commands';
import { type ConsoleWorld, consoleWorlds, makeWorld } from './support/console-worlds';
import { schemaProblems } from './support/schema';
import { onTerminal } from './support/terminal';

const RULES = 'ALIYUN::CR::RepoSyncRule';

/** The app that is to take it over. */
async function written(
  simulator: Simulator,
  { instanceId, region } = GERMANY,
): Promise<{ project: string; fingerprint: string }> {
  const project = join(directory(), 'acme');
  const from = ['--from', `${instanceId}@${region}`];
  const { code, stdout } = await at(simulator, directory())('adopt', ...from, '--import', '--out', project, '--json');
  expect(code).toBe(0);
  installIn(project);
  return { project, fingerprint: (JSON.parse(stdout) as { fingerprint: string }).fingerprint };
}

interface Told {
  readonly stacks: readonly { readonly result: string }[];
  readonly findings: readonly { readonly difference: string }[];
}

interface Planned {
  readonly summary: object;
}

/** Entries and VPCs of the console stay undeclared: the app has them in comments, and the deployer goes on naming them. */
const isNoAccess = ({ difference }: { readonly difference: string }) => difference !== 'is declared by nobody';

describe('adopt --import', () => {
  test('takes everything into stacks, changes nothing, and the next deployments have nothing to make that holds images', async () => {
    const simulator = await consoleWorld('all');
    const { project, fingerprint } = await written(simulator);
    const run = at(simulator, project);
    const { code, stdout } = await run('adopt', '--import', '--yes', ...APP, '--json');
    const document = JSON.parse(stdout) as { stacks: { name: string; result: string; resources: unknown[] }[] };
    expect(schemaProblems('adopt-import', document)).toEqual([]);
    expect([
      code,
      document.stacks.map(({ name, result, resources }) => `${name}: ${result}, ${resources.length}`),
    ]).toEqual([
      0,
      [
        'acme-cn-hangzhou: imported, 5',
        'acme-eu-central-1: imported, 5',
        'acme-eu-central-1-to-cn-hangzhou: imported, 2',
      ],
    ]);
    expect(document).toMatchObject({
      fingerprint: { before: fingerprint, after: fingerprint, same: true },
      differences: [],
    });
    const planned = JSON.parse((await run('plan', '--app', 'cdk.out', '--json')).stdout) as {
      stacks: { resources: { type: string }[] }[];
    };
    const changes = planned.stacks.flatMap(({ resources }) => resources);
    expect(changes.filter(({ type }) => /::(Instance|Namespace|Repository)$/.test(type))).toEqual([]);
    expect((await run('deploy', '--yes', '--app', 'cdk.out')).code).toBe(0);
    expect((await run('plan', '--app', 'cdk.out')).code).toBe(0);
    expect((await run('status', '--app', 'cdk.out')).code).toBe(0);
    const after = await run('adopt', '--from', `${GERMANY.instanceId}@${GERMANY.region}`, '--fingerprint', '--json');
    expect(JSON.parse(after.stdout)).toMatchObject({ fingerprint });
    const again = await run('adopt', '--import', '--app', 'cdk.out');
    expect([again.code, flat(again.stderr)]).toEqual([
      0,
      'Nothing is to be imported: what the app declares is in its stacks, or does not exist. ',
    ]);
    await simulator.close();
  }, 120_000);

  test('takes over worlds made in the console by whatever calls, and changes nothing of them', async () => {
    const takesOver = async (world: ConsoleWorld): Promise<void> => {
      const simulator = await startSimulator({ importableTypes: 'all' });
      const { id, region } = await makeWorld(simulator, world);
      const { project, fingerprint } = await written(simulator, { instanceId: id, region });
      const run = at(simulator, project);
      const imported = await run('adopt', '--import', '--yes', ...APP, '--json');
      expect([imported.code, JSON.parse(imported.stdout)]).toEqual([
        0,
        expect.objectContaining({ fingerprint: { before: fingerprint, after: fingerprint, same: true } }),
      ]);
      const deployed = JSON.parse((await run('deploy', '--yes', '--app', 'cdk.out', '--json')).stdout) as Told;
      expect(deployed.stacks.map(({ result }) => result)).not.toContain('failed');
      expect(deployed.findings.filter(isNoAccess)).toEqual([]);
      const planned = JSON.parse((await run('plan', '--app', 'cdk.out', '--json')).stdout) as Planned;
      expect(planned.summary).toMatchObject({ create: 0, update: 0, refused: 0, unknown: 0 });
      const after = await run('adopt', '--from', `${id}@${region}`, '--fingerprint', '--json');
      expect(JSON.parse(after.stdout)).toMatchObject({ fingerprint });
      await simulator.close();
    };
    await fc.assert(fc.asyncProperty(consoleWorlds, takesOver), { numRuns: 5, seed: 7, endOnFailure: true });
  }, 300_000);

  test('takes the rules alone, where ROS imports nothing else', async () => {
    const simulator = await consoleWorld([RULES]);
    const { project, fingerprint } = await written(simulator);
    const run = at(simulator, project);
    const { code, stdout } = await run('adopt', '--import', '--yes', ...APP);
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 resources imported into 1 stack.')]);
    expect(stdout).toContain(`before  ${fingerprint}\n  after   ${fingerprint}`);
    expect(stacksOf(simulator)).toEqual(['acme-eu-central-1-to-cn-hangzhou: IMPORT_CREATE_COMPLETE']);
    expect((await run('deploy', '--yes', '--app', 'cdk.out')).code).toBe(0);
    expect((await run('status', '--app', 'cdk.out')).code).toBe(0);
    await simulator.close();
  }, 120_000);

  test('refuses where ROS offers nothing, and says what to do instead', async () => {
    const simulator = await consoleWorld();
    const { instanceId, region } = GERMANY;
    const run = at(simulator, directory());
    const { code, stderr } = await run('adopt', '--from', `${instanceId}@${region}`, '--import', '--out', 'acme');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: ROS says that it imports no resource type of Container Registry here (GetFeatureDetails), so no stack can take over what exists. ' +
        'Declare it as it is, with existingInstanceId, existingIn and existingRulesTo: adopt without --import writes such an app. ',
    ]);
    await simulator.close();
  });

  test('refuses to go on without a terminal and --yes, and leaves no stack behind when somebody says no', async () => {
    const simulator = await consoleWorld('all');
    const { project } = await written(simulator);
    const { code, stderr } = await at(simulator, project)('adopt', '--import', ...APP);
    expect([code, flat(stderr)]).toEqual([
      1,
      expect.stringContaining('error: There is no terminal to ask on. Look at the list above and add --yes. '),
    ]);
    const typed = [['Execute these 2 imports?', 'n\r']] as const;
    const parameters = ['adopt', '--import', '--app', 'cdk.out', '--endpoint', simulator.endpoint];
    const declined = await onTerminal(parameters, { cwd: project, env: environment(simulator), typed });
    expect([declined.code, stacksOf(simulator).filter(stack => !stack.includes('DELETE'))]).toEqual([1, []]);
    await simulator.close();
  }, 120_000);

  test('goes on after it was cut short between a change set and its execution', async () => {
    const simulator = await consoleWorld('all');
    const { project } = await written(simulator);
    const { ros, imports, settings } = clients(simulator);
    await at(simulator, project)('plan', ...APP);
    const { stacks } = readAssembly(join(project, 'cdk.out'), { regionOf: {}, appName: 'acme' });
    const { registries } = await discover([GERMANY], settings);
    const { types } = await offeredIn([GERMANY.region], imports);
    const planned = stacks.slice(0, 2).map(stack => planImport(stack, undefined, { stacks, registries }, types));
    await prepare(planned, { ros, imports, pace: 0.001 });
    expect(stacksOf(simulator)).toEqual([
      'acme-cn-hangzhou: REVIEW_IN_PROGRESS',
      'acme-eu-central-1: REVIEW_IN_PROGRESS',
    ]);
    const { code, stdout } = await at(simulator, project)('adopt', '--import', '--yes', '--app', 'cdk.out');
    expect([code, stdout]).toEqual([0, expect.stringContaining('12 resources imported into 3 stacks.')]);
    await simulator.close();
  }, 120_000);

  test('fails where an import does, goes no further, and says so', async () => {
    const simulator = await consoleWorld('all');
    const { project } = await written(simulator);
    simulator.faults.add({
      kind: 'fail-resource',
      resourceType: 'ALIYUN::CR::Namespace',
      region: 'cn-hangzhou',
      times: 1,
    });
    const { code, stdout } = await at(simulator, project)('adopt', '--import', '--yes', ...APP);
    expect(code).toBe(1);
    expect(stdout).toContain('5 resources imported into 1 stack, of 3.\n\nFailed: acme-cn-hangzhou (cn-hangzhou), ');
    expect(stdout).toContain('They are the same: nothing was changed.');
    await simulator.close();
  }, 120_000);

  test('leaves outside what is not as declared, and says what is other', async () => {
    const simulator = await consoleWorld('all');
    const { project } = await written(simulator);
    const { region, instanceId } = GERMANY;
    const update = { InstanceId: instanceId, NamespaceName: 'prod', AutoCreateRepo: true, DefaultRepoType: 'PUBLIC' };
    await new CrApi(connectionTo(simulator)).call('UpdateNamespace', region, update);
    const { code, stderr } = await at(simulator, project)('adopt', '--import', '--yes', ...APP);
    expect(code).toBe(1);
    expect(flat(stderr)).toContain(
      'acme-eu-central-1, NamespaceProd: it is not as declared: DefaultVisibility is "PUBLIC".',
    );
    await simulator.close();
  }, 120_000);
});
