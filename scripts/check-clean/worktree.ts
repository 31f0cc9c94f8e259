import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The files that differ from the last commit, each with its status and a hash of what it holds. */
export type Differences = Record<string, { readonly tracked: boolean; readonly content: string }>;

/**
 * What differs from the last commit; undefined where the directory is no git checkout.
 *
 * @throws where git cannot tell
 */
export function differences(directory: string): Differences | undefined {
  if (!existsSync(join(directory, '.git'))) {
    return undefined;
  }
  const args = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'];
  const status = execFileSync('git', args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = status.split('\0').filter(line => line !== '');
  return Object.fromEntries(
    lines.map(line => [
      line.slice(3),
      { tracked: !line.startsWith('??'), content: hash(join(directory, line.slice(3))) },
    ]),
  );
}

/** What to say about files that changed or appeared between two looks; undefined if there are none. */
export function complaint(before: Differences, after: Differences): string | undefined {
  const strays = Object.entries(after).filter(([file, { content }]) => before[file]?.content !== content);
  const [changed, left] = [true, false].map(wanted =>
    strays.filter(([, { tracked }]) => tracked === wanted).map(([file]) => file),
  );
  const sentences = [
    ...(changed.length === 0
      ? []
      : [`Testing changed ${changed.join(', ')}. What is generated belongs in the commit: look at the difference.`]),
    ...(left.length === 0
      ? []
      : [`Testing left ${left.join(', ')} behind. Let it write elsewhere, or name it in .gitignore.`]),
  ];
  return sentences.length === 0 ? undefined : sentences.join('\n');
}

function hash(file: string): string {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory()) {
    return stats === undefined ? 'gone' : 'a checkout of its own';
  }
  const content = stats.isSymbolicLink() ? readlinkSync(file) : readFileSync(file);
  return createHash('sha256').update(content).digest('hex');
}
