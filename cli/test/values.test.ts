import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { type Map, type StackSpec, registryStack, replicationStack } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { stockClient } from './support/stock';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const STACK = registryStack('cn-hangzhou');
const tagged = (tags: Record<string, string>): StackSpec[] => [{ ...STACK, tags }];
const tagsThere = () =>
  Object.fromEntries(
    simulator
      .stacks()[0]
      .tags.filter(({ key }) => !key.startsWith('global-registry:'))
      .map(({ key, value }) => [key, value]),
  );
const plan = async (app: App, ...more: string[]): Promise<[number | null, string]> => {
  const { code, stdout } = await app.run('plan', ...more);
  return [code, flat(stdout)];
};
const deploy = async (app: App, ...more: string[]): Promise<string> => {
  const { code, stdout, stderr } = await app.run('deploy', '--yes', ...more);
  return `${code} ${code === 0 ? stdout.split('\n')[0] : flat(stderr)}`;
};

describe('tags of a stack', () => {
  test('are planned and applied: new ones, other values, those that left the app; what others tagged stays', async () => {
    const app = new App(simulator, tagged({ team: 'images', stage: 'prod' }));
    expect(await deploy(app)).toBe('0 1 stack deployed, 0 unchanged.');
    await stockClient(simulator).tag(simulator.stacks()[0], 'cost-center', '42');
    expect((await plan(app))[0]).toBe(0);
    app.declare(tagged({ team: 'registry', owner: 'ada' }));
    expect(await plan(app)).toEqual([2, expect.stringContaining('tags (owner, stage, team)')]);
    expect(await deploy(app)).toBe('0 1 stack deployed, 0 unchanged.');
    expect(tagsThere()).toEqual({ team: 'registry', owner: 'ada', 'cost-center': '42' });
    expect((await plan(app))[0]).toBe(0);
  });

  test('that somebody changed or took away are set again', async () => {
    const app = new App(simulator, tagged({ team: 'images', stage: 'prod' }));
    await deploy(app);
    await stockClient(simulator).tag(simulator.stacks()[0], 'team', 'nobody');
    await stockClient(simulator).untag(simulator.stacks()[0], 'stage');
    expect((await app.run('status')).code).toBe(1);
    expect(await plan(app)).toEqual([2, expect.stringContaining('~ tags (stage, team)')]);
    expect(await deploy(app)).toBe('0 1 stack deployed, 0 unchanged.');
    expect(tagsThere()).toEqual({ team: 'images', stage: 'prod' });
    expect((await app.run('status')).code).toBe(0);
  });

  test('all leave with the app that no longer declares any', async () => {
    const app = new App(simulator, tagged({ team: 'images' }));
    await deploy(app);
    app.declare([STACK]);
    expect(await plan(app)).toEqual([2, expect.stringContaining('~ Metadata, tags (team)')]);
    expect(await deploy(app)).toBe('0 1 stack deployed, 0 unchanged.');
    expect(tagsThere()).toEqual({});
  });
});

const withSecret: StackSpec = {
  ...STACK,
  template: {
    ...STACK.template,
    Parameters: { Password: { Type: 'String', NoEcho: true } },
    Resources: {
      ...STACK.template.Resources,
      User: {
        Type: 'ALIYUN::CR::UserInfo',
        Properties: {
          User: { Password: { Ref: 'Password' } },
          InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
        },
      },
    },
  },
};

describe('a value that ROS does not tell', () => {
  const one = ['--parameter', 'Password=first-secret-1'];

  test('is unchanged where it is the same, and the plan says what is not known', async () => {
    const app = new App(simulator, [withSecret]);
    expect(await deploy(app, ...one)).toBe('0 1 stack deployed, 0 unchanged.');
    expect(await plan(app, ...one)).toEqual([
      2,
      expect.stringContaining(
        'sends Password again: ROS does not tell the value, and does nothing where it is the same ~ parameter values that ROS does not tell',
      ),
    ]);
    expect(await deploy(app, ...one)).toBe('0 0 stacks deployed, 1 unchanged.');
    expect((await app.run('status', ...one)).code).toBe(0);
    expect(await deploy(app, '--parameter', 'Password=second-secret-2')).toBe('0 1 stack deployed, 0 unchanged.');
  });

  test('is kept where it is not given again', async () => {
    const app = new App(simulator, [withSecret]);
    expect(await deploy(app)).toContain('The parameter Password has neither a default nor a value.');
    await deploy(app, ...one);
    expect((await plan(app))[0]).toBe(0);
    expect(await deploy(app)).toBe('0 0 stacks deployed, 1 unchanged.');
  });

  test('beside one that it tells is compared by that one alone', async () => {
    const Parameters = { ...withSecret.template.Parameters, Open: { Type: 'String' } };
    const app = new App(simulator, [{ ...withSecret, template: { ...withSecret.template, Parameters } }]);
    await deploy(app, ...one, '--parameter', 'Open=a');
    expect((await plan(app, '--parameter', 'Open=a'))[0]).toBe(0);
    expect(await plan(app, '--parameter', 'Open=b')).toEqual([2, expect.stringContaining('~ parameter values')]);
  });
});

describe('a creation that failed half-way', () => {
  async function half(spec: StackSpec = STACK, ...more: string[]): Promise<App> {
    const app = new App(simulator, [spec]);
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::Namespace', times: 1 });
    expect(await deploy(app, ...more)).toMatch(/^1 /);
    expect(stacksOf(simulator)).toEqual(['acme-cn-hangzhou: CREATE_FAILED']);
    return app;
  }

  test('refuses another edition of the registry that is there', async () => {
    const app = await half();
    app.declare([registryStack('cn-hangzhou', { edition: 'Advanced' })]);
    const refusal =
      'Registry (ALIYUN::CR::Instance) would change InstanceType from "Basic" to "Advanced", which ROS does only by deleting it with all its images.';
    expect(await plan(app)).toEqual([1, expect.stringContaining(refusal)]);
    expect(await deploy(app)).toContain('Something is refused, so nothing was deployed.');
    expect(simulator.registries().map(({ edition }) => edition)).toEqual(['Basic']);
    app.declare([STACK]);
    expect(await deploy(app)).toBe('0 1 stack deployed, 0 unchanged.');
  });

  test('refuses the same by the value of a parameter', async () => {
    const template = structuredClone(STACK.template) as Map;
    template.Parameters = { Edition: { Type: 'String' } };
    template.Resources.Registry.Properties.InstanceType = { Ref: 'Edition' };
    const app = await half({ ...STACK, template }, '--parameter', 'Edition=Basic');
    expect(await plan(app, '--parameter', 'Edition=Advanced')).toEqual([
      1,
      expect.stringContaining('would change InstanceType from "Basic" to "Advanced"'),
    ]);
    expect(await deploy(app, '--parameter', 'Edition=Basic')).toBe('0 1 stack deployed, 0 unchanged.');
    expect(await plan(app, '--parameter', 'Edition=Advanced')).toEqual([
      1,
      expect.stringContaining('would change InstanceType from "Basic" to "Advanced"'),
    ]);
  });

  test('refuses other parameters and conditions, which ROS does not take then', async () => {
    const app = await half();
    const Parameters = { Size: { Type: 'String', Default: 'a' } };
    const Conditions = { Big: { 'Fn::Equals': [{ Ref: 'Size' }, 'b'] } };
    app.declare([{ ...STACK, template: { ...STACK.template, Parameters, Conditions } }]);
    expect(await plan(app)).toEqual([
      1,
      expect.stringContaining(
        'A creation that failed is continued with other resources and outputs, but Parameters and Conditions would change too. ' +
          'Put that back, run this again, and change it when the stack is there.',
      ),
    ]);
  });

  test('takes another edition of a registry that is not there yet', async () => {
    const app = new App(simulator, [STACK]);
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::ROS::Assert', times: 1 });
    await deploy(app);
    app.declare([registryStack('cn-hangzhou', { edition: 'Advanced' })]);
    expect(await deploy(app)).toBe('0 1 stack deployed, 0 unchanged.');
    expect(simulator.registries().map(({ edition }) => edition)).toEqual(['Advanced']);
  });

  test('of replication takes another rule in the place of the one that failed', async () => {
    const specs = [registryStack('eu-central-1', { edition: 'Advanced' }), STACK];
    const app = new App(simulator, [...specs, replicationStack('eu-central-1', 'cn-hangzhou')]);
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::RepoSyncRule', times: 1 });
    await deploy(app);
    app.declare([...specs, replicationStack('eu-central-1', 'cn-hangzhou', { tags: 'v.*' })]);
    expect(await deploy(app)).toBe('0 1 stack deployed, 2 unchanged.');
    expect(simulator.arrows().map(({ rule }) => rule.tagFilter)).toEqual(['v.*']);
  });
});
