import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { GERMANY_HANGZHOU, directory, globalRegistry, writeAssembly } from './support/assemblies';
import { HOME, Star, consoleOf } from './support/images';
import { openToInternet } from './support/image-runs';
import { type Ended, globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';
import { onTerminal } from './support/terminal';

// Each test runs some processes, and a busy machine takes its time for each.
jest.setTimeout(120_000);

const SPEED = 60;
let simulator: Simulator;
let star: Star;
beforeAll(async () => {
  simulator = await startSimulator({ clock: { speed: SPEED } });
  star = new Star(simulator, ['cn-hangzhou', 'us-east-1']);
  await openToInternet(star, consoleOf(simulator));
  await star.push('prod/api', 'old');
  await new Promise(resolve => setTimeout(resolve, 50));
  await star.rules({ tags: 'v.*|old' });
  await star.push('prod/api', 'v1');
  await star.push('prod/api', 'test');
});
afterAll(() => simulator.close());

const env = () => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.credentials.accessKeySecret,
  GLOBAL_REGISTRY_PACE: String(1 / SPEED),
});
const at = () => ['--registry', `${star.primary.id}@${HOME}`, '--endpoint', simulator.endpoint];
const run = (...parameters: string[]): Promise<Ended> =>
  globalRegistryCommand([...parameters, ...at()], { cwd: directory(), env: env() });

/** The result as data, which is as its schema says. */
async function data(...parameters: string[]) {
  const { code, stdout } = await run(...parameters, '--json');
  const document = JSON.parse(stdout);
  expect(schemaProblems(parameters[0], document)).toEqual([]);
  return { code, document };
}

describe('without an app', () => {
  test('wait ends with 0 where the image is everywhere, by its name or behind a host, and tells the digest', async () => {
    const { code, document } = await data('wait', 'prod/api:v1');
    expect([code, document.there]).toEqual([0, true]);
    expect(document.images[0].digest).toBe(star.digestAt(star.replicas[0], 'prod/api', 'v1'));
    const host = 'acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com';
    expect((await run('wait', `${host}/prod/api:v1`, '--in', 'cn-hangzhou')).code).toBe(0);
    expect((await run('wait', 'acme-registry.eu-west-1.cr.aliyuncs.com/prod/api:v1')).stdout).toContain(
      'acme-registry.eu-west-1.cr.aliyuncs.com is no host of',
    );
  });

  test('a replica leads to its primary', async () => {
    const { id, region } = star.replicas[0];
    const parameters = ['wait', 'prod/api:v1', '--registry', `${id}@${region}`, '--endpoint', simulator.endpoint];
    expect((await globalRegistryCommand(parameters, { cwd: directory(), env: env() })).code).toBe(0);
  });

  test('wait ends at once with 1 where no rule copies the image, with the reason and the command', async () => {
    const { code, stdout } = await run('wait', 'prod/api:old', '--in', 'us-east-1');
    expect(code).toBe(1);
    expect(stdout).toContain('us-east-1: it was pushed before the rule prod-us-east-1 was made.');
    expect(stdout).toContain('Next:\n    global-registry backfill prod/api --in us-east-1');
    expect((await data('wait', 'prod/api:old')).document.there).toBe(false);
    expect((await data('wait', 'prod/api:test')).document.images[0].notCopiedTo).toHaveLength(2);
  });

  test('wait ends with 2 when time is up', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'us-east-1' });
    const { code, document } = await data('wait', 'prod/api:v1', '--timeout', '10m').finally(() =>
      simulator.faults.clear(),
    );
    expect([code, document.images[0].regions.map(({ result }: { result: string }) => result)]).toEqual([
      2,
      ['there', 'late'],
    ]);
  });

  test('verify ends with 2, names what is missing and gives the command; all within 80 columns', async () => {
    const { code, document } = await data('verify');
    expect([code, document.same]).toEqual([2, false]);
    const { stdout } = await run('verify');
    expect(stdout).toContain(
      'Missing (1)\n  prod/api:old\n      in cn-hangzhou, us-east-1: it was pushed before the rule was made',
    );
    expect(stdout).toContain('Copied by no rule (1)\n  prod/api:test\n      in cn-hangzhou, us-east-1');
    expect(stdout).toContain('To copy them:\n  global-registry backfill --registry cri-');
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
  });

  test('explain gives the reason, what it follows from and the next command', async () => {
    const { code, document } = await data('explain', 'prod/api:old', '--in', 'us-east-1');
    expect([code, document.verdict]).toEqual([
      2,
      'Nothing has copied it: it was pushed before the rule prod-us-east-1 was made.',
    ]);
    expect(document.next).toMatch(/^global-registry backfill prod\/api --in us-east-1 --registry cri-/);
    const { stdout } = await run('explain', 'prod/api:old', '--in', 'us-east-1');
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
    expect((await data('explain', 'prod/api:v1', '--in', 'us-east-1')).code).toBe(0);
  });

  test('backfill shows first, refuses to go on without a terminal and without --yes, then copies, and nothing twice', async () => {
    const dry = await data('backfill', '--dry-run');
    expect([dry.code, dry.document.started, dry.document.registries[0].planned[0].copies]).toEqual([2, false, 1]);
    const unasked = await run('backfill');
    expect([unasked.code, unasked.stderr.includes('Look at the list above and add --yes.')]).toEqual([1, true]);
    const one = await data('backfill', 'prod', '--in', 'us-east-1', '--yes');
    expect([one.code, one.document.complete, one.document.registries[0].copies.length]).toEqual([0, true, 1]);
    expect((await run('backfill', '--yes')).code).toBe(0);
    const before = simulator.tasks().length;
    const again = await run('backfill', '--yes');
    expect([again.code, again.stdout]).toEqual([
      0,
      'Nothing to copy: every tag that a rule takes is the same everywhere.\n',
    ]);
    expect(simulator.tasks()).toHaveLength(before);
  });

  test('verify --deep ends with 0 when all is the same, to the last blob', async () => {
    expect((await data('verify', '--deep')).document.same).toBe(true);
    const { code, stdout } = await run('verify', 'prod/api', '--deep');
    expect([
      code,
      stdout.includes('Everything of prod/api that a rule copies is the same everywhere, to the last blob.'),
    ]).toEqual([0, true]);
  });

  test('refuses what cannot be meant, in words', async () => {
    expect((await run('verify', 'prdo')).stderr).toContain('There is nothing to compare: no registry has prdo.');
    expect((await run('backfill', '--in', 'eu-west-1')).stderr.replace(/\s+/g, ' ')).toContain(
      '--in is "eu-west-1", but no sync rule of',
    );
    expect((await run('backfill', '--in', HOME)).stderr.replace(/\s+/g, ' ')).toBe(
      'error: --in is "eu-central-1", where the primary is: images are copied from there. Name another region. ',
    );
    expect((await run('wait', 'prod/api:v1', '--in', 'cn-hangzhou', 'prod/web:v1')).stderr).toContain(
      'Images stand before --in.',
    );
    expect((await run('wait', 'prod/api:v1', '--timeout', '10')).stderr).toContain('such as 90s, 10m or 1h');
  });

  test('no command shows a key or a token', async () => {
    const shown: string[] = [];
    for (const command of [
      ['wait', 'prod/api:v1'],
      ['verify', '--deep'],
      ['backfill', '--yes'],
      ['explain', 'prod/api:v1', '--in', 'us-east-1'],
    ]) {
      const { stdout, stderr } = await run(...command, '--verbose');
      shown.push(stdout, stderr);
    }
    expect(shown.join('\n')).not.toMatch(/simulator-secret|cr_temp_user|Bearer|Basic /);
  });
});

describe('on a terminal', () => {
  test('backfill asks, and does nothing on no; wait shows what it waits for', async () => {
    await star.push('prod/api', 'v2', 'somebody', { at: star.replica('us-east-1') });
    simulator.faults.add({ kind: 'region-down', region: 'us-east-1' });
    await star.push('prod/api', 'v2', 'the image');
    setTimeout(() => simulator.faults.clear(), 3_000);
    const waited = await onTerminal(['wait', 'prod/api:v2', ...at()], { cwd: directory(), env: env() });
    expect(waited.text).toMatch(/[|/\\-] prod\/api:v2 {2}us-east-1 {2}not readable: /);
    expect(waited.code).toBe(0);
    await star.push('prod/api', 'v3', 'somebody', { at: star.replica('us-east-1') });
    await star.settled();
    const { id: InstanceId } = star.replica('cn-hangzhou');
    const call = consoleOf(simulator);
    const { RepoId } = await call('GetRepository', 'cn-hangzhou', {
      ...{ InstanceId, RepoNamespaceName: 'prod', RepoName: 'api' },
    });
    await call('DeleteRepoTag', 'cn-hangzhou', { InstanceId, RepoId, Tag: 'v1' });
    const asked = await onTerminal(['backfill', ...at()], {
      cwd: directory(),
      env: env(),
      typed: [['Copy this tag?', 'n\r']],
    });
    expect([asked.code, asked.text.includes('Nothing was copied.')]).toEqual([1, true]);
    expect(asked.text.split('\n').filter(line => line.length > 80)).toEqual([]);
  });
});

describe('with an app', () => {
  test('deploy --backfill copies the images from before a replica was added', async () => {
    const cwd = directory();
    const simulated = await startSimulator({ clock: { speed: 600 } });
    try {
      const keys = { ...env(), GLOBAL_REGISTRY_PACE: '0.002' };
      const command = (app: string, ...parameters: string[]) =>
        globalRegistryCommand([...parameters, '--app', app, '--endpoint', simulated.endpoint], { cwd, env: keys });
      const one = writeAssembly(GERMANY_HANGZHOU);
      expect((await command(one, 'deploy', '--yes')).code).toBe(0);
      const [{ id, region }] = simulated.registries(HOME);
      await simulated.pushImage({ region, instanceId: id, namespace: 'prod', repository: 'api', tag: 'v1' });
      expect((await command(one, 'wait', 'prod/api:v1', '--timeout', '10h')).code).toBe(0);
      const two = writeAssembly(globalRegistry(HOME, 'cn-hangzhou', 'us-east-1'));
      const { code, stdout } = await command(two, 'deploy', '--yes', '--backfill', '--json');
      const document = JSON.parse(stdout);
      expect([code, schemaProblems('deploy', document), schemaProblems('backfill', document.backfill)]).toEqual([
        0,
        [],
        [],
      ]);
      expect(document.backfill.registries[0].copies).toHaveLength(1);
      expect((await command(two, 'verify')).code).toBe(0);
    } finally {
      await simulated.close();
    }
  });
});
