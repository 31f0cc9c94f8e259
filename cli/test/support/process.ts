import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const BIN = join(__dirname, '..', '..', 'bin', 'global-registry.mjs');

export interface Ended {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd: string;
  /** The command, where it is not that of the workspace. */
  readonly bin?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Called with all of stderr whenever more of it comes. */
  readonly onProgress?: (stderr: string, child: ChildProcess) => void;
}

/** The environment without anybody's credentials, so that no test reaches a cloud. */
export const cleanEnvironment = (more: Readonly<Record<string, string | undefined>> = {}): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => !/^(ALIBABA_CLOUD|ALICLOUD|ALIYUN)/.test(name));
  return { ...Object.fromEntries(kept), HOME: '/nonexistent', ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...more };
};

/** Runs the command through pipes. */
export function globalRegistryCommand(parameters: readonly string[], options: ProcessOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [options.bin ?? BIN, ...parameters], {
      cwd: options.cwd,
      env: cleanEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => {
      stderr += chunk;
      options.onProgress?.(stderr, child);
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code, stdout, stderr }));
    options.onStart?.(child);
  });
}

/**
 * Runs a line of the shell, in which `gr` is the command, as people join it with others.
 *
 * @returns what the line gave and said; its exit code is that of its last command
 */
export function shellLine(line: string, { cwd, env }: Pick<ProcessOptions, 'cwd' | 'env'>): Promise<Ended> {
  const script = `gr() { "${process.execPath}" "${BIN}" "$@"; }\n${line}`;
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', script], {
      cwd,
      env: cleanEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    child.on('error', reject);
    child.on('close', code => resolve({ code, stdout, stderr }));
  });
}
