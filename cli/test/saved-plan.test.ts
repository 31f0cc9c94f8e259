import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { program } from '../src/main';
import { GERMANY_HANGZHOU, type Map, globalRegistry, registryStack } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';
import { stockClient } from './support/stock';

let simulator: Simulator;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator();
  app = new App(simulator, GERMANY_HANGZHOU);
});
afterEach(() => simulator.close());

const [PRIMARY, , RULES] = GERMANY_HANGZHOU;
const file = () => join(app.directory, 'plan.json');
const saved = (): Map => JSON.parse(readFileSync(file(), 'utf8')) as Map;
const again = (more = '') =>
  `Make a new one: global-registry plan --out plan.json${more} --endpoint ${simulator.endpoint}`;

const SIMULATION = 'Simulation in .global-registry: no account, and nothing is bought. ';

describe('a saved plan', () => {
  test('keeps to its schema, and is carried out', async () => {
    const plan = await app.run('plan', '--out', 'plan.json');
    expect([plan.code, flat(plan.stderr)]).toEqual([
      2,
      `The plan was saved. To carry out just this: global-registry deploy plan.json --endpoint ${simulator.endpoint} `,
    ]);
    expect(schemaProblems('saved-plan', saved())).toEqual([]);
    const { code, stdout } = await app.run('deploy', 'plan.json', '--yes');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^3 stacks deployed, 0 unchanged\./)]);
  });

  test('asks before it is carried out, as any plan', async () => {
    await app.run('plan', '--out', 'plan.json');
    const { code, stderr } = await app.run('deploy', 'plan.json');
    expect([code, flat(stderr)]).toEqual([1, expect.stringContaining('There is no terminal to ask on.')]);
  });

  test('brings the options that it was made with', async () => {
    app.declare(globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1'));
    await app.run('plan', '--only', 'us-east-1', '--out', 'plan.json');
    expect((await app.run('deploy', 'plan.json', '--yes')).code).toBe(0);
    expect(stacksOf(simulator)).toEqual(['acme-us-east-1: CREATE_COMPLETE']);
    const { code, stderr } = await app.run('deploy', 'plan.json', '--yes', '--only', 'cn-hangzhou');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: plan.json says itself what is deployed: leave --only, --take-over and --prune out, or make another plan. ',
    ]);
  });

  test('deletes what it was planned to delete, and nothing that left the app since', async () => {
    app.declare(globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1'));
    await app.run('deploy', '--yes');
    app.declare(GERMANY_HANGZHOU);
    const prune = ['--prune', '--app-name', '/Acme'];
    await app.run('plan', ...prune, '--out', 'plan.json');
    const strange = registryStack('ap-southeast-1');
    await new App(simulator, [strange]).run('deploy', '--yes');
    const refused = await app.run('deploy', 'plan.json', '--yes', '--app-name', '/Acme');
    expect([refused.code, flat(refused.stderr)]).toEqual([
      1,
      `error: plan.json is no longer true, so nothing was deployed: acme-ap-southeast-1 (ap-southeast-1): It is no longer declared, and was not planned to be deleted. ${again(' --prune --app-name /Acme')} `,
    ]);
    await app.run('plan', ...prune, '--out', 'plan.json');
    expect((await app.run('deploy', 'plan.json', '--yes', '--app-name', '/Acme')).code).toBe(0);
    expect(stacksOf(simulator)).toHaveLength(3);
  });

  test('holds no value of a parameter', async () => {
    const template = {
      ...PRIMARY.template,
      Parameters: { Secret: { Type: 'String', NoEcho: true }, Open: { Type: 'String' } },
    };
    app.declare([{ ...PRIMARY, template }]);
    const given = ['--parameter', 'Secret=not-for-your-eyes', '--parameter', 'Open=not-for-files'];
    await app.run('plan', ...given, '--out', 'plan.json');
    expect(readFileSync(file(), 'utf8')).not.toMatch(/not-for/);
    const { code, stderr } = await app.run('deploy', 'plan.json', '--yes', ...given);
    expect([code, flat(stderr)]).toEqual([
      0,
      expect.stringContaining(
        'plan.json holds no secret: of acme-eu-central-1:Secret what is given now is sent, be it what was planned or not. ',
      ),
    ]);
    const again = await app.run('deploy', 'plan.json', '--yes', '--parameter', 'Secret=s', '--parameter', 'Open=other');
    expect(flat(again.stderr)).toContain('The app declares something else: acme-eu-central-1 (eu-central-1).');
  });
});

describe('a saved plan is refused', () => {
  const refused = async () => {
    const { code, stderr } = await app.run('deploy', 'plan.json', '--yes');
    expect(code).toBe(1);
    return flat(stderr).trim();
  };

  test('when the app declares something else', async () => {
    await app.run('plan', '--out', 'plan.json');
    app.declare([PRIMARY, registryStack('cn-hangzhou', { autoCreate: false }), RULES]);
    expect(await refused()).toBe(
      `error: plan.json is no longer true, so nothing was deployed: The app declares something else: acme-cn-hangzhou (cn-hangzhou). ${again()}`,
    );
    expect(simulator.stacks()).toEqual([]);
  });

  test('when a stack has changed', async () => {
    await app.run('deploy', '--yes');
    app.declare([PRIMARY, registryStack('cn-hangzhou', { autoCreate: false }), RULES]);
    await app.run('plan', '--out', 'plan.json');
    const stack = simulator.stacks('cn-hangzhou')[0];
    const { Outputs: _outputs, ...rest } = JSON.parse(stack.intent.templateBody) as Map;
    await stockClient(simulator).update(stack, rest);
    expect(await refused()).toBe(
      'error: plan.json is no longer true, so nothing was deployed: acme-cn-hangzhou (cn-hangzhou): Its status was CREATE_COMPLETE, and is UPDATE_COMPLETE now. ' +
        `Its template was changed: Outputs. ${again()}`,
    );
  });

  test('when it was carried out already, or in part; what to run next is a plan', async () => {
    await app.run('plan', '--out', 'plan.json');
    simulator.faults.add({
      kind: 'fail-resource',
      region: 'cn-hangzhou',
      resourceType: 'ALIYUN::CR::Namespace',
      times: 1,
    });
    const { stdout } = await app.run('deploy', 'plan.json', '--yes');
    const next = /Next: go on where it stopped: global-registry (plan .*?--endpoint \S+)/.exec(flat(stdout))![1];
    expect(next).toBe(`plan --out plan.json --endpoint ${simulator.endpoint}`);
    const parsed = program().exitOverride();
    parsed.commands.forEach(command => command.exitOverride().action(() => undefined));
    expect(() => parsed.parse(next.split(' '), { from: 'user' })).not.toThrow();
    expect(await refused()).toContain('acme-cn-hangzhou (cn-hangzhou): It did not exist, and is CREATE_FAILED now.');
  });

  test('in another cloud than it was made for', async () => {
    await app.run('plan', '--out', 'plan.json');
    const here = 'account 1234567890123456 at';
    const simulated = await globalRegistryCommand(['deploy', 'plan.json', '--yes', '--simulate'], {
      cwd: app.directory,
    });
    expect([simulated.code, flat(simulated.stderr)]).toEqual([
      1,
      `${SIMULATION}error: plan.json was made for ${here} ${simulator.endpoint}, and this is the simulation, so nothing was deployed. Carry it out there, by the options of ` +
        'the connection that it was made with, or make one for here: global-registry plan --out plan.json --simulate ',
    ]);
    const other = await startSimulator();
    const { endpoint } = other;
    const elsewhere = new App(other, GERMANY_HANGZHOU);
    writeFileSync(join(elsewhere.directory, 'plan.json'), readFileSync(file()));
    const { code, stderr } = await elsewhere.run('deploy', 'plan.json', '--yes');
    const made = stacksOf(other);
    await other.close();
    expect([code, flat(stderr), made]).toEqual([
      1,
      `error: plan.json was made for ${here} ${simulator.endpoint}, and this is ${here} ${endpoint}, so nothing was deployed. Carry it out there, by the ` +
        `options of the connection that it was made with, or make one for here: global-registry plan --out plan.json --endpoint ${endpoint} `,
      [],
    ]);
  });

  test('that was made in a simulation, in a cloud', async () => {
    const plan = await globalRegistryCommand(['plan', '--simulate', '--out', 'plan.json'], { cwd: app.directory });
    expect([plan.code, flat(plan.stderr)]).toEqual([
      2,
      `${SIMULATION}The plan was saved. To carry out just this: global-registry deploy plan.json --simulate `,
    ]);
    expect(await refused()).toBe(
      `error: plan.json was made for the simulation, and this is account 1234567890123456 at ${simulator.endpoint}, so nothing was deployed. Carry it out ` +
        `there, by the options of the connection that it was made with, or make one for here: global-registry plan --out plan.json --endpoint ${simulator.endpoint}`,
    );
  });

  test('without the secret that it sends', async () => {
    const template = { ...PRIMARY.template, Parameters: { Secret: { Type: 'String', NoEcho: true } } };
    app.declare([{ ...PRIMARY, template }]);
    const given = ['--parameter', 'Secret=not-for-your-eyes'];
    expect((await app.run('deploy', '--yes', ...given)).code).toBe(0);
    await app.run('plan', ...given, '--out', 'plan.json');
    expect(await refused()).toBe(
      'error: plan.json is no longer true, so nothing was deployed: acme-eu-central-1 (eu-central-1): The plan sends a value of Secret, which no file holds. ' +
        `Give it again, as then. ${again()}`,
    );
  });

  test('when a registry of a name appeared', async () => {
    await app.run('plan', '--out', 'plan.json');
    simulator.addRegistry({ region: 'cn-hangzhou', name: 'acme' });
    expect(await refused()).toContain('error: Something is refused, so nothing was deployed.');
  });

  test.each<[string, (text: string) => string, () => string]>([
    ['no JSON', text => text.slice(0, 100), () => 'error: plan.json is not a plan: '],
    [
      'another document',
      () => '{}',
      () => `error: plan.json is JSON, but not a plan that global-registry plan --out wrote. ${again()}`,
    ],
    [
      'null',
      () => 'null',
      () => `error: plan.json is JSON, but not a plan that global-registry plan --out wrote. ${again()}`,
    ],
    [
      'newer than the deployer',
      text => text.replace('"version": 2', '"version": 3'),
      () => `error: plan.json is a plan of version 3, but this deployer reads version 2. ${again()}`,
    ],
    [
      'edited',
      text => text.replace(/"action": "create"/, '"action": "destroy"'),
      () =>
        `error: plan.json is a plan that somebody changed: /stacks/0/action must be equal to one of the allowed values. ${again()}`,
    ],
    [
      'without one of its stacks',
      text => {
        const plan = JSON.parse(text) as Map;
        return JSON.stringify({ ...plan, stacks: plan.stacks.slice(1) });
      },
      () => `error: plan.json is a plan that somebody changed: it is not as it was written. ${again()}`,
    ],
    [
      'without what it buys',
      text => text.replace(/"monthly": \{[^}]*\}/, '"monthly": {}'),
      () => `error: plan.json is a plan that somebody changed: it is not as it was written. ${again()}`,
    ],
  ])('when it is %s', async (_, edit, message) => {
    await app.run('plan', '--out', 'plan.json');
    writeFileSync(file(), edit(readFileSync(file(), 'utf8')));
    expect(await refused()).toContain(message());
  });

  test('before it is saved, when something of it is refused or unknown', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    const { code, stderr } = await app.run('plan', '--out', 'plan.json');
    expect([code, flat(stderr)]).toEqual([
      1,
      'error: Something is refused or unknown, so the plan was not saved to plan.json. ',
    ]);
  });
});
