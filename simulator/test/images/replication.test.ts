import { type Simulator, type SimulatorOptions, startSimulator } from '../../src';
import { Client, json, refusal, send } from '../registry/support/client';
import { image, index, referrer } from '../registry/support/images';
import { callCr } from '../support/clients';
import { AWAY, HOME, twoRegions } from './support';

let simulator: Simulator;
afterEach(() => simulator.close());

const start = async (options: SimulatorOptions = {}) =>
  void (simulator = await startSimulator({ login: false, ...options }));
const client = async (region: string, repository = 'prod/api') =>
  new Client((await simulator.registry(region)).url, repository);
const outcomes = () => simulator.tasks().map(task => task.issue ?? task.status);

describe('an image that is pushed in Germany', () => {
  test.each([
    ['of one platform', image()],
    ['of two platforms', index([image({ seed: 1 }), image({ seed: 2, architecture: 'arm64' })])],
    ['by sha512', image({ algorithm: 'sha512' })],
  ])('%s is pulled in Hangzhou by the same digest, byte by byte', async (_, whole) => {
    await start();
    await twoRegions(simulator);
    const here = await client(HOME);
    await here.push(whole);
    await here.send('PUT', `manifests/${whole.digest}?tag=v1`, {
      headers: { 'content-type': whole.mediaType },
      body: whole.bytes,
    });
    await simulator.advance(60_000);
    expect(outcomes()).toEqual(['SUCCESS']);
    expect(await (await client(AWAY)).has(whole)).toBe(true);
  });

  test('A62 takes its signature along', async () => {
    await start({ clock: 'manual' });
    await twoRegions(simulator);
    const whole = image();
    const signature = referrer(whole);
    const here = await client(HOME);
    await here.push(whole, 'v1');
    await here.push(signature);
    await simulator.advance(60_000);
    const there = await client(AWAY);
    expect(json(await there.send('GET', `referrers/${whole.digest}`)).manifests).toMatchObject([
      { digest: signature.digest },
    ]);
    expect(await there.has(signature)).toBe(true);
  });

  const lateSignature = async (options: SimulatorOptions) => {
    await start({ clock: 'manual', ...options });
    await twoRegions(simulator);
    const platform = image({ seed: 1 });
    const whole = index([platform, image({ seed: 2, architecture: 'arm64' })]);
    const here = await client(HOME);
    await here.push(whole, 'v1');
    await simulator.advance(60_000);
    // One signs the image, one a platform of it, and one says something of the first signature.
    const signatures = [referrer(whole), referrer(platform, { seed: 8 })];
    for (const late of [...signatures, referrer(signatures[0], { seed: 7 })]) {
      await here.push(late);
      await simulator.advance(60_000);
    }
    const there = await client(AWAY);
    expect(await there.has(whole, 'v1')).toBe(true);
    return Promise.all([...signatures, referrer(signatures[0], { seed: 7 })].map(late => there.has(late)));
  };

  test('A81 leaves behind the signature that comes after it was copied', async () => {
    expect(await lateSignature({})).toEqual([false, false, false]);
    expect(outcomes()).toEqual(['SUCCESS']);
  });

  test('A81 is copied again for each signature that comes later, if the simulator is told so', async () => {
    expect(await lateSignature({ lateReferrers: true })).toEqual([true, true, true]);
    expect(outcomes()).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS']);
    const sent = simulator.tasks().map(({ blobs }) => blobs.reduce((sum, { synced }) => sum + synced, 0));
    expect(sent.slice(1)).toEqual([0, 0, 0]);
  });

  test('is not copied again for a signature whose image has no tag, or which the rule does not cover', async () => {
    await start({ lateReferrers: true });
    await twoRegions(simulator);
    simulator.addRegistry({ region: 'us-east-1', name: 'acme', namespaces: ['prod'] });
    const here = await client(HOME);
    const untagged = image({ seed: 3 });
    await here.push(untagged);
    await here.push(referrer(untagged));
    const elsewhere = await client('us-east-1');
    await elsewhere.push(image(), 'v1');
    await elsewhere.push(referrer(image()));
    await simulator.advance(60_000);
    expect(outcomes()).toEqual([]);
  });

  test('is the tag that the API shows, with its digest and its size, until it is deleted on either side', async () => {
    await start();
    const registry = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
    const call = (action: string, more = {}) =>
      callCr(simulator)(action, { RegionId: HOME, InstanceId: registry.id, ...more });
    const here = await client(HOME);
    const whole = image();
    await here.push(whole, 'v1');
    await here.push(whole, 'v2');
    const [{ RepoId }] = (await call('ListRepository')).Repositories;
    const size = whole.blobs.reduce((sum, { length }) => sum + length, 0);
    const listed = async () =>
      (await call('ListRepoTag', { RepoId })).Images.map(
        ({ Tag, Digest, ImageSize }: Record<string, unknown>) => `${Tag} sha256:${Digest} ${ImageSize}`,
      );
    expect(await listed()).toEqual([`v1 ${whole.digest} ${size}`, `v2 ${whole.digest} ${size}`]);
    expect((await here.send('DELETE', 'manifests/v1')).status).toBe(202);
    expect(await listed()).toEqual([`v2 ${whole.digest} ${size}`]);
    await call('DeleteRepoTag', { RepoId, Tag: 'v2' });
    expect(json(await here.send('GET', 'tags/list')).tags).toEqual([]);
  });
});

describe('a copy', () => {
  const BIG = image({ layers: [9_000_000, 100] });

  test('sends its bytes in simulated time, blobs first and the tag last', async () => {
    await start({ clock: 'manual' });
    const { source } = await twoRegions(simulator);
    await (await client(HOME)).push(BIG, 'v1');
    const there = await client(AWAY);
    await simulator.advance(1_300);
    const [{ id, blobs, size, status }] = simulator.tasks();
    const sent = blobs.reduce((sum, { synced }) => sum + synced, 0);
    expect(status).toBe('SYNCHRONIZING');
    expect(sent).toBeGreaterThan(4_000_000);
    expect(sent).toBeLessThan(size);
    expect((await there.send('GET', 'manifests/v1')).status).toBe(404);
    await simulator.advance(1_000);
    expect(outcomes()).toEqual(['SUCCESS']);
    expect(await there.has(BIG, 'v1')).toBe(true);
    const query = { RegionId: HOME, InstanceId: source.id, SyncTaskId: id };
    const { SyncedSize, LayerTasks } = await callCr(simulator)('GetRepoSyncTask', query);
    expect(SyncedSize).toBe(size);
    expect(LayerTasks).toHaveLength(3);
  });

  test('A67 does not send again what is there', async () => {
    await start();
    await twoRegions(simulator);
    const here = await client(HOME);
    await here.push(BIG, 'v1');
    await simulator.advance(60_000);
    await here.push(BIG, 'v2');
    await simulator.advance(60_000);
    const sent = simulator.tasks().map(({ blobs }) => blobs.reduce((sum, { synced }) => sum + synced, 0));
    expect(sent).toEqual([simulator.tasks()[0].size, 0]);
    expect(await (await client(AWAY)).has(BIG, 'v2')).toBe(true);
  });

  test('that is cut in the middle of a blob leaves no tag, and the next one carries on', async () => {
    await start();
    await twoRegions(simulator);
    simulator.faults.add({ kind: 'fail-sync', region: AWAY, afterBytes: 5_000_000, times: 1 });
    const here = await client(HOME);
    await here.push(BIG, 'v1');
    await simulator.advance(60_000);
    const there = await client(AWAY);
    expect(outcomes()).toEqual(['NETWORK_ERROR']);
    expect(json(await there.send('GET', 'tags/list')).tags).toEqual([]);
    await here.push(BIG, 'v1');
    await simulator.advance(60_000);
    expect(outcomes()).toEqual(['NETWORK_ERROR', 'SUCCESS']);
    expect(await there.has(BIG, 'v1')).toBe(true);
  });

  test('fails when the region goes down on the way', async () => {
    await start({ clock: 'manual' });
    await twoRegions(simulator);
    await (await client(HOME)).push(BIG, 'v1');
    await simulator.advance(1_300);
    simulator.faults.add({ kind: 'region-down', region: AWAY });
    await simulator.advance(60_000);
    expect(outcomes()).toEqual(['NETWORK_ERROR']);
    expect(refusal(await (await client(AWAY)).send('GET', 'manifests/v1'))).toEqual({
      status: 503,
      code: 'UNAVAILABLE',
      message: 'The region cn-hangzhou is not available.',
    });
  });

  test('is cancelled on the way and leaves no tag', async () => {
    await start({ clock: 'manual' });
    const { source } = await twoRegions(simulator);
    await (await client(HOME)).push(BIG, 'v1');
    await simulator.advance(1_300);
    const [{ id }] = simulator.tasks();
    await callCr(simulator)('CancelRepoSyncTask', { RegionId: HOME, InstanceId: source.id, SyncTaskId: id });
    await simulator.advance(60_000);
    expect(outcomes()).toEqual(['CANCELED']);
    expect(json(await (await client(AWAY)).send('GET', 'tags/list')).tags).toEqual([]);
  });
});

describe('a request to a registry', () => {
  test.each([
    ['throttle', 429, 'TOOMANYREQUESTS', 'Too many requests at a time. Try again.'],
    ['unavailable', 503, 'UNAVAILABLE', 'The region eu-central-1 is not available.'],
  ] as const)('is refused once by the fault %s', async (kind, status, code, message) => {
    await start();
    simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
    simulator.faults.add({ kind, action: 'pull', region: HOME, times: 1 });
    const here = await client(HOME);
    await here.start();
    expect(refusal(await here.send('GET', 'tags/list'))).toEqual({ status, code, message });
    expect((await here.send('GET', 'tags/list')).status).toBe(404);
  });

  test.each([
    ['reset-before', 404],
    ['reset-after', 200],
  ] as const)('loses its answer by the fault %s', async (kind, status) => {
    await start();
    simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
    const here = await client(HOME);
    const whole = image();
    await Promise.all(whole.blobs.map(bytes => here.pushBlob(bytes)));
    simulator.faults.add({ kind, action: 'push', times: 1 });
    await expect(here.put(whole, 'v1')).rejects.toThrow('fetch failed');
    expect((await here.send('GET', 'manifests/v1')).status).toBe(status);
  });

  test('reaches the registry that its Host names, on the port of the API', async () => {
    await start();
    simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
    const host = 'acme-registry.eu-central-1.cr.aliyuncs.com';
    const { request } = await import('node:http');
    const status = await new Promise(resolve =>
      request(`http://${simulator.endpoint}/v2/`, { headers: { host } }, reply => {
        reply.resume();
        resolve([reply.statusCode, reply.headers['docker-distribution-api-version']]);
      }).end(),
    );
    expect(status).toEqual([200, 'registry/2.0']);
    expect((await send(`http://${simulator.endpoint}`, 'GET', '/v2/')).status).toBe(404);
  });
});

test('a push is made when it is made, not when something happened before', async () => {
  await start({ clock: { speed: 1_000 } });
  await twoRegions(simulator);
  const here = await client(HOME);
  await here.push(image(), 'v1');
  await new Promise(resolve => setTimeout(resolve, 100));
  const { copies } = await simulator.pushImage({
    ...{ region: HOME, instanceId: simulator.registries(HOME)[0].id },
    ...{ namespace: 'prod', repository: 'api', tag: 'v2' },
  });
  await new Promise(resolve => setTimeout(resolve, 100));
  await here.push(image({ seed: 3 }), 'v3');
  const [first, second, third] = simulator.tasks().map(({ created }) => created);
  expect([second - first > 50_000, third - second > 50_000]).toEqual([true, true]);
  expect(copies[0].created).toBe(second);
  expect(simulator.now - third).toBeLessThan(50_000);
});
