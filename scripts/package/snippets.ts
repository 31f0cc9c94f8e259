import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { command } from './command';

/**
 * Compiles every code sample of the README and of the documentation strictly, translates it into all languages, and
 * returns the file that holds the translations.
 *
 * @throws if a sample does not compile or cannot be translated, with what jsii-rosetta says about it
 */
export function translateSnippets(root: string): string {
  const tablet = join(root, 'dist', 'snippets.tabl.json');
  mkdirSync(join(root, 'dist'), { recursive: true });
  const rosetta = join(root, 'node_modules', 'jsii-rosetta', 'bin', 'jsii-rosetta');
  try {
    command(process.execPath, [rosetta, 'extract', '--strict', '--cache', tablet, '--trim-cache', '.jsii'], {
      cwd: root,
    });
  } finally {
    // What jsii-rosetta leaves beside the assembly says the same once more.
    rmSync(join(root, '.jsii.tabl.json'), { force: true });
  }
  return tablet;
}
