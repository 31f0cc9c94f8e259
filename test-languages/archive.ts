import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { command } from '../scripts/package/command';
import { scratch } from './support';

/** Files by path, wherever they came from. */
export interface Files {
  readonly directory: string;
  readonly paths: readonly string[];
  read(path: string): string;
}

/** The files in a folder and below. */
export function folder(directory: string): Files {
  const all = existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : [];
  const paths = all.filter(path => statSync(join(directory, path)).isFile()).sort();
  return { directory, paths, read: path => readFileSync(join(directory, path), 'utf8') };
}

/** The files in a .tgz or .tar.gz. */
export function tarball(file: string): Files {
  return unpacked('tar', ['-xzf', resolve(file)]);
}

/** The files in a wheel. */
export function wheelFiles(file: string): Files {
  return unpacked('python3', ['-m', 'zipfile', '-e', resolve(file), '.']);
}

/** The files in a jar. */
export function jarFiles(file: string): Files {
  return unpacked('jar', ['-xf', resolve(file)]);
}

/** The npm package that every package of another language carries. */
export function carried(files: Files): Files {
  const packages = files.paths.filter(path => path.endsWith('.tgz'));
  expect(packages).toHaveLength(1);
  return tarball(join(files.directory, packages[0]));
}

function unpacked(program: string, args: readonly string[]): Files {
  const directory = scratch('archive');
  command(program, args, { cwd: directory });
  return folder(directory);
}
