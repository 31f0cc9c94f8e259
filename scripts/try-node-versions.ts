/**
 * Tries the compiled library and the deployer in releases of Node.js: the oldest that is promised, the newest of each line,
 * and one on each side of what `lib/core/manifest-validation.ts` repairs. All have to write the same bytes.
 */
import { appendFileSync } from 'node:fs';
import { installNode } from './node-versions/install';
import { difference, refusals, Trial, tryNode } from './node-versions/trial';

const VERSIONS = ['20.16.0', '22', '24.9.0', '24.21.0', '26'];
const TOO_OLD = '18.20.8';

const here = tryNode(process.execPath);
const results = [...VERSIONS.map(version => passes(version, here)), isRefused(TOO_OLD)];
const failed = results.filter(passed => !passed).length;
if (process.env.TEST_COUNTS) {
  appendFileSync(process.env.TEST_COUNTS, `${results.length - failed} ${failed} 0\n`);
}
process.exitCode = failed === 0 ? 0 : 1;

/** Tells in a line what became of a release. */
function passes(version: string, expected: Trial): boolean {
  try {
    const trial = tryNode(installNode(version));
    const problem = difference(trial, expected);
    const files = Object.keys(trial.assembly).length;
    console.log(
      problem ?? `Node.js ${trial.version}: ${files} files like those of ${expected.version}, and the plan reads them.`,
    );
    return problem === undefined;
  } catch (error) {
    const [message, ...details] = (error as Error).message.split('\n');
    console.log(`Node.js ${version}: ${message}`);
    console.error(details.join('\n'));
    return false;
  }
}

/** Tells what the commands say in a release that is too old. */
function isRefused(version: string): boolean {
  const expected = `error: This needs Node.js ${VERSIONS[0]} or newer, and it is run by ${version}.`;
  const said = refusals(installNode(version));
  console.log(`Node.js ${version}: ${said.join(' ')}`);
  return said.every(line => line === expected);
}
