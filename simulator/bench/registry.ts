/**
 * What pushing and pulling 1 GB costs, beside Debian's docker-registry in the same run, and how much memory 2 GB takes:
 * `npx tsx bench/registry.ts` in simulator/. Without `docker-registry` (apt-get install docker-registry) it measures ours only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeDigest, peakMemory, pullLarge, pushLarge } from '../test/registry/support/large-blobs';
import { type RegistryProcess, compiled, ended, started } from '../test/registry/support/processes';
import { stopAll } from '../test/registry/support/registries';
import { onPath } from '../test/registry/support/tools';

const ROUNDS = 5;
const MEBIBYTES = 1024;
const GOAL_RATIO = 1.2;
const GOAL_MEMORY = 150;

interface Figures {
  readonly push: number;
  readonly pull: number;
  readonly memory: number;
}

type Start = (folder: string) => Promise<RegistryProcess>;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Debian's registry with its usual settings: files, no cache of descriptors, no logging of requests. */
async function startDebian(program: string, folder: string): Promise<RegistryProcess> {
  const address = `127.0.0.1:${await freePort()}`;
  const settings = [
    'version: 0.1',
    'log: { level: error, accesslog: { disabled: true } }',
    `storage: { filesystem: { rootdirectory: ${join(folder, 'data')} } }`,
    `http: { addr: ${address} }`,
  ];
  writeFileSync(join(folder, 'config.yml'), settings.join('\n'));
  const process = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  const url = `http://${address}`;
  for (let tries = 0; tries < 100; tries++) {
    const there = await fetch(`${url}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) {
      return { process, urls: [url] };
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('docker-registry does not answer.');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** One push and one pull, by a registry that has just started, on a disk that has nothing else to write. */
async function measure(start: Start, mebibytes: number, digest: string): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'ros-cdk-simulator-'));
  const registry = await start(folder);
  try {
    const [url] = registry.urls;
    spawnSync('sync');
    const push = await timed(() => pushLarge(url, 'bench/image', mebibytes, digest));
    spawnSync('sync');
    const pull = await timed(() => pullLarge(url, 'bench/image', digest));
    return { push, pull, memory: peakMemory(registry.process.pid as number) ?? 0 };
  } finally {
    await ended(registry, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1];

function print(name: string, figures: readonly Figures[]): number {
  const [push, pull] = [median(figures.map(one => one.push)), median(figures.map(one => one.pull))];
  const memory = Math.max(...figures.map(one => one.memory));
  console.log(
    `${name}: push ${push.toFixed(0)} ms, pull ${pull.toFixed(0)} ms, at most ${memory.toFixed(0)} MB of memory ` +
      `(1 GB, medians of ${figures.length})`,
  );
  return median(figures.map(one => one.push + one.pull));
}

async function compare(ours: Start, debian: Start | undefined): Promise<boolean> {
  const digest = largeDigest(MEBIBYTES);
  const figures: { ours: Figures[]; debian: Figures[] } = { ours: [], debian: [] };
  for (let round = 0; round < ROUNDS; round++) {
    figures.ours.push(await measure(ours, MEBIBYTES, digest));
    if (debian) {
      figures.debian.push(await measure(debian, MEBIBYTES, digest));
    }
  }
  const own = print('this registry  ', figures.ours);
  if (!debian) {
    return true;
  }
  const ratio = own / print('docker-registry', figures.debian);
  console.log(`Together ${ratio.toFixed(2)} times its time; the goal is at most ${GOAL_RATIO}.`);
  return ratio <= GOAL_RATIO;
}

async function main(): Promise<void> {
  const script = compiled('one-registry.ts');
  const ours: Start = folder => {
    mkdirSync(join(folder, 'blobs'));
    return started(script, join(folder, 'blobs'));
  };
  const program = onPath('docker-registry');
  const fast = await compare(ours, program ? folder => startDebian(program, folder) : undefined);
  const { memory } = await measure(ours, 2 * MEBIBYTES, largeDigest(2 * MEBIBYTES));
  console.log(`A layer of 2 GB takes ${memory.toFixed(0)} MB of memory; the goal is less than ${GOAL_MEMORY} MB.`);
  await stopAll();
  if (!fast || memory >= GOAL_MEMORY) {
    process.exitCode = 1;
  }
}

void main();
