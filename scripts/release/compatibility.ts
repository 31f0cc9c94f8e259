import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../package/command';

/** The assemblies of releases, `0.1.0.jsii` and so on: what users of each have built on. */
export function lastRelease(root: string): string | undefined {
  const folder = join(root, 'releases');
  const versions = existsSync(folder) ? readdirSync(folder).filter(file => /^\d+\.\d+\.\d+\.jsii$/.test(file)) : [];
  const numbers = (file: string) => file.split('.').slice(0, 3).map(Number);
  const [newest] = versions.sort((a, b) => {
    const [x, y] = [numbers(a), numbers(b)];
    return y[0] - x[0] || y[1] - x[1] || y[2] - x[2];
  });
  return newest && join(folder, newest);
}

/**
 * Compares an assembly with an earlier one, in the eyes of every language.
 *
 * @throws if something that was there is gone or takes something else, with what jsii-diff says of it
 */
export function compareAssemblies(root: string, earlier: string, now: string): void {
  // Inside the project, for the assemblies of the core are found from there.
  const directory = join(root, 'dist', 'compare');
  rmSync(directory, { recursive: true, force: true });
  try {
    packageOf(join(directory, 'before'), earlier, root);
    packageOf(join(directory, 'now'), now, root);
    const program = join(root, 'node_modules', 'jsii-diff', 'bin', 'jsii-diff.js');
    command(process.execPath, [program, 'before', 'now', '--error-on', 'all'], { cwd: directory });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A folder that jsii-diff takes for a package. */
function packageOf(folder: string, assembly: string, root: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(assembly, join(folder, '.jsii'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
}
