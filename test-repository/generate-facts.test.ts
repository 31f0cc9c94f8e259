import { spawnSync } from 'node:child_process';

describe('the generated facts', () => {
  test('are what the schema says now, in every package', () => {
    const { status, stderr } = spawnSync('npx', ['tsx', 'scripts/generate-facts.ts', '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
