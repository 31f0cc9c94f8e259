/**
 * What pushing and pulling 1 GB costs, beside Debian's docker-registry in the same run, and how much memory 2 GB takes:
 * `npm run bench:registry -w simulator`. Without `docker-registry` (apt-get install docker-registry) it measures ours only.
 */
import { spawnSync } from 'node:child_process';
import { largeDigest, peakMemory, pullLarge, pushLarge } from '../test/registry/support/large-blobs';
import { onPath } from '../test/registry/support/tools';
import { type Measured, startDebian, startOurs } from './processes';

const PAIRS = 7;
const MEBIBYTES = 1024;
const REPOSITORY = 'prod/image';
const GOAL_RATIO = 1.2;
const GOAL_MEMORY = 150;

interface Figures {
  readonly push: number;
  readonly pull: number;
  readonly memory: number;
}

type Start = () => Promise<Measured>;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** One push and one pull, by a registry that has just started, on a disk that has nothing else to write. */
async function measure(start: Start, mebibytes: number, digest: string): Promise<Figures> {
  const registry = await start();
  try {
    const [url] = registry.urls;
    spawnSync('sync');
    const push = await timed(() => pushLarge(url, REPOSITORY, mebibytes, digest));
    spawnSync('sync');
    const pull = await timed(() => pullLarge(url, REPOSITORY, digest));
    return { push, pull, memory: peakMemory(registry.pid) ?? 0 };
  } finally {
    await registry.end();
  }
}

const sorted = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);

/** The median, and the extremes in brackets. */
function spread(numbers: readonly number[], digits = 0): string {
  const all = sorted(numbers);
  const [low, middle, high] = [all[0], all[all.length >> 1], all[all.length - 1]].map(one => one.toFixed(digits));
  return `${middle} [${low} .. ${high}]`;
}

function print(name: string, figures: readonly Figures[]): void {
  const of = (key: keyof Figures) => spread(figures.map(one => one[key]));
  console.log(`${name}: push ${of('push')} ms, pull ${of('pull')} ms, memory ${of('memory')} MB`);
}

/** The two take turns at going first; each ratio is that of a pair. */
async function pairs(debian: Start, digest: string): Promise<boolean> {
  const ours: Figures[] = [];
  const theirs: Figures[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const turns: [Start, Figures[]][] = [
      [startOurs, ours],
      [debian, theirs],
    ];
    for (const [start, figures] of pair % 2 ? turns.reverse() : turns) {
      figures.push(await measure(start, MEBIBYTES, digest));
    }
  }
  console.log(`1 GB, medians of ${PAIRS} pairs`);
  print('this simulator ', ours);
  print('docker-registry', theirs);
  const ratios = ours.map(({ push, pull }, pair) => (push + pull) / (theirs[pair].push + theirs[pair].pull));
  console.log(`Together ${spread(ratios, 2)} times its time; the goal is at most ${GOAL_RATIO}.`);
  return sorted(ratios)[PAIRS >> 1] <= GOAL_RATIO;
}

async function main(): Promise<void> {
  const program = onPath('docker-registry');
  const digest = largeDigest(MEBIBYTES);
  const fast = program ? await pairs(() => startDebian(program), digest) : undefined;
  if (fast === undefined) {
    console.log('docker-registry is not installed, so there is nothing to compare with.');
    print('this simulator', [await measure(startOurs, MEBIBYTES, digest)]);
  }
  const { memory } = await measure(startOurs, 2 * MEBIBYTES, largeDigest(2 * MEBIBYTES));
  console.log(`A layer of 2 GB takes ${memory.toFixed(0)} MB of memory; the goal is less than ${GOAL_MEMORY} MB.`);
  if (fast === false || memory >= GOAL_MEMORY) {
    process.exitCode = 1;
  }
}

void main();
