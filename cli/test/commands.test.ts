import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../src/main';
import {
  GERMANY_HANGZHOU,
  directory,
  globalRegistry,
  registryStack,
  replicationStack,
  writeAssembly,
} from './support/assemblies';
import { globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';

const APP = writeAssembly(GERMANY_HANGZHOU);
const SIMULATE = ['--simulate', '--simulation-speed', '6000'];
const COMMANDS = ['plan', 'deploy', 'status', 'destroy', 'graph', 'cost', 'doctor'];

const run = (parameters: readonly string[], cwd = directory(), env: Record<string, string> = {}) =>
  globalRegistryCommand(parameters, { cwd, env });
const simulated = (command: string, cwd: string, ...more: string[]) =>
  run([command, '--app', APP, ...SIMULATE, ...more], cwd);

test('every command has a description, an example and options that fit into 80 columns', () => {
  for (const command of program().commands) {
    let help = '';
    command.configureOutput({ writeOut: text => (help += text), getOutHelpWidth: () => 80 }).outputHelp();
    expect(help).toMatch(new RegExp(`Examples:\\n(.*\\n)*  \\$ global-registry ${command.name()}`));
    expect(help.split('\n').filter(line => line.length > 80)).toEqual([]);
  }
  expect(
    program()
      .commands.map(command => command.name())
      .sort(),
  ).toEqual([...COMMANDS].sort());
});

describe('through a pipe, on the simulator', () => {
  const cwd = directory();

  test('plan shows what is missing and ends with 2', async () => {
    const { code, stdout, stderr } = await simulated('plan', cwd);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      [
        'Wave 1',
        '  + acme-cn-hangzhou  cn-hangzhou  create',
        '      +  DeployRegion   ALIYUN::ROS::Assert',
        '      +  NamespaceProd  ALIYUN::CR::Namespace',
        '      +  Registry       ALIYUN::CR::Instance',
        '  + acme-eu-central-1  eu-central-1  create',
        '      +  DeployRegion   ALIYUN::ROS::Assert',
        '      +  NamespaceProd  ALIYUN::CR::Namespace',
        '      +  Registry       ALIYUN::CR::Instance',
        '',
        'Wave 2',
        '  + acme-eu-central-1-to-cn-hangzhou  eu-central-1  create',
        '      +  DeployRegion  ALIYUN::ROS::Assert',
        '      +  RuleProd      ALIYUN::CR::RepoSyncRule',
        '',
        '3 stacks in 2 regions: 3 to create, 0 to update, 0 unchanged.',
        '',
      ].join('\n'),
    );
    expect(code).toBe(2);
  });

  test('deploy refuses to go on without a terminal and without --yes', async () => {
    const { code, stderr } = await simulated('deploy', cwd);
    expect(stderr).toContain('error: There is no terminal to ask on. Look at the plan above and add --yes.');
    expect(code).toBe(1);
  });

  test('deploy makes everything, writes the outputs and tells where to log in', async () => {
    const { code, stdout, stderr } = await simulated('deploy', cwd, '--yes', '--outputs-file', 'out.json');
    expect(code).toBe(0);
    expect(stdout.replace(/cri-\w{16}/g, 'cri-ID')).toBe(
      [
        '3 stacks deployed, 0 unchanged.',
        '',
        'eu-central-1  primary  cri-ID',
        '  docker login acme-registry.eu-central-1.cr.aliyuncs.com',
        '  docker login acme-registry-vpc.eu-central-1.cr.aliyuncs.com  (inside a VPC)',
        '',
        'cn-hangzhou  replica  cri-ID',
        '  docker login acme-registry.cn-hangzhou.cr.aliyuncs.com',
        '  docker login acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com  (inside a VPC)',
        '',
      ].join('\n'),
    );
    expect(stderr).toContain('3/3 + acme-eu-central-1-to-cn-hangzhou  eu-central-1  deployed');
    const outputs = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
    expect(outputs['acme-cn-hangzhou'].RegistryHost).toBe('acme-registry.cn-hangzhou.cr.aliyuncs.com');
  });

  test('plan then shows nothing to do and ends with 0', async () => {
    const { code, stdout } = await simulated('plan', cwd);
    expect(stdout).toContain('3 stacks in 2 regions: 0 to create, 0 to update, 3 unchanged.');
    expect(code).toBe(0);
  });

  test('status shows registries and arrows and ends with 0', async () => {
    const { code, stdout } = await simulated('status', cwd);
    expect(stdout).toContain('eu-central-1 -> cn-hangzhou\n  rule  ruleprod-cn-hangzhou  in place\n');
    expect(stdout).toContain('Internet endpoint  off');
    expect(stdout).toContain('Everything that is declared is in place.');
    expect(code).toBe(0);
  });

  test.each(['plan', 'status', 'cost', 'doctor', 'deploy'])(
    '%s --json keeps to its schema, with nothing else on stdout',
    async command => {
      const { stdout } = await simulated(command, cwd, '--json', ...(command === 'deploy' ? ['--yes'] : []));
      expect(schemaProblems(command, JSON.parse(stdout))).toEqual([]);
    },
  );

  test('destroy refuses a wrong prefix', async () => {
    const { code, stderr } = await simulated('destroy', cwd, '--confirm', 'other');
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      'error: --confirm is "other", but these stacks are named by "acme". Nothing was deleted.',
    );
    expect(code).toBe(1);
  });

  test('destroy deletes replication first and says what is still billed', async () => {
    const { code, stdout, stderr } = await simulated('destroy', cwd, '--confirm', 'acme', '--json');
    expect(code).toBe(0);
    const ended = stderr.split('\n').filter(line => /^\d\/3/.test(line));
    expect(ended[0]).toBe('1/3 - acme-eu-central-1-to-cn-hangzhou  eu-central-1  deleted');
    const document = JSON.parse(stdout);
    expect(schemaProblems('destroy', document)).toEqual([]);
    expect(document.retained.filter(({ billed }: { billed: boolean }) => billed)).toHaveLength(2);
  });

  test('plan then refuses to buy the registries a second time', async () => {
    const { code, stdout } = await simulated('plan', cwd);
    expect(stdout.replaceAll(/\s+/g, ' ').replace(/cri-\w{16}/g, 'cri-ID')).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and belongs to no such stack. ' +
        "Take it as it is with existingInstanceId: 'cri-ID', or choose another instanceName.",
    );
    expect(code).toBe(1);
  });
});

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
      'error: The assembly does not say in which region mine belongs. Add --region-of mine=REGION. ',
    );
    expect((await run(['deploy', '--yes', '--app', app, ...SIMULATE, '--region-of', 'mine=cn-hangzhou'])).code).toBe(0);
  });
});

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
        if (stderr.includes('IN_PROGRESS')) second ??= globalRegistryCommand(slow, { cwd });
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
        if (!sent && text.includes('IN_PROGRESS')) sent = child.kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain('Stopping: nothing new is started. Running in ROS: acme-cn-hangzhou; waiting for it.');
    expect(stdout).toMatch(/^1 stack deployed, 0 unchanged, 4 not deployed\./);
    expect(stdout).toContain('Stopped on request. To go on, run: global-registry deploy --yes --app');
  });

  test('pressed twice leaves at once', async () => {
    let sent = 0;
    const { code, stdout } = await globalRegistryCommand(parameters, {
      cwd: directory(),
      onProgress: (text, child) => {
        if (sent === 0 && text.includes('IN_PROGRESS')) sent = Number(child.kill('SIGINT'));
        if (sent === 1 && text.includes('Stopping')) sent += Number(child.kill('SIGINT'));
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
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => existsSync(file) && statSync(file).isFile())
    .map(file => readFileSync(file, 'utf8'));
}

describe('the graph', () => {
  const app = writeAssembly([
    ...GERMANY_HANGZHOU,
    registryStack('us-east-1'),
    replicationStack('eu-central-1', 'us-east-1'),
  ]);
  const drawn = (...parameters: string[]) => run(['graph', '--app', app, ...parameters]);

  test('is Mermaid unless told otherwise, with mainland China apart', async () => {
    expect((await drawn()).stdout).toBe(
      [
        'flowchart LR',
        '  subgraph mainland["Mainland China"]',
        '    r0["cn-hangzhou<br/>acme<br/>replica"]',
        '  end',
        '  subgraph elsewhere["Outside mainland China"]',
        '    r1["eu-central-1<br/>acme<br/>primary"]',
        '    r2["us-east-1<br/>acme<br/>replica"]',
        '  end',
        '  r1 -->|"prod"| r0',
        '  r1 -->|"prod"| r2',
        '',
      ].join('\n'),
    );
  });

  test('is DOT, SVG, PNG or JSON where asked for', async () => {
    expect((await drawn('--format', 'dot')).stdout).toContain(
      '"eu-central-1/acme" -> "cn-hangzhou/acme" [label="prod"]',
    );
    expect((await drawn('--format', 'svg')).stdout).toMatch(/<svg [\s\S]*<\/svg>/);
    const file = join(directory(), 'graph.png');
    await drawn('--format', 'png', '--output', file);
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
    expect(schemaProblems('graph', JSON.parse((await drawn('--json')).stdout))).toEqual([]);
  });
});
