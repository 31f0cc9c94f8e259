import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { readAssembly } from '../../src/assembly/read-assembly';

const ROOT = join(__dirname, '..', '..', '..');
const installed = createRequire(join(ROOT, 'package.json'));
/** What an app has installed that adopt wrote. */
const PACKAGES: Readonly<Record<string, string>> = { 'ros-cdk-global-registry': join(ROOT, 'lib', 'index.js') };

/** The file that says what the app declares. */
export const sourceFile = (project: string): string => join(project, 'lib', 'registry.ts');

export const sourceOf = ({ project }: { readonly project: string }): string =>
  readFileSync(sourceFile(project), 'utf8');

/** Runs an app in TypeScript in this process, as `npx tsx bin/app.ts` does, and reads what it declares. */
export function declarationOfWritten(project: string, appName: string): ReturnType<typeof readAssembly> {
  const output = join(project, 'cdk.out');
  const listeners = process.listeners('beforeExit');
  process.env.CDK_OUTDIR = output;
  try {
    load(join(project, 'bin', 'app.ts'));
  } finally {
    delete process.env.CDK_OUTDIR;
    // An app of the core would synthesise once more when the process ends.
    const added = process.listeners('beforeExit').filter(one => !listeners.includes(one));
    added.forEach(one => process.off('beforeExit', one));
  }
  return readAssembly(output, { regionOf: {}, appName });
}

/** The exports of a file. */
function load(file: string): unknown {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const exported = {};
  const required = (name: string): unknown =>
    name.startsWith('.') ? load(`${join(file, '..', name)}.ts`) : installed(PACKAGES[name] ?? name);

  new Function('require', 'exports', code)(required, exported);
  return exported;
}
