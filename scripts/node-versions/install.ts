import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where releases of Node.js are kept between runs. */
const CACHE = join(tmpdir(), 'global-registry-node-versions');

/**
 * Installs a release of Node.js from npm.
 *
 * @param version - such as `24.21.0`, or `22` for the newest of that line
 * @returns its executable
 */
export function installNode(version: string): string {
  const folder = join(CACHE, version);
  mkdirSync(folder, { recursive: true });
  const npm = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  const { status, stderr, error } = spawnSync('npm', [...npm, `node@${version}`], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`npm could not install it: ${error?.message ?? stderr.trim()}`);
  }
  return join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
