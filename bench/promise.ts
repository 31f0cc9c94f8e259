/**
 * Tries the promise of the README on many random apps: what synthesises without a warning of harm deploys to the end, and again after every
 * edit.
 *
 *     npm run build && npm run bench:promise -- --runs 10000 --seed 1 --jobs 2
 *
 * The core remembers every token that was ever made, so each batch has a process of its own.
 */
import * as fc from 'fast-check';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { broken, newTally, story } from '../test/support/promise/property';

const BATCH = 250;

/** What came of a batch. */
interface Count {
  readonly deployed: number;
  readonly refused: number;
  readonly warned: number;
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    batch: { type: 'boolean', default: false },
  },
});

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps
const work = values.batch ? tryBatch : main;
work(Number(values.runs), Number(values.seed)).catch((error: Error) => {
  console.error(error.message, error.cause ?? '');
  process.exit(1);
});

async function main(runs: number, seed: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(runs / BATCH) }, (_, i) => ({
    size: Math.min(BATCH, runs - i * BATCH),
    seed: seed + i,
  }));
  const sum = { apps: 0, deployed: 0, refused: 0, warned: 0 };
  const worker = async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const count = await inProcess(batch.size, batch.seed);
      sum.apps += batch.size;
      (['deployed', 'refused', 'warned'] as const).forEach(name => (sum[name] += count[name]));
      console.log(`${sum.apps} of ${runs} apps, ${sum.deployed} deployments`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
  console.log(
    `${sum.apps} apps with three edits each: ${sum.deployed} deployments, all to the end; ` +
      `${sum.refused} were refused at synth and ${sum.warned} warned of, and were left out.`,
  );
}

function inProcess(runs: number, seed: number): Promise<Count> {
  const args = [...process.execArgv, process.argv[1], '--batch', '--runs', String(runs), '--seed', String(seed)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const out: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  return new Promise((resolve, reject) =>
    child.on('close', code =>
      code === 0
        ? resolve(JSON.parse(out.join('')) as Count)
        : reject(new Error(`The batch with seed ${seed} failed.`)),
    ),
  );
}

async function tryBatch(numRuns: number, seed: number): Promise<void> {
  const tally = newTally();
  const kept = fc.asyncProperty(story(), async told => {
    const failure = await broken(told, tally);
    if (failure !== undefined) {
      throw new Error(failure);
    }
  });
  await fc.assert(kept, { numRuns, seed });
  const { deployed, refused, warned } = tally;
  console.log(JSON.stringify({ deployed, refused, warned }));
}
