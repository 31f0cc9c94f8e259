import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import type { StackSpec } from './support/assemblies';
import { App, environment, flat } from './support/commands';
import { type Ended, globalRegistryCommand } from './support/process';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const STACK: StackSpec = {
  name: 'mine',
  template: {
    ROSTemplateFormatVersion: '2015-09-01',
    Parameters: {
      Name: { Type: 'String' },
      Months: { Type: 'Number', Default: 1 },
      Secret: { Type: 'String', Default: 'none' },
    },
    Resources: { Wait: { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 0 } } },
    Outputs: { Said: { Value: { 'Fn::Join': ['-', [{ Ref: 'Name' }, { Ref: 'Months' }, { Ref: 'Secret' }]] } } },
  },
  purpose: { region: 'cn-hangzhou', role: 'custom' },
};

let app: App;
beforeEach(() => void (app = new App(simulator, [STACK])));
const write = (file: string, text: string) => writeFileSync(join(app.directory, file), text);

function deploy(parameters: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const all = ['deploy', '--yes', '--endpoint', simulator.endpoint, ...parameters];
  return globalRegistryCommand(all, { cwd: app.directory, env: { ...environment(simulator), ...env } });
}

/** What the stack was deployed with. */
const said = () => simulator.stacks()[0]?.outputs.find(({ key }) => key === 'Said')?.value;

describe('parameters', () => {
  test('come from a file, from the environment, from files of their own, and what is typed stands above', async () => {
    mkdirSync(join(app.directory, 'secrets'));
    write('secrets/one', 'from-its-file\n');
    write('secrets/all.json', JSON.stringify({ Name: 'from-json', 'mine:Months': 6, Secret: { file: 'one' } }));
    expect((await deploy(['--parameters-file', 'secrets/all.json'])).code).toBe(0);
    expect(said()).toBe('from-json-6-from-its-file');
    const typed = ['--parameter', 'Name=typed', '--parameter-env', 'Secret=THE_SECRET'];
    expect((await deploy(['--parameters-file', 'secrets/all.json', ...typed], { THE_SECRET: 'from-env' })).code).toBe(
      0,
    );
    expect(said()).toBe('typed-6-from-env');
    write('given.json', JSON.stringify({ Name: { env: 'THE_NAME' }, Months: 12 }));
    const more = ['--parameter-from-file', 'mine:Secret=secrets/one'];
    expect((await deploy(['--parameters-file', 'given.json', ...more], { THE_NAME: 'named' })).code).toBe(0);
    expect(said()).toBe('named-12-from-its-file');
  });

  test('from files and the environment show nowhere, whatever their template says', async () => {
    write('secret', 'not-for-your-eyes');
    const { code, stdout, stderr } = await deploy([
      '--parameter',
      'Name=n',
      '--parameter-from-file',
      'Secret=secret',
      '--json',
      '--verbose',
    ]);
    expect([code, `${stdout}${stderr}`.includes('not-for-your-eyes')]).toEqual([0, false]);
    expect(said()).toBe('n-1-not-for-your-eyes');
    expect(JSON.parse(stdout).stacks[0].outputs).toEqual({ Said: 'n-1-[hidden]' });
  });

  test.each<[string, readonly string[], string, string]>([
    [
      'a variable that is not set',
      ['--parameter-env', 'Name=NO_SUCH'],
      '',
      '--parameter-env Name takes its value from the environment variable NO_SUCH, which is not set.',
    ],
    [
      'a file that is not there',
      ['--parameter-from-file', 'Name=no-such'],
      '',
      '--parameter-from-file Name takes its value from a file. no-such cannot be read: there is no such file or directory. ',
    ],
    [
      'a value that is given twice',
      ['--parameter', 'Name=a', '--parameter-env', 'Name=HOME'],
      '',
      'Name is given by --parameter and by --parameter-env. Give it by one of them.',
    ],
    ['a file that is no JSON', ['--parameters-file', 'p.json'], 'Name: x', '--parameters-file p.json is not JSON: '],
    [
      'a file that holds no object',
      ['--parameters-file', 'p.json'],
      '[1]',
      '--parameters-file p.json holds no object. It is a JSON object such as ',
    ],
    [
      'a value that is no value',
      ['--parameters-file', 'p.json'],
      '{"Name": {"env": "A", "file": "b"}}',
      'Name in p.json is {"env":"A","file":"b"}. It is a JSON object such as ',
    ],
    ['null', ['--parameters-file', 'p.json'], '{"Name": null}', 'Name in p.json is null. It is a JSON object such as '],
    [
      'a parameter that no template declares',
      ['--parameter', 'Nmae=a'],
      '',
      'A value is given for the parameter Nmae, but no template of the app declares it. They declare Months, Name, Secret.',
    ],
    [
      'a stack that the app does not have',
      ['--parameter', 'yours:Name=a'],
      '',
      'A value is given for yours:Name, but the app has no stack yours. It has mine.',
    ],
  ])('refuses %s', async (_, parameters, file, message) => {
    write('p.json', file);
    const { code, stderr } = await deploy(parameters);
    expect([code, flat(stderr)]).toEqual([1, expect.stringContaining(`error: ${message}`)]);
    expect(simulator.stacks()).toEqual([]);
  });

  test('are named again by a plan that is to be made anew, without their values', async () => {
    write('secret', 'not-for-your-eyes');
    const given = ['--parameter', 'Name=n', '--parameter-from-file', 'Secret=secret'];
    expect((await app.run('plan', '--out', 'plan.json', ...given)).code).toBe(2);
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::ROS::Sleep' });
    const { stdout } = await app.run('deploy', 'plan.json', '--yes', ...given);
    expect(flat(stdout)).toContain(
      'Next: go on where it stopped: global-registry plan --out plan.json --parameter Name=... --parameter-from-file Secret=secret --endpoint',
    );
  });
});
