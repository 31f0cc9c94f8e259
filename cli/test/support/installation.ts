import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { directory } from './assemblies';

const CLI = join(__dirname, '..', '..');

/** Where the workspace has its packages: its own first, then those that it shares. */
const INSTALLED = [join(CLI, 'node_modules'), join(CLI, '..', 'node_modules')];

/** Puts packages into the node_modules of a directory, each as a link. */
export function install(into: string, packages: readonly string[]): void {
  for (const name of packages) {
    const source = INSTALLED.map(folder => join(folder, name)).find(existsSync);
    const target = join(into, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(source!, target);
  }
}

/** The deployer as a user has it, with the packages that it depends on and no others; gives its command. */
export function installation(): string {
  const folder = directory();
  const { dependencies, files } = JSON.parse(readFileSync(join(CLI, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly files: readonly string[];
  };
  for (const part of [...files, 'package.json']) {
    cpSync(join(CLI, part), join(folder, part), { recursive: true });
  }
  install(folder, Object.keys(dependencies));
  return join(folder, 'bin', 'global-registry.mjs');
}
