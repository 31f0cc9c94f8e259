import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { command } from '../scripts/package/command';

const ROOT = resolve(__dirname, '..');
const { devDependencies: PINNED } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

/** A package in the version that this repository is built with. */
export const pinned = (name: string): string => `${name}@${PINNED[name]}`;

/** The first block of a language in the README, which is the example that everybody starts from. */
export function firstBlock(language: string): string {
  const [, block] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(
    readFileSync(join(ROOT, 'README.md'), 'utf8'),
  )!;
  return block;
}

/** The package managers that are tried, each as it adds packages to a project. */
const ADD = {
  npm: ['npm', 'install', '--no-audit', '--no-fund'],
  pnpm: ['npx', '--yes', 'pnpm@10', 'add'],
  yarn: ['npx', '--yes', 'yarn@1', 'add', '--non-interactive'],
} as const;

export type Manager = keyof typeof ADD;

/** A user's project in a folder of its own. */
export class Project {
  constructor(readonly folder: string) {}

  /** A new one with nothing in it but a manifest. */
  static empty(parent: string): Project {
    const made = new Project(mkdtempSync(join(parent, 'project-')));
    made.write('package.json', JSON.stringify({ name: 'acme', private: true }));
    return made;
  }

  /** Writes a file of the user. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** The text of a file. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  exists(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** Installs packages and tells what was said about it. */
  install(packages: readonly string[], manager: Manager = 'npm'): string {
    const [program, ...args] = ADD[manager];
    const { status, stdout, stderr } = spawnSync(program, [...args, ...packages], {
      cwd: this.folder,
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new Error(`${manager} could not install ${packages.join(' ')}:\n${stdout}${stderr}`);
    }
    return `${stdout}${stderr}`;
  }

  /** Runs something in the folder; its result is what it wrote to stdout. */
  run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    return command(program, args, { cwd: this.folder, env });
  }

  /** The bytes of all that is installed. */
  installedSize(): number {
    return sizeOf(join(this.folder, 'node_modules'));
  }
}

function sizeOf(path: string): number {
  const stat = lstatSync(path);
  const below = stat.isDirectory() ? readdirSync(path).map(name => sizeOf(join(path, name))) : [];
  return below.reduce((sum, size) => sum + size, stat.isDirectory() ? 0 : stat.size);
}
