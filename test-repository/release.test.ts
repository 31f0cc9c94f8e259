import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { changelogProblems, integrityProblems, licenceProblems, versionProblems } from '../scripts/release/checks';
import { compareAssemblies } from '../scripts/release/compatibility';

const ROOT = resolve(__dirname, '..');

describe('a release', () => {
  test('refuses packages of different versions, and one that needs another version of its neighbour', () => {
    const packages = [
      { name: 'library', version: '1.1.0' },
      { name: 'simulator', version: '1.0.0' },
      { name: 'cli', version: '1.1.0', dependencies: { simulator: '1.0.0', yaml: '2.0.0' } },
    ];
    expect(versionProblems(packages)).toEqual([
      'simulator is 1.0.0, library is 1.1.0: set both to one.',
      'cli needs simulator 1.0.0, but 1.1.0 is released: name that.',
    ]);
  });

  test.each([
    [
      '# Changelog\n\n## 1.0.0\n\n- Old.\n',
      'CHANGELOG.md begins with "1.0.0", not with 1.1.0: write what changes in that release.',
    ],
    ['# Changelog\n', 'CHANGELOG.md begins with "nothing", not with 1.1.0: write what changes in that release.'],
    ['## 1.1.0\n\n## 1.0.0\n\n- Old.\n', 'CHANGELOG.md says nothing about 1.1.0: write what changes in that release.'],
  ])('refuses a changelog without a word on it: %j', (changelog, problem) => {
    expect(changelogProblems(changelog, '1.1.0')).toEqual([problem]);
  });

  test('takes a changelog that begins with what changes', () => {
    expect(changelogProblems('# Changelog\n\n## 1.1.0\n\n- New.\n\n## 1.0.0\n\n- Old.\n', '1.1.0')).toEqual([]);
  });

  test('refuses a locked package that could be any bytes', () => {
    const packages = {
      '': {},
      'node_modules/a': { integrity: 'sha512-a' },
      'node_modules/b': {},
      'node_modules/a/node_modules/inside': { inBundle: true },
      'node_modules/cli': { link: true },
    };
    expect(integrityProblems({ packages })).toEqual([
      'node_modules/b has no integrity in package-lock.json: add that of its manifest.',
    ]);
  });

  test('refuses a licence that nobody has looked at, beside the packages and inside the deployer', () => {
    const packages = {
      'node_modules/free': { license: '(MIT OR GPL-3.0)' },
      'node_modules/tool': { license: 'GPL-3.0', dev: true },
      'node_modules/silent': {},
      'node_modules/fine': { license: 'MIT' },
    };
    expect(licenceProblems({ packages }, 'inner 1.0.0 (SSPL-1.0)\n\nother 2.0.0 (ISC)\n')).toEqual([
      'node_modules/silent has the licence none named: look whether it may be passed on.',
      'inner 1.0.0 has the licence SSPL-1.0: look whether it may be passed on.',
    ]);
  });

  test('of this very repository locks every package by its bytes', () => {
    expect(integrityProblems(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))).toEqual([]);
  });

  test('refuses an API that lost a method', () => {
    const now = join(ROOT, '.jsii');
    const assembly = JSON.parse(readFileSync(now, 'utf8')) as {
      types: Record<string, { methods: { name: string }[] }>;
    };
    const registry = assembly.types['ros-cdk-global-registry.GlobalRegistry'];
    registry.methods = registry.methods.filter(({ name }) => name !== 'grantPull');
    const broken = join(mkdtempSync(join(tmpdir(), 'release-test-')), '.jsii');
    writeFileSync(broken, JSON.stringify(assembly));
    expect(() => compareAssemblies(ROOT, now, broken)).toThrow(
      /METHOD ros-cdk-global-registry\.GlobalRegistry\.grantPull: has been removed/,
    );
    expect(() => compareAssemblies(ROOT, broken, now)).not.toThrow();
  });
});
