/**
 * Fails if testing changed a tracked file or left a file behind.
 *
 * `check-clean --before` notes what differs from the last commit already, so that work in progress can be tested;
 * without that note, everything that differs is reported.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { complaint, differences, Differences } from './check-clean/worktree';

const ROOT = join(__dirname, '..');
const NOTE = join(ROOT, 'node_modules', '.cache', 'check-clean.json');

const now = differences(ROOT);
if (process.argv.includes('--before')) {
  mkdirSync(dirname(NOTE), { recursive: true });
  writeFileSync(NOTE, JSON.stringify(now ?? {}));
} else if (now === undefined) {
  process.stdout.write('This is no git checkout, so whether testing changed a file cannot be told.\n');
} else {
  const problem = complaint(takeNote(), now);
  process.stderr.write(problem === undefined ? '' : `${problem}\n`);
  process.exitCode = problem === undefined ? 0 : 1;
}

/** What differed before; the note holds for one run. */
function takeNote(): Differences {
  if (!existsSync(NOTE)) {
    return {};
  }
  const note = JSON.parse(readFileSync(NOTE, 'utf8')) as Differences;
  rmSync(NOTE);
  return note;
}
