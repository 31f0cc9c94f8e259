import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryDirectory } from '../test/support/assembly';

/** What the lint rule says of a copy of the library into which something was planted. */
function cruise(plant: (directory: string) => void): { status: number | null; rules: string[] } {
  const directory = temporaryDirectory('layers-');
  const sources = (file: string) => !/\.(?:js|d\.ts)$/.test(file);
  cpSync('lib', join(directory, 'lib'), { recursive: true, filter: sources });
  ['.dependency-cruiser.cjs', 'tsconfig.dev.json', 'package.json'].forEach(file => cpSync(file, join(directory, file)));
  symlinkSync(resolve('node_modules'), join(directory, 'node_modules'));
  plant(directory);
  const command = ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'lib'];
  const { status, stdout } = spawnSync('npx', command, { cwd: directory, encoding: 'utf8' });
  const rules = [...stdout.matchAll(/error (\S+): /g)].map(([, rule]) => rule);
  return { status, rules: [...new Set(rules)].sort() };
}

describe('the layers of the library', () => {
  test('are kept', () => {
    expect(cruise(() => undefined)).toEqual({ status: 0, rules: [] });
  });

  test('refuse an import of a type from a room further right', () => {
    const { status, rules } = cruise(directory =>
      appendFileSync(
        join(directory, 'lib/stack/template.ts'),
        "export type { SyncRule } from '../replication/sync-rule';\n",
      ),
    );
    expect(status).not.toBe(0);
    expect(rules).toContain('lib/stack-imports-only-leftwards');
  });

  test('refuse two files that import each other', () => {
    const { status, rules } = cruise(directory => {
      appendFileSync(join(directory, 'lib/domain/nearest.ts'), "export type { Problem } from './problem';\n");
      appendFileSync(join(directory, 'lib/domain/problem.ts'), "export type { nearest } from './nearest';\n");
    });
    expect(status).not.toBe(0);
    expect(rules).toEqual(['no-circles']);
  });
});
