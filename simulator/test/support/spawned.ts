import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Simulator } from '../../src';

const USUAL = ['--port', '0', '--speed', '120', '--quiet'];

/** The simulator as a process of its own, compiled on the fly, until it says where it listens. */
export async function spawned(
  ...flags: string[]
): Promise<{ process: ChildProcess; printed: string; simulator: Simulator }> {
  const code = `
    require(${JSON.stringify(require.resolve('@swc/core'))});
    require('node:module')._extensions['.ts'] = (module, file) =>
      module._compile(require(${JSON.stringify(require.resolve('@swc/core'))}).transformFileSync(file, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code, file);
    require(${JSON.stringify(join(__dirname, '..', '..', 'src', 'cli.ts'))}).main(${JSON.stringify(['node', 'cli', ...USUAL, ...flags])});`;
  const process = spawn(globalThis.process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = await new Promise<string>(resolve => process.stdout!.once('data', data => resolve(String(data))));
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
