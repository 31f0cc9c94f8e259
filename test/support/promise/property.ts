import * as ros from '@alicloud/ros-cdk-core';
import * as fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Account } from '../account';
import { Assembly } from '../written-assembly';
import { openAccount } from './account';
import { declare } from './declare';
import { edit, Edit, edited } from './edits';
import { World, world } from './world';

/** What came of the apps that were tried. */
export interface Tally {
  deployed: number;
  refused: number;
  warned: number;
  readonly reasons: Map<string, number>;
}

export const newTally = (): Tally => ({ deployed: 0, refused: 0, warned: 0, reasons: new Map() });

/** What is deployed and then edited: three times, or fewer where time is short. */
export const story = (fewest = 3): fc.Arbitrary<readonly [World, readonly Edit[]]> =>
  fc.tuple(world, fc.array(edit, { minLength: fewest, maxLength: 3 }));

/** What synthesises, and is warned of at most for what has no effect, deploys to the end, first and after every edit; what went wrong otherwise. */
export async function broken(
  [first, edits]: readonly [World, readonly Edit[]],
  tally: Tally,
): Promise<string | undefined> {
  const account = await openAccount();
  const directory = mkdtempSync(join(tmpdir(), 'promise-'));
  try {
    let there: World | undefined = undefined;
    for (const change of [undefined, ...edits]) {
      const next: World = there === undefined || change === undefined ? first : edited(there, change);
      if (there !== undefined && isDeepStrictEqual(next, there)) {
        continue; // the edit does not apply
      }
      const failure = await tryOut(next, account, directory, tally);
      if (failure === 'left out') {
        if (there === undefined) {
          return undefined;
        }
        continue;
      }
      if (failure !== undefined) {
        return failure;
      }
      there = next;
    }
    return undefined;
  } finally {
    await account.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Warnings of what has no effect: an app that is warned of nothing else deploys as well. */
const NO_EFFECT = [
  /^The app copies nothing to /,
  /^Nothing can be pushed to namespace /,
  /^There is nothing to scan or to clean up/,
  /^\S+ is made in no region: /,
];

/** Deploys a world unless it is refused, or warned of for what may fail. */
async function tryOut(it: World, account: Account, directory: string, tally: Tally): Promise<string | undefined> {
  const app = new ros.App({ outdir: mkdtempSync(join(directory, 'app-')), stackTraces: false, treeMetadata: false });
  let written: Assembly;
  try {
    declare(app, it);
    written = new Assembly(app.synth());
  } catch (error) {
    tally.refused++;
    const [line] = (error as Error).message.split('\n').slice(-1);
    const said = line.replace(/".*?"|[0-9]+/g, '…');
    tally.reasons.set(said, (tally.reasons.get(said) ?? 0) + 1);
    return 'left out';
  }
  const warnings = written.messages('warning').filter(said => !NO_EFFECT.some(harmless => harmless.test(said)));
  if (warnings.length > 0) {
    tally.warned++;
    warnings.forEach(said => tally.reasons.set(said, (tally.reasons.get(said) ?? 0) + 1));
    return 'left out';
  }
  tally.deployed++;
  return account.deploy(written);
}
