import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Assembly, temporaryDirectory } from './assembly';

/** Runs an example as its reader would, in a process of its own. */
export function run(name: string): Assembly {
  const directory = temporaryDirectory(`${name}-`);
  execFileSync(process.execPath, ['--import', 'tsx', join('examples', `${name}.ts`)], {
    env: { ...process.env, CDK_OUTDIR: directory, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Assembly(directory);
}
