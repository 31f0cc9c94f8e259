import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import type { Map, StackSpec } from '../support/assemblies';
import { App } from '../support/commands';
import { consoleOf } from '../support/console';
import { schemaProblems } from '../support/schema';
import { PRIMARY, REPLICA, deployedOn, guarded, said, with_, within } from './support';

jest.setTimeout(180_000); // many processes, one after another

let simulator: Simulator;
let console_: ReturnType<typeof consoleOf>;
beforeEach(async () => {
  simulator = await startSimulator();
  console_ = consoleOf(simulator);
});
afterEach(() => simulator.close());

const deployed = (specs?: readonly StackSpec[]) => deployedOn(simulator, specs);

/** No command says that all is there; each says what to do. */
async function isLeft(app: App, text: string): Promise<void> {
  for (const command of ['status', 'plan']) {
    expect([command, ...(await said(app, command))]).toEqual([command, 1, expect.stringContaining(text)]);
  }
  const deploy = await said(app, 'deploy', '--yes');
  expect(deploy).toEqual([1, expect.stringContaining(text)]);
  expect(deploy[1]).toContain('Not everything is as it is declared. What is not: global-registry status --');
}

describe('what ROS cannot repair is left with what to do', () => {
  test('an Internet endpoint that somebody opened to everybody', async () => {
    const app = await deployed();
    await console_.switchInternet(REPLICA, true);
    expect((await app.run('status')).code).toBe(0); // the service lets in its own machine alone
    await console_.shutOut(REPLICA, '127.0.0.1/32');
    await isLeft(
      app,
      '! Internet endpoint of cri-ID is on with an empty list, so it is open to everybody: ' +
        'switch it off in the console of Container Registry, or name who comes in with publicAccess.',
    );
    const { registries } = JSON.parse((await app.run('status', '--json')).stdout) as Map;
    expect(registries.map(({ openToEverybody }: Map) => openToEverybody).sort()).toEqual([false, true]);
    await console_.switchInternet(REPLICA, false);
    expect((await app.run('plan')).code).toBe(0);
  });

  test('an address block and a VPC that nobody declared', async () => {
    const app = await deployed();
    await console_.switchInternet(REPLICA, true);
    await console_.letIn(REPLICA, '198.51.100.0/24');
    await console_.on(REPLICA, 'CreateInstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-9', VswitchId: 'vsw-9' });
    await isLeft(
      app,
      '! Access of 198.51.100.0/24 to cri-ID is declared by nobody: remove it in the console of Container Registry; if it is wanted, let it in with publicAccess afterwards. ' +
        '! Access of vpc-9 to cri-ID is declared by nobody: unlink it in the console of Container Registry; if it is wanted, let it in with vpcAccess afterwards.',
    );
  });

  test('but not what the app took out and ROS has not yet, which deploy removes', async () => {
    const link = within('InstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-9', VswitchId: 'vsw-9', ModuleName: 'Registry' });
    const app = await deployed(with_(guarded(), { Link: link }));
    app.declare(guarded());
    const [code, text] = await said(app, 'plan');
    expect([code, text]).toEqual([2, expect.not.stringContaining('is declared by nobody')]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect((await app.run('status')).code).toBe(0);
  });

  test('as data too, by the schemas of the commands', async () => {
    const app = await deployed();
    await console_.switchInternet(REPLICA, true);
    await console_.letIn(REPLICA, '198.51.100.0/24');
    await console_.deleteRules(PRIMARY);
    const found = {
      plan: (data: Map) => data.stacks.flatMap(({ drift }: Map) => drift),
      status: (data: Map) => data.findings,
      deploy: (data: Map) => data.findings,
    };
    for (const [command, drift] of Object.entries(found)) {
      const { code, stdout } = await app.run(command, '--json', ...(command === 'deploy' ? ['--yes'] : []));
      const data = JSON.parse(stdout) as Map;
      expect([command, code, schemaProblems(command, data)]).toEqual([command, 1, []]);
      const remedies = drift(data).map(({ remedy }: Map) => remedy);
      expect([command, remedies]).toEqual([command, command === 'deploy' ? ['leave'] : ['leave', 'recreate']]);
    }
  });

  test('another edition', async () => {
    const app = await deployed();
    const [{ id }] = simulator.registries(REPLICA);
    simulator.upgradeRegistry(id, 'Advanced');
    await isLeft(
      app,
      `has edition Advanced, declared is Basic: ROS cannot change it. Change it back in the console, or take the registry as it is with existingInstanceId: 'cri-ID'.`,
    );
    // As the second way says: the registry leaves the stack and stays, and so does all that is on it.
    const [primary, replica, rules] = guarded();
    const { Registry: _registry, ...others } = replica.template.Resources as Map;
    const text = JSON.stringify({ ...replica.template, Resources: others });
    const adopted = text.replaceAll('{"Fn::GetAtt":["Registry","InstanceId"]}', JSON.stringify(id));
    app.declare([primary, { ...replica, template: JSON.parse(adopted) as Map }, rules]);
    expect(await said(app, 'deploy', '--yes')).toEqual([0, expect.stringContaining('1 stack deployed, 2 unchanged.')]);
    expect(simulator.registries(REPLICA).map(registry => registry.id)).toEqual([id]);
    expect((await app.run('status')).code).toBe(0);
  });

  test('a copy that failed, until it is made', async () => {
    const app = await deployed();
    const [{ id }] = simulator.registries(PRIMARY);
    const image = { region: PRIMARY, instanceId: id, namespace: 'prod', repository: 'api', tag: 'v1' };
    simulator.faults.add({ kind: 'fail-sync', issue: 'NETWORK_ERROR', times: 1 });
    await simulator.pushImage(image);
    await simulator.advance(60_000);
    await isLeft(
      app,
      '! Image prod/api:v1 was not copied from eu-central-1 to cn-hangzhou (NETWORK_ERROR): ' +
        'no deployment copies it. Why: global-registry explain prod/api:v1 --in cn-hangzhou',
    );
    expect((await app.run('backfill', '--yes')).code).toBe(0);
    expect((await app.run('status')).code).toBe(0);
  });

  test('while it repairs what it can, and does what the app changes', async () => {
    const app = await deployed();
    await console_.switchInternet(REPLICA, true);
    await console_.letIn(REPLICA, '198.51.100.0/24');
    await console_.deleteRules(PRIMARY);
    const more = within('Namespace', { Namespace: 'dev', AutoCreate: true }, { DeletionPolicy: 'Retain' });
    app.declare(with_(guarded(), { NamespaceDev: more }, 1));
    expect((await app.run('plan', '--out', 'plan.json')).code).toBe(1);
    const [code, text] = await said(app, 'deploy', 'plan.json', '--yes');
    expect([code, text]).toEqual([1, expect.stringContaining('2 stacks deployed, 1 unchanged.')]);
    expect(text).toContain('Access of 198.51.100.0/24 to cri-ID is declared by nobody');
    expect(simulator.arrows()).toHaveLength(1);
  });
});

describe('deploy refuses', () => {
  const NOTHING = 'error: Something is refused, so nothing was deployed. What to do instead stands above.';

  /** What is refused, by plan and by deploy. */
  async function isRefused(app: App, text: string): Promise<void> {
    const before = simulator.stacks().map(({ status }) => status);
    expect(await said(app, 'plan')).toEqual([1, expect.stringContaining(text)]);
    expect(await said(app, 'status')).toEqual([1, expect.stringContaining(text)]);
    const [code, told] = await said(app, 'deploy', '--yes');
    expect([code, told]).toEqual([1, expect.stringContaining(text)]);
    expect(told).toContain(NOTHING);
    expect(simulator.stacks().map(({ status }) => status)).toEqual(before);
  }

  test('to buy again what was released and bought anew by hand', async () => {
    const app = await deployed();
    simulator.releaseRegistry(simulator.registries(REPLICA)[0].id);
    const { id } = simulator.addRegistry({ region: REPLICA, name: 'acme', edition: 'Basic' });
    await isRefused(
      app,
      `is gone from cn-hangzhou: another of its name is there. Take it with existingInstanceId: 'cri-ID', or choose another instanceName.`,
    );
    const [primary, replica, rules] = guarded();
    const { Registry: _registry, ...others } = replica.template.Resources as Map;
    const text = JSON.stringify({ ...replica.template, Resources: others });
    const taken = text.replaceAll('{"Fn::GetAtt":["Registry","InstanceId"]}', JSON.stringify(id));
    app.declare([primary, { ...replica, template: JSON.parse(taken) as Map }, rules]);
    expect((await said(app, 'deploy', '--yes'))[0]).toBe(0);
    expect(simulator.arrows().map(({ toInstanceId }) => toInstanceId)).toEqual([id]);
    expect((await app.run('status')).code).toBe(0);
  });

  test('to go on without a registry that the app builds on', async () => {
    const { id } = simulator.addRegistry({ region: REPLICA, name: 'acme' });
    const [primary, replica, rules] = guarded();
    const { Registry: _registry, ...others } = replica.template.Resources as Map;
    const text = JSON.stringify({ ...replica.template, Resources: others });
    const built = text.replaceAll('{"Fn::GetAtt":["Registry","InstanceId"]}', JSON.stringify(id));
    const app = await deployed([primary, { ...replica, template: JSON.parse(built) as Map }, rules]);
    simulator.releaseRegistry(id);
    await isRefused(
      app,
      'is gone from cn-hangzhou: correct its existingInstanceId, or take the region out of the app.',
    );
  });

  test('a rule that somebody made in the place of its own, until it is deleted', async () => {
    const app = await deployed();
    const [{ rule }] = simulator.arrows();
    await console_.deleteRules(PRIMARY);
    await console_.on(PRIMARY, 'CreateRepoSyncRule', {
      ...{ SyncRuleName: rule.name, SyncScope: 'NAMESPACE', SyncTrigger: 'PASSIVE', TagFilter: 'v.*' },
      ...{ NamespaceName: 'prod', TargetNamespaceName: 'prod' },
      ...{ TargetRegionId: REPLICA, TargetInstanceId: rule.targetInstanceId },
    });
    await isRefused(
      app,
      'Sync rule ruleprod-cn-hangzhou has TagFilter "v.*", declared is ".*": it was not made by this stack. ' +
        'Delete it in the console of Container Registry, then deploy again.',
    );
    await console_.deleteRules(PRIMARY);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect((await app.run('status')).code).toBe(0);
  });

  test('a saved plan, when something was changed behind the stacks since', async () => {
    const app = await deployed();
    const more = within('Namespace', { Namespace: 'dev', AutoCreate: true }, { DeletionPolicy: 'Retain' });
    app.declare(with_(guarded(), { NamespaceDev: more }, 1));
    await app.run('plan', '--out', 'plan.json');
    await console_.deleteRules(PRIMARY);
    expect(await said(app, 'deploy', 'plan.json', '--yes')).toEqual([
      1,
      ' error: plan.json is no longer true, so nothing was deployed: acme-eu-central-1-to-cn-hangzhou (eu-central-1): Since then: ' +
        'Sync rule ruleprod-cn-hangzhou is gone: deploy makes it anew. ' +
        `Make a new one: global-registry plan --out plan.json --endpoint ${simulator.endpoint} `,
    ]);
  });
});

describe('a region that is down is unknown, and never missing', () => {
  test('where registries are', async () => {
    const app = await deployed();
    simulator.faults.add({ kind: 'region-down', region: REPLICA });
    const [code, text] = await said(app, 'status');
    expect([code, text]).toEqual([
      1,
      expect.stringContaining('cn-hangzhou could not be read, so it is not known whether all of it is in place.'),
    ]);
    expect(text).not.toMatch(/MISSING|missing|not as declared/);
    expect(text).toContain('acme-cn-hangzhou cn-hangzhou unknown');
    expect(text).toContain(
      'eu-central-1 -> cn-hangzhou rule ruleprod-cn-hangzhou unknown unknown: nothing is known of cn-hangzhou. It could not be looked at: ',
    );
    const data = JSON.parse((await app.run('status', '--json')).stdout) as Map;
    expect([data.complete, data.unknown, data.findings]).toEqual([false, [REPLICA], []]);
    expect(schemaProblems('status', data)).toEqual([]);
    expect(await said(app, 'deploy', '--yes')).toEqual([
      1,
      expect.stringContaining(
        'error: cn-hangzhou could not be read, so nothing was deployed: what would become of it is not known. ' +
          'Run this again later, or leave it out with --only eu-central-1.',
      ),
    ]);
    expect((await app.run('deploy', '--only', PRIMARY)).code).toBe(0);
  });

  test('where rules begin', async () => {
    const app = await deployed();
    simulator.faults.add({ kind: 'region-down', region: PRIMARY });
    const [code, text] = await said(app, 'status');
    expect([code, text]).toEqual([1, expect.stringContaining('rule ruleprod-cn-hangzhou unknown')]);
    expect(text).toContain('eu-central-1 could not be read, so it is not known whether all of it is in place.');
    expect(text).not.toMatch(/MISSING|missing/);
  });

  test('where rules end in a registry that exists and nothing else is declared on', async () => {
    const taken = { region: REPLICA, instanceId: 'cri-0000000000000009' };
    simulator.addRegistry({ ...taken, name: 'acme', edition: 'Basic', namespaces: ['prod'] });
    const [primary, , rules] = guarded();
    const { RuleProd, SourceReady, DeployRegion } = rules.template.Resources as Map;
    const rule = { ...RuleProd, DependsOn: ['SourceReady'] };
    const Properties = { ...RuleProd.Properties, TargetInstanceId: taken.instanceId };
    const template = { ...rules.template, Resources: { DeployRegion, SourceReady, RuleProd: { ...rule, Properties } } };
    const app = await deployed([primary, { ...rules, template, dependencies: [primary.name] }]);
    expect((await app.run('status')).code).toBe(0);
    simulator.faults.add({ kind: 'region-down', region: REPLICA });
    const [code, text] = await said(app, 'status');
    expect([code, text]).toEqual([1, expect.stringContaining('rule ruleprod-cn-hangzhou unknown unknown: nothing is')]);
    expect(text).toContain('cn-hangzhou could not be read, so it is not known whether all of it is in place.');
    simulator.faults.clear();
    simulator.releaseRegistry(taken.instanceId);
    expect(await said(app, 'status')).toEqual([
      1,
      expect.stringContaining(
        'acme-eu-central-1-to-cn-hangzhou (eu-central-1) ' +
          '! Registry acme (cri-ID) is gone from cn-hangzhou: correct its existingInstanceId, or take the region out of the app. ' +
          'Something that is declared is missing or differs.',
      ),
    ]);
  });

  test('where something else is known to be missing', async () => {
    const app = await deployed();
    await console_.on(PRIMARY, 'DeleteNamespace', { NamespaceName: 'prod' });
    simulator.faults.add({ kind: 'region-down', region: REPLICA });
    const [code, text] = await said(app, 'status');
    expect([code, text]).toEqual([
      1,
      expect.stringMatching(/is gone: deploy makes it anew.* missing or differs.*cn-hangzhou could not be read/),
    ]);
  });
});
