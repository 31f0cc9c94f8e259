import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../scripts/package/command';

/** What npm would publish of one package. */
export interface Tarball {
  readonly name: string;
  readonly file: string;
  /** Bytes over the wire. */
  readonly size: number;
  readonly files: readonly string[];
}

/** The packages, in the order in which one needs the other. */
const PACKAGES = ['.', 'simulator', 'cli'];

/**
 * Packs what is committed, from a clone in an empty folder, with nothing done but `npm ci`: as somebody would who wants to publish.
 *
 * @param directory - where the clone and the tarballs go
 */
export function packClone(root: string, directory: string): Tarball[] {
  const clone = join(directory, 'clone');
  const tarballs = join(directory, 'tarballs');
  mkdirSync(tarballs, { recursive: true });
  command('git', ['clone', '--quiet', root, clone], { cwd: directory });
  command('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { cwd: clone });
  const packed = PACKAGES.map(folder => pack(join(clone, folder), tarballs));
  const changed = command('git', ['status', '--porcelain'], { cwd: clone });
  if (changed !== '') {
    throw new Error(`Packing changed files that are committed; run npm run build and commit them:\n${changed}`);
  }
  return packed;
}

function pack(folder: string, destination: string): Tarball {
  command('npm', ['pack', '--silent', '--pack-destination', destination], { cwd: folder });
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const file = join(destination, `${name}-${version}.tgz`);
  if (!existsSync(file)) {
    throw new Error(`npm pack wrote ${readdirSync(destination).join(', ')}, but no ${file}.`);
  }
  const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' });
  const files = listed.split('\n').filter(line => line !== '');
  return { name, file, size: statSync(file).size, files: files.map(path => path.replace(/^package\//, '')).sort() };
}
