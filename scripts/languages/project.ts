import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Tool } from '../package/toolchains';

/** How the programs of a language are made ready to run. */
export interface Language {
  readonly name: 'Python' | 'Java' | 'Go';
  readonly tools: readonly Tool[];

  /**
   * Puts the programs of this language into `directory`, and installs the built package of the library and the ROS CDK
   * core beside them: the release that the examples ask for, unless another is named.
   */
  prepare(root: string, directory: string, coreRelease?: string): Project;
}

/** Programs that can be run, all in one folder. */
export interface Project {
  /** Where the core came from and which release it is, such as `1.15.0 of the registry`. */
  readonly core: string;

  /** What starts a program; programs are named as the TypeScript examples are, such as `germany-hangzhou`. */
  start(program: string): readonly [executable: string, ...args: string[]];
}

/** What became of a program. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Copies the examples of a language and the programs that only tests run into one folder. */
export function gather(root: string, language: string, directory: string): void {
  mkdirSync(directory, { recursive: true });
  cpSync(join(root, 'examples', language), directory, { recursive: true });
  cpSync(join(root, 'test-languages', 'programs', language), directory, { recursive: true });
}

/** Runs a program, which writes its templates into `outdir`. */
export function runProgram(project: Project, program: string, outdir: string): Outcome {
  const [executable, ...args] = project.start(program);
  const env = { ...process.env, CDK_OUTDIR: outdir };
  const { error, status, stdout, stderr } = spawnSync(executable, args, { env, encoding: 'utf8' });
  if (error) {
    throw error;
  }
  return { status, stdout, stderr };
}

/** The only file in `directory` or below whose name matches; where there is none, nobody has built the packages. */
export function artifact(directory: string, name: RegExp): string {
  const files = existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : [];
  const found = files.filter(file => name.test(file));
  if (found.length !== 1) {
    const got = found.length === 0 ? 'no file' : found.join(', ');
    throw new Error(`${directory} holds ${got} named like ${name}, but one package is tested. Run npm run package.`);
  }
  return join(directory, found[0]);
}
