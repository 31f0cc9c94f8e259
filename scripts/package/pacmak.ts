import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { command } from './command';

/** What jsii-pacmak is asked for. */
export interface PacmakOptions {
  readonly target: string;
  readonly outdir: string;
  readonly codeOnly: boolean;

  /** Translated snippets; every snippet of the documentation has to be among them. Left out: snippets stay TypeScript. */
  readonly tablet?: string;

  /** Whether the packages that the library depends on are generated too. */
  readonly recurse?: boolean;
}

/** Generates the package of a language, and builds it unless only the code is wanted. */
export function pacmak(root: string, { target, outdir, codeOnly, tablet, recurse }: PacmakOptions): void {
  const snippets = tablet
    ? ['--rosetta-tablet', tablet, '--rosetta-unknown-snippets', 'fail']
    : ['--rosetta-unknown-snippets', 'verbatim'];
  const args = ['--target', target, '--outdir', outdir, '--no-npmignore', '--force', ...snippets];
  if (codeOnly) {
    args.push('--code-only');
  }
  if (recurse) {
    args.push('--recurse');
  }
  if (target === 'java' && !codeOnly) {
    args.push('--maven-local-repository', localMavenRepository(root));
  }
  command(process.execPath, [join(root, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak'), ...args], {
    cwd: root,
    // It packs the library for each language, which has just been built.
    env: { npm_config_ignore_scripts: 'true' },
  });
}

/** Where Maven keeps what it downloads; without it jsii-pacmak downloads everything on every run. */
function localMavenRepository(cwd: string): string {
  const expression = '-Dexpression=settings.localRepository';
  const args = ['--quiet', '--batch-mode', 'help:evaluate', expression, '-DforceStdout'];
  return stripVTControlCharacters(command('mvn', args, { cwd })).trim();
}
