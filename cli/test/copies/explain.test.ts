import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { observe } from '../../src/copies/observe';
import { lookUp } from '../../src/copies/pin';
import { destinationAt } from '../../src/images/destinations';
import { type Explanation, explain } from '../../src/images/explanation';
import { parseReference } from '../../src/images/reference';
import { clients } from '../support/cloud';
import { Star, consoleOf } from '../support/images';

const AWAY = 'cn-hangzhou';

let simulator: Simulator;
let star: Star;
beforeEach(async () => {
  simulator = await startSimulator();
  star = new Star(simulator, [AWAY]);
});
afterEach(() => simulator.close());

async function explained(image = 'prod/api:v1'): Promise<Explanation> {
  const { cr, images, watch } = clients(simulator);
  const registry = await star.registry();
  const { source, tags } = await lookUp(parseReference(image), registry, images);
  const place = { region: AWAY, instanceId: star.replica(AWAY).id };
  const { tag, destination } = destinationAt(place, registry.rules, source, tags);
  return explain(await observe({ ...source, ...tag }, destination, registry.rules, { cr, images: watch }));
}

const problems = ({ clues }: Explanation) =>
  clues.filter(({ state }) => state === 'problem').map(({ subject, detail }) => `${subject}: ${detail}`);

describe('explain', () => {
  test('says that an image is there, and that its copy crossed the border', async () => {
    await star.rules();
    await star.push('prod/api', 'v1');
    await star.settled();
    const answer = await explained();
    expect([answer.there, answer.verdict, problems(answer), answer.next]).toEqual([
      true,
      'It is there.',
      [],
      undefined,
    ]);
    expect(answer.clues.find(({ subject }) => subject === 'border')?.state).toBe('note');
  });

  test('names the filter that leaves an image out', async () => {
    await star.rules({ tags: 'v.*' });
    await star.push('prod/api', 'test');
    const { verdict, help } = await explained('prod/api:test');
    expect(verdict).toBe(
      'No rule copies it to cn-hangzhou: the rule prod-cn-hangzhou takes only tags that match "v.*".',
    );
    expect(help).toMatch('Change the filters of the namespace in the app');
  });

  test('says that an image is older than the rule, and gives the command', async () => {
    await star.push('prod/api', 'v1');
    await simulator.advance(5_000);
    await star.rules();
    const { verdict, next } = await explained();
    expect(verdict).toBe('Nothing has copied it: it was pushed before the rule prod-cn-hangzhou was made.');
    expect(next).toBe('backfill');
  });

  test('says what failed in words, and copies again only what passes', async () => {
    await star.rules();
    simulator.faults.add({ kind: 'fail-sync', issue: 'NETWORK_ERROR', times: 1 });
    await star.push('prod/api', 'v1');
    await star.settled();
    simulator.faults.add({ kind: 'fail-sync', issue: 'OSS_POLICY_UNAUTHORIZED', times: 1 });
    await star.push('prod/api', 'v2');
    await star.settled();
    const [passing, lasting] = [await explained('prod/api:v1'), await explained('prod/api:v2')];
    expect([passing.verdict, passing.next]).toEqual([
      'Its last copy failed: the connection between the regions broke (NETWORK_ERROR).',
      'backfill',
    ]);
    expect([lasting.verdict, lasting.next]).toEqual([
      'Its last copy failed: the registry may not use the storage (OSS) that holds its images (OSS_POLICY_UNAUTHORIZED).',
      undefined,
    ]);
  });

  test('says that tags are immutable at the replica', async () => {
    await star.rules();
    await star.push('prod/api', 'v1');
    await star.settled();
    const { id: InstanceId } = star.replica(AWAY);
    const call = consoleOf(simulator);
    const { RepoId } = await call('GetRepository', AWAY, { InstanceId, RepoNamespaceName: 'prod', RepoName: 'api' });
    const settings = { InstanceId, RepoId, RepoType: 'PRIVATE', Summary: 'api' };
    await call('UpdateRepository', AWAY, { ...settings, TagImmutability: true });
    await star.push('prod/api', 'v1', 'another');
    await star.settled();
    const { verdict, help } = await explained();
    expect(verdict).toBe('The tag v1 gives another image in cn-hangzhou, and tags are immutable there.');
    expect(help).toMatch('Push under a new tag');
  });

  test('says that the region does not answer', async () => {
    await star.rules();
    await star.push('prod/api', 'v1');
    simulator.faults.add({ kind: 'region-down', region: AWAY });
    const { verdict, next } = await explained();
    expect(verdict).toMatch(/^Whether it is there is not known: cn-hangzhou does not answer/);
    expect(next).toBe('wait');
  });

  test('says that the namespace of the replica makes no repositories', async () => {
    await star.rules();
    const { id: InstanceId } = star.replica(AWAY);
    await consoleOf(simulator)('UpdateNamespace', AWAY, {
      ...{ InstanceId, NamespaceName: 'prod', DefaultRepoType: 'PRIVATE', AutoCreateRepo: false },
    });
    await star.push('prod/api', 'v1');
    await star.settled();
    const answer = await explained();
    expect(problems(answer)).toContain('repository: api: missing');
  });

  test('says that a copy is under way', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    star = new Star(simulator, [AWAY]);
    await star.rules();
    await star.push('prod/api', 'v1');
    const { verdict, next } = await explained();
    expect(verdict).toMatch(/^It is being copied: the task rst-\w+ is PENDING\.$/);
    expect(next).toBe('wait');
  });
});
