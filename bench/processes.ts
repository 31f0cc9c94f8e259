import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import type { Measurement } from './measure';

/** What a process declares; each is a file in `sides`. */
export type Side = 'library' | 'by-hand' | 'by-hand-without-traces';

const ROOT = join(__dirname, '..');
const COMPILED = join(ROOT, 'dist', 'bench');
const SOURCES = ['measure', 'workload', 'sides/library', 'sides/by-hand', 'sides/by-hand-without-traces'];

/** Whether there is a compiled library to measure. */
export function isBuilt(): boolean {
  return existsSync(join(ROOT, 'lib', 'index.js'));
}

/** Turns the measured programs into JavaScript, so that no compiler runs while the clock does. */
export function compile(): void {
  for (const name of SOURCES) {
    const { outputText } = ts.transpileModule(readFileSync(join(__dirname, `${name}.ts`), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const file = join(COMPILED, `${name}.js`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outputText);
  }
}

/** Runs a side in a fresh process, and looks at what it wrote if asked to. */
export function measure(side: Side, replicas: number, inspect?: (assembly: string) => void): Measurement {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const args = [join(COMPILED, 'measure.js'), side, `${replicas}`, outdir];
    const measurement = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measurement;
    inspect?.(outdir);
    return measurement;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
