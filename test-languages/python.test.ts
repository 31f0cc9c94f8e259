import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { adoptedApp } from '../cli/src/adoption/adopt';
import { writeProject } from '../cli/src/start/project';
import { appFiles } from '../cli/src/writing/files';
import { foundEverything } from '../cli/test/support/found';
import { Project, runProgram } from '../scripts/languages/project';
import { python, wheel } from '../scripts/languages/python';
import { translatePages } from '../scripts/package/snippets';
import { wheelFiles } from './archive';
import { specifyLanguage } from './behaviour';
import { specifyDicts } from './python-dicts';
import { MANIFEST, reference, ROOT, scratch, templates } from './support';

specifyLanguage(python, {
  oldestCore: '1.6.0',
  tests: project => {
    specifyTypes(project);
    specifyDicts(project);
    specifySamples(project);
    specifyStart(project);
    specifyAdopted(project);
    specifyPage();
  },
});

/** What jsii-rosetta writes of translated samples. */
interface Tablet {
  readonly snippets: Record<string, { readonly translations: { readonly python: { readonly source: string } } }>;
}

function specifyTypes(project: () => Project): void {
  test('refuses a value of the wrong type where it is given, and names the prop', () => {
    const { status, stderr } = runProgram(project(), 'bad-type', scratch('bad-type'));
    expect(status).toBe(1);
    expect(stderr).toContain('TypeError: type of argument region must be str; got int instead');
    expect(stderr).toContain('bad_type.py", line 4');
  });
}

function specifySamples(project: () => Project): void {
  const failuresOf = (samples: readonly string[]): string[] => {
    const [interpreter] = project().start('');
    return samples.flatMap(sample => {
      const env = { ...process.env, CDK_OUTDIR: scratch('sample') };
      const { status, stderr } = spawnSync(interpreter, ['-c', sample], { env, encoding: 'utf8' });
      return status === 0 ? [] : [`${sample}\n${stderr}`];
    });
  };

  test('has a README whose every code sample runs', () => {
    const readme = wheelFiles(wheel(ROOT)).read(`ros_cdk_global_registry-${MANIFEST.version}.dist-info/METADATA`);
    const blocks = [...readme.matchAll(/```python\n(.*?)```/gs)].map(match => match[1]);
    expect(blocks.length).toBeGreaterThan(0);
    expect(failuresOf(blocks)).toEqual([]);
  });

  test('runs every code sample of the pages, translated', () => {
    const { snippets } = JSON.parse(readFileSync(translatePages(ROOT), 'utf8')) as Tablet;
    const samples = Object.values(snippets).map(({ translations }) => translations.python.source);
    expect(samples.length).toBeGreaterThan(10);
    expect(failuresOf(samples)).toEqual([]);
  });
}

function specifyStart(project: () => Project): void {
  test('begins with a project that synthesises what it says, and whose own tests pass', () => {
    const [interpreter] = project().start('');
    const directory = join(scratch('begun'), 'acme'); // its registry is called as the folder is
    writeProject(join(ROOT, 'cli'), 'python', directory, MANIFEST.version);
    const run = (...args: string[]) =>
      spawnSync(interpreter, args, {
        cwd: directory,
        env: { ...process.env, CDK_OUTDIR: join(directory, 'cdk.out') },
        encoding: 'utf8',
      });
    expect(run('-m', 'bin.app')).toMatchObject({ status: 0 });
    expect(templates(join(directory, 'cdk.out'))).toEqual(reference('germany-hangzhou'));
    const tests = run('-m', 'unittest', 'discover', '--start-directory', 'tests', '--top-level-directory', '.');
    expect(tests).toMatchObject({ status: 0, stderr: expect.stringMatching(/^Ran 2 tests in/m) });
  });
}

function specifyAdopted(project: () => Project): void {
  test('runs the app of a registry that was made in the console, which makes nothing that holds images', () => {
    const [interpreter] = project().start('');
    const directory = scratch('adopted');
    const files = appFiles(adoptedApp(foundEverything()), 'python');
    writeProject(join(ROOT, 'cli'), 'python', directory, MANIFEST.version, files);
    const args = ['-m', 'unittest', 'discover', '--start-directory', 'tests', '--top-level-directory', '.'];
    const env = { ...process.env, CDK_OUTDIR: join(directory, 'cdk.out') };
    const tests = spawnSync(interpreter, args, { cwd: directory, env, encoding: 'utf8' });
    expect(tests).toMatchObject({ status: 0, stderr: expect.stringMatching(/^Ran 1 test in/m) });
  });
}

/** What a reader does who has an empty folder and the page. */
function specifyPage(): void {
  const page = readFileSync(join(ROOT, 'docs/languages/python.md'), 'utf8');
  const [install, run] = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code]) => code);
  const [, title, code] = /^```python title="(.+?)"\n(.*?)^```$/ms.exec(page)!;
  const directory = scratch('page');
  const follow = (commands: string, variables: Record<string, string> = {}) =>
    spawnSync('sh', ['-ec', commands], {
      cwd: directory,
      env: { ...process.env, PIP_FIND_LINKS: dirname(wheel(ROOT)), ...variables },
      encoding: 'utf8',
    });

  test('begins in an empty folder as its page says, word by word', () => {
    expect(follow(install)).toMatchObject({ status: 0 });
    writeFileSync(join(directory, title), code);
    expect(follow(run)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('cdk.out/acme-cn-hangzhou.template.json'),
    });
    expect(templates(join(directory, 'cdk.out'))).toEqual(reference('germany-hangzhou'));
  });

  test('is silent about the release of Node.js where its page says so', () => {
    const { status, stderr } = follow(run, { JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' });
    const ended = process.version.startsWith('v20.');
    expect([status, stderr.includes('Node 20 has reached end-of-life on 2026-04-30 and is not supported')]).toEqual([
      0,
      ended,
    ]);
    expect(ended || stderr).toEqual(ended || '');
  });
}
