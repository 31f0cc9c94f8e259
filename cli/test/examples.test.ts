import { join } from 'node:path';
import { directory } from './support/assemblies';
import { globalRegistryCommand } from './support/process';

const ROOT = join(__dirname, '..', '..');
const SIMULATE = ['--simulate', '--simulation-speed', '3000'];

/** Runs an example as its reader would, with the library from its sources. */
const app = (example: string) =>
  `node ${require.resolve('tsx/cli')} --tsconfig ${join(ROOT, 'tsconfig.dev.json')} ${join(ROOT, 'examples', example)}`;

test.each(['germany-hangzhou.ts', 'single-constructs.ts'])(
  'the example %s is deployed, is then complete, and a second run changes nothing',
  async example => {
    const cwd = directory();
    const first = await globalRegistryCommand(
      ['deploy', '--yes', '--app', app(example), ...SIMULATE, '--concurrency', '50'],
      { cwd },
    );
    expect([first.code, first.stdout]).toEqual([0, expect.stringMatching(/^\d+ stacks deployed, 0 unchanged\./)]);
    const status = await globalRegistryCommand(['status', '--app', 'cdk.out', ...SIMULATE], { cwd });
    expect([status.code, status.stdout]).toEqual([
      0,
      expect.stringContaining('Everything that is declared is in place.'),
    ]);
    const second = await globalRegistryCommand(['deploy', '--app', 'cdk.out', ...SIMULATE], { cwd });
    expect([second.code, second.stdout]).toEqual([0, expect.stringMatching(/^0 stacks deployed, \d+ unchanged\./)]);
  },
);
