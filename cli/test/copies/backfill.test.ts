import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { backfillOnce, told, verifyNow } from '../support/image-runs';
import { Star, consoleOf } from '../support/images';

const AWAY = 'cn-hangzhou';

let simulator: Simulator;
let star: Star;
beforeEach(async () => {
  simulator = await startSimulator();
  star = new Star(simulator, [AWAY]);
});
afterEach(() => simulator.close());

/** A tag from before the rule. */
async function old(tag: string, content?: string): Promise<void> {
  await star.push('prod/api', tag, content);
}

async function ruled(): Promise<void> {
  await simulator.advance(5_000);
  await star.rules({ tags: 'v.*' });
}

const spared = ({ plan }: Awaited<ReturnType<typeof backfillOnce>>) =>
  plan.spared.map(({ finding: { tag, target }, reason }) => `${tag} ${target.region}: ${reason}`);

describe('backfill', () => {
  test('copies what a rule takes, and nothing else; run twice, it copies nothing twice', async () => {
    await old('v1');
    await old('test');
    await ruled();
    const first = await backfillOnce(star);
    expect([told(first.arrivals), spared(first)]).toEqual([['cn-hangzhou: there'], []]);
    expect((await backfillOnce(star)).plan.copies).toEqual([]);
    expect(simulator.tasks()).toHaveLength(1);
    expect((await verifyNow(star)).findings).toEqual(['uncovered prod/api:test cn-hangzhou']);
  });

  test('replaces a tag that names another image only when it is told to', async () => {
    await old('v1', 'the image');
    await ruled();
    await star.push('prod/api', 'v1', 'somebody', { at: star.replica(AWAY) });
    expect(spared(await backfillOnce(star))).toEqual([
      'v1 cn-hangzhou: it names another image there; --overwrite replaces that',
    ]);
    expect(simulator.tasks()).toEqual([]);
    expect(told((await backfillOnce(star, { overwrite: true })).arrivals)).toEqual(['cn-hangzhou: there']);
    expect((await verifyNow(star)).findings).toEqual([]);
  });

  test('names a tag that cannot be replaced, since tags are immutable there', async () => {
    await old('v1', 'the image');
    await ruled();
    await star.push('prod/api', 'v1', 'somebody', { at: star.replica(AWAY) });
    const { id: InstanceId } = star.replica(AWAY);
    const call = consoleOf(simulator);
    const { RepoId } = await call('GetRepository', AWAY, { InstanceId, RepoNamespaceName: 'prod', RepoName: 'api' });
    const settings = { InstanceId, RepoId, RepoType: 'PRIVATE', Summary: 'api' };
    await call('UpdateRepository', AWAY, { ...settings, TagImmutability: true });
    const [text] = spared(await backfillOnce(star, { overwrite: true }));
    expect(text).toMatch(/^v1 cn-hangzhou: tags are immutable there and it names another image\. /);
    expect(simulator.tasks()).toEqual([]);
  });

  test('leaves a tag alone that is being copied, and waits for it', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: { speed: 100 } });
    star = new Star(simulator, [AWAY]);
    await star.rules();
    await star.push('prod/api', 'v1', undefined, { size: 40_000_000 });
    const { arrivals } = await backfillOnce(star, { pace: 0.01 });
    expect(arrivals.map(({ result, started }) => [result, started])).toEqual([['there', 0]]);
    expect(simulator.tasks()).toHaveLength(1);
  });

  test('names what it could not copy, with the reason, and gives up what fails again and again', async () => {
    await old('v1');
    await ruled();
    simulator.faults.add({ kind: 'fail-sync', issue: 'UNSUPPORTED_FORMAT', times: 1 });
    expect(told((await backfillOnce(star)).arrivals)).toEqual([
      'cn-hangzhou: failed - the service cannot copy an image of this format (UNSUPPORTED_FORMAT)',
    ]);
    simulator.faults.add({ kind: 'fail-sync', issue: 'INTERNAL_ERROR' });
    expect(told((await backfillOnce(star, { tries: 2 })).arrivals)).toEqual([
      'cn-hangzhou: failed - the service failed inside (INTERNAL_ERROR), also when it was copied again',
    ]);
    expect(simulator.tasks()).toHaveLength(4);
  });

  test('starts nothing new once it is asked to stop, and waits for what runs', async () => {
    for (let number = 0; number < 6; number++) {
      await old(`v${number}`);
    }
    await ruled();
    const stop = new AbortController();
    const onEvent = ({ kind }: { kind: string }) => kind === 'started' && stop.abort();
    const { arrivals } = await backfillOnce(star, { concurrency: 1, stop, onEvent });
    const results = arrivals.map(({ result }) => result).sort();
    expect(results).toEqual(['stopped', 'stopped', 'stopped', 'stopped', 'stopped', 'there']);
    expect(simulator.tasks()).toHaveLength(1);
  });

  test('names a replica that does not answer, and copies nothing there', async () => {
    await old('v1');
    await ruled();
    simulator.faults.add({ kind: 'region-down', region: AWAY });
    const { plan } = await backfillOnce(star);
    expect(plan.unread.map(({ place }) => place.region)).toEqual([AWAY]);
    expect(plan.copies).toEqual([]);
  });
});
