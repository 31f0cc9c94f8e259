import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../src';
import type { FaultRule } from '../../src/runtime/faults';
import { Client, type Reply, type Sent } from '../registry/support/client';
import { type TestImage, image, index } from '../registry/support/images';
import { firstLines, spawnSimulator } from '../support/spawned';
import { AWAY, replica, twoRegions } from './support';

const THIRD = 'us-east-1';
export const REPLICAS: readonly string[] = [AWAY, THIRD];

const CLIENTS = 3;
/** Every so many rounds the simulator dies while it starts, with the copies of the round before still to be carried on. */
const DIES_AT_START = 4;

/** What clients and copies meet besides the kills. */
const FAULTS: readonly FaultRule[] = [
  { kind: 'throttle', action: 'push', probability: 0.02 },
  { kind: 'unavailable', action: 'push', probability: 0.02 },
  { kind: 'reset-before', action: 'push', probability: 0.02 },
  { kind: 'reset-after', action: 'push', probability: 0.02 },
  { kind: 'fail-sync', region: AWAY, afterBytes: 100_000, probability: 0.2 },
  { kind: 'region-down', region: THIRD, probability: 0.02 },
];

export interface Pushed {
  readonly path: string;
  readonly tag: string;
  readonly image: TestImage;
}

/** What the simulator has answered, and so must keep. */
export interface Answered {
  /** By the names of their tags, such as `prod/api:v1`. */
  readonly pushed: Map<string, Pushed>;
  /** Names of tags that were deleted. */
  readonly deleted: Set<string>;
  /** What the simulator did not foresee. */
  readonly unexpected: string[];
}

/** A world of three regions in a state file, and the faults that will strike in it. */
export async function prepare(folder: string): Promise<{ stateFile: string; flags: string[] }> {
  const stateFile = join(folder, 'world.json');
  const simulator = await startSimulator({ stateFile, login: false });
  const { source } = await twoRegions(simulator);
  await replica(simulator, source, THIRD);
  await simulator.close();
  const faults = join(folder, 'faults.json');
  writeFileSync(faults, JSON.stringify(FAULTS));
  return { stateFile, flags: ['--state', stateFile, '--faults', faults, '--no-login'] };
}

/** One life of the simulator: clients push until it is killed, at a moment that differs from round to round. */
export async function liveAndDie(flags: readonly string[], round: number, answered: Answered): Promise<void> {
  const process = spawnSimulator(...flags);
  process.stderr?.on('data', text => {
    const lines = String(text).split('\n');
    answered.unexpected.push(...lines.filter(line => line.startsWith('unexpected') || line.startsWith('error')));
  });
  const dead = new Promise<void>(resolve =>
    process.once('exit', (code, signal) => {
      if (signal !== 'SIGKILL') {
        answered.unexpected.push(`The simulator ended by itself, with ${code ?? signal}.`);
      }
      resolve();
    }),
  );
  const kill = () => process.kill('SIGKILL');
  if (round % DIES_AT_START === DIES_AT_START - 1) {
    setTimeout(kill, 150 + ((round * 29) % 200));
    return dead;
  }
  const [, url] = /in eu-central-1: (\S+) from the Internet/.exec(await firstLines(process)) as RegExpExecArray;
  let requests = 0;
  const onRequest = () => {
    if (++requests === 20 + ((round * 37) % 250)) {
      setTimeout(kill, round % 5);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) => {
    const open = (path: string) => new CountedClient(url, path, onRequest);
    return work(process, open, imagesOf(round, number), `v${round}-${number}`, answered);
  });
  await Promise.all([...clients, dead]);
}

const isAlive = (process: ChildProcess) => !process.killed && process.exitCode === null;

class CountedClient extends Client {
  constructor(
    url: string,
    path: string,
    private readonly onRequest: () => void,
  ) {
    super(url, path);
  }

  override send(method: string, path: string, sent?: Sent): Promise<Reply> {
    this.onRequest();
    return super.send(method, path, sent);
  }
}

/** Pushes one image after the other, tries again what failed, and deletes some of it. */
async function work(
  process: ChildProcess,
  open: (path: string) => Client,
  images: readonly TestImage[],
  name: string,
  answered: Answered,
): Promise<void> {
  let last: Pushed | undefined;
  for (let count = 0; isAlive(process); count++) {
    const image = images[count % images.length];
    const pushed = { path: image.blobs.length === 2 ? 'prod/large' : 'prod/api', tag: `${name}-${count}`, image };
    if (!(await untilAnswered(process, () => open(pushed.path).push(image, pushed.tag)))) {
      return;
    }
    answered.pushed.set(nameOf(pushed), pushed);
    if (count % 4 === 3 && last) {
      await remove(open(last.path), last, answered);
    }
    last = pushed;
  }
}

const nameOf = ({ path, tag }: Pushed) => `${path}:${tag}`;

/** Until it is answered nobody knows whether the tag is there. */
async function remove(client: Client, last: Pushed, { pushed, deleted }: Answered): Promise<void> {
  pushed.delete(nameOf(last));
  const reply = await client.send('DELETE', `manifests/${last.tag}`).catch(() => undefined);
  if (reply?.status === 202) {
    deleted.add(nameOf(last));
  }
}

/** Tries until it goes well, or the simulator is dead. */
async function untilAnswered(process: ChildProcess, work: () => Promise<void>): Promise<boolean> {
  while (isAlive(process)) {
    try {
      await work();
      return true;
    } catch (error) {
      // What faults do, and what a kill does, is an excuse; nothing else is.
      if (!/^(fetch failed|terminated|Got (429|503) instead of)/.test((error as Error).message)) {
        throw error;
      }
    }
  }
  return false;
}

/** Small ones that nobody else pushes, indexes, and a large one that the clients of a round push at the same time. */
function imagesOf(round: number, number: number): TestImage[] {
  const seed = 1 + round * 100 + number * 30;
  const small = [0, 1, 2].flatMap(count => [
    image({ seed: seed + count, layers: [100_000, 10] }),
    index([image({ seed: seed + 10 + count }), image({ seed: seed + 20 + count, architecture: 'arm64' })]),
  ]);
  return [...small.slice(0, 2), LARGE[round % LARGE.length], ...small.slice(2)];
}

const LARGE = [1, 2].map(seed => image({ seed, layers: [9_000_000] }));
