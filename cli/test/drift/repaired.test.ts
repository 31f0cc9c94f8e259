import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { type StackSpec, registryStack } from '../support/assemblies';
import { App } from '../support/commands';
import { consoleOf } from '../support/console';
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

/** Status and plan say it alike; deploy repairs it, and has looked again where it says that all is there; then nothing is left to do. */
async function repairs(app: App, text: string, ...more: string[]): Promise<void> {
  expect(await said(app, 'status')).toEqual([1, expect.stringContaining(text)]);
  const plan = await said(app, 'plan');
  expect(plan).toEqual([2, expect.stringContaining(text)]);
  more.forEach(other => expect(plan[1]).toContain(other));
  expect(await said(app, 'deploy', '--yes')).toEqual([0, expect.stringMatching(/^[1-9] stacks? deployed/)]);
  expect(await said(app, 'status')).toEqual([0, expect.stringContaining('Everything that is declared is in place.')]);
}

describe('deploy makes anew', () => {
  test('a sync rule that was deleted', async () => {
    const app = await deployed();
    await console_.deleteRules(PRIMARY);
    await repairs(
      app,
      '! Sync rule ruleprod-cn-hangzhou is gone: deploy makes it anew.',
      '+ RuleProd ALIYUN::CR::RepoSyncRule',
      '3 stacks in 2 regions: 0 to create, 1 to update, 2 unchanged.',
    );
    expect(simulator.arrows()).toHaveLength(1);
  });

  test('a namespace that was deleted, and leaves the registry alone', async () => {
    const app = await deployed();
    const before = simulator.registries().map(({ id }) => id);
    await console_.on(REPLICA, 'DeleteNamespace', { NamespaceName: 'prod' });
    await repairs(app, 'is gone: deploy makes it anew, without the images of before.', '+ NamespaceProd');
    expect(simulator.registries().map(({ id }) => id)).toEqual(before);
  });

  test('a namespace that its stack would delete, without deleting the one that came back meanwhile', async () => {
    const [primary, , rules] = guarded();
    const app = await deployed([primary, registryStack(REPLICA, { policy: 'Delete' }), rules]);
    await console_.on(REPLICA, 'DeleteNamespace', { NamespaceName: 'prod' });
    await repairs(app, 'is gone: deploy makes it anew');
    const deletions = simulator.stacks(REPLICA).map(({ events }) => events.map(({ status }) => status));
    expect(deletions.flat()).not.toContain('DELETE_IN_PROGRESS');
  });

  test('a registry that was released, and the rule that ends there', async () => {
    const app = await deployed();
    const [{ id }] = simulator.registries(REPLICA);
    simulator.releaseRegistry(id);
    await repairs(
      app,
      'is gone from cn-hangzhou: deploy buys it anew, without the images of before.',
      'Sync rule ruleprod-cn-hangzhou has an end that is gone, cri-ID: deploy makes it anew.',
      '+ Registry ALIYUN::CR::Instance',
    );
    expect(simulator.registries(REPLICA)).toHaveLength(1);
    expect(simulator.arrows().map(({ toInstanceId }) => toInstanceId)).toEqual([simulator.registries(REPLICA)[0].id]);
  });

  test('the source of all rules', async () => {
    const app = await deployed();
    simulator.releaseRegistry(simulator.registries(PRIMARY)[0].id);
    await repairs(app, 'is gone from eu-central-1: deploy buys it anew', '+ RuleProd');
    expect(simulator.arrows()).toHaveLength(1);
  });

  test('the rule to a registry whose stack was deleted and made anew', async () => {
    const app = await deployed();
    const rules = guarded()[2];
    const apart = new App(simulator, guarded().slice(0, 2));
    simulator.releaseRegistry(simulator.registries(REPLICA)[0].id);
    expect((await apart.run('destroy', '--only', REPLICA, '--confirm', 'acme')).code).toBe(0);
    expect((await apart.run('deploy', '--yes')).code).toBe(0);
    await repairs(app, '! Sync rule ruleprod-cn-hangzhou has TargetInstanceId "cri-ID", declared is "cri-ID"');
    expect(simulator.arrows().map(({ rule }) => rule.name)).toEqual([
      rules.template.Resources.RuleProd.Properties.SyncRuleName,
    ]);
  });

  test('an entry of the access list, and switches the endpoint on again', async () => {
    const entry = { Entry: '203.0.113.0/24', AutoEnableType: 'internet', EndpointType: 'internet' };
    const nobody = { ...entry, Entry: '127.0.0.2/32' };
    const app = await deployed(
      with_(guarded(), {
        Nobody: within('InstanceEndpointAclPolicy', nobody, { DeletionPolicy: 'Retain' }),
        Office: within('InstanceEndpointAclPolicy', entry, { DependsOn: 'Nobody' }),
      }),
    );
    await console_.shutOut(PRIMARY, '203.0.113.0/24');
    await repairs(app, '! Access of 203.0.113.0/24 to cri-ID is gone: deploy makes it anew.');
    await console_.switchInternet(PRIMARY, false);
    await repairs(app, '! Internet endpoint of cri-ID is off, declared is on: deploy switches it on.');
    await console_.shutOut(PRIMARY, '127.0.0.2/32');
    await repairs(app, '! Access of 127.0.0.2/32 to cri-ID is gone: deploy makes it anew.');
    expect(simulator.registries(PRIMARY)[0].internet).toMatchObject({ enabled: true });
  });

  test('the whole access list, where the endpoint was open to everybody', async () => {
    const entry = { Entry: '203.0.113.0/24', AutoEnableType: 'internet', EndpointType: 'internet' };
    const app = await deployed(with_(guarded(), { Office: within('InstanceEndpointAclPolicy', entry) }));
    await console_.shutOut(PRIMARY, '203.0.113.0/24');
    await console_.shutOut(PRIMARY, '127.0.0.1/32');
    const open = 'is on with an empty list, so it is open to everybody: deploy makes its entries anew.';
    await repairs(app, open, '+ Office');
  });

  test('a link to a VPC that was cut, or made through another vSwitch', async () => {
    const link = { VpcId: 'vpc-1', VswitchId: 'vsw-1', ModuleName: 'Registry' };
    const app = await deployed(with_(guarded(), { Link: within('InstanceVpcEndpointLinkedVpc', link) }));
    await console_.on(PRIMARY, 'DeleteInstanceVpcEndpointLinkedVpc', link);
    await repairs(app, '! Access of vpc-1 to cri-ID is gone: deploy makes it anew.');
    await console_.on(PRIMARY, 'DeleteInstanceVpcEndpointLinkedVpc', link);
    await console_.on(PRIMARY, 'CreateInstanceVpcEndpointLinkedVpc', { ...link, VswitchId: 'vsw-2' });
    await repairs(app, '! Access of vpc-1 to cri-ID has VswitchId vsw-2, declared is vsw-1: deploy makes it anew.');
  });
});

describe('a repair that failed half-way', () => {
  test('is gone on with by the next deployment, and buys nothing twice', async () => {
    const app = await deployed();
    simulator.releaseRegistry(simulator.registries(REPLICA)[0].id);
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::Namespace', times: 1 });
    expect((await app.run('deploy', '--yes')).code).toBe(1);
    expect((await app.run('status')).code).toBe(1);
    const bought = simulator.registries(REPLICA).map(({ id }) => id);
    expect(bought).toHaveLength(1);
    expect(await said(app, 'deploy', '--yes')).toEqual([0, expect.stringContaining('2 stacks deployed, 1 unchanged.')]);
    expect(simulator.registries(REPLICA).map(({ id }) => id)).toEqual(bought);
    expect(simulator.arrows()).toHaveLength(1);
    expect((await app.run('status')).code).toBe(0);
  });

  test('keeps a namespace that came back between two steps', async () => {
    const [primary, , rules] = guarded();
    const app = await deployed([primary, registryStack(REPLICA, { policy: 'Delete' }), rules]);
    await console_.on(REPLICA, 'DeleteNamespace', { NamespaceName: 'prod' });
    await app.run('plan');
    await console_.on(REPLICA, 'CreateNamespace', { NamespaceName: 'prod', AutoCreateRepo: true });
    const [{ id }] = simulator.registries(REPLICA);
    await simulator.pushImage({ region: REPLICA, instanceId: id, namespace: 'prod', repository: 'api', tag: 'v1' });
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect(Object.keys(simulator.registries(REPLICA)[0].namespaces)).toEqual(['prod']);
  });
});

describe('deploy sets back', () => {
  test('whether a push makes repositories, and who sees them', async () => {
    const app = await deployed(
      guarded().map(spec => {
        const namespace = spec.template.Resources.NamespaceProd;
        return namespace === undefined
          ? spec
          : with_([spec], {
              NamespaceProd: { ...namespace, Properties: { ...namespace.Properties, DefaultVisibility: 'PRIVATE' } },
            })[0];
      }),
    );
    await console_.on(REPLICA, 'UpdateNamespace', {
      NamespaceName: 'prod',
      AutoCreateRepo: false,
      DefaultRepoType: 'PUBLIC',
    });
    await repairs(
      app,
      '! Namespace prod of cri-ID has AutoCreate false, declared is true: deploy sets it back.',
      '! Namespace prod of cri-ID has DefaultVisibility PUBLIC, declared is PRIVATE: deploy sets it back.',
      '~ NamespaceProd ALIYUN::CR::Namespace AutoCreate, DefaultVisibility',
    );
    expect(simulator.registries(REPLICA)[0].namespaces.prod).toMatchObject({ autoCreate: true, visibility: 'PRIVATE' });
  });

  test('who sees a repository, and whether its tags stay', async () => {
    const repository = {
      RepoNamespace: 'prod',
      RepoName: 'api',
      RepoType: 'PRIVATE',
      Summary: 'API',
      TagImmutability: true,
    };
    const app = await deployed(
      with_(guarded(), {
        Api: within('Repository', repository, { DependsOn: 'NamespaceProd', DeletionPolicy: 'Retain' }),
      }),
    );
    await console_.on(PRIMARY, 'UpdateRepository', {
      ...{ RepoNamespaceName: 'prod', RepoName: 'api', RepoType: 'PUBLIC', Summary: 'API', TagImmutability: false },
    });
    await repairs(
      app,
      '! Repository prod/api of cri-ID has RepoType PUBLIC, declared is PRIVATE: deploy sets it back.',
      '! Repository prod/api of cri-ID has TagImmutability false, declared is true: deploy sets it back.',
    );
    await console_.on(PRIMARY, 'DeleteRepository', { RepoNamespaceName: 'prod', RepoName: 'api' });
    await repairs(app, '! Repository prod/api of cri-ID is gone: deploy makes it anew, without the images of before.');
  });

  test('what was changed, together with what the app changes', async () => {
    const app = await deployed();
    await console_.deleteRules(PRIMARY);
    await console_.on(REPLICA, 'UpdateNamespace', { NamespaceName: 'prod', AutoCreateRepo: false });
    const more = within('Namespace', { Namespace: 'dev', AutoCreate: true }, { DeletionPolicy: 'Retain' });
    app.declare(with_(guarded(), { NamespaceDev: more }, 1));
    await repairs(app, 'Sync rule ruleprod-cn-hangzhou is gone', '+ NamespaceDev', '~ NamespaceProd');
  });
});
