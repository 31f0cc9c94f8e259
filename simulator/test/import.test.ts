import { type Instance, type Simulator, type SimulatorOptions, startSimulator } from '../src';
import { changeSet, changesOf, detected, executed, toImport } from './support/change-sets';
import { type Map, callCr, callRos, refusal } from './support/clients';
import { deploy, instance, outputs, remove, template, update } from './support/stacks';

const REGION = 'cn-hangzhou';
let simulator: Simulator;
afterEach(() => simulator.close());

const start = async (options: SimulatorOptions = {}) =>
  void (simulator = await startSimulator({ importableTypes: 'all', driftTypes: 'all', ...options }));

const INSTANCE = 'ALIYUN::CR::Instance';
const kept = (Type: string, Properties: Map) => ({ Type, DeletionPolicy: 'Retain', Properties });
const keptInstance = (name = 'acme', more: Map = {}) => ({ ...instance(name), DeletionPolicy: 'Retain', ...more });
const within = (type: string, Properties: Map) =>
  kept(`ALIYUN::CR::${type}`, { InstanceId: { Ref: 'Registry' }, ...Properties });
const named = (registry: Instance) => ({ Registry: { type: INSTANCE, identifier: { InstanceId: registry.id } } });

/** Imports into a stack that is new unless `query` names one. */
async function imported(
  resources: Map,
  identified: Parameters<typeof toImport>[0],
  query: Map = { StackName: 'adopted' },
) {
  const asked = { ChangeSetType: 'IMPORT', ...query, ...toImport(identified) };
  return executed(simulator, await changeSet(simulator, asked, template(resources)));
}

const of = ({ RegionId, StackId }: Map) => ({ RegionId, StackId });
const statusOf = async (stack: Map, logicalId: string) =>
  (await callRos(simulator)('GetStackResource', { ...of(stack), LogicalResourceId: logicalId })).Status;

describe('an import', () => {
  test('A70 makes a stack of a registry that was bought in the console, and leaves it as it is', async () => {
    await start();
    const registry = simulator.addRegistry({ region: REGION, name: 'acme', namespaces: ['prod'] });
    const body = template(
      { Registry: keptInstance(), Space: within('Namespace', { Namespace: 'prod', AutoCreate: true }) },
      {
        Outputs: {
          Id: { Value: { Ref: 'Registry' } },
          Name: { Value: { 'Fn::GetAtt': ['Registry', 'InstanceName'] } },
        },
      },
    );
    const space = { type: 'ALIYUN::CR::Namespace', identifier: { InstanceId: registry.id, Namespace: 'prod' } };
    const changes = await changeSet(
      simulator,
      { ChangeSetType: 'IMPORT', StackName: 'adopted', ...toImport({ ...named(registry), Space: space }) },
      body,
    );
    expect(changesOf(changes)).toEqual([
      { Action: 'Add', LogicalResourceId: 'Registry', ResourceType: INSTANCE },
      { Action: 'Add', LogicalResourceId: 'Space', ResourceType: 'ALIYUN::CR::Namespace' },
    ]);
    const before = simulator.registries();
    const { stack, execution } = await executed(simulator, changes);
    expect([stack.Status, execution]).toEqual(['IMPORT_CREATE_COMPLETE', 'EXECUTE_COMPLETE']);
    expect(outputs(stack)).toEqual({ Id: registry.id, Name: 'acme' });
    expect(simulator.registries()).toEqual(before);
    const { Resources } = await callRos(simulator)('ListStackResources', of(stack));
    expect(Resources.map((resource: Map) => [resource.Status, resource.PhysicalResourceId])).toEqual([
      ['IMPORT_COMPLETE', registry.id],
      ['IMPORT_COMPLETE', registry.namespaces.prod.id],
    ]);
  });

  test('binds every kind of resource, so that later updates and the deletion act on what was there', async () => {
    await start();
    const registry = simulator.addRegistry({ region: REGION, name: 'acme', namespaces: ['prod'] });
    const target = simulator.addRegistry({ region: 'eu-central-1', name: 'acme', namespaces: ['prod'] });
    const call = (action: string, more: Map) =>
      callCr(simulator)(action, { RegionId: REGION, InstanceId: registry.id, ...more });
    const repo = { RepoNamespaceName: 'prod', RepoName: 'api', RepoType: 'PRIVATE', Summary: 'Api' };
    const { RepoId } = await call('CreateRepository', repo);
    const ends = { TargetInstanceId: target.id, TargetRegionId: 'eu-central-1', TargetNamespaceName: 'prod' };
    const rule = { SyncRuleName: 'all', SyncScope: 'NAMESPACE', SyncTrigger: 'PASSIVE', NamespaceName: 'prod' };
    const { SyncRuleId } = await call('CreateRepoSyncRule', { ...rule, ...ends, TagFilter: '.*' });
    await call('UpdateInstanceEndpointStatus', { EndpointType: 'Internet', Enable: true });
    await call('CreateInstanceEndpointAclPolicy', {
      EndpointType: 'Internet',
      Entry: '10.0.0.0/16',
      Comment: 'office',
    });
    await call('CreateInstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-1' });
    const scan = { RuleName: 'new', ScanScope: 'NAMESPACE', TriggerType: 'AUTO', RepoTagFilterPattern: '.*' };
    const { ScanRuleId } = await call('CreateScanRule', { ...scan, Namespaces: '["prod"]' });
    const { RuleId } = await call('CreateArtifactLifecycleRule', { Auto: true, ScheduleTime: 'WEEK' });
    const resources = {
      Registry: keptInstance(),
      Space: within('Namespace', { Namespace: 'prod', AutoCreate: true }),
      Repo: within('Repository', {
        RepoNamespace: { 'Fn::GetAtt': ['Space', 'Namespace'] },
        RepoName: 'api',
        RepoType: 'PRIVATE',
        Summary: 'Api',
      }),
      Rule: { ...within('RepoSyncRule', { ...rule, ...ends }), DependsOn: 'Space' },
      Entry: within('InstanceEndpointAclPolicy', { Entry: '10.0.0.0/16', Comment: 'office' }),
      Link: within('InstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-1' }),
      Scan: within('ScanRule', { ...scan, ScanType: 'VUL', Namespaces: ['prod'] }),
      Clean: within('ArtifactLifecycleRule', { Auto: true, ScheduleTime: 'WEEK' }),
    };
    const keys = {
      Space: { Namespace: 'prod' },
      Repo: { RepoId },
      Rule: { SyncRuleId },
      Entry: { Entry: '10.0.0.0/16' },
      Link: { VpcId: 'vpc-1' },
      Scan: { ScanRuleId },
      Clean: { ArtifactLifecycleRuleId: RuleId },
    };
    const inside = Object.entries(keys).map(([id, key]) => [
      id,
      { type: resources[id as 'Space'].Type, identifier: { InstanceId: registry.id, ...key } },
    ]);
    const { stack } = await imported(resources, { ...named(registry), ...Object.fromEntries(inside) });
    expect(stack.Status).toBe('IMPORT_CREATE_COMPLETE');
    expect(await detected(simulator, stack)).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
    const changed = {
      ...resources,
      Repo: within('Repository', { ...resources.Repo.Properties, Summary: 'The API' }),
      Space: within('Namespace', { Namespace: 'prod', AutoCreate: false }),
      Clean: within('ArtifactLifecycleRule', { Auto: true, ScheduleTime: 'MONTH' }),
    };
    await update(simulator, stack, template(changed));
    const [now] = simulator.registries(REGION);
    expect(now.repositories[RepoId].summary).toBe('The API');
    expect(now.namespaces.prod).toEqual({ ...registry.namespaces.prod, autoCreate: false });
    const deleted = Object.entries(changed).map(([id, resource]) => [id, { ...resource, DeletionPolicy: 'Delete' }]);
    await update(simulator, stack, template(Object.fromEntries(deleted)));
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
    expect(simulator.registries().map(({ id }) => id)).toEqual([target.id]);
  });

  test('adds to a stack that is there, which can be updated and imported into again', async () => {
    await start();
    const stack = await deploy(simulator, 'mine', template({ Registry: keptInstance() }));
    const [registry] = simulator.registries();
    const space = (name: string) => within('Namespace', { Namespace: name });
    for (const NamespaceName of ['prod', 'test']) {
      await callCr(simulator)('CreateNamespace', { RegionId: REGION, InstanceId: registry.id, NamespaceName });
    }
    const identified = (Namespace: string) => ({
      type: 'ALIYUN::CR::Namespace',
      identifier: { InstanceId: registry.id, Namespace },
    });
    const query = { StackId: stack.StackId };
    const one = { Registry: keptInstance(), Prod: space('prod') };
    const first = await imported(one, { Prod: identified('prod') }, query);
    expect([first.stack.Status, first.stack.StackId]).toEqual(['IMPORT_UPDATE_COMPLETE', stack.StackId]);
    const two = { ...one, Test: space('test') };
    const second = await imported(two, { Test: identified('test') }, { ...query, ChangeSetName: 'again' });
    expect(second.stack.Status).toBe('IMPORT_UPDATE_COMPLETE');
    await update(simulator, stack, template({ ...two, New: space('new') }));
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod', 'test', 'new']);
  });

  test('moves a resource from one stack to another, as the documentation has it', async () => {
    await start();
    const first = await deploy(simulator, 'first', template({ Registry: keptInstance() }));
    const [registry] = simulator.registries();
    const elsewhere = await imported({ Registry: keptInstance() }, named(registry), { StackName: 'second' });
    expect(elsewhere.stack).toMatchObject({
      Status: 'IMPORT_CREATE_ROLLBACK_COMPLETE',
    });
    await remove(simulator, first);
    const { stack } = await imported({ Registry: keptInstance() }, named(registry), { StackName: 'third' });
    expect(stack.Status).toBe('IMPORT_CREATE_COMPLETE');
    expect(simulator.registries().map(({ id }) => id)).toEqual([registry.id]);
  });

  test('takes over what RAM keeps: a role, a policy, and that one is attached to the other', async () => {
    await start({ importableTypes: undefined });
    const statement = { Effect: 'Allow', Action: ['cr:*'], Resource: ['*'] };
    const document = { Version: '1', Statement: [statement] };
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['ecs.aliyuncs.com'] } };
    const trusting = { Version: '1', Statement: [trust] };
    const resources = {
      Role: kept('ALIYUN::RAM::Role', { RoleName: 'pull', AssumeRolePolicyDocument: trusting }),
      Policy: kept('ALIYUN::RAM::ManagedPolicy', { PolicyName: 'pull', PolicyDocument: document }),
      Bond: {
        ...kept('ALIYUN::RAM::AttachPolicyToRole', { PolicyName: 'pull', PolicyType: 'Custom', RoleName: 'pull' }),
        DependsOn: ['Role', 'Policy'],
      },
    };
    await remove(simulator, await deploy(simulator, 'gone', template(resources)));
    const { stack } = await imported(resources, {
      Role: { type: 'ALIYUN::RAM::Role', identifier: { RoleName: 'pull' } },
      Policy: { type: 'ALIYUN::RAM::ManagedPolicy', identifier: { PolicyName: 'pull' } },
      Bond: {
        type: 'ALIYUN::RAM::AttachPolicyToRole',
        identifier: { RoleName: 'pull', PolicyName: 'pull', PolicyType: 'Custom' },
      },
    });
    expect(stack.Status).toBe('IMPORT_CREATE_COMPLETE');
    const nobody = await imported(
      { Role: kept('ALIYUN::RAM::Role', { RoleName: 'none', AssumeRolePolicyDocument: trusting }) },
      { Role: { type: 'ALIYUN::RAM::Role', identifier: { RoleName: 'none' } } },
      { StackName: 'nobody' },
    );
    expect(nobody.stack.Status).toBe('IMPORT_CREATE_ROLLBACK_COMPLETE');
  });

  test('A75 keeps the properties of the template, though the resource has others: drift tells', async () => {
    await start();
    const registry = simulator.addRegistry({ region: REGION, name: 'acme', edition: 'Basic' });
    const { stack } = await imported({ Registry: keptInstance('acme') }, named(registry));
    expect(stack.Status).toBe('IMPORT_CREATE_COMPLETE');
    expect(simulator.registries()[0].edition).toBe('Basic');
    await detected(simulator, stack);
    const { ResourceDrifts } = await callRos(simulator)('ListStackResourceDrifts', of(stack));
    expect(ResourceDrifts[0].PropertyDifferences).toEqual([
      { PropertyPath: '/InstanceType', DifferenceType: 'NOT_EQUAL', ExpectedValue: 'Advanced', ActualValue: 'Basic' },
    ]);
  });

  test('A72 fails when it is executed where there is no such resource, or another stack has it, and takes nothing along', async () => {
    await start();
    const registry = simulator.addRegistry({ region: REGION, name: 'acme', namespaces: ['prod'] });
    const foreign = simulator.addRegistry({ region: REGION, name: 'foreign', accountId: '1111111111111111' });
    const reasons = async (resources: Map, identified: Parameters<typeof toImport>[0], StackName: string) => {
      const { stack, execution } = await imported(resources, identified, { StackName });
      expect([stack.Status, execution]).toEqual(['IMPORT_CREATE_ROLLBACK_COMPLETE', 'EXECUTE_FAILED']);
      const { Events } = await callRos(simulator)('ListStackEvents', of(stack));
      return Events.filter(({ Status }: Map) => Status === 'IMPORT_FAILED').map(
        ({ StatusReason }: Map) => StatusReason,
      );
    };
    const none = { Registry: { type: INSTANCE, identifier: { InstanceId: 'cri-none' } } };
    expect(await reasons({ Registry: keptInstance() }, none, 'none')).toEqual([
      'ResourceNotFound: There is no ALIYUN::CR::Instance {"InstanceId":"cri-none"} in cn-hangzhou.',
    ]);
    expect(await reasons({ Registry: keptInstance('foreign') }, named(foreign), 'foreign')).toEqual([
      `ResourceNotFound: There is no ALIYUN::CR::Instance {"InstanceId":"${foreign.id}"} in cn-hangzhou.`,
    ]);
    const space = { type: 'ALIYUN::CR::Namespace', identifier: { InstanceId: registry.id, Namespace: 'prod' } };
    const both = { Registry: keptInstance(), Space: within('Namespace', { Namespace: 'test' }) };
    expect(await reasons(both, { ...named(registry), Space: space }, 'other')).toEqual([
      'StackValidationFailed: The resource to import Space is named by the Namespace "prod", but its property Namespace is "test".',
    ]);
    const { stack } = await imported({ Registry: keptInstance() }, named(registry), { StackName: 'owner' });
    expect(await reasons({ Registry: keptInstance() }, named(registry), 'thief')).toEqual([
      `ResourceExists: The resource ${registry.id} is in the stack owner in cn-hangzhou. Remove it from there first.`,
    ]);
    expect(await statusOf(stack, 'Registry')).toBe('IMPORT_COMPLETE');
    expect(simulator.registries().map(({ name }) => name)).toEqual(['acme', 'foreign']);
  });

  test('rolls back a stack to what it was where one resource fails, and stays half done without rollback', async () => {
    await start();
    const stack = await deploy(simulator, 'mine', template({ Registry: keptInstance() }));
    const [registry] = simulator.registries();
    await callCr(simulator)('CreateNamespace', { RegionId: REGION, InstanceId: registry.id, NamespaceName: 'prod' });
    const space = (Namespace: string) => within('Namespace', { Namespace });
    const identified = (Namespace: string) => ({
      type: 'ALIYUN::CR::Namespace',
      identifier: { InstanceId: registry.id, Namespace },
    });
    const resources = { Registry: keptInstance(), Prod: space('prod'), None: space('none') };
    const names = { Prod: identified('prod'), None: identified('none') };
    const query = { StackId: stack.StackId };
    const first = await imported(resources, names, query);
    expect([first.stack.Status, first.execution]).toEqual(['IMPORT_UPDATE_ROLLBACK_COMPLETE', 'EXECUTE_FAILED']);
    expect(Object.keys(simulator.stacks()[0].resources)).toEqual(['Registry']);
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod']);
    const second = await imported(resources, names, { ...query, ChangeSetName: 'again', DisableRollback: true });
    expect(second.stack.Status).toBe('IMPORT_UPDATE_FAILED');
    // An update makes what could not be found.
    const mended = await update(simulator, stack, template(resources));
    expect(mended.Status).toBe('UPDATE_COMPLETE');
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod', 'none']);
  });

  test('survives a restart in the middle', async () => {
    const { mkdtempSync } = await import('node:fs');
    const { join } = await import('node:path');
    const { tmpdir } = await import('node:os');
    const stateFile = join(mkdtempSync(join(tmpdir(), 'import-')), 'world.json');
    await start({ stateFile, clock: 'manual' });
    const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
    const asked = { RegionId: REGION, ChangeSetName: 'c', ChangeSetType: 'IMPORT', StackName: 'adopted' };
    const { ChangeSetId, StackId } = await callRos(simulator)(
      'CreateChangeSet',
      { ...asked, ...toImport(named(registry)) },
      { TemplateBody: template({ Registry: keptInstance() }) },
    );
    await simulator.close();
    await start({ stateFile, clock: 'manual' });
    await simulator.advance(2_000);
    await callRos(simulator)('ExecuteChangeSet', { RegionId: REGION, ChangeSetId });
    await simulator.close();
    await start({ stateFile, clock: 'manual' });
    await simulator.advance(2_000);
    const query = { RegionId: REGION, StackId };
    expect((await callRos(simulator)('GetStack', query)).Status).toBe('IMPORT_CREATE_COMPLETE');
    expect((await callRos(simulator)('GetChangeSet', { RegionId: REGION, ChangeSetId })).ExecutionStatus).toBe(
      'EXECUTE_COMPLETE',
    );
  });

  test('fails on purpose where a fault rule wants it', async () => {
    await start({ faults: [{ kind: 'fail-resource', operation: 'IMPORT', times: 1 }] });
    const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
    const { stack } = await imported({ Registry: keptInstance() }, named(registry));
    expect(stack.Status).toBe('IMPORT_CREATE_ROLLBACK_COMPLETE');
    const again = await imported({ Registry: keptInstance() }, named(registry), { StackName: 'again' });
    expect(again.stack.Status).toBe('IMPORT_CREATE_COMPLETE');
  });
});

describe('what can be imported', () => {
  const features = async (Feature: string) => callRos(simulator)('GetFeatureDetails', { RegionId: REGION, Feature });

  test('A74 is what the documentation lists, which has no type of Container Registry, and drift the same', async () => {
    await start({ importableTypes: undefined, driftTypes: undefined });
    const details = await features('All');
    expect(details.ResourceImport.SupportedResourceTypes).toEqual([
      {
        ResourceType: 'ALIYUN::RAM::AttachPolicyToRole',
        ResourceIdentifiers: ['RoleName', 'PolicyName', 'PolicyType'],
      },
      { ResourceType: 'ALIYUN::RAM::ManagedPolicy', ResourceIdentifiers: ['PolicyName'] },
      { ResourceType: 'ALIYUN::RAM::Role', ResourceIdentifiers: ['RoleName'] },
    ]);
    expect(details.DriftDetection.SupportedResourceTypes).toEqual([
      'ALIYUN::RAM::AttachPolicyToRole',
      'ALIYUN::RAM::ManagedPolicy',
      'ALIYUN::RAM::Role',
    ]);
    const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
    expect(await refusal(imported({ Registry: keptInstance() }, named(registry)))).toEqual({
      code: 'NotSupported',
      message:
        'The resource type ALIYUN::CR::Instance of Registry cannot be imported. GetFeatureDetails tells for the feature ResourceImport which types can.',
      status: 400,
    });
    expect(simulator.stacks()).toEqual([]);
  });

  test('A73 is what the start option lists: types of Container Registry are named by InstanceId and a key', async () => {
    await start();
    const { ResourceImport, DriftDetection } = await features('ResourceImport');
    expect(DriftDetection).toBeUndefined();
    const identifiers = ResourceImport.SupportedResourceTypes.map((type: Map) => [
      type.ResourceType.replace('ALIYUN::', ''),
      ...type.ResourceIdentifiers,
    ]);
    expect(identifiers).toEqual([
      ['CR::ArtifactLifecycleRule', 'InstanceId', 'ArtifactLifecycleRuleId'],
      ['CR::Instance', 'InstanceId'],
      ['CR::InstanceEndpointAclPolicy', 'InstanceId', 'Entry'],
      ['CR::InstanceV2', 'InstanceId'],
      ['CR::InstanceVpcEndpointLinkedVpc', 'InstanceId', 'VpcId'],
      ['CR::Namespace', 'InstanceId', 'Namespace'],
      ['CR::RepoSyncRule', 'InstanceId', 'SyncRuleId'],
      ['CR::Repository', 'InstanceId', 'RepoId'],
      ['CR::ScanRule', 'InstanceId', 'ScanRuleId'],
      ['CR::StorageDomainRoutingRule', 'InstanceId', 'RuleId'],
      ['CR::UserInfo', 'InstanceId', 'UserId'],
      ['RAM::AttachPolicyToGroup', 'GroupName', 'PolicyName', 'PolicyType'],
      ['RAM::AttachPolicyToRole', 'RoleName', 'PolicyName', 'PolicyType'],
      ['RAM::AttachPolicyToUser', 'UserName', 'PolicyName', 'PolicyType'],
      ['RAM::ManagedPolicy', 'PolicyName'],
      ['RAM::Role', 'RoleName'],
    ]);
    await simulator.close();
    await start({ importableTypes: [INSTANCE] });
    const only = await features('ResourceImport');
    expect(only.ResourceImport.SupportedResourceTypes).toEqual([
      { ResourceType: INSTANCE, ResourceIdentifiers: ['InstanceId'] },
    ]);
    await expect(startSimulator({ importableTypes: ['ALIYUN::ECS::VPC'] })).rejects.toThrow(
      /^importableTypes names "ALIYUN::ECS::VPC". It is all, or types of these: ALIYUN::CR::Instance, /,
    );
    expect(await refusal(features('Terraform'))).toEqual({
      code: 'NotSupported',
      message: 'The feature Terraform is not simulated. Ask for ResourceImport, DriftDetection or All.',
      status: 400,
    });
  });
});

describe('an import refuses', () => {
  const registered = () => simulator.addRegistry({ region: REGION, name: 'acme' });
  const message = async (resources: Map, identified: Parameters<typeof toImport>[0], query?: Map) =>
    (await refusal(imported(resources, identified, query))).message;

  test('a resource that would be deleted with its stack', async () => {
    await start();
    expect(await message({ Registry: instance('acme') }, named(registered()))).toBe(
      'The resource to import Registry would be deleted with its stack. Set its DeletionPolicy to Retain.',
    );
  });

  test('a resource that the template does not have, has with another type, or that the stack has already', async () => {
    await start();
    const stack = await deploy(simulator, 'mine', template({ Registry: keptInstance() }));
    const [registry] = simulator.registries();
    const wrong = (id: string, type: string) => ({ [id]: { type, identifier: { InstanceId: registry.id } } });
    expect(await message({ Registry: keptInstance() }, wrong('Other', INSTANCE))).toBe(
      'The resource to import "Other" is not in Resources. Add it to the template.',
    );
    expect(await message({ Registry: keptInstance() }, wrong('Registry', 'ALIYUN::CR::InstanceV2'))).toBe(
      'The resource to import Registry is of the type ALIYUN::CR::Instance in the template, not "ALIYUN::CR::InstanceV2".',
    );
    expect(await message({ Registry: keptInstance() }, named(registry), { StackId: stack.StackId })).toBe(
      'The resource to import Registry is in the stack mine already.',
    );
  });

  test('identifiers of another form', async () => {
    await start();
    const registry = registered();
    for (const identifier of [{}, { Id: registry.id }, { InstanceId: 5 }, { InstanceId: registry.id, More: 'x' }]) {
      expect(await message({ Registry: keptInstance() }, { Registry: { type: INSTANCE, identifier } })).toBe(
        `The parameter ResourceIdentifier is ${JSON.stringify(JSON.stringify(identifier))}, but the resource Registry (ALIYUN::CR::Instance) is named by the texts InstanceId.`,
      );
    }
    const text = { RegionId: REGION, ChangeSetName: 'c', ChangeSetType: 'IMPORT', StackName: 'text' };
    const list = {
      'ResourcesToImport.1.LogicalResourceId': 'Registry',
      'ResourcesToImport.1.ResourceType': INSTANCE,
      'ResourcesToImport.1.ResourceIdentifier': 'cri-1',
    };
    const create = (more: Map) =>
      callRos(simulator)(
        'CreateChangeSet',
        { ...text, ...more },
        { TemplateBody: template({ Registry: keptInstance() }) },
      );
    expect((await refusal(create(list))).message).toBe(
      'The parameter ResourceIdentifier is "cri-1", but it is a JSON map of texts.',
    );
    expect((await refusal(create({}))).message).toBe(
      'The parameter ResourcesToImport.1.LogicalResourceId is required but was not given. Add it to the request.',
    );
    expect(await refusal(create({ ...list, StackId: 'x' }))).toMatchObject({
      code: 'MultipleParameter',
      message: 'Only one of the input parameters StackId, StackName can be specified.',
    });
  });

  test('A71 changes beside it: the change set is made, and cannot be executed', async () => {
    await start();
    const stack = await deploy(
      simulator,
      'mine',
      template({ Registry: keptInstance(), Old: within('Namespace', { Namespace: 'old' }) }),
    );
    const [registry] = simulator.registries();
    const space = { type: 'ALIYUN::CR::Namespace', identifier: { InstanceId: registry.id, Namespace: 'prod' } };
    const changes = await changeSet(
      simulator,
      { ChangeSetType: 'IMPORT', StackId: stack.StackId, ...toImport({ Space: space }) },
      template({
        Registry: keptInstance('acme', { Metadata: { Team: 'x' } }),
        New: within('Namespace', { Namespace: 'new' }),
        Space: within('Namespace', { Namespace: 'prod' }),
      }),
    );
    expect(changes).toMatchObject({
      Status: 'CREATE_FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        'An import changes nothing but what it imports; this one would also Modify Registry, Add New, Remove Old. Do that with an update.',
    });
    await callRos(simulator)('DeleteChangeSet', { RegionId: REGION, ChangeSetId: changes.ChangeSetId });
  });
});
