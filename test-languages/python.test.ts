import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { adoptedApp } from '../cli/src/adoption/adopt';
import { writeProject } from '../cli/src/start/project';
import { appFiles } from '../cli/src/writing/files';
import { foundEverything } from '../cli/test/support/found';
import { Project, runProgram } from '../scripts/languages/project';
import { python, wheel } from '../scripts/languages/python';
import { wheelFiles } from './archive';
import { specifyLanguage } from './behaviour';
import { MANIFEST, reference, ROOT, scratch, templates } from './support';

specifyLanguage(python, {
  oldestCore: '1.6.0',
  tests: project => {
    specifyTypes(project);
    specifyReadme(project);
    specifyStart(project);
    specifyAdopted(project);
  },
});

function specifyTypes(project: () => Project): void {
  test('refuses a value of the wrong type where it is given, and names the prop', () => {
    const { status, stderr } = runProgram(project(), 'bad-type', scratch('bad-type'));
    expect(status).toBe(1);
    expect(stderr).toContain('TypeError: type of argument region must be str; got int instead');
    expect(stderr).toContain('bad_type.py", line 4');
  });
}

function specifyReadme(project: () => Project): void {
  test('has a README whose every code sample runs', () => {
    const readme = wheelFiles(wheel(ROOT)).read(`ros_cdk_global_registry-${MANIFEST.version}.dist-info/METADATA`);
    const blocks = [...readme.matchAll(/```python\n(.*?)```/gs)].map(match => match[1]);
    expect(blocks.length).toBeGreaterThan(0);
    const [interpreter] = project().start('');
    const failures = blocks.flatMap(block => {
      const env = { ...process.env, CDK_OUTDIR: scratch('readme') };
      const { status, stderr } = spawnSync(interpreter, ['-c', block], { env, encoding: 'utf8' });
      return status === 0 ? [] : [`${block}\n${stderr}`];
    });
    expect(failures).toEqual([]);
  });
}

function specifyStart(project: () => Project): void {
  test('begins with a project that synthesises what it says, and whose own tests pass', () => {
    const [interpreter] = project().start('');
    const directory = scratch('begun');
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
