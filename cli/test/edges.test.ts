import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../src/cloud/cr-api';
import { printable } from '../src/domain/printable';
import { consoleRule } from './support/console-rule';
import { GERMANY_HANGZHOU, directory, registryStack } from './support/assemblies';
import { connectionTo } from './support/cloud';
import { App, environment, flat } from './support/commands';
import { globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';

jest.setTimeout(120_000);

let simulator: Simulator;
beforeAll(async () => void (simulator = await startSimulator()));
afterAll(() => simulator.close());

describe('what others wrote', () => {
  test('is printed so that it is seen and does nothing', () => {
    expect(printable('a\u001b[2J\u0007\u202eb\r\u009bc\td\ne')).toBe('a\\u001b[2J\\u0007\\u202eb\\u000d\\u009bc\td\ne');
    expect(printable('\u001b[31mred\u001b[39m and \u001b[8mhidden')).toBe(
      '\u001b[31mred\u001b[39m and \\u001b[8mhidden',
    );
  });

  test('does nothing to a terminal, and adds no line, where it is the name of a rule', async () => {
    const own = await startSimulator();
    const app = new App(own, GERMANY_HANGZHOU);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    const [germany, hangzhou] = ['eu-central-1', 'cn-hangzhou'].map(region => own.registries(region)[0]);
    await new CrApi(connectionTo(own)).call('CreateRepoSyncRule', germany.region, {
      InstanceId: germany.id,
      ...consoleRule('x\u001b[2J\u0007evil\nEverything that is declared is in place.', hangzhou, { tags: 'v1' }),
    });
    const { stdout } = await app.run('status');
    // eslint-disable-next-line no-control-regex -- these are looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(stdout.split('\n').filter(line => line.startsWith('Everything'))).toHaveLength(1);
    expect(flat(stdout)).toContain('x\\u001b[2J\\u0007evil\\nEverything that is declared is in place.');
    await own.close();
  });
});

describe('--json', () => {
  const stopped = (command: string) => ({
    command,
    error: { message: 'It was stopped on request before there was a result. What ROS had begun by then goes on.' },
  });

  test.each(['plan', 'status'])('of %s has a document when a signal comes while the app runs', async command => {
    let isAsked = false;
    const { code, stdout } = await globalRegistryCommand([command, '--json', '--app', 'echo begun; sleep 30'], {
      cwd: directory(),
      onProgress: (stderr, child) => {
        if (!isAsked && stderr.includes('begun')) {
          isAsked = child.kill('SIGTERM');
        }
      },
    });
    expect([code, JSON.parse(stdout)]).toEqual([130, stopped(command)]);
    expect(schemaProblems('error', JSON.parse(stdout))).toEqual([]);
  });

  test('has a document when a signal comes while the cloud is asked', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    const silent = ['--endpoint', '127.0.0.1:9', '--verbose'];
    const { code, stdout } = await globalRegistryCommand(['status', '--json', ...silent], {
      cwd: app.directory,
      env: environment(simulator),
      onProgress: (stderr, child) => void (stderr.includes('retrying') && child.kill('SIGTERM')),
    });
    expect([code, JSON.parse(stdout)]).toEqual([130, stopped('status')]);
  });

  test('has a document when a deployment is left by a second signal', async () => {
    const slow = await startSimulator({ clock: { speed: 1 } });
    const app = new App(slow, GERMANY_HANGZHOU);
    let signals = 0;
    const { code, stdout } = await globalRegistryCommand(['deploy', '--yes', '--json', '--endpoint', slow.endpoint], {
      cwd: app.directory,
      env: environment(slow),
      onProgress: (stderr, child) => {
        if (
          (signals === 0 && stderr.includes('CREATE_IN_PROGRESS')) ||
          (signals === 1 && stderr.includes('Stopping'))
        ) {
          signals++;
          child.kill('SIGTERM');
        }
      },
    });
    expect([code, JSON.parse(stdout)]).toEqual([130, stopped('deploy')]);
    await slow.close();
  });
});

describe('a file that is written', () => {
  test.each([
    ['plan', ['--out', 'cdk.json'], '--out cdk.json', 'cdk.json'],
    ['plan', ['--out', 'link/manifest.json'], '--out link/manifest.json', 'DIR/cdk.out'],
    [
      'deploy',
      ['--yes', '--outputs-file', './cdk.out/../cdk.json'],
      '--outputs-file ./cdk.out/../cdk.json',
      'cdk.json',
    ],
    [
      'graph',
      ['--format', 'mermaid', '--output', 'cdk.out/manifest.json'],
      '--output cdk.out/manifest.json',
      'DIR/cdk.out',
    ],
  ])('refuses to take the place of what is read: %s %j', async (command, parameters, named, read) => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    symlinkSync('cdk.out', join(app.directory, 'link'));
    writeFileSync(join(app.directory, 'cdk.json'), '{"app":"cdk.out"}');
    const cloud = command === 'graph' ? [] : ['--endpoint', simulator.endpoint];
    const { code, stderr } = await globalRegistryCommand([command, ...parameters, ...cloud], {
      cwd: app.directory,
      env: environment(simulator),
    });
    expect([code, flat(stderr.replaceAll(app.directory, 'DIR'))]).toEqual([
      1,
      `error: ${named} would overwrite what is read from ${read}. Nothing was done. Name another file. `,
    ]);
    expect(readFileSync(join(app.directory, 'cdk.json'), 'utf8')).toBe('{"app":"cdk.out"}');
  });
});

const NUMBERED = {
  ...registryStack('cn-hangzhou'),
  template: {
    ...registryStack('cn-hangzhou').template,
    Parameters: {
      Num: { Type: 'Number', Default: 3, MaxValue: 9 },
      Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] },
      Name: { Type: 'String', Default: 'abc', MinLength: 3 },
      Secret: { Type: 'String', Default: 'abcdefgh', NoEcho: true, MinLength: 8 },
    },
  },
};

describe('values of parameters', () => {
  test.each([
    ['Num=xx', 'The parameter Num is "xx", but it is a number.'],
    ['Num=10', 'The parameter Num is "10", but it is at most 9.'],
    ['Size=middle', 'The parameter Size is "middle", but it is one of small, large.'],
    ['Name=ab', 'The parameter Name is "ab", but it has at least 3 characters.'],
    ['Secret=short', 'The parameter Secret is a value that is hidden, but it has at least 8 characters.'],
  ])('refuses %s in the plan, before anything is made', async (value, told) => {
    const app = new App(simulator, [NUMBERED]);
    const { code, stdout } = await app.run('plan', '--parameter', value);
    const fix = `Correct the value that is given for acme-cn-hangzhou:${value.split('=')[0]}.`;
    expect([code, flat(stdout)]).toEqual([1, expect.stringContaining(`${told} ${fix}`)]);
  });

  test('are taken where they are as the template says', async () => {
    const app = new App(simulator, [NUMBERED]);
    const values = ['Num=4', 'Size=large', 'Name=abcd', 'Secret=12345678'].flatMap(value => ['--parameter', value]);
    expect((await app.run('plan', ...values)).code).toBe(2);
  });

  test('are read from files with a byte order mark', async () => {
    const app = new App(simulator, [NUMBERED]);
    writeFileSync(join(app.directory, 'values.json'), '\uFEFF{"Num": 4}');
    writeFileSync(join(app.directory, 'secret'), '\uFEFF12345678\r\n');
    const given = ['--parameters-file', 'values.json', '--parameter-from-file', 'Secret=secret'];
    expect((await app.run('plan', ...given)).code).toBe(2);
  });
});

describe('options that name what is not there, or two things', () => {
  const app = () => new App(simulator, GERMANY_HANGZHOU);

  test('refuses a prefix that no stack has', async () => {
    const { code, stderr } = await app().run('deploy', '--yes', '--allow-delete', 'typo');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: --allow-delete names "typo", but no stack has this prefix. They are acme. ',
    ]);
    expect((await app().run('destroy', '--allow-delete', 'typo', '--confirm', 'acme')).code).toBe(1);
  });

  test('tells of a stack to take over that is not there', async () => {
    const { stderr } = await app().run('deploy', '--take-over', 'typo-stack');
    expect(flat(stderr)).toContain(
      'warning: --take-over names "typo-stack", which is no stack of the app, nor the app of a stack that is there. ',
    );
  });

  test('refuses two clouds', async () => {
    const { code, stderr } = await app().run('plan', '--simulate');
    expect([code, flat(stderr.replace(simulator.endpoint, 'HOST'))]).toEqual([
      1,
      'Simulation in .global-registry: no account, and nothing is bought. error: --simulate starts a simulator of its own, and --endpoint HOST names another cloud. Leave one of them out. ',
    ]);
  });

  test('refuses a device that never ends', async () => {
    const { code, stderr } = await app().run('deploy', '/dev/zero');
    expect([code, flat(stderr)]).toEqual([1, 'error: /dev/zero cannot be read: it is a device, which may never end. ']);
  });
});
