import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { missingTools, Tool } from '../scripts/package/toolchains';

export const ROOT = resolve(__dirname, '..');

/** The package.json of the library. */
export const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** What the assembly in a package must be like: that of the sources here. */
export function fingerprint(assembly: string): unknown {
  return (JSON.parse(assembly) as { fingerprint: string }).fingerprint;
}

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** A new folder that is there until the tests of the file are over. */
export function scratch(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `global-registry-${name}-`));
  folders.push(folder);
  return folder;
}

/** Describes what needs tools of another language; where one is missing its tests count as skipped. */
export function describeWith(tools: readonly Tool[], name: string, tests: () => void): void {
  const missing = missingTools(tools);
  if (missing.length === 0) {
    describe(name, tests);
  } else {
    // Jest counts skipped tests without a word about the reason.
    process.stdout.write(`${name}: skipped, ${missing.join(' and ')} not found on this machine.\n`);
    describe.skip(name, tests);
  }
}

/** The templates that a folder holds, as text by file name. */
export function templates(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter(file => file.endsWith('.template.json'));
  return Object.fromEntries(names.sort().map(name => [name, readFileSync(join(directory, name), 'latin1')]));
}

/** The templates that the TypeScript example of that name makes. */
export function reference(example: string): Record<string, string> {
  const directory = scratch(example);
  execFileSync(process.execPath, ['--import', 'tsx', join('examples', `${example}.ts`)], {
    cwd: ROOT,
    env: { ...process.env, CDK_OUTDIR: directory, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return templates(directory);
}
