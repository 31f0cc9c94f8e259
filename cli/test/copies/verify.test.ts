import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { type LostPart, checkDeeply } from '../../src/copies/deep-check';
import { withCopying } from '../../src/copies/living-copies';
import { readRegistry } from '../../src/copies/read-holdings';
import { causeOf } from '../../src/images/compare';
import { verifyText } from '../../src/report/verify-report';
import { TWENTY } from '../support/assemblies';
import { clients } from '../support/cloud';
import { openToInternet, verifyNow } from '../support/image-runs';
import { noColours } from '../support/colours';
import { HOME, Star, consoleOf } from '../support/images';
import { random } from '../support/random';
import { type TestImage, clientOf, image, index, referrer } from '../support/registry';

const running: Simulator[] = [];
afterEach(async () => {
  for (const simulator of running.splice(0)) {
    await simulator.close();
  }
});

async function started(options: Parameters<typeof startSimulator>[0] = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

/** Pushes through the registry itself, as docker does. */
async function push(
  star: Star,
  region: string,
  path: string,
  tag: string | undefined,
  pushed: TestImage,
): Promise<void> {
  const instance = region === HOME ? star.primary : star.replica(region);
  await (await clientOf(star.simulator, instance, path)).push(pushed, tag);
}

async function repositoryId(star: Star, region: string, name: string): Promise<{ InstanceId: string; RepoId: string }> {
  const { id: InstanceId } = star.replica(region);
  const reply = await consoleOf(star.simulator)('GetRepository', region, {
    InstanceId,
    RepoNamespaceName: 'prod',
    RepoName: name,
  });
  return { InstanceId, RepoId: String(reply.RepoId) };
}

const multi = (seed: number): TestImage =>
  index([image({ seed, layers: [300, 40] }), image({ seed: seed + 1, layers: [300, 40], architecture: 'arm64' })]);

describe('verify', () => {
  test('names every planted difference in 20 regions, each as what it is, and no other', async () => {
    const simulator = await started();
    const call = consoleOf(simulator);
    const star = new Star(simulator, TWENTY, ['prod', 'dev']);
    await openToInternet(star, call);
    const next = random(7);
    const somewhere = () => TWENTY[Math.floor(next() * TWENTY.length)];
    const planted: string[] = [];

    await star.push('prod/api', 'old');
    planted.push(...TWENTY.map(region => `missing prod/api:old ${region}`));
    await simulator.advance(5_000);
    await star.rules({ tags: 'v.*|old|multi.*|fixed' });
    await star.push('prod/api', 'filtered');
    planted.push(...TWENTY.map(region => `uncovered prod/api:filtered ${region}`));
    for (let number = 0; number < 40; number++) {
      await star.push(`prod/${number % 2 ? 'api' : 'web'}`, `v${number}`);
    }
    await push(star, HOME, 'prod/api', 'multi', multi(50));
    await star.push('prod/lock', 'fixed', 'first');
    await star.settled();

    const missingAt = somewhere();
    await call('DeleteRepoTag', missingAt, { ...(await repositoryId(star, missingAt, 'web')), Tag: 'v8' });
    planted.push(`missing prod/web:v8 ${missingAt}`);
    const movedAt = somewhere();
    await star.push('prod/api', 'v9', 'somebody pushed to the replica', { at: star.replica(movedAt) });
    planted.push(`different prod/api:v9 ${movedAt}`);
    const extraAt = somewhere();
    await star.push('prod/api', 'hotfix', 'only here', { at: star.replica(extraAt) });
    planted.push(`extra prod/api:hotfix ${extraAt}`);
    const lockedAt = somewhere();
    const lock = { ...(await repositoryId(star, lockedAt, 'lock')), RepoType: 'PRIVATE', Summary: 'lock' };
    await call('UpdateRepository', lockedAt, { ...lock, TagImmutability: true });
    await star.push('prod/lock', 'fixed', 'second');
    planted.push(`different prod/lock:fixed ${lockedAt}`);
    const onePlatformAt = somewhere();
    await push(star, onePlatformAt, 'prod/api', 'multi', multi(50).children[0]);
    planted.push(`different prod/api:multi ${onePlatformAt}`);
    await star.settled();

    const { findings, all, deep } = await verifyNow(star, { deep: true });
    expect(findings).toEqual(planted.sort());
    expect(new Set(all.filter(({ tag }) => tag === 'old').map(causeOf))).toEqual(
      new Set(
        all
          .filter(({ tag }) => tag === 'old')
          .map(({ rule }) => `it was pushed before the rule ${rule!.name} was made`),
      ),
    );
    expect(all.find(({ tag }) => tag === 'fixed')?.immutable).toBe(true);
    expect([...deep!.platforms].map(([{ tag, target }, platform]) => [tag, target.region, platform])).toEqual([
      ['multi', onePlatformAt, 'linux/amd64'],
    ]);
    expect([deep!.lost, deep!.unasked]).toEqual([[], []]);
  }, 240_000);

  test('looks only at the namespace or the repository that it is asked for', async () => {
    const simulator = await started();
    const star = new Star(simulator, ['cn-hangzhou'], ['prod', 'dev']);
    await star.push('prod/api', 'v1');
    await star.push('prod/web', 'v1');
    await star.push('dev/api', 'v1');
    await simulator.advance(5_000);
    await star.rules();
    await star.rules({ namespace: 'dev' });
    expect((await verifyNow(star, { scope: 'prod' })).findings).toEqual([
      'missing prod/api:v1 cn-hangzhou',
      'missing prod/web:v1 cn-hangzhou',
    ]);
    expect((await verifyNow(star, { scope: 'prod/web' })).findings).toEqual(['missing prod/web:v1 cn-hangzhou']);
  });

  test('tells what is being copied from what nothing copies', async () => {
    const simulator = await started({ clock: 'manual' });
    const star = new Star(simulator, ['cn-hangzhou'], ['prod']);
    await star.push('prod/api', 'old');
    await simulator.advance(5_000);
    await star.rules();
    await star.push('prod/api', 'v1');
    const { images } = clients(simulator);
    const { all } = await verifyNow(star);
    const told = await withCopying(all, (await star.registry()).primary, images);
    expect(told.map(({ tag, copying }) => [tag, copying === true])).toEqual([
      ['old', false],
      ['v1', true],
    ]);
  });

  test('follows a rule into a namespace of another name', async () => {
    const simulator = await started();
    const star = new Star(simulator, ['cn-hangzhou'], ['prod', 'mirror']);
    await star.rules({ targetNamespace: 'mirror' });
    await star.push('prod/api', 'v1');
    await star.settled();
    await star.push('mirror/api', 'v2', 'only here', { at: star.replica('cn-hangzhou') });
    expect((await verifyNow(star)).findings).toEqual(['extra mirror/api:v2 cn-hangzhou']);
  });
});

/** Opens a world again in which a region has forgotten something; nothing but a state file lets blobs be lost. */
async function damaged(
  folder: string,
  damage: (repositories: Record<string, { blobs: object; manifests: object; name: string }>) => void,
): Promise<Simulator> {
  const stateFile = join(folder, 'world.json');
  const world = JSON.parse(readFileSync(stateFile, 'utf8'));
  const instances = Object.values(world.instances) as { region: string; repositories: never }[];
  damage(instances.find(({ region }) => region === 'cn-hangzhou')!.repositories);
  writeFileSync(stateFile, JSON.stringify(world));
  return started({ stateFile });
}

describe('verify --deep', () => {
  test('names a blob and a signature that are gone, where the tags are the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'global-registry-test-'));
    const before = await started({ stateFile: join(folder, 'world.json') });
    const star = new Star(before, ['cn-hangzhou', 'us-east-1']);
    await openToInternet(star, consoleOf(before));
    await star.rules();
    const whole = multi(70);
    const signature = referrer(whole);
    await push(star, HOME, 'prod/api', undefined, whole);
    await push(star, HOME, 'prod/api', undefined, signature);
    await push(star, HOME, 'prod/api', 'v1', whole);
    await star.push('prod/web', 'v1');
    await star.settled();
    expect((await verifyNow(star, { deep: true })).deep?.lost).toEqual([]);
    await before.close();

    const [, layer] = blobsOf(whole.children[1]);
    const simulator = await damaged(folder, repositories => {
      const api = Object.values(repositories).find(({ name }) => name === 'api')!;
      delete (api.blobs as Record<string, unknown>)[layer];
      delete (api.manifests as Record<string, unknown>)[signature.digest];
    });
    Object.assign(star, { simulator });
    const { findings, deep } = await verifyNow(star, { deep: true });
    expect(findings).toEqual([]);
    const lost = deep!.lost.filter(({ tag }) => tag === 'v1');
    const where = 'of prod/api:v1 in cn-hangzhou';
    const ofSignature = '(application/vnd.example.signature)';
    // With the signature went its own blobs, which nothing else needs.
    const blobs = blobsOf(signature).map(digest => `blob ${digest} ${ofSignature} ${where}`);
    expect(lost.map(described).sort()).toEqual(
      [...blobs, `blob ${layer} (linux/arm64) ${where}`, `referrer ${signature.digest} ${ofSignature} ${where}`].sort(),
    );
  });

  test('names a signature that came after the copy as one thing, which nothing copies', async () => {
    const simulator = await started();
    const star = new Star(simulator, ['cn-hangzhou']);
    await openToInternet(star, consoleOf(simulator));
    await star.rules();
    const whole = image({ seed: 90 });
    const signature = referrer(whole);
    await push(star, HOME, 'prod/api', 'v1', whole);
    await star.settled();
    await push(star, HOME, 'prod/api', undefined, signature);
    const { images, registries } = clients(simulator);
    const read = await readRegistry(await star.registry(), {}, images);
    const deep = await checkDeeply(read, [], {}, registries);
    expect(new Set(deep.lost.map(({ part }) => part.of))).toEqual(new Set([signature.digest]));
    const verified = { scope: {}, read, findings: [], uncopied: [], unreadableRules: [], deep };
    expect(
      verifyText([verified], (command: string) => command, noColours)
        .split('\n')
        .slice(3),
    ).toEqual([
      'Incomplete (1)',
      '  prod/api:v1',
      '      cn-hangzhou does not have the referrer',
      '      (application/vnd.example.signature), with 2 parts of it:',
      `      ${signature.digest}`,
      '',
      'It is not the same everywhere: 3 parts of images missing.',
      'What was attached to an image after it was copied, such as a signature, no rule',
      'takes along later, and backfill copies no tag that is there. Copy it by a',
      'client: oras cp -r, or regctl image copy --referrers. Or attach it under a tag',
      'of its own, as cosign does by default: rules copy that as any other tag.',
    ]);
  });

  test('says which registry lets it not in, and why', async () => {
    const simulator = await started();
    const star = new Star(simulator, ['cn-hangzhou']);
    await star.rules();
    await star.push('prod/api', 'v1');
    await star.settled();
    const { deep } = await verifyNow(star, { deep: true });
    expect(deep!.lost).toEqual([]);
    expect(deep!.unasked.map(({ place, reason }) => [place.region, reason])).toEqual([
      [
        HOME,
        `The registry ${star.primary.id} in eu-central-1 cannot be asked from here. Its Internet access is closed: ask from inside a VPC that is linked to it, or open it (publicAccess).`,
      ],
    ]);
  });
});

const described = ({ part, namespace, repository, tag, target }: LostPart): string =>
  `${part.kind} ${part.digest} (${part.what}) of ${namespace}/${repository}:${tag} in ${target.region}`;

/** The configuration of an image, then its layers. */
function blobsOf({ bytes }: TestImage): string[] {
  const { config, layers } = JSON.parse(bytes.toString()) as Record<'config', { digest: string }> & {
    layers: { digest: string }[];
  };
  return [config, ...layers].map(({ digest }) => digest);
}
