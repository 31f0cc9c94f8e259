import { spawn, spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readAssembly } from '../src/assembly/read-assembly';
import { Redactor } from '../src/cloud/redact';
import { Output } from '../src/session/output';
import { GERMANY_HANGZHOU, type Map, type StackSpec, directory, writeAssembly } from './support/assemblies';
import { BIN, type Ended, cleanEnvironment, globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';
import { onTerminal } from './support/terminal';

const HOST = 'acme-registry.eu-central-1.cr.aliyuncs.com';
const VPC_HOST = 'acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com';

/** What the library notes of a registry that is open to the Internet in Germany and to a VPC in Hangzhou. */
const PULLING: Map = {
  version: 1,
  name: 'acme',
  imageHost: HOST,
  primary: { region: 'eu-central-1', instanceName: 'acme', internetHost: HOST, copied: [] },
  replicas: [{ region: 'cn-hangzhou', instanceName: 'acme', vpcHost: VPC_HOST, copied: ['prod'] }],
  namespaces: ['prod'],
  repositories: ['prod/api'],
};

const noting = (stacks: readonly StackSpec[], pulling: Map): StackSpec[] => [
  { ...stacks[0], pulling },
  ...stacks.slice(1),
];
const APP = writeAssembly(noting(GERMANY_HANGZHOU, PULLING));

const pullConfig = (cwd: string, ...parameters: string[]) =>
  globalRegistryCommand(['pull-config', '--app', APP, ...parameters], { cwd });

/** Runs the command with something on its stdin. */
function fed(
  stdin: string | Buffer,
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, 'pull-config', '--app', APP, ...parameters], {
    env: cleanEnvironment(env),
  });
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', chunk => (told.stdout += chunk));
  child.stderr.on('data', chunk => (told.stderr += chunk));
  child.stdin.end(stdin);
  return new Promise(resolve => child.on('close', code => resolve({ code, ...told })));
}

const HEADER = '# Written from the declaration of acme. Change it there.\n';
const SECRET = ['--format', 'pull-secret', '--region', 'cn-hangzhou', '--username', 'robot'];
const SIMULATE = ['--simulate', '--simulation-speed', '6000'];

describe('pull-config', () => {
  test('prints hosts.toml of a region', async () => {
    expect(await pullConfig(directory(), '--region', 'cn-hangzhou')).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        '# Written from the declaration of acme. Change it there.',
        `# Where nodes in cn-hangzhou pull ${HOST} from: /etc/containerd/certs.d/${HOST}/hosts.toml`,
        '# No Internet host in cn-hangzhou: the app opens no Internet access there (publicAccess).',
        `server = "https://${HOST}"`,
        '',
        `[host."https://${VPC_HOST}"]`,
        '  capabilities = ["pull", "resolve"]',
        '',
      ].join('\n'),
    });
  });

  test.each([
    ['containerd', ['cn-hangzhou/NAME/hosts.toml', 'eu-central-1/NAME/hosts.toml']],
    ['ack', ['cn-hangzhou/acme/registry-mirrors.yaml', 'eu-central-1/acme/registry-mirrors.yaml']],
    ['kyverno', ['cn-hangzhou/acme/policy.yaml', 'eu-central-1/acme/policy.yaml']],
    ['kustomize', ['cn-hangzhou/acme/kustomization.yaml', 'eu-central-1/acme/kustomization.yaml']],
  ])('writes a file for each region: %s', async (format, files) => {
    const cwd = directory();
    const name = ['--image-host', 'registry.acme.example'];
    const { code, stdout } = await pullConfig(cwd, '--all', '--format', format, '--output', 'out', ...name);
    const written = readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' });
    const there = written.filter(file => /\.(toml|yaml)$/.test(file)).sort();
    expect([code, stdout, there]).toEqual([0, '', files.map(file => file.replace('NAME', 'registry.acme.example'))]);
  });

  test('tells the same as data', async () => {
    const { stdout } = await pullConfig(directory(), '--all', '--format', 'ack', '--json');
    expect(schemaProblems('pull-config', JSON.parse(stdout))).toEqual([]);
    const { files, nothing } = JSON.parse(stdout);
    expect(files.map(({ region }: { region: string }) => region)).toEqual(['cn-hangzhou']);
    expect(nothing[0].reason).toMatch(/^Nothing to put before it: nodes in eu-central-1 pull /);
  });

  test('names the instances that were deployed, for the passwordless component', async () => {
    const cwd = directory();
    const helper = ['--format', 'acr-helper', '--region', 'cn-hangzhou', ...SIMULATE];
    const early = await pullConfig(cwd, ...helper);
    expect([early.code, early.stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      'Simulation in .global-registry: no account, and nothing is bought. error: No instance has an id yet in acme-eu-central-1 (eu-central-1), acme-cn-hangzhou (cn-hangzhou). Deploy the app first. ',
    ]);
    await globalRegistryCommand(['deploy', '--yes', '--app', APP, ...SIMULATE, '--outputs-file', 'outputs.json'], {
      cwd,
    });
    const outputs = JSON.parse(readFileSync(join(cwd, 'outputs.json'), 'utf8'));
    const { stdout } = await pullConfig(cwd, ...helper);
    expect(parse(parse(stdout).data['acr-registry-info'])).toEqual([
      { instanceId: outputs['acme-cn-hangzhou'].InstanceId, regionId: 'cn-hangzhou' },
      { instanceId: outputs['acme-eu-central-1'].InstanceId, regionId: 'eu-central-1' },
    ]);
  });
});

describe('a policy in which there is nothing to rewrite', () => {
  const NOTHING =
    `Nothing is written for eu-central-1. Nothing to rewrite: pods in eu-central-1 pull ${HOST} as it is, if they reach it. ` +
    'No VPC host in eu-central-1: the app links no VPC there (vpcAccess).';
  const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

  test('is not written, for kubectl takes a file of comments for no document', async () => {
    const printed = await pullConfig(directory(), '--format', 'kyverno', '--region', 'eu-central-1');
    expect([printed.code, printed.stdout, flat(printed.stderr)]).toEqual([0, '', NOTHING]);
    const folder = directory();
    const old = join(folder, 'policies/eu-central-1/acme/policy.yaml');
    mkdirSync(join(folder, 'policies/eu-central-1/acme'), { recursive: true });
    writeFileSync(old, `${HEADER}from: before`);
    const written = await pullConfig(folder, '--format', 'kyverno', '--all', '--output', 'policies');
    expect([written.code, flat(written.stderr)]).toEqual([
      0,
      `Wrote policies/cn-hangzhou/acme/policy.yaml. ${NOTHING} policies/eu-central-1/acme/policy.yaml is from before: remove it.`,
    ]);
    expect(readFileSync(old, 'utf8')).toBe(`${HEADER}from: before`);
  });

  test('is told as data', async () => {
    const { stdout } = await pullConfig(directory(), '--format', 'kyverno', '--all', '--json');
    const document = JSON.parse(stdout);
    expect(schemaProblems('pull-config', document)).toEqual([]);
    expect(document.files.map(({ region }: { region: string }) => region)).toEqual(['cn-hangzhou']);
    expect(document.nothing).toEqual([{ region: 'eu-central-1', reason: NOTHING.replace(/^.*?\. /, '') }]);
  });
});

describe('the password of a pull secret', () => {
  const passwordIn = (text: string) => JSON.parse(parse(text).stringData['.dockerconfigjson']).auths[HOST].password;

  test('is a reference, unless it comes from stdin', async () => {
    expect(passwordIn((await pullConfig(directory(), ...SECRET)).stdout)).toBe('${REGISTRY_PASSWORD}');
    const reference = ['--password-reference', '$(REGISTRY)'];
    expect(passwordIn((await pullConfig(directory(), ...SECRET, ...reference)).stdout)).toBe('$(REGISTRY)');
  });

  test.each(['plain', 'with "quotes", \\ and $signs', 'Пароль: 密码 \u2028 🔑'])(
    'comes from stdin as it is: %s',
    async password => {
      const { code, stdout } = await fed(`${password}\n`, [...SECRET, '--password-stdin'], {
        REGISTRY_PASSWORD: password,
      });
      expect([code, passwordIn(stdout)]).toEqual([0, password]);
    },
  );

  test('goes to a file that only its owner reads, and to nobody else', async () => {
    const file = join(directory(), 'secret.yaml');
    writeFileSync(file, `${HEADER}from an earlier run, for everybody to read`);
    const { stdout, stderr } = await fed('s3cret!', [...SECRET, '--password-stdin', '--output', file]);
    expect([stdout, stderr, statSync(file).mode & 0o777]).toEqual(['', `Wrote ${file}.\n`, 0o600]);
    expect(passwordIn(readFileSync(file, 'utf8'))).toBe('s3cret!');
  });

  test('is found by those who read nothing but both in one', async () => {
    const { stdout } = await fed('s3cret!', [...SECRET, '--password-stdin']);
    const { auth } = JSON.parse(parse(stdout).stringData['.dockerconfigjson']).auths[HOST];
    expect(Buffer.from(auth, 'base64').toString()).toBe('robot:s3cret!');
  });

  test('refuses to be redirected to a file that others can read', async () => {
    const cwd = directory();
    const [out, given] = ['secret.yaml', 'password'].map(name => join(cwd, name));
    writeFileSync(given, 's3cret!');
    const [stdin, stdout] = [openSync(given, 'r'), openSync(out, 'w', 0o644)];
    const parameters = [BIN, 'pull-config', '--app', APP, ...SECRET, '--password-stdin'];
    const { status, stderr } = spawnSync(process.execPath, parameters, {
      stdio: [stdin, stdout, 'pipe'],
      env: cleanEnvironment({}),
      encoding: 'utf8',
    });
    expect([status, stderr.replaceAll(/\s+/g, ' '), readFileSync(out, 'utf8')]).toEqual([
      1,
      'error: The password would go to a file that others can read. Add --output FILE, which only you can read. ',
      '',
    ]);
  });

  test('refuses bytes that are no text', async () => {
    const { code, stdout, stderr } = await fed(Buffer.from([0x70, 0xe9, 0x73, 0x73]), [...SECRET, '--password-stdin']);
    expect([code, stdout, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      '',
      'error: What came from stdin is no password: it is not encoded as UTF-8. Convert it first. ',
    ]);
  });

  test('refuses to go to a terminal', () => {
    const terminal = { isTTY: true } as NodeJS.WriteStream;
    expect(() => new Output(new Redactor(), terminal).secret('s3cret!')).toThrow(
      'A password does not go to a terminal. Add --output FILE, or redirect it.',
    );
  });

  test('refuses to be typed', async () => {
    const parameters = ['pull-config', '--app', APP, ...SECRET, '--password-stdin'];
    const { code, text } = await onTerminal(parameters, { cwd: directory() });
    expect([code, text.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      'error: --password-stdin reads a pipe or a file: global-registry pull-config ... --password-stdin < password. ',
    ]);
  });

  test.each([
    ['nothing', '', 'it is empty'],
    ['two lines', 'one\ntwo\n', 'it has more than one line'],
    ['a tab', 'tab\there', 'it holds a control character, U+0009'],
  ])('refuses %s', async (_, stdin, reason) => {
    const { code, stderr } = await fed(stdin, [...SECRET, '--password-stdin']);
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      `error: What came from stdin is no password: ${reason}. `,
    ]);
  });
});

test('pull-config takes a registry by its id or by its name, of the primary or of a replica', async () => {
  const cwd = directory();
  const all = ['deploy', '--yes', '--app', APP, ...SIMULATE];
  await globalRegistryCommand(all, { cwd });
  const world = JSON.parse(readFileSync(join(cwd, '.global-registry', 'simulator.json'), 'utf8')) as Map;
  const ids = Object.values(world.instances as Record<string, { id: string; region: string }>);
  const names = ['eu-central-1/acme', 'cn-hangzhou/acme', ...ids.map(({ id, region }) => `${id}@${region}`)];
  const ended: Ended[] = [];
  for (const name of names) {
    ended.push(await pullConfig(cwd, '--region', 'cn-hangzhou', '--registry', name, ...SIMULATE));
  }
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(new Set(ended.map(({ stdout }) => stdout)).size).toBe(1);
});

test('pull-config writes what it writes, whatever words of it are secrets elsewhere', async () => {
  const cwd = directory();
  const env = { DB_PASSWORD: 'resolve', CI_TOKEN: 'capabilities', API_KEY: 'registry' };
  const [plain, beside] = await Promise.all(
    [{}, env].map(variables =>
      globalRegistryCommand(['pull-config', '--app', APP, '--region', 'cn-hangzhou'], { cwd, env: variables }),
    ),
  );
  expect(beside.stdout).toBe(plain.stdout);
  const { stdout } = await globalRegistryCommand(['pull-config', '--app', APP, '--all', '--json'], { cwd, env });
  expect(JSON.parse(stdout).files[1].text).toBe(plain.stdout);
});

describe('files of pull-config', () => {
  const all = (cwd: string, format = 'kustomize', output = 'overlays') =>
    pullConfig(cwd, '--all', '--format', format, '--output', output);
  const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

  test('stand beside what somebody wrote by hand, and refuses to replace it', async () => {
    const cwd = directory();
    const own = join(cwd, 'overlays/cn-hangzhou/kustomization.yaml');
    mkdirSync(join(cwd, 'overlays/cn-hangzhou/acme'), { recursive: true });
    writeFileSync(own, 'resources: [../../base]');
    expect((await all(cwd)).code).toBe(0);
    expect(readFileSync(own, 'utf8')).toBe('resources: [../../base]');
    writeFileSync(join(cwd, 'overlays/cn-hangzhou/acme/kustomization.yaml'), 'resources: []');
    const { code, stderr } = await all(cwd);
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: overlays/cn-hangzhou/acme/kustomization.yaml holds something else than a configuration of acme, and nothing is overwritten. Move it away, or name another --output.',
    ]);
  });

  test('refuses all when one cannot be written, before anything is', async () => {
    const cwd = directory();
    mkdirSync(join(cwd, 'out/cn-hangzhou/acme/registry-mirrors.yaml'), { recursive: true });
    const { code, stderr } = await all(cwd, 'ack', 'out');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: --output out/cn-hangzhou/acme/registry-mirrors.yaml cannot be written: it is a directory. Nothing was done. Name another file.',
    ]);
    expect(
      readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' }).filter(is => is.includes('eu-')),
    ).toEqual(['eu-central-1', 'eu-central-1/acme']);
  });

  test('of a region that left the app are named', async () => {
    const cwd = directory();
    mkdirSync(join(cwd, 'out/us-east-1/acme'), { recursive: true });
    writeFileSync(join(cwd, 'out/us-east-1/acme/registry-mirrors.yaml'), HEADER);
    expect((await all(cwd, 'ack', 'out')).stderr).toContain(
      'out/us-east-1/acme/registry-mirrors.yaml is from before: remove it.\n',
    );
  });

  test('go to stdout by "-", and through a link to where it leads', async () => {
    const cwd = directory();
    const printed = await pullConfig(cwd, '--region', 'cn-hangzhou', '--output', '-');
    expect([printed.stderr, printed.stdout.startsWith(HEADER)]).toEqual(['', true]);
    symlinkSync('hosts.toml', join(cwd, 'link'));
    await pullConfig(cwd, '--region', 'cn-hangzhou', '--output', 'link');
    expect(lstatSync(join(cwd, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'hosts.toml'), 'utf8')).toBe(printed.stdout);
  });

  test('refuses a place in which no directory can be made', async () => {
    const { code, stderr } = await pullConfig(directory(), '--region', 'cn-hangzhou', '--output', '/proc/x/y');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: --output /proc/x/y cannot be written: no directory can be made there. Nothing was done. Name another file.',
    ]);
  });
});

describe('pull-config refuses', () => {
  test.each<[string, string[], string]>([
    ['no region', [], 'Name one region with --region, or all with --all.'],
    [
      'a region and all',
      ['--region', 'cn-hangzhou', '--all', '--output', 'x'],
      'Name one region with --region, or all with --all.',
    ],
    ['all without a directory', ['--all'], '--all writes a file for each region: name a directory with --output.'],
    [
      'a region without a registry',
      ['--region', 'us-east-1'],
      '--region is "us-east-1", but the registry is in eu-central-1 and cn-hangzhou. Name one of these.',
    ],
    [
      'a host that is none, and what the format has no use for, at once',
      ['--region', 'cn-hangzhou', '--image-host', 'acme', '--username', 'robot'],
      '--username is given, but --format containerd has no use for it. Leave it out. --image-host is "acme", but the host of an image is a name with a dot in it, in lower case, and a port from 1 to 65535 if need be. Write it like "registry.acme.example", without "https://" and without a path.',
    ],
    [
      'a repository of a namespace that is not declared',
      ['--region', 'cn-hangzhou', '--format', 'kustomize', '--repository', 'team/web'],
      '--repository[0] is "team/web", but the registry declares the namespaces prod. Declare its namespace.',
    ],
    [
      'a secret without a user',
      ['--region', 'cn-hangzhou', '--format', 'pull-secret'],
      '--username is missing, but a user name is a text without a colon and without control characters. Write the name that docker login takes, such as "robot@1234567890123456".',
    ],
    [
      'a password on the command line',
      [...SECRET, '--password-reference', 'Secret123'],
      '--password-reference is not a reference, but the text is kept where many can read it. Write what stands for it: "${NAME}", "$(NAME)" or "{{resolve:kms-secret:NAME}}".',
    ],
    [
      'a registry that is not declared',
      ['--region', 'cn-hangzhou', '--registry', 'us-east-1/acme'],
      '--registry is "us-east-1/acme", but the app declares eu-central-1/acme. Name one of these.',
    ],
    [
      'a password as data',
      [...SECRET, '--password-stdin', '--json'],
      '--json would show the password: leave out one of the two.',
    ],
    [
      'two passwords',
      [...SECRET, '--password-stdin', '--password-reference', '${ONE}'],
      '--password-stdin and --password-reference are two passwords: leave out one of the two.',
    ],
  ])('%s', async (_, parameters, message) => {
    const { code, stderr } = await pullConfig(directory(), ...parameters);
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([1, `error: ${message} `]);
  });

  test('an id that nothing has, and what is neither an id nor a name', async () => {
    const { code, stderr } = await pullConfig(directory(), '--all', '--registry', 'cri-nothing@us-east-1', ...SIMULATE);
    expect(stderr).toBe(
      'Simulation in .global-registry: no account, and nothing is bought.\nerror: --registry is cri-nothing@us-east-1, but us-east-1 has no such instance.\nLook at the id.\n',
    );
    expect(code).toBe(1);
    expect((await pullConfig(directory(), '--all', '--registry', 'acme')).stderr).toContain(
      'It has the form cri-...@REGION or REGION/NAME',
    );
  });

  test('an app without a registry, and to guess among several', async () => {
    const told = async (stacks: readonly StackSpec[]) => {
      const parameters = ['pull-config', '--app', writeAssembly(stacks), '--region', 'cn-hangzhou'];
      return (await globalRegistryCommand(parameters, { cwd: directory() })).stderr.replaceAll(/\s+/g, ' ');
    };
    expect(await told(GERMANY_HANGZHOU)).toBe(
      'error: The app declares no GlobalRegistry, so nothing tells what is pulled from where. ',
    );
    const [first, second, third] = GERMANY_HANGZHOU;
    const both = [{ ...first, pulling: PULLING }, { ...second, pulling: { ...PULLING, name: 'other' } }, third];
    expect(await told(both)).toBe(
      'error: The app declares several registries. Name one with --registry: eu-central-1/acme, eu-central-1/other. ',
    );
  });

  test('what a newer library noted', () => {
    const assembly = writeAssembly(noting(GERMANY_HANGZHOU, { ...PULLING, version: 2 }));
    expect(() => readAssembly(assembly, { regionOf: {} })).toThrow(
      'The metadata of the stack acme-eu-central-1 has version 2, but this deployer reads versions up to 1. Upgrade ros-cdk-global-registry-cli to the release of the library that the app uses.',
    );
  });
});
