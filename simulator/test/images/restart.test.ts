import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../src';
import { Client } from '../registry/support/client';
import { image } from '../registry/support/images';
import { stopAll, temporaryFolder } from '../registry/support/registries';
import { callCr } from '../support/clients';
import { AWAY, HOME, twoRegions } from './support';

afterEach(stopAll);

const BIG = image({ layers: [9_000_000, 100] });

test('images, copies in their middle and ports are there again after a restart', async () => {
  const stateFile = join(temporaryFolder(), 'world.json');
  const options = { stateFile, login: false, clock: 'manual' } as const;
  const before = await startSimulator(options);
  await twoRegions(before);
  const here = await before.registry(HOME);
  await new Client(here.url, 'prod/api').push(BIG, 'v1');
  await before.advance(1_300);
  expect(before.tasks()[0].status).toBe('SYNCHRONIZING');
  await before.close();

  const after = await startSimulator(options);
  expect(await after.registry(HOME)).toEqual(here);
  expect(await new Client(here.url, 'prod/api').has(BIG, 'v1')).toBe(true);
  await after.advance(60_000);
  expect(after.tasks()[0].status).toBe('SUCCESS');
  expect(await new Client((await after.registry(AWAY)).url, 'prod/api').has(BIG, 'v1')).toBe(true);
  await after.close();
});

test('what deleted images leave is removed at the next start, and both regions share the rest', async () => {
  const stateFile = join(temporaryFolder(), 'world.json');
  const blobs = () => readdirSync(join(`${stateFile}.blobs`, 'sha256')).length;
  const before = await startSimulator({ stateFile });
  const { source } = await twoRegions(before);
  const pushed = { region: HOME, instanceId: source.id, namespace: 'prod', repository: 'api' };
  await before.pushImage({ ...pushed, tag: 'v1' });
  await before.advance(60_000);
  expect(blobs()).toBe(3);
  await before.pushImage({ ...pushed, repository: 'web', tag: 'v1' });
  await before.advance(60_000);
  expect(blobs()).toBe(6);
  for (const { id, region, repositories } of before.registries()) {
    const web = Object.values(repositories).find(({ name }) => name === 'web');
    await callCr(before)('DeleteRepository', { RegionId: region, InstanceId: id, RepoId: web?.id });
  }
  await before.close();
  await (await startSimulator({ stateFile })).close();
  expect(blobs()).toBe(3);
});
