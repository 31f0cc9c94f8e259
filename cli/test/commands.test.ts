import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../src/main';
import { GERMANY_HANGZHOU, directory, writeAssembly } from './support/assemblies';
import { globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';

const APP = writeAssembly(GERMANY_HANGZHOU);
const SIMULATE = ['--simulate', '--simulation-speed', '6000'];
const COMMANDS = [
  ...[
    'init',
    'adopt',
    'synth',
    'ls',
    'plan',
    'deploy',
    'status',
    'outputs',
    'destroy',
    'graph',
    'pull-config',
    'cost',
    'doctor',
  ],
  ...['wait', 'verify', 'backfill', 'explain', 'completion'],
];

const simulated = (command: string, cwd: string, ...more: string[]) =>
  globalRegistryCommand([command, '--app', APP, ...SIMULATE, ...more], { cwd });

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
    expect(stderr).toBe('Simulation in .global-registry: no account, and nothing is bought.\n');
    expect(stdout.replace(APP, 'APP').replace(/written .* ago/, 'written AGES ago')).toBe(
      [
        'Assembly: APP, written AGES ago by an earlier synth',
        '',
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
        'Would buy 2 subscriptions of "acme", paid in advance:',
        '  REGION        EDITION   PAID FOR  RENEWED  A MONTH     IN ADVANCE',
        '  cn-hangzhou   Basic     1 month   no       113.00 USD  113.00 USD',
        '  eu-central-1  Advanced  1 month   no       557.00 USD  557.00 USD',
        '  All                                        670.00 USD  670.00 USD',
        '  An old list price ("starting at", before 2024) from the billing page, not an',
        '  offer. Ask Alibaba Cloud for the price of today.',
        '  Storage, traffic and taxes are not part of it. A subscription is billed to its',
        '  end, also after its stack was deleted.',
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

  test('deploy makes everything, writes the outputs and tells who can get in', async () => {
    const { code, stdout, stderr } = await simulated('deploy', cwd, '--yes', '--outputs-file', 'out.json');
    expect(code).toBe(0);
    expect(stdout.replace(/cri-\w{16}/g, 'cri-ID').replace(/^It took [^.]*\.$/m, 'It took AGES.')).toBe(
      [
        '3 stacks deployed, 0 unchanged.',
        '',
        'eu-central-1  primary  cri-ID',
        '  Nobody can get in yet: its Internet access is off, and no VPC is linked.',
        '',
        'cn-hangzhou  replica  cri-ID',
        '  Nobody can get in yet: its Internet access is off, and no VPC is linked.',
        '',
        'To let somebody in, give that region publicAccess:',
        "PublicAccess.fromCidrs('203.0.113.0/24'), with the addresses of your clients, or",
        "vpcAccess: [{ vpcId: 'vpc-...', vswitchId: 'vsw-...' }]; then deploy again.",
        '',
        'It took AGES.',
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

  test.each(['synth', 'ls', 'plan', 'status', 'outputs', 'cost', 'doctor', 'deploy'])(
    '%s --json keeps to its schema, with nothing else on stdout',
    async command => {
      const { stdout } = await (command === 'synth' || command === 'ls'
        ? globalRegistryCommand([command, '--app', APP, '--json'], { cwd })
        : simulated(command, cwd, '--json', ...(command === 'deploy' ? ['--yes'] : [])));
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
    const ended = stderr.split('\n').filter(line => /Z \d\/3/.test(line));
    expect(ended[0]).toMatch(
      /^\d\d:\d\d:\d\dZ 1\/3 - acme-eu-central-1-to-cn-hangzhou {2}eu-central-1 {2}deleted {2}\d s$/,
    );
    const document = JSON.parse(stdout);
    expect(schemaProblems('destroy', document)).toEqual([]);
    expect(document.retained.filter(({ billed }: { billed: boolean }) => billed)).toHaveLength(2);
  });

  test('plan then refuses to buy the registries a second time', async () => {
    const { code, stdout } = await simulated('plan', cwd);
    expect(stdout.replaceAll(/\s+/g, ' ').replace(/cri-\w{16}/g, 'cri-ID')).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and belongs to no such stack. ' +
        "Take it as it is with existingInstanceId: 'cri-ID', and as it has the namespace prod already, existingIn: ['cn-hangzhou'] on it; " +
        'or choose another instanceName.',
    );
    expect(code).toBe(1);
  });
});
