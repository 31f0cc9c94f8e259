import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { GERMANY_HANGZHOU, type Map, type StackSpec, registryStack, replicationStack } from './support/assemblies';
import { App, flat } from './support/commands';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

function edited(spec: StackSpec, edit: (template: Map) => unknown): StackSpec {
  const template = structuredClone(spec.template);
  edit(template);
  return { ...spec, template };
}

/** Ages and ids are of the moment. */
const still = (text: string) =>
  text.replaceAll(/written .*? ago/g, 'written AGES ago').replaceAll(/cri-\w{16}/g, 'cri-ID');
const LIST_PRICE = [
  '  An old list price ("starting at", before 2024) from the billing page, not an',
  '  offer. Ask Alibaba Cloud for the price of today.',
];
const BESIDES = [
  '  Storage, traffic and taxes are not part of it. A subscription is billed to its',
  '  end, also after its stack was deleted.',
];
const NO_APP = [
  'warning: No --app was given and there is no cdk.json here, so cdk.out is taken',
  'as an earlier synth left it. Add --app with the command that runs the app, or',
  '--app cdk.out if this is what you mean.',
];

const NOTED: StackSpec[] = GERMANY_HANGZHOU.map(spec =>
  spec.purpose?.role === 'replication'
    ? {
        ...spec,
        messages: [
          { level: 'warning', text: 'Nobody may push.' },
          { level: 'info', text: 'Copies from eu-central-1 to cn-hangzhou cross the border of mainland China.' },
        ],
      }
    : spec,
);

describe('a plan worth approving', () => {
  test('tells whole, at 80 columns, what is bought and what the app says, warnings last', async () => {
    const app = new App(simulator, NOTED);
    const { code, stdout, stderr } = await app.run('plan');
    expect([code, stderr]).toEqual([2, '']);
    expect(still(stdout)).toBe(
      [
        'Assembly: cdk.out, written AGES ago by an earlier synth',
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
        'Buys 2 subscriptions of "acme", paid in advance:',
        '  REGION        EDITION   PAID FOR  RENEWED  A MONTH     IN ADVANCE',
        '  cn-hangzhou   Basic     1 month   no       113.00 USD  113.00 USD',
        '  eu-central-1  Advanced  1 month   no       557.00 USD  557.00 USD',
        '  All                                        670.00 USD  670.00 USD',
        ...LIST_PRICE,
        ...BESIDES,
        '',
        'info: [acme-eu-central-1-to-cn-hangzhou] Copies from eu-central-1 to cn-hangzhou',
        'cross the border of mainland China.',
        '',
        'warning: [acme-eu-central-1-to-cn-hangzhou] Nobody may push.',
        '',
        ...NO_APP,
        '',
      ].join('\n'),
    );
  });

  test('shows values before and after, at 80 columns, and secrets neither there nor in JSON', async () => {
    const withPassword = (password: string, more: Map = {}) =>
      edited(registryStack('cn-hangzhou'), ({ Resources }) => {
        Resources.ThePasswordOfEverybodyWhoLogsInToThisRegistryOfOurs = {
          Type: 'ALIYUN::CR::UserInfo',
          Properties: { InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] }, User: { Password: password } },
        };
        Object.assign(Resources.NamespaceProd.Properties, more);
      });
    const app = new App(simulator, [withPassword('One-secret-1')]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    app.declare([
      edited(withPassword('Another-secret-2', { AutoCreate: false }), ({ Resources }) => {
        Resources.NamespaceProd.DeletionPolicy = 'Delete';
      }),
    ]);
    const [text, json] = [await app.run('plan'), await app.run('plan', '--json')];
    expect(still(text.stdout).split('\n').slice(2, 10)).toEqual([
      'Wave 1',
      '  ~ acme-cn-hangzhou  cn-hangzhou  update',
      '      ~  NamespaceProd  ALIYUN::CR::Namespace',
      '         AutoCreate: true -> false',
      '         DeletionPolicy: "Retain" -> "Delete"',
      '      ~  ThePasswordOfEverybodyWhoLogsInToThisRegistryOfOurs',
      '         ALIYUN::CR::UserInfo',
      '         User.Password: "[hidden]" -> "[hidden]"',
    ]);
    expect(`${text.stdout}${json.stdout}`).not.toMatch(/secret-[12]/);
    const { resources } = JSON.parse(json.stdout).stacks[0];
    expect(resources[0]).toMatchObject({
      properties: [{ name: 'AutoCreate', values: [{ path: 'AutoCreate', before: true, after: false }] }],
      settings: [{ path: 'DeletionPolicy', before: 'Retain', after: 'Delete' }],
    });
  });

  test('shows the values of parameters, but not of secret ones, and keeps none in a saved plan', async () => {
    const [arrowless] = GERMANY_HANGZHOU;
    const spec = edited(arrowless, template => {
      template.Parameters = {
        Creates: { Type: 'Boolean', Default: true },
        Secret: { Type: 'String', NoEcho: true, Default: 'x' },
      };
      template.Resources.NamespaceProd.Properties.AutoCreate = { Ref: 'Creates' };
    });
    const app = new App(simulator, [spec]);
    const given = (creates: string, secret: string) => [
      '--parameter',
      `Creates=${creates}`,
      '--parameter',
      `Secret=${secret}`,
    ];
    expect((await app.run('deploy', '--yes', ...given('true', 'first-secret'))).code).toBe(0);
    const { stdout } = await app.run('plan', '--out', 'plan.json', ...given('false', 'other-secret'));
    expect(still(stdout).split('\n').slice(2, 11)).toEqual([
      'Wave 1',
      '  ~ acme-eu-central-1  eu-central-1  update',
      '      sends Secret again: ROS does not tell the value, and does nothing where it',
      '      is the same',
      '      ~  NamespaceProd  ALIYUN::CR::Namespace',
      '         AutoCreate: "true" -> "false"',
      '      ~ parameter values, parameter values that ROS does not tell',
      '         Creates: "true" -> "false"',
      '         + Secret: "[hidden]"',
    ]);
    const saved = readFileSync(join(app.directory, 'plan.json'), 'utf8');
    expect(saved).not.toMatch(/secret|"parameters": \[/);
    expect((await app.run('deploy', 'plan.json', '--yes', ...given('false', 'other-secret'))).code).toBe(0);
  });

  test('buys nothing where nothing is bought', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    await app.run('deploy', '--yes');
    app.declare([
      ...GERMANY_HANGZHOU.slice(0, 2),
      replicationStack('eu-central-1', 'cn-hangzhou', { rule: 'RuleOther' }),
    ]);
    const { stdout } = await app.run('plan', '--json');
    expect(JSON.parse(stdout).purchases).toEqual({ monthly: {}, inAdvance: {}, subscriptions: [], nested: [] });
  });

  test('counts what a creation that failed has bought already as bought', async () => {
    simulator.faults.add({
      kind: 'fail-resource',
      resourceType: 'ALIYUN::CR::Namespace',
      region: 'cn-hangzhou',
      times: 1,
    });
    const app = new App(simulator, [registryStack('cn-hangzhou')]);
    expect((await app.run('deploy', '--yes')).code).toBe(1);
    const { stdout } = await app.run('plan');
    expect([stdout.includes('continues the creation'), stdout.includes('Buys')]).toEqual([true, false]);
  });

  test('says what has no price, why, and what of it may not be bought at all', async () => {
    const standard = edited(registryStack('cn-hangzhou', { edition: 'Standard' }), template => {
      template.Parameters = { Wanted: { Type: 'Boolean', Default: true } };
      template.Conditions = { Wanted: { 'Fn::Equals': [{ Ref: 'Wanted' }, true] } };
      template.Resources.Registry.Condition = 'Wanted';
      Object.assign(template.Resources.Registry.Properties, {
        Period: 12,
        RenewalStatus: 'AutoRenewal',
        RenewPeriod: 6,
      });
    });
    const other = edited(registryStack('us-east-1'), ({ Resources }) => {
      Resources.Registry.Properties.InstanceName = 'other';
    });
    const app = new App(simulator, [standard, other]);
    const { stdout } = await app.run('plan');
    expect(stdout.slice(stdout.indexOf('Buys'), stdout.indexOf('\n\nwarning')).split('\n')).toEqual([
      'Buys up to 2 subscriptions, paid in advance:',
      '  REGION         NAME   EDITION   PAID FOR   RENEWED   A MONTH     IN ADVANCE',
      '  cn-hangzhou    acme   Standard  12 months  6 months  unknown     unknown',
      '  us-east-1      other  Basic     1 month    no        146.00 USD  146.00 USD',
      '  What is known                                        146.00 USD  146.00 USD',
      '  No price of cn-hangzhou: No list price is known for the edition Standard in',
      '  cn-hangzhou.',
      '  A condition decides about acme-cn-hangzhou/Registry.',
      ...LIST_PRICE,
      ...BESIDES,
    ]);
  });

  test('is made without prices where they may not be asked for', async () => {
    simulator.faults.add({
      kind: 'unsuccessful',
      action: 'GetTemplateEstimateCost',
      code: 'Forbidden',
      message: 'No.',
    });
    const app = new App(simulator, GERMANY_HANGZHOU);
    const { code, stdout } = await app.run('plan');
    expect([code, flat(stdout)]).toEqual([
      2,
      expect.stringContaining('All unknown unknown No price of cn-hangzhou, eu-central-1: '),
    ]);
  });
});

describe('which assembly it is', () => {
  const old = new Date('2020-01-02T03:04:05Z');

  test('is doubted where a file of the app is newer, and not where what is newer is none of it', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    for (const file of ['plan.json', 'types.d.ts', 'notes.md']) {
      writeFileSync(join(app.directory, file), '');
    }
    const none = await app.run('plan', '--app', 'cdk.out');
    expect(none.stdout).not.toContain('warning:');
    utimesSync(join(app.directory, 'cdk.out', 'manifest.json'), old, old);
    writeFileSync(join(app.directory, 'app.py'), '');
    const { stdout } = await app.run('plan', '--app', 'cdk.out');
    expect(stdout).toMatch(/^Assembly: cdk\.out, written \d+ days ago by an earlier synth\n/);
    expect(flat(stdout)).toContain(
      'warning: cdk.out is older than app.py, so it may not be what the app says now. Add --app with the command that runs the app, or synthesise it first.',
    );
    const { assembly } = JSON.parse((await app.run('plan', '--app', 'cdk.out', '--json')).stdout);
    expect(assembly).toMatchObject({
      written: '2020-01-02T03:04:05.000Z',
      command: null,
      doubts: [expect.any(String)],
    });
  });

  test('is doubted where no app is given, before the question too', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    const { text } = await app.type([['Deploy this?', 'n\r']], 'deploy');
    expect(text.indexOf(NO_APP[0])).toBeGreaterThan(text.indexOf('Buys 2 subscriptions'));
    writeFileSync(join(app.directory, 'cdk.json'), '{"context": {}}');
    expect(flat((await app.run('plan')).stdout)).toContain(
      'No --app was given and cdk.json names no app, so cdk.out is taken',
    );
  });

  test('is not doubted where the app has just written it', async () => {
    const app = new App(simulator, GERMANY_HANGZHOU);
    writeFileSync(
      join(app.directory, 'app.js'),
      "require('fs').cpSync('cdk.out', process.env.CDK_OUTDIR, { recursive: true });",
    );
    writeFileSync(join(app.directory, 'cdk.json'), '{"app": "node app.js", "output": "out"}');
    const { stdout } = await app.run('plan');
    expect(stdout).toMatch(/^Assembly: out, just written by: node app\.js\n/);
    expect(stdout).not.toContain('warning:');
  });
});
