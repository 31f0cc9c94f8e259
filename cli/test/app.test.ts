import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GERMANY_HANGZHOU, directory, registryStack, writeAssembly } from './support/assemblies';
import { globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';

const APP = writeAssembly(GERMANY_HANGZHOU);
const SIMULATE = ['--simulate', '--simulation-speed', '6000'];

const run = (parameters: readonly string[], cwd = directory()) => globalRegistryCommand(parameters, { cwd });

describe('the app', () => {
  test('is run by its command, with the context, and what it prints is no result', async () => {
    const cwd = directory();
    writeFileSync(
      join(cwd, 'app.js'),
      `console.log('hello from the app', process.env.CDK_CONTEXT_JSON);
       require('fs').cpSync(${JSON.stringify(APP)}, process.env.CDK_OUTDIR, { recursive: true });`,
    );
    writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ app: 'node app.js', context: { stage: 'test' } }));
    const { stdout, stderr } = await run(['graph', '-c', 'more=yes'], cwd);
    expect(stderr).toBe('hello from the app {"stage":"test","more":"yes"}\n');
    expect(stdout).toContain('flowchart LR');
  });

  test('is refused where it fails, with what it said', async () => {
    const { code, stderr, stdout } = await run(['plan', '--app', 'node -e "console.error(42); process.exit(3)"']);
    expect(stderr).toContain('42\n');
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      'ended with exit code 3, so there is nothing to deploy. What it said stands above.',
    );
    expect([code, stdout]).toEqual([1, '']);
  });

  test('is refused where it writes nothing, even beside an assembly of before', async () => {
    const cwd = directory();
    writeAssembly(GERMANY_HANGZHOU, join(cwd, 'cdk.out'));
    const { code, stderr } = await run(['plan', '--app', 'node -e 0', '--simulate'], cwd);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('error: The app "node -e 0" ended well but wrote no assembly to');
    expect(code).toBe(1);
  });

  test('is refused where it is not found', async () => {
    const { stderr } = await run(['plan']);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      'Pass --app with the command that runs your app or with the directory of an assembly',
    );
  });

  test('tells errors as JSON too', async () => {
    const { code, stdout } = await run(['plan', '--json']);
    expect(schemaProblems('error', JSON.parse(stdout))).toEqual([]);
    expect(code).toBe(1);
  });

  test('that repeats no word of its region needs --region-of, and is deployed with it', async () => {
    const { template } = registryStack('cn-hangzhou');
    const app = writeAssembly([{ name: 'mine', template }]);
    const { stderr } = await run(['plan', '--app', app, '--simulate']);
    expect(stderr.replaceAll(/\s+/g, ' ')).toBe(
      'Simulation in .global-registry: no account, and nothing is bought. error: The assembly does not say in which region mine belongs. Add --region-of mine=REGION. ',
    );
    expect((await run(['deploy', '--yes', '--app', app, ...SIMULATE, '--region-of', 'mine=cn-hangzhou'])).code).toBe(0);
  });
});
