import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Simulator } from '../../src';

const SWC = JSON.stringify(require.resolve('@swc/core'));
const COMPILER = `
  require('node:module')._extensions['.ts'] = (module, file) =>
    module._compile(require(${SWC}).transformFileSync(file, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code, file);`;
const CLI = JSON.stringify(join(__dirname, '..', '..', 'src', 'cli.ts'));

/** Starts the simulator as a process of its own, compiled on the fly. */
export function spawnSimulator(...flags: string[]): ChildProcess {
  const argv = ['node', 'cli', '--port', '0', '--speed', '120', ...flags];
  const code = `${COMPILER}\nrequire(${CLI}).main(${JSON.stringify(argv)});`;
  return spawn(globalThis.process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What the simulator prints first: where it listens. */
export async function firstLines(process: ChildProcess): Promise<string> {
  return new Promise(resolve => process.stdout?.once('data', data => resolve(String(data))));
}

/** The simulator as a process of its own, as soon as it says where it listens. */
export async function spawned(
  ...flags: string[]
): Promise<{ process: ChildProcess; printed: string; simulator: Simulator }> {
  const process = spawnSimulator('--quiet', ...flags);
  process.stderr?.pipe(globalThis.process.stderr, { end: false });
  const printed = await firstLines(process);
  const endpoint = printed.split('\n')[0].replace('http://', '');
  return {
    process,
    printed,
    simulator: {
      endpoint,
      credentials: { accessKeyId: 'simulator', accessKeySecret: 'simulator-secret' },
    } as Simulator,
  };
}
