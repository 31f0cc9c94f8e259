import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from 'ros-cdk-simulator';
import { directory } from './assemblies';
import { environment } from './commands';
import { type Ended, globalRegistryCommand } from './process';

const ROOT = join(__dirname, '..', '..', '..');

/** The command that runs an app in TypeScript as its author would, with the library from its sources. */
export const appCommand = (file: string): string =>
  `node ${require.resolve('tsx/cli')} --tsconfig ${join(ROOT, 'tsconfig.dev.json')} ${file}`;

/** An app of one registry that somebody edits, and deploys to a simulator by the command. */
export class LibraryApp {
  readonly directory = directory();

  constructor(
    private readonly simulator: Simulator,
    props: string,
  ) {
    symlinkSync(join(ROOT, 'node_modules'), join(this.directory, 'node_modules'));
    this.write(props);
  }

  /** @param props - those of the GlobalRegistry, as they stand in the source */
  write(props: string): void {
    writeFileSync(
      join(this.directory, 'app.ts'),
      [
        "import * as ros from '@alicloud/ros-cdk-core';",
        "import { GlobalRegistry, PublicAccess } from 'ros-cdk-global-registry';",
        'const app = new ros.App();',
        `new GlobalRegistry(app, 'Acme', ${props});`,
        'app.synth();',
        'void PublicAccess;',
      ].join('\n'),
    );
    writeFileSync(join(this.directory, 'cdk.json'), JSON.stringify({ app: appCommand('app.ts') }));
  }

  run(command: string, ...parameters: string[]): Promise<Ended> {
    const all = [command, ...parameters, '--endpoint', this.simulator.endpoint];
    return globalRegistryCommand(all, { cwd: this.directory, env: environment(this.simulator) });
  }
}
