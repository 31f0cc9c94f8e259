import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { ASSEMBLY, dependenciesOf, findPackage, Package } from './package';
import { NEW_LAYOUT, Refusal } from './refusal';

/** The jsii compiler, as installed. */
export interface Compiler {
  readonly version: string;
  readonly script: string;
}

/** Finds the jsii compiler that the project in the folder `root` uses. */
export function findCompiler(root: string): Compiler | undefined {
  const jsii = findPackage('jsii', root);
  return jsii && { version: jsii.manifest.version, script: join(jsii.directory, 'bin', 'jsii') };
}

/** What is compiled: the stubs by path, and what the assembly shall carry as `metadata` beside the package's own. */
export interface Sources {
  readonly stubs: ReadonlyMap<string, string>;
  readonly metadata: object;
}

/** Compiles the stubs of a package with jsii, in a folder of their own, and returns the text of the assembly. */
export function compile(pkg: Package, sources: Sources, compiler: Compiler): string {
  const folder = mkdtempSync(join(tmpdir(), 'ros-cdk-assembly-'));
  try {
    furnish(folder, pkg, sources);
    return runJsii(folder, pkg, compiler);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function furnish(folder: string, pkg: Package, { stubs, metadata }: Sources): void {
  // Compiler settings of the package would move the sources away from where its declarations lie.
  const { targets, versionFormat, metadata: own } = pkg.manifest.jsii ?? {};
  const jsii = { targets, versionFormat, metadata: { ...own, ...metadata } };
  write(folder, 'package.json', JSON.stringify({ ...pkg.manifest, jsii }));
  stubs.forEach((text, path) => write(folder, path, text));
  if (existsSync(join(pkg.directory, 'README.md'))) {
    copyFileSync(join(pkg.directory, 'README.md'), join(folder, 'README.md'));
  }
  for (const { manifest, directory } of dependenciesOf(pkg)) {
    const link = join(folder, 'node_modules', manifest.name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(directory, link, 'junction');
  }
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function runJsii(folder: string, pkg: Package, compiler: Compiler): string {
  const run = spawnSync(process.execPath, [compiler.script, folder], {
    cwd: folder,
    encoding: 'utf8',
    env: environment(process.env),
    maxBuffer: Infinity,
  });
  if (run.status !== 0 || !existsSync(join(folder, ASSEMBLY))) {
    throw new Refusal({
      subject: `${pkg.title}: its declarations`,
      got: 'do not compile',
      rule: `jsii ${compiler.version} must accept a stub of each`,
      fix: NEW_LAYOUT,
      details: run.error ? [run.error.message] : complaintsIn(run.stderr + run.stdout),
    });
  }
  return readFileSync(join(folder, ASSEMBLY), 'utf8');
}

/** jsii reads options from JSII_*, and asks the network whether it is still supported unless told not to. */
function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('JSII_'));
  return { ...Object.fromEntries(others), FORCE_COLOR: '0', JSII_SILENCE_SUPPORT_WARNING: '1' };
}

/** jsii's diagnostics, told of the declaration file that has the same lines; failing these, its log; else all it said. */
function complaintsIn(output: string): string[] {
  const lines = stripVTControlCharacters(output).split('\n');
  const diagnostics = lines.filter(line => /(^| - )error \w+: /.test(line));
  const logged = lines.flatMap(line => /^(?:\[.+?\] )?\[ERROR\] (.*)$/.exec(line)?.[1] ?? []);
  const told = diagnostics.map(line => line.replace(/\.ts:(\d+):\d+ - /, '.d.ts:$1 - '));
  const spoken = lines.filter(line => line.trim() && !/^\s+at /.test(line));
  return [told, logged, spoken].find(({ length }) => length > 0) ?? [];
}
