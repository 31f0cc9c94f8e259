import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Language, linesToIgnore, writeProject } from '../src/start/project';

const PACKAGE = join(__dirname, '..');
const unwritable = (directory: string, reason: string) =>
  expect.objectContaining({
    message: `${directory} cannot be written: ${reason}. Nothing was written. Name another directory.`,
  });
const empty = (name: string) => join(mkdtempSync(join(tmpdir(), 'start-test-')), name);

describe('a new project', () => {
  test.each<Language>(['typescript', 'python'])('in %s has every gap filled', language => {
    const directory = empty('acme');
    const files = writeProject(PACKAGE, language, directory, '1.2.3');
    const gaps = files.filter(file => readFileSync(join(directory, file), 'utf8').includes('{{'));
    expect([files.includes('.gitignore'), files.includes('cdk.json'), gaps]).toEqual([true, true, []]);
    expect(readFileSync(join(directory, 'package.json'), 'utf8')).toContain('"ros-cdk-global-registry-cli": "~1.2.3"');
  });

  test.each<Language>(['typescript', 'python'])('in %s has the folders that the stock ros-cdk reads', language => {
    const directory = empty('acme');
    writeProject(PACKAGE, language, directory, '1.2.3');
    expect(readdirSync(directory)).toEqual(expect.arrayContaining(['bin', 'lib']));
  });

  test.each([
    ['My Registry', 'my-registry'],
    ['_acme_', 'acme'],
    ['日本', 'registry'],
  ])('in the directory %s is named %s, which npm takes', (directory, name) => {
    const target = empty(directory);
    writeProject(PACKAGE, 'typescript', target, '1.2.3');
    expect(JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))).toMatchObject({ name });
  });

  test.each([
    ['billing', 'billing', 'Billing'],
    ['My Team', 'my-team', 'MyTeam'],
    ['ab', 'acme', 'Acme'],
    ['a-name-that-no-instance-can-have-in-this-service', 'acme', 'Acme'],
  ])('in the directory %j declares a registry called %s, where the service takes that', (name, registry, id) => {
    for (const [language, file] of [
      ['typescript', 'lib/registry.ts'],
      ['python', 'lib/registry.py'],
    ] as const) {
      const directory = empty(name);
      const files = writeProject(PACKAGE, language, directory, '1.2.3');
      const text = readFileSync(join(directory, file), 'utf8').replaceAll('"', "'");
      expect(text).toMatch(new RegExp(`app,\\s+'${id}',.*instance_?[nN]ame(: |=)'${registry}'`, 's'));
      const tests = files
        .filter(path => path.startsWith('test'))
        .map(path => readFileSync(join(directory, path), 'utf8'));
      expect(tests.join('')).toContain(`${registry}-cn-hangzhou`);
    }
  });

  test('keeps a .gitignore that is there, and names the lines that it lacks', () => {
    const directory = mkdtempSync(join(tmpdir(), 'start-test-'));
    writeFileSync(join(directory, '.gitignore'), '/dist\nnode_modules\n');
    expect(writeProject(PACKAGE, 'typescript', directory, '1.2.3')).not.toContain('.gitignore');
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('/dist\nnode_modules\n');
    expect(linesToIgnore(PACKAGE, 'typescript', directory)).toEqual([
      'cdk.out/',
      '.global-registry/',
      '.md5',
      'plan.json',
      'outputs.json',
    ]);
  });

  test('refuses to overwrite anything, and then writes nothing', () => {
    const directory = mkdtempSync(join(tmpdir(), 'start-test-'));
    writeFileSync(join(directory, 'cdk.json'), '{}');
    expect(() => writeProject(PACKAGE, 'typescript', directory, '1.2.3')).toThrow(
      new Error(`${directory} has cdk.json already, and nothing is overwritten. Name an empty directory.`),
    );
    expect(readdirSync(directory)).toEqual(['cdk.json']);
  });

  test('refuses a directory that cannot be, in a sentence', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'start-test-')), 'file');
    writeFileSync(file, '');
    const directory = join(file, 'acme');
    expect(() => writeProject(PACKAGE, 'typescript', directory, '1.2.3')).toThrow(
      unwritable(directory, 'a part of its path is no directory'),
    );
  });

  test('leaves no file behind when one cannot be written, so that the command can be given again', () => {
    const directory = mkdtempSync(join(tmpdir(), 'start-test-'));
    writeFileSync(join(directory, 'test'), 'a file where a folder is needed');
    expect(() => writeProject(PACKAGE, 'typescript', directory, '1.2.3')).toThrow(
      unwritable(directory, 'no directory can be made there'),
    );
    const left = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    expect(left.map(({ name }) => name)).toEqual(['test']);
  });
});
