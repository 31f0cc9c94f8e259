import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Jest counted. */
interface Results {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** Runs the tests of the languages; arguments go to Jest. Returns the exit code. */
export function run(root: string, args: readonly string[]): number {
  const directory = mkdtempSync(join(tmpdir(), 'global-registry-results-'));
  try {
    const file = join(directory, 'results.json');
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const config = ['--config', join('test-languages', 'jest.config.mjs'), '--json', '--outputFile', file];
    spawnSync(process.execPath, [jest, ...config, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    if (!existsSync(file)) {
      throw new Error('Jest ended without counting the tests. What it wrote above says why.');
    }
    return report(JSON.parse(readFileSync(file, 'utf8')) as Results);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function report(results: Results): number {
  // A file of tests that cannot be loaded counts no tests, but hides them all.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  process.stdout.write(`${results.numPassedTests} passed, ${failed} failed, ${results.numPendingTests} skipped\n`);
  return results.success && failed === 0 ? 0 : 1;
}
