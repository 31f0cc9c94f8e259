/** Kills the simulator a hundred times, or as often as it is told, and looks at what is left: `npm run kills -w simulator -- 100`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { damagedBlobs, lookAround } from '../test/images/after-kills';
import { type Answered, liveAndDie, prepare } from '../test/images/kills';

const KILLS = Number(process.argv[2] ?? 100);

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ros-cdk-simulator-'));
  const began = performance.now();
  const answered: Answered = { pushed: new Map(), deleted: new Set(), unexpected: [] };
  const damaged: string[] = [];
  const known = new Set<string>();
  try {
    const { stateFile, flags } = await prepare(folder);
    for (let round = 0; round < KILLS; round++) {
      await liveAndDie(flags, round, answered);
      damaged.push(...damagedBlobs(stateFile, known));
    }
    const { problems, ...found } = await lookAround(stateFile, answered);
    const all = [...damaged, ...problems];
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(
      `${KILLS} kills in ${seconds} s: ${found.pushes} answered pushes and ${found.deletions} answered deletions, ` +
        `${found.copies} copies of which faults ended ${found.failedByFaults}, ${found.blobs} blobs: ${all.length} problems.`,
    );
    all.forEach(problem => console.log(problem));
    process.exitCode = all.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
