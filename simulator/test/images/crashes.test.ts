import { join } from 'node:path';
import { startSimulator } from '../../src';
import { Client } from '../registry/support/client';
import { type TestImage, image } from '../registry/support/images';
import { stopAll, temporaryFolder } from '../registry/support/registries';
import { spawned } from '../support/spawned';
import { AWAY, HOME, twoRegions } from './support';

afterEach(stopAll);

const KILLS = 8;

/** Pushes one image after the other until the simulator dies, and tells which pushes it had answered. */
async function pushUntilDead(url: string, round: number, answered: Map<string, TestImage>): Promise<void> {
  const client = new Client(url, 'prod/api');
  for (let count = 0; ; count++) {
    const whole = image({ seed: round * 100 + count, layers: [200_000, 10] });
    const tag = `v${round}-${count}`;
    try {
      await client.push(whole, tag);
    } catch (error) {
      // Only a broken connection is an excuse.
      if (!/^(fetch failed|terminated)$/.test((error as Error).message)) {
        throw error;
      }
      return;
    }
    answered.set(tag, whole);
  }
}

test(`${KILLS} kills during pushes and copies: every answered push is there and whole in both regions`, async () => {
  const stateFile = join(temporaryFolder(), 'world.json');
  const first = await startSimulator({ stateFile, login: false });
  await twoRegions(first);
  await first.close();

  const answered = new Map<string, TestImage>();
  for (let round = 0; round < KILLS; round++) {
    const { process, printed } = await spawned('--state', stateFile, '--no-login');
    const [, url] = /in eu-central-1: (\S+) from the Internet/.exec(printed) as RegExpExecArray;
    const dead = new Promise(resolve => process.once('exit', resolve));
    setTimeout(() => process.kill('SIGKILL'), 150 + round * 37);
    await pushUntilDead(url, round, answered);
    await dead;
  }

  const last = await startSimulator({ stateFile, login: false });
  await last.advance(3_600_000);
  expect(answered.size).toBeGreaterThan(0);
  expect(new Set(last.tasks().map(({ status }) => status))).toEqual(new Set(['SUCCESS']));
  for (const region of [HOME, AWAY]) {
    const client = new Client((await last.registry(region)).url, 'prod/api');
    for (const [tag, whole] of answered) {
      expect([region, tag, await client.has(whole, tag)]).toEqual([region, tag, true]);
    }
  }
  await last.close();
});
