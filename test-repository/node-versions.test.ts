import { difference, Trial, tryNode } from '../scripts/node-versions/trial';

const trial = (version: string, changes: Partial<Trial> = {}): Trial => ({
  version,
  assembly: { 'acme.template.json': '{}', 'manifest.json': '{}' },
  plan: '1 to create',
  ...changes,
});

describe('two releases of Node.js', () => {
  test('agree when they write the same files and read the same plan', () => {
    expect(difference(trial('24.21.0'), trial('20.20.2'))).toBeUndefined();
  });

  test('differ in a file that one of them writes otherwise or not at all', () => {
    const other = trial('24.21.0', { assembly: { 'acme.template.json': '{ }' } });
    expect(difference(other, trial('20.20.2'))).toBe(
      'Node.js 24.21.0 writes acme.template.json, manifest.json differently from Node.js 20.20.2.',
    );
  });

  test('differ in the plan that they read', () => {
    const other = trial('24.21.0', { plan: '2 to create' });
    expect(difference(other, trial('20.20.2'))).toBe(
      'Node.js 24.21.0 writes the plan differently from Node.js 20.20.2.',
    );
  });

  test('refuses an executable that is no Node.js, and tells what it ended with', () => {
    expect(() => tryNode('false')).toThrow('--print process.versions.node ended with exit code 1, not 0.\n');
  });
});
