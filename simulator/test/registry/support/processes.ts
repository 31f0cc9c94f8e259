import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';
import { temporaryFolder } from './registries';

const SOURCE = join(__dirname, '..', '..', '..', 'src', 'registry');

/** A registry, or two, in a process of their own. */
export interface RegistryProcess {
  readonly process: ChildProcess;
  /** Where each registry listens. */
  readonly urls: readonly string[];
}

/** Compiles the registry and one script beside it, so that a process runs them with nothing else in its memory. */
export function compiled(script: string): string {
  const folder = temporaryFolder();
  const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  const write = (file: string, target: string) => {
    const { code } = transformFileSync(file, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  };
  const compiledName = (file: string) => join(folder, relative(join(SOURCE, '..'), file).replace(/\.ts$/, '.js'));
  for (const name of sources) {
    write(join(SOURCE, name), compiledName(join(SOURCE, name)));
  }
  const target = join(folder, 'test', 'registry', 'support', 'script.js');
  write(join(__dirname, script), target);
  writeFileSync(join(folder, 'package.json'), '{}');
  // The script imports ../../../src/registry.
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'registry.js'), "module.exports = require('../registry');");
  return target;
}

/** Starts a compiled script, and waits until it has printed where it listens. */
export async function started(script: string, ...args: string[]): Promise<RegistryProcess> {
  const process = spawn(globalThis.process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    process.stdout?.once('data', data => resolve(String(data)));
    process.once('exit', code => reject(new Error(`The process ended with ${code} before it listened.`)));
  });
  return { process, urls: line.trim().split(' ') };
}

export function ended({ process }: RegistryProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = new Promise<void>(resolve => process.once('exit', () => resolve()));
  process.kill(signal);
  return exit;
}
