import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { told, waitFor } from '../support/image-runs';
import { Star, consoleOf } from '../support/images';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

async function replicated(...regions: string[]): Promise<Star> {
  const star = new Star(simulator, regions);
  await star.rules();
  await simulator.advance(5_000);
  return star;
}

describe('wait', () => {
  test('ends when every region gives the digest of the primary, and tells the seconds of each copy', async () => {
    const star = await replicated('cn-hangzhou', 'us-east-1');
    const { digest } = await star.push('prod/api', 'v1', undefined, { size: 60_000_000 });
    const arrivals = await waitFor(star, 'prod/api:v1');
    expect(told(arrivals)).toEqual(['cn-hangzhou: there', 'us-east-1: there']);
    expect(star.replicas.map(at => star.digestAt(at, 'prod/api', 'v1'))).toEqual([digest, digest]);
    // A second in the queue, and 60 MB at 20 MB a second.
    for (const { seconds } of arrivals) {
      expect(seconds).toBeGreaterThan(3.5);
      expect(seconds).toBeLessThan(5);
    }
  });

  test('takes a digest for the tag that gives it', async () => {
    const star = await replicated('cn-hangzhou');
    const { digest } = await star.push('prod/api', 'v1');
    const [{ image, result }] = await waitFor(star, `prod/api@${digest}`);
    expect([image.tag, image.digest, result]).toEqual(['v1', digest, 'there']);
  });

  test('ends at once where the image was pushed before the rule was made', async () => {
    const star = new Star(simulator, ['cn-hangzhou']);
    await star.push('prod/api', 'v1');
    await simulator.advance(5_000);
    await star.rules();
    expect(told(await waitFor(star, 'prod/api:v1'))).toEqual([
      'cn-hangzhou: failed - it was pushed before the rule prod-cn-hangzhou was made',
    ]);
  });

  test('ends at once where a filter leaves the image out of a region that was asked for', async () => {
    const star = new Star(simulator, ['cn-hangzhou']);
    await star.rules({ tags: 'v.*' });
    await star.push('prod/api', 'test');
    expect(told(await waitFor(star, 'prod/api:test', { regions: ['cn-hangzhou'] }))).toEqual([
      'cn-hangzhou: failed - no rule copies it there: the rule prod-cn-hangzhou takes only tags that match "v.*"',
    ]);
    expect(await waitFor(star, 'prod/api:test')).toEqual([]);
  });

  test('ends at once where the rule copies on demand only', async () => {
    const star = new Star(simulator, ['cn-hangzhou']);
    await star.rules({ trigger: 'INITIATIVE' });
    await star.push('prod/api', 'v1');
    expect(told(await waitFor(star, 'prod/api:v1'))).toEqual([
      'cn-hangzhou: failed - the rule prod-cn-hangzhou copies on demand only',
    ]);
  });

  test('starts a copy again after NETWORK_ERROR, and tells how long both took', async () => {
    const star = await replicated('cn-hangzhou');
    simulator.faults.add({ kind: 'fail-sync', issue: 'NETWORK_ERROR', times: 2 });
    await star.push('prod/api', 'v1');
    const [{ result, started, seconds }] = await waitFor(star, 'prod/api:v1');
    expect([result, started]).toEqual(['there', 2]);
    expect(seconds).toBeGreaterThanOrEqual(3);
    expect(simulator.tasks().map(({ status }) => status)).toEqual(['ERROR', 'ERROR', 'SUCCESS']);
  });

  test('starts no copy again after an issue that does not pass', async () => {
    const star = await replicated('cn-hangzhou');
    simulator.faults.add({ kind: 'fail-sync', issue: 'DATA_LENGTH_EXCEEDED', times: 1 });
    await star.push('prod/api', 'v1');
    expect(told(await waitFor(star, 'prod/api:v1'))).toEqual([
      'cn-hangzhou: failed - the image is larger than the service copies (DATA_LENGTH_EXCEEDED)',
    ]);
    expect(simulator.tasks()).toHaveLength(1);
  });

  test('calls a copy that succeeded a failure where the tag does not give the digest', async () => {
    const star = await replicated('cn-hangzhou');
    const { digest } = await star.push('prod/api', 'v1');
    await star.settled();
    const { digest: other } = await star.push('prod/api', 'v1', 'somebody', { at: star.replica('cn-hangzhou') });
    const [{ image, reason }] = await waitFor(star, 'prod/api:v1');
    expect(image.digest).toBe(digest);
    expect(reason).toMatch(`succeeded, but the tag gives ${other}`);
  });

  test('says that time is up, and what it knows, while a region is down', async () => {
    const star = await replicated('cn-hangzhou', 'us-east-1');
    simulator.faults.add({ kind: 'region-down', region: 'us-east-1' });
    await star.push('prod/api', 'v1');
    const [there, late] = told(await waitFor(star, 'prod/api:v1', { timeout: 60_000 }));
    expect(there).toBe('cn-hangzhou: there');
    expect(late).toMatch(/^us-east-1: late - /);
  });

  test('refuses an image that is not at the primary', async () => {
    const star = await replicated('cn-hangzhou');
    const where = `${star.primary.id} in eu-central-1`;
    await expect(waitFor(star, 'prod/api:v1')).rejects.toThrow(
      `prod/api:v1 is not at the primary: ${where} has no repository prod/api.`,
    );
    await star.push('prod/api', 'v1');
    await expect(waitFor(star, 'prod/api:v2')).rejects.toThrow(
      `prod/api:v2 is not at the primary: ${where} has no tag v2 there. Push it first.`,
    );
    await expect(waitFor(star, `prod/api@sha256:${'0'.repeat(64)}`)).rejects.toThrow(
      `prod/api@sha256:${'0'.repeat(64)} is at the primary under no tag, and images are copied by their tags.`,
    );
  });

  test('notices a tag that is deleted meanwhile', async () => {
    const star = await replicated('cn-hangzhou');
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    await star.push('prod/api', 'v1');
    const call = consoleOf(simulator);
    const { RepoId } = await call('GetRepository', 'eu-central-1', {
      ...{ InstanceId: star.primary.id, RepoNamespaceName: 'prod', RepoName: 'api' },
    });
    let deleted = false;
    const onEvent = () => {
      if (!deleted) {
        deleted = true;
        void call('DeleteRepoTag', 'eu-central-1', { InstanceId: star.primary.id, RepoId, Tag: 'v1' });
      }
    };
    expect(told(await waitFor(star, 'prod/api:v1', { onEvent }))).toEqual([
      'cn-hangzhou: failed - the tag v1 is gone from the primary',
    ]);
  });
});
