import * as fc from 'fast-check';
import { parseArgs } from 'node:util';
import { broken, newTally, story } from '../test/support/promise/property';

/**
 * Tries the promise of the README on many random apps: what synthesises without a warning deploys to the end, and again after every
 * edit.
 *
 *     npm run bench:promise -- --runs 10000 --seed 1
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  });
  const tally = newTally();
  const numRuns = Number(values.runs);
  let tried = 0;
  const kept = fc.asyncProperty(story, async told => {
    const failure = await broken(told, tally);
    if (failure !== undefined) {
      throw new Error(failure);
    }
    tried++;
    if (tried % 500 === 0) {
      console.log(`${tried} of ${numRuns} apps, ${tally.deployed} deployments`);
    }
  });
  await fc.assert(kept, { numRuns, seed: Number(values.seed) });
  console.log(
    `${tried} apps with three edits each: ${tally.deployed} deployments, all to the end; ` +
      `${tally.refused} were refused at synth and ${tally.warned} warned of, and were left out.`,
  );
}

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps
void main();
