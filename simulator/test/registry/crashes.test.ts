import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Algorithm, digestOf } from '../../src/registry/protocol/digest';
import { Client } from './support/client';
import { type TestImage, image, index } from './support/images';
import { type RegistryProcess, compiled, ended, started } from './support/processes';
import { stopAll, temporaryFolder } from './support/registries';

afterAll(stopAll);

const KILLS = 20;

/** Pushes one image after the other until the registry dies, and tells which pushes it had answered. */
async function pushUntilDead(url: string, round: number, onRequest: () => void): Promise<Map<string, TestImage>> {
  const client = new Client(url, 'prod/api');
  const send = client.send.bind(client);
  client.send = (...request) => {
    onRequest();
    return send(...request);
  };
  const answered = new Map<string, TestImage>();
  for (let count = 0; ; count++) {
    const seed = round * 100 + count;
    const whole =
      count % 2 ? image({ seed, layers: [50_000, 10] }) : index([image({ seed }), image({ seed: seed + 50 })]);
    try {
      await client.push(whole, `v${seed}`);
    } catch (error) {
      // Only a broken connection is an excuse.
      if (!/^(fetch failed|terminated)$/.test((error as Error).message)) {
        throw error;
      }
      return answered;
    }
    answered.set(`v${seed}`, whole);
  }
}

/** Every blob has the digest that its name says. */
function expectUndamaged(folder: string): void {
  for (const algorithm of ['sha256', 'sha512'] as Algorithm[]) {
    for (const hex of readdirSync(join(folder, algorithm))) {
      expect(digestOf(readFileSync(join(folder, algorithm, hex)), algorithm)).toBe(`${algorithm}:${hex}`);
    }
  }
}

test(`${KILLS} kills during pushes and copies: every answered push is there and whole, every copy ends, no blob is damaged`, async () => {
  const script = compiled('two-regions.ts');
  const folder = temporaryFolder();
  const answered = new Map<string, TestImage>();
  for (let round = 0; round < KILLS; round++) {
    const running = await started(script, folder);
    let requests = 0;
    let death: Promise<void> | undefined;
    // A moment that differs from round to round: after so many requests, with one under way, and copies beside it.
    const onRequest = () => {
      if (requests++ === 10 + ((round * 7) % 31)) {
        setTimeout(() => (death = ended(running, 'SIGKILL')), round % 5);
      }
    };
    for (const [tag, whole] of await pushUntilDead(running.urls[0], round, onRequest)) {
      answered.set(tag, whole);
    }
    await death;
    expect(running.process.signalCode).toBe('SIGKILL');
    expectUndamaged(join(folder, 'blobs'));
  }
  const last: RegistryProcess = await started(script, folder);
  try {
    const [near, far] = last.urls.map(url => new Client(url, 'prod/api'));
    expect(answered.size).toBeGreaterThanOrEqual(KILLS);
    for (const [tag, whole] of answered) {
      expect([tag, await near.has(whole, tag)]).toEqual([tag, true]);
      while ((await far.send('HEAD', `manifests/${tag}`)).status !== 200) {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      expect([tag, await far.has(whole, tag)]).toEqual([tag, true]);
    }
    expectUndamaged(join(folder, 'blobs'));
    expect(readdirSync(join(folder, 'blobs', 'temporary'))).toEqual([]);
  } finally {
    await ended(last, 'SIGTERM');
  }
});
