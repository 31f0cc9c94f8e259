import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { writeProject } from '../../cli/src/start/project';

const ROOT = resolve(__dirname, '../..');

/** Packages of a project, each where it lies here. */
const PACKAGES: Record<string, string> = {
  'ros-cdk-global-registry': '.',
  'ros-cdk-global-registry-cli': 'cli',
  '@alicloud/ros-cdk-core': 'node_modules/@alicloud/ros-cdk-core',
  constructs: 'node_modules/constructs',
  tsx: 'node_modules/tsx',
  'ros-cdk-simulator': 'simulator',
  typescript: 'node_modules/typescript',
  '@types/node': 'node_modules/@types/node',
};
const COMMANDS = {
  'global-registry': 'cli/bin/global-registry.mjs',
  'ros-cdk-global-registry-cli': 'cli/bin/global-registry.mjs',
  tsx: 'node_modules/tsx/dist/cli.mjs',
  tsc: 'node_modules/typescript/bin/tsc',
};

/** A project as `init` begins it, with the packages of this repository instead of installed ones. */
export class BegunProject {
  private readonly above = mkdtempSync(join(tmpdir(), 'global-registry-begun-'));
  readonly folder = join(this.above, 'acme');

  constructor() {
    writeProject(join(ROOT, 'cli'), 'typescript', this.folder, '0.1.0');
    Object.entries(PACKAGES).forEach(([name, path]) => this.link(path, name));
    Object.entries(COMMANDS).forEach(([name, path]) => this.link(path, join('.bin', name)));
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Runs the commands of a page, each of which has to succeed; what they wrote to stdout. */
  follow(commands: string): string {
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', commands], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`${commands}failed with exit code ${status}:\n${stdout}${stderr}`);
    }
    return stdout;
  }

  remove(): void {
    rmSync(this.above, { recursive: true, force: true });
  }

  private link(path: string, name: string): void {
    const link = join(this.folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, path), link);
  }
}
