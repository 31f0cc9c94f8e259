import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { consoleRule } from '../support/console-rule';
import { type Map, type StackSpec, registryStack } from '../support/assemblies';
import { App, flat } from '../support/commands';
import { consoleOf } from '../support/console';
import { schemaProblems } from '../support/schema';
import { PRIMARY, REPLICA, deployedOn, guarded, said, with_, within } from './support';

jest.setTimeout(300_000); // many processes, one after another

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const [, , RULES] = guarded();
const entry = (block: string, id: string): Map => ({
  [id]: within('InstanceEndpointAclPolicy', { EndpointType: 'internet', Entry: block, AutoEnableType: 'internet' }),
});
const link = { Office: within('InstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-1' }) };

const edited = async (app: App, specs: readonly StackSpec[]): Promise<string[]> => {
  app.declare(specs);
  const { stdout } = await app.run('plan');
  expect(flat((await app.run('status')).stdout)).not.toContain('Changed behind the stacks');
  return stdout.split('\n').filter(line => /^ {6}/.test(line));
};

describe('an edit of the app is told as such, and not as a change behind the stacks', () => {
  test('access that another takes the place of, with who is let in and who no more', async () => {
    const before = with_(with_(guarded(), entry('203.0.113.0/24', 'EntryA')), link);
    const app = await deployedOn(simulator, before);
    expect(await edited(app, with_(guarded(), entry('0.0.0.0/0', 'EntryB')))).toEqual([
      '      -  EntryA  ALIYUN::CR::InstanceEndpointAclPolicy     removed',
      '         - Entry: "203.0.113.0/24"',
      '      +  EntryB  ALIYUN::CR::InstanceEndpointAclPolicy',
      '         + Entry: "0.0.0.0/0" (everybody on the Internet)',
      '      -  Office  ALIYUN::CR::InstanceVpcEndpointLinkedVpc  removed',
      '         - VpcId: "vpc-1"',
      '         - VswitchId: "vsw-1"',
    ]);
  });

  test('another edition, with one advice', async () => {
    const app = await deployedOn(simulator);
    const [primary] = guarded();
    const lines = await edited(app, [primary, registryStack(REPLICA, { edition: 'Advanced' }), RULES]);
    expect(flat(lines.join(' '))).toBe(
      ' ~ Registry ALIYUN::CR::Instance InstanceType: "Basic" -> "Advanced" ' +
        'Registry (ALIYUN::CR::Instance) would change InstanceType from "Basic" to "Advanced", which ROS does only by deleting it with all its images. ' +
        'Put the old value back; change editions and renewal in the console, or add a second instance under another name and move the images.',
    );
  });

  test('another name of a namespace, which is refused', async () => {
    const app = await deployedOn(simulator);
    const [primary, replica] = guarded();
    const { NamespaceProd } = replica.template.Resources;
    const renamed = { ...NamespaceProd, Properties: { ...NamespaceProd.Properties, Namespace: 'other' } };
    const lines = await edited(app, with_([primary, replica, RULES], { NamespaceProd: renamed }, 1));
    expect(flat(lines.join(' '))).toBe(
      ' ~ NamespaceProd ALIYUN::CR::Namespace Namespace: "prod" -> "other" ' +
        'NamespaceProd (ALIYUN::CR::Namespace) would change Namespace from "prod" to "other", which ROS does only by deleting it with all its images. ' +
        'Put the old value back, or add a second namespace and move the images.',
    );
  });

  test('another logical id of a registry, which is never to be released', async () => {
    const app = await deployedOn(simulator);
    const [primary, replica] = guarded();
    const text = JSON.stringify(replica.template).replaceAll('"Registry"', '"Other"');
    const lines = await edited(app, [primary, { ...replica, template: JSON.parse(text) as Map }, RULES]);
    expect(flat(lines.join(' '))).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and is in this very stack as Registry, which the app calls Other now: ' +
        'nothing is renamed, and going on would buy another. Put the id back, of the construct or of the resource.',
    );
  });
});

describe('a registry that was released', () => {
  test('is bought anew before anybody is asked: in the plan, with its price, as data too', async () => {
    const app = await deployedOn(simulator);
    simulator.releaseRegistry(simulator.registries(REPLICA)[0].id);
    const { stdout } = await app.run('plan');
    expect(flat(stdout)).toContain('Buys 1 subscription of "acme", paid in advance: REGION EDITION PAID FOR');
    const data = JSON.parse((await app.run('plan', '--json')).stdout) as Map;
    expect(schemaProblems('plan', data)).toEqual([]);
    expect([data.summary.buy, data.purchases.subscriptions.map(({ region }: Map) => region)]).toEqual([1, [REPLICA]]);
    expect(Object.values(data.purchases.monthly as object)).toEqual([expect.any(Number)]);
  });

  test('in the midst of a creation that failed is seen, and has a way out', async () => {
    const app = new App(simulator, guarded());
    const fault = { resourceType: 'ALIYUN::CR::Namespace', region: REPLICA, times: 1 };
    simulator.faults.add({ kind: 'fail-resource', ...fault });
    expect((await app.run('deploy', '--yes')).code).toBe(1);
    simulator.releaseRegistry(simulator.registries(REPLICA)[0].id);
    const text =
      'Registry acme (cri-ID) is gone from cn-hangzhou: acme-cn-hangzhou is CREATE_FAILED, and going on with it would not make it anew. ' +
      'Delete what is left of the stack, then deploy again: global-registry destroy --only acme-cn-hangzhou';
    expect(await said(app, 'status')).toEqual([1, expect.stringContaining(text)]);
    expect(await said(app, 'plan')).toEqual([1, expect.stringContaining(text)]);
    expect((await app.run('destroy', '--only', 'acme-cn-hangzhou', '--confirm', 'acme')).code).toBe(0);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect((await app.run('status')).code).toBe(0);
  });
});

describe('a stack that was deleted in the console', () => {
  test('leaves a rule that leads to what no stack holds, and nothing that is gone', async () => {
    const app = await deployedOn(simulator);
    await app.run('destroy', '--only', 'acme-cn-hangzhou', '--confirm', 'acme');
    const [code, text] = await said(app, 'status');
    expect(code).toBe(1);
    expect(text).not.toContain('has an end that is gone');
  });

  test('leaves a rule whose name is taken, which is refused before anything is done', async () => {
    const app = await deployedOn(simulator);
    const { name } = Object.values(simulator.registries(PRIMARY)[0].rules)[0] as { name: string };
    const console_ = consoleOf(simulator);
    const rule = Object.values(simulator.registries(PRIMARY)[0].rules)[0] as unknown as Map;
    await app.run('destroy', '--only', RULES.name, '--confirm', 'acme');
    expect(simulator.arrows()).toEqual([]);
    const { SyncRuleId: id } = await console_.on(
      PRIMARY,
      'CreateRepoSyncRule',
      consoleRule(name, simulator.registries(REPLICA)[0]),
    );
    expect(rule).toBeDefined();
    expect(await said(app, 'plan')).toEqual([
      1,
      expect.stringContaining(
        `A sync rule called ${name} is in eu-central-1 already (${String(id)}), and no stack that was looked at has it. ` +
          'Delete it in the console of Container Registry (Distribution > Instance Replication), so that it is made anew; ' +
          "or keep it, with existingRulesTo: ['cn-hangzhou'] on its namespace.",
      ),
    ]);
  });
});
