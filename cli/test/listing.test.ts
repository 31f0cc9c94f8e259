import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { program } from '../src/main';
import { GERMANY_HANGZHOU, directory, writeAssembly } from './support/assemblies';
import { App, flat } from './support/commands';
import { globalRegistryCommand } from './support/process';

const APP = writeAssembly(GERMANY_HANGZHOU);
const run = (...parameters: string[]) => globalRegistryCommand(parameters, { cwd: directory() });

describe('ls', () => {
  test('lists the stacks in the order of deployment, with what each is', async () => {
    const { code, stdout, stderr } = await run('ls', '--app', APP);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [
        'WAVE  STACK                             REGION        WHAT IT IS',
        '1     acme-cn-hangzhou                  cn-hangzhou   replica',
        '1     acme-eu-central-1                 eu-central-1  primary',
        '2     acme-eu-central-1-to-cn-hangzhou  eu-central-1  sync rules to cn-hangzhou',
        '',
      ].join('\n'),
    );
  });

  test('lists a part, and refuses one that the app does not have', async () => {
    const part = await run('ls', '--app', APP, '--only', 'cn-hangzhou', '--json');
    expect(JSON.parse(part.stdout).stacks).toEqual([
      {
        name: 'acme-cn-hangzhou',
        region: 'cn-hangzhou',
        wave: 1,
        role: 'registry',
        tier: 'replica',
        instanceName: 'acme',
        id: 'acme-cn-hangzhou',
        dependsOn: [],
      },
    ]);
    const { code, stderr } = await run('ls', '--app', APP, '--only', 'mars');
    expect([code, flat(stderr)]).toEqual([1, expect.stringContaining('--only names "mars", but the app has no such')]);
  });

  test('says that an app declares nothing', async () => {
    expect((await run('ls', '--app', writeAssembly([]))).stdout).toBe('The app declares no stack.\n');
  });
});

describe('synth', () => {
  test('runs the app and tells what it declares', async () => {
    const cwd = directory();
    writeFileSync(
      join(cwd, 'app.js'),
      `require('fs').cpSync(${JSON.stringify(APP)}, process.env.CDK_OUTDIR, { recursive: true });`,
    );
    const { code, stdout } = await globalRegistryCommand(['synth', '--app', 'node app.js'], { cwd });
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^Assembly: cdk\.out, just written by: node app\.js\n\nWAVE [^]*\n3 stacks in 2 regions, and no errors\.\n$/,
      ),
    ]);
  });

  test('refuses an app that reports errors', async () => {
    const [replica] = GERMANY_HANGZHOU;
    const app = writeAssembly([{ ...replica, messages: [{ level: 'error', text: 'It cannot be.' }] }]);
    const { code, stderr } = await run('synth', '--app', app);
    expect([code, stderr]).toEqual([1, expect.stringContaining('It cannot be.')]);
  });
});

test('what the app warns of comes before a list of its stacks, and not before an answer about images', async () => {
  const [replica, ...others] = GERMANY_HANGZHOU;
  const app = writeAssembly([{ ...replica, messages: [{ level: 'warning', text: 'Nobody may push.' }] }, ...others]);
  const warned = async (...parameters: string[]) =>
    (await run(...parameters, '--app', app)).stderr.includes('Nobody may push.');
  expect([await warned('ls'), await warned('explain', 'prod/api:v1', '--simulate')]).toEqual([true, false]);
});

describe('outputs', () => {
  let simulator: Simulator;
  beforeAll(async () => void (simulator = await startSimulator()));
  afterAll(() => simulator.close());

  test('shows what each stack gives, one bare value for a script, and what is missing', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    expect((await app.run('deploy', '--yes', '--only', 'cn-hangzhou')).code).toBe(0);
    const all = await app.run('outputs');
    expect([all.code, all.stdout.replace(/cri-\w{16}/, 'cri-ID')]).toEqual([
      1,
      [
        'acme-cn-hangzhou (cn-hangzhou)',
        '  InstanceId',
        '    cri-ID',
        '  RegistryHost',
        '    acme-registry.cn-hangzhou.cr.aliyuncs.com',
        '  RegistryVpcHost',
        '    acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com',
        '',
        'acme-eu-central-1 (eu-central-1)',
        '  It is not deployed.',
        '',
        'acme-eu-central-1-to-cn-hangzhou (eu-central-1)',
        '  It is not deployed.',
        '',
      ].join('\n'),
    ]);
    const one = await app.run('outputs', 'RegistryHost', '--only', 'cn-hangzhou');
    expect([one.code, one.stdout]).toEqual([0, 'acme-registry.cn-hangzhou.cr.aliyuncs.com\n']);
  });

  test('refuses a name that no stack has, and names those that there are', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    const { code, stderr } = await app.run('outputs', 'Host', '--only', 'cn-hangzhou');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: No stack that is there has an output Host. They have InstanceId, RegistryHost, RegistryVpcHost. ',
    ]);
  });

  test('tells why a region gave none, and shows the others', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    const id = simulator.faults.add({ kind: 'region-down', region: 'eu-central-1' });
    const { code, stdout } = await app.run('outputs', '--json');
    simulator.faults.remove(id);
    const { stacks } = JSON.parse(stdout);
    expect([code, stacks[0].missing, stacks[1].missing]).toEqual([
      1,
      null,
      expect.stringContaining('temporary failure'),
    ]);
  });
});

describe('completion', () => {
  const script = async (shell: string) => (await run('completion', shell)).stdout;

  /** What bash offers behind words, the last of which is being typed. */
  async function offered(...words: string[]): Promise<string[]> {
    const lines = [
      await script('bash'),
      `COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`,
      '_global_registry; printf "%s\\n" "${COMPREPLY[@]}"',
    ];
    const { stdout } = spawnSync('bash', ['--norc', '-u', '-c', lines.join('\n')], { encoding: 'utf8' });
    return stdout.split('\n').filter(line => line !== '');
  }

  test('offers in bash every command, option and value that --help shows', async () => {
    const commands = program().commands;
    const names = commands.map(command => command.name());
    expect(await offered('global-registry', '')).toEqual([...names, 'help']);
    for (const command of commands.filter((_, index) => index % 5 === 0)) {
      const help = command.createHelp();
      const flags = help.visibleOptions(command).flatMap(({ short, long }) => [...(short ? [short] : []), long!]);
      expect(await offered('global-registry', command.name(), '-')).toEqual(flags);
    }
    expect(await offered('global-registry', 'graph', '--format', '')).toEqual(['mermaid', 'dot', 'svg', 'png']);
    expect(await offered('global-registry', 'graph', '-f', 's')).toEqual(['svg']);
    expect(await offered('global-registry', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await offered('global-registry', 'help', 'st')).toEqual(['status']);
  });

  test('knows every command and option in the other shells too', async () => {
    for (const shell of ['zsh', 'fish']) {
      const text = await script(shell);
      for (const command of program().commands) {
        expect(text).toContain(command.name());
        command.options.forEach(({ long }) => expect(text).toContain(long!.slice(2)));
      }
    }
  });

  /** A machine need not have every shell; those that it has read what was written for them. */
  test.each(['bash', 'zsh', 'fish'])('is read by %s without a complaint, where it is there', async shell => {
    const { status, stderr, error } = spawnSync(shell, ['-n'], { input: await script(shell), encoding: 'utf8' });
    expect(error === undefined ? [status, stderr] : [0, '']).toEqual([0, '']);
  });

  test('refuses a shell that it does not know', async () => {
    const { code, stderr } = await run('completion', 'tcsh');
    expect([code, flat(stderr)]).toEqual([
      1,
      "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish. ",
    ]);
  });
});
