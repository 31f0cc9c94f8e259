import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from 'ros-cdk-simulator';
import { GERMANY_HANGZHOU, directory, globalRegistry, writeAssembly } from './support/assemblies';
import { globalRegistryCommand } from './support/process';

jest.setTimeout(180_000); // many processes, one after another

const APP = writeAssembly(GERMANY_HANGZHOU);
const SIMULATE = ['--simulate', '--simulation-speed', '6000'];

const run = (parameters: readonly string[], cwd = directory(), env: Record<string, string> = {}) =>
  globalRegistryCommand(parameters, { cwd, env });

describe('a simulation', () => {
  test('goes on where a killed run left it, and makes nothing twice', async () => {
    const cwd = directory();
    const app = writeAssembly(globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1', 'ap-southeast-1'));
    const parameters = ['deploy', '--yes', '--app', app, '--simulate', '--simulation-speed', '60'];
    for (const when of [
      'CREATE_IN_PROGRESS',
      'Registry  CREATE_IN_PROGRESS',
      'Registry  CREATE_COMPLETE',
      '1/7',
      '5/7',
    ]) {
      const { code } = await globalRegistryCommand(parameters, {
        cwd,
        onProgress: (stderr, child) => void (stderr.includes(when) && child.kill('SIGKILL')),
      });
      expect([null, 0]).toContain(code);
    }
    const { code, stdout } = await globalRegistryCommand([...parameters, '--json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).stacks.map(({ status }: { status: string }) => status)).toEqual(
      Array(7).fill('CREATE_COMPLETE'),
    );
    const world = JSON.parse(readFileSync(join(cwd, '.global-registry', 'simulator.json'), 'utf8'));
    expect(Object.keys(world.instances)).toHaveLength(4);
    expect(Object.keys(world.stacks)).toHaveLength(7);
  });

  test('is not shared by two processes', async () => {
    const cwd = directory();
    const slow = ['deploy', '--yes', '--app', APP, '--simulate', '--simulation-speed', '20'];
    let second: ReturnType<typeof globalRegistryCommand> | undefined;
    await globalRegistryCommand(slow, {
      cwd,
      onProgress: stderr => {
        if (stderr.includes('IN_PROGRESS')) {
          second ??= globalRegistryCommand(slow, { cwd });
        }
      },
    });
    expect((await second!).stderr).toMatch(/error: The simulation in \.global-registry is in use by process \d+\./);
  });
});

describe('Ctrl-C', () => {
  const app = writeAssembly(globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1'));
  const parameters = ['deploy', '--yes', '--app', app, '--simulate', '--simulation-speed', '30', '--concurrency', '1'];

  test('stops starting new work, waits for what runs, says how to go on and ends with 130', async () => {
    let sent = false;
    const { code, stdout, stderr } = await globalRegistryCommand(parameters, {
      cwd: directory(),
      onProgress: (text, child) => {
        if (!sent && text.includes('IN_PROGRESS')) {
          sent = child.kill('SIGINT');
        }
      },
    });
    expect(code).toBe(130);
    expect(stderr.replaceAll('\n', ' ')).toContain(
      'Stopping: nothing new is started. Running in ROS: acme-cn-hangzhou; waiting for it.',
    );
    expect(stdout).toMatch(/^1 stack deployed, 0 unchanged, 4 not deployed\./);
    expect(stdout).toContain('Stopped on request. To go on:\n  global-registry deploy --yes --app');
  });

  test('pressed twice leaves at once', async () => {
    let sent = 0;
    const { code, stdout } = await globalRegistryCommand(parameters, {
      cwd: directory(),
      onProgress: (text, child) => {
        if (sent === 0 && text.includes('IN_PROGRESS')) {
          sent = Number(child.kill('SIGINT'));
        }
        if (sent === 1 && text.includes('Stopping')) {
          sent += Number(child.kill('SIGINT'));
        }
      },
    });
    expect([code, stdout]).toEqual([130, '']);
  });
});

describe('secrets', () => {
  test('never show in output or files, not even where the app prints them', async () => {
    const cwd = directory();
    const secrets = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-not-for-your-eyes',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'sEcReT-not-for-your-eyes',
    };
    const app = 'node -e "console.log(process.env); process.exit(1)"';
    const outputs = [
      await run(['plan', '--app', app, '--verbose'], cwd, secrets),
      await run(['plan', '--app', APP, '--endpoint', '127.0.0.1:9', '--verbose'], cwd, {
        ...secrets,
        GLOBAL_REGISTRY_PACE: '0.001',
      }),
      await run(['doctor', '--app', APP, '--endpoint', '127.0.0.1:9', '--json', '--verbose'], cwd, {
        ...secrets,
        GLOBAL_REGISTRY_PACE: '0.001',
      }),
      await run(['deploy', '--app', APP, ...SIMULATE, '--yes', '--verbose'], cwd, secrets),
    ];
    expect(outputs[0].stderr).toContain('[hidden]');
    const everything = [...outputs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...filesIn(cwd)].join('\n');
    expect(everything).not.toMatch(/not-for-your-eyes|simulator-secret/);
  });

  test('never show in the output of any command, whether the keys are right or wrong', async () => {
    const credentials = { accessKeyId: 'LTAI-not-for-your-eyes', accessKeySecret: 'sEcReT-not-for-your-eyes' };
    const simulator = await startSimulator({ credentials });
    const cwd = directory();
    const keys = (secret: string) => ({
      ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
      GLOBAL_REGISTRY_PACE: '0.001',
    });
    const commands = [
      ['plan'],
      ['deploy', '--yes'],
      ['status', '--json'],
      ['cost'],
      ['doctor'],
      ['destroy', '--confirm', 'acme'],
    ];
    const everything: string[] = [];
    for (const secret of ['wrong-not-for-your-eyes', credentials.accessKeySecret]) {
      const codes: (number | null)[] = [];
      for (const command of commands) {
        const parameters = [...command, '--app', APP, '--endpoint', simulator.endpoint, '--verbose'];
        const { code, stdout, stderr } = await run(parameters, cwd, keys(secret));
        codes.push(code);
        everything.push(stdout, stderr);
      }
      expect(codes).toEqual(secret === credentials.accessKeySecret ? [2, 0, 0, 0, 0, 0] : [1, 1, 1, 1, 1, 1]);
    }
    await simulator.close();
    expect([...everything, ...filesIn(cwd)].join('\n')).not.toMatch(/not-for-your-eyes/);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => existsSync(file) && statSync(file).isFile())
    .map(file => readFileSync(file, 'utf8'));
}
