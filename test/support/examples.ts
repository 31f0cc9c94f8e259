import { execFileSync } from 'child_process';
import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Assembly } from './assembly';

/** Runs an example as its reader would, in a process of its own. */
export function run(name: string): Assembly {
  const directory = mkdtempSync(join(tmpdir(), `${name}-`));
  execFileSync(process.execPath, ['--import', 'tsx', join('examples', `${name}.ts`)], {
    env: { ...process.env, CDK_OUTDIR: directory, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Assembly(directory);
}
