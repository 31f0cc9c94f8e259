import { spawnSync } from 'node:child_process';

/** How a command is run beside its arguments. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command and returns what it wrote to stdout; if it fails, everything it wrote is in the error. */
export function command(program: string, args: readonly string[], { cwd, env }: CommandOptions): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) {
    throw error;
  }
  if (status !== 0) {
    throw new Error(`${[program, ...args].join(' ')} failed with exit code ${status}:\n${stdout}${stderr}`);
  }
  return stdout;
}
