import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { directory } from './support/assemblies';
import { openToInternet } from './support/image-runs';
import { HOME, Star, consoleOf } from './support/images';
import { type Ended, globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';

// Each test runs some processes, and a busy machine takes its time for each.
jest.setTimeout(120_000);

const SPEED = 60;
const NAMESPACES = ['prod', 'china', 'prodcopy', 'rx', 'drafts', 'shut'];
let simulator: Simulator;
let star: Star;

/** A rule of the namespace to the replica in Virginia, as somebody made it in the console. */
const handMade = (namespace: string, more: object = {}) =>
  consoleOf(simulator)('CreateRepoSyncRule', HOME, {
    ...{ InstanceId: star.primary.id, SyncRuleName: `${namespace}-by-hand`, SyncScope: 'NAMESPACE' },
    ...{ SyncTrigger: 'PASSIVE', NamespaceName: namespace, TargetNamespaceName: namespace, TagFilter: '.*' },
    ...{ TargetInstanceId: star.replica('us-east-1').id, TargetRegionId: 'us-east-1' },
    ...more,
  });

beforeAll(async () => {
  simulator = await startSimulator({ clock: { speed: SPEED } });
  star = new Star(simulator, ['cn-hangzhou', 'us-east-1'], NAMESPACES);
  await openToInternet(star, consoleOf(simulator));
  await star.rules();
  await star.rules({ namespace: 'china' }, ['cn-hangzhou']);
  await star.rules({ namespace: 'shut' }, ['us-east-1']);
  await handMade('china', { TargetNamespaceName: 'prodcopy' });
  await handMade('rx', { TagFilter: '(?i)v1.*' });
  await consoleOf(simulator)('UpdateNamespace', 'us-east-1', {
    ...{ InstanceId: star.replica('us-east-1').id, NamespaceName: 'shut' },
    ...{ DefaultRepoType: 'PRIVATE', AutoCreateRepo: false },
  });
  await star.push('prod/api', 'v1', 'the image');
  await star.push('china/rn', 'v1');
  await star.push('rx/aa', 'v2');
  await star.push('shut/zz', 'v1');
  await star.settled();
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

/** Text as one line, without what differs from run to run. */
const flat = (text: string): string =>
  text
    .replaceAll(/ \\\n\s+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ --registry .*? --endpoint \S+/g, ' ...')
    .replaceAll(/cri-[a-z0-9]{16}/g, 'cri-ID')
    .replaceAll(/rst-[a-z0-9]+/g, 'rst-ID')
    .replaceAll(/sha256:[0-9a-f]+/g, 'DIGEST')
    .trim();

/** The result as data, which is as its schema says. */
async function data(...parameters: string[]) {
  const { code, stdout } = await run(...parameters, '--json');
  const document = JSON.parse(stdout);
  expect(schemaProblems('error' in document ? 'error' : parameters[0], document)).toEqual([]);
  return { code, document };
}

describe('a copy under another name', () => {
  test('is not there by its own name: wait fails at once, and says what the copy is called', async () => {
    const { code, stdout } = await run('wait', 'china/rn:v1', '--in', 'us-east-1');
    expect([code, flat(stdout)]).toEqual([
      1,
      'china/rn:v1 DIGEST us-east-1 FAILED us-east-1: rules copy it there under another name, prodcopy/rn, and not under its own. ' +
        'Pull prodcopy/rn there, or let a rule keep the name of its namespace.',
    ]);
  });

  test('is not waited for unless its region is asked for, and that is said', async () => {
    const { code, document } = await data('wait', 'china/rn:v1');
    const [{ regions, notCopiedTo }] = document.images;
    expect([code, regions.map(({ region }: { region: string }) => region), notCopiedTo[0].reason]).toEqual([
      0,
      ['cn-hangzhou'],
      'rules copy it there under another name, prodcopy/rn, and not under its own',
    ]);
  });

  test('is found by explain, which looks under both names', async () => {
    const { code, document } = await data('explain', 'china/rn:v1', '--in', 'us-east-1');
    expect([code, document.there, document.verdict]).toEqual([
      2,
      false,
      'Rules copy it to us-east-1 under another name, prodcopy/rn, and not under its own.',
    ]);
    expect(document.clues).toContainEqual({
      subject: 'other name',
      state: 'note',
      detail: 'prodcopy/rn:v1 gives it',
    });
  });

  test('is what verify names', async () => {
    await star.push('prodcopy/only', 'v1', 'x', { at: star.replica('us-east-1') });
    const { stdout } = await run('verify', 'china');
    expect(flat(stdout)).toContain('At the replica only (1) prodcopy/only:v1 in us-east-1: DIGEST');
  });
});

describe('what cannot be known', () => {
  test('is not called the same by backfill, nor missing by verify, nor copied by no rule by wait', async () => {
    const unread =
      'What the rule rx-by-hand copies is not known, so nothing of it was copied: its filter "(?i)v1.*" is no regular expression that can be read here.';
    const backfilled = await run('backfill', 'rx', '--yes');
    expect([backfilled.code, flat(backfilled.stdout)]).toEqual([1, `Nothing can be copied. ${unread}`]);
    expect((await data('backfill', 'rx', '--yes')).document.complete).toBe(false);
    const verified = await run('verify', 'rx');
    expect([verified.code, flat(verified.stdout)]).toEqual([
      1,
      'cri-ID in eu-central-1: 0 tags in 0 repositories, compared with 2 replicas. What the rule rx-by-hand copies is not known: ' +
        'its filter "(?i)v1.*" is no regular expression that can be read here. Whether it is the same everywhere is not known: not everything could be looked at.',
    ]);
    const { code, document } = await data('wait', 'rx/aa:v2', '--in', 'us-east-1', '--timeout', '8m');
    expect([code, document.images[0].regions[0].result]).toEqual([2, 'late']);
  });

  test('of one namespace is no matter for another', async () => {
    expect((await run('verify', 'prod')).code).toBe(0);
  });

  test('explain ends with 1 where a region is down, and does not say that the image is not there', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'us-east-1' });
    try {
      const { code, document } = await data('explain', 'prod/api:v1', '--in', 'us-east-1');
      expect([code, document.there, document.verdict]).toEqual([
        1,
        null,
        'Whether it is there is not known: us-east-1 does not answer (The request has failed due to a temporary failure of the server).',
      ]);
    } finally {
      simulator.faults.clear();
    }
  });

  test('verify names the region and the service that do not answer', async () => {
    simulator.faults.add({ kind: 'region-down', region: HOME });
    try {
      const { code, stderr } = await run('verify');
      expect([code, flat(stderr)]).toEqual([
        1,
        'error: Container Registry in eu-central-1 could not answer ListRepoSyncRule: The request has failed due to a temporary ' +
          'failure of the server. Run this again later.',
      ]);
    } finally {
      simulator.faults.clear();
    }
  });

  test('a host where nobody answers is named, and so is what was asked', async () => {
    const gone = await startSimulator();
    const { endpoint } = gone;
    await gone.close();
    const parameters = ['verify', '--registry', `${star.primary.id}@${HOME}`, '--endpoint', endpoint];
    const { code, stderr } = await globalRegistryCommand(parameters, { cwd: directory(), env: env() });
    expect([code, flat(stderr).replace(endpoint, 'HOST')]).toEqual([
      1,
      'error: Container Registry in eu-central-1 gave no answer to ListRepoSyncRule: connect ECONNREFUSED HOST. Check the network and --endpoint.',
    ]);
  });
});

describe('wait', () => {
  test('goes on while the primary is down', async () => {
    simulator.faults.add({ kind: 'region-down', region: HOME });
    setTimeout(() => simulator.faults.clear(), 4_000);
    const { code, stderr } = await run('wait', 'prod/api:v1', '--timeout', '1h');
    expect([code, flat(stderr).replace(/^\d\d:\d\d:\d\dZ /, '')]).toEqual([
      0,
      '. Container Registry in eu-central-1 could not answer ListRepoSyncRule: The request has failed due to a temporary failure of the server.',
    ]);
  });

  test('tells of each image, also where another one is not there', async () => {
    const { code, document } = await data('wait', 'prod/api:v1', 'prod/none:v1', 'prod/api:v1');
    const told = document.images.map(({ image, there, reason }: Record<string, unknown>) => [image, there, reason]);
    expect([code, told]).toEqual([
      1,
      [
        ['prod/api:v1', true, null],
        [
          'prod/none:v1',
          false,
          `prod/none:v1 is not at the primary: ${star.primary.id} in eu-central-1 has no repository prod/none.`,
        ],
      ],
    ]);
  });

  test('tells each result once', async () => {
    const { stdout, stderr } = await run('wait', 'prod/api:v1', '--in', 'us-east-1');
    expect([flat(stdout), stderr]).toEqual([
      expect.stringMatching(/^prod\/api:v1 DIGEST us-east-1 there copied in \d+\.\d s$/),
      '',
    ]);
  });

  test('takes a port of this machine for the registry that answers there, and for no other', async () => {
    const { url } = await simulator.registry(HOME);
    expect((await run('wait', `docker://${url.slice('http://'.length)}/prod/api:v1`)).code).toBe(0);
    const { code, stdout } = await run('wait', `${simulator.endpoint}/prod/api:v1`);
    expect([code, flat(stdout).replaceAll(simulator.endpoint, 'HOST')]).toEqual([
      1,
      'HOST/prod/api:v1 failed The image is "HOST/prod/api:v1", but HOST is no host of cri-ID in eu-central-1 or of where its rules lead. ' +
        'Leave the host out, or name the registry with --registry cri-...@REGION.',
    ]);
  });

  test('stops early where nothing can ever be copied, with the cause that explain and backfill give', async () => {
    const cause =
      'its namespace creates none by itself. Declare the repository, or let the namespace create repositories.';
    const waited = await run('wait', 'shut/zz:v1');
    expect([waited.code, flat(waited.stdout)]).toEqual([
      1,
      `shut/zz:v1 DIGEST us-east-1 FAILED us-east-1: the repository shut/zz does not exist there, and ${cause} ` +
        'cn-hangzhou: not waited for, since no rule copies the namespace shut there.',
    ]);
    const { document } = await data('explain', 'shut/zz:v1', '--in', 'us-east-1');
    expect([document.verdict, document.next]).toEqual([
      'The repository shut/zz does not exist in us-east-1, and its namespace creates none by itself.',
      null,
    ]);
    const { stdout } = await run('backfill', 'shut', '--yes');
    expect(flat(stdout)).toBe(
      `Nothing can be copied. Not copied (1) shut/zz:v1 in us-east-1: the repository shut/zz does not exist there, and ${cause}`,
    );
  });
});

describe('explain', () => {
  test('says of the primary that it is there, and of an image that only the replica has, where to push it', async () => {
    const { code, document } = await data('explain', 'prod/api:v1', '--in', HOME);
    expect([code, document.verdict]).toEqual([0, 'It is there: this is the primary, to which it was pushed.']);
    await star.push('prod/stray', 'v1', 'x', { at: star.replica('us-east-1') });
    const { code: failed, stderr } = await run('explain', 'prod/stray:v1', '--in', 'us-east-1');
    expect([failed, flat(stderr)]).toEqual([
      1,
      'error: prod/stray:v1 is at the replica in us-east-1 only: it was pushed there, or is gone from the primary. ' +
        'Rules copy from the primary alone, so push it there.',
    ]);
  });
});

describe('backfill', () => {
  test('refuses a name that no registry has', async () => {
    const { code, stderr } = await run('backfill', 'prdo', '--yes');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: There is nothing to compare: no registry has prdo. Look at the name.',
    ]);
  });

  test('says of what it speaks: regions, namespaces, and those that no rule copies', async () => {
    expect(flat((await run('backfill', 'prod', '--in', 'us-east-1')).stdout)).toBe(
      'Nothing to copy: every tag of prod that a rule takes is the same in us-east-1.',
    );
    expect(flat((await run('backfill', 'drafts')).stdout)).toBe(
      'Nothing to copy: no rule of cri-ID in eu-central-1 copies the namespace drafts.',
    );
  });

  test('lists what it copies, and which image gives way to which', async () => {
    await star.push('prod/api', 'v1', 'somebody', { at: star.replica('us-east-1') });
    const { code, stdout } = await run('backfill', 'prod/api', '--overwrite', '--dry-run');
    expect([code, flat(stdout)]).toEqual([
      2,
      'From cri-ID in eu-central-1: us-east-1 1 copy at most 2.2 KB To be replaced (1) prod/api:v1 in us-east-1: DIGEST gives way to DIGEST ' +
        'Nothing was copied.',
    ]);
    const { document } = await data('backfill', 'prod/api', '--overwrite', '--dry-run');
    const [{ tag, found, wanted }] = document.registries[0].plannedTags;
    expect([tag, found, wanted]).toEqual([
      'v1',
      star.digestAt(star.replica('us-east-1'), 'prod/api', 'v1'),
      star.digestAt(star.primary, 'prod/api', 'v1'),
    ]);
    const verified = await run('verify', 'prod/api');
    expect(flat(verified.stdout)).toMatch(/To copy them: global-registry backfill prod\/api --overwrite \.\.\.$/);
    const waited = await run('wait', 'prod/api:v1', '--in', 'us-east-1');
    expect(flat(waited.stdout)).toMatch(/Next: global-registry backfill prod\/api --in us-east-1 --overwrite \.\.\.$/);
  });
});

describe('--json', () => {
  test.each([
    [['wait'], "missing required argument 'image'"],
    [
      ['wait', 'prod/api:v1', '--timeout', '1'],
      "option '--timeout <duration>' argument '1' is invalid. It is a number with its unit, such as 90s, 10m or 1h.",
    ],
    [['explain', 'prod/api:v1'], "required option '--in <region>' not specified"],
    [
      ['backfill', '--concurrency', '0'],
      "option '--concurrency <number>' argument '0' is invalid. It is a whole number from 1 to 100.",
    ],
    [
      ['pull-config', '--format', 'nonsense'],
      "option '-f, --format <format>' argument 'nonsense' is invalid. Allowed choices are containerd, ack, kyverno, kustomize, pull-secret, acr-helper.",
    ],
    [['verify', 'a', 'b'], "too many arguments for 'verify'. Expected 1 argument but got 2."],
  ])('tells what is wrong with the command line: %j', async (parameters, message) => {
    const { code, stdout } = await globalRegistryCommand([...parameters, '--json'], { cwd: directory(), env: {} });
    const document = JSON.parse(stdout);
    expect([code, schemaProblems('error', document), document]).toEqual([
      1,
      [],
      { command: parameters[0], error: { message } },
    ]);
  });
});
