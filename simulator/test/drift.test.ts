import { type Simulator, type SimulatorOptions, startSimulator } from '../src';
import { differencesOf } from '../src/ros/compare';
import { detected } from './support/change-sets';
import { type Map, callCr, callRos, refusal } from './support/clients';
import { deploy, finished, instance, remove, template, update } from './support/stacks';

const REGION = 'cn-hangzhou';
let simulator: Simulator;
afterEach(() => simulator?.close());

const start = async (options: SimulatorOptions = {}) =>
  void (simulator = await startSimulator({ driftTypes: 'all', ...options }));

const within = (type: string, Properties: Map) => ({
  Type: `ALIYUN::CR::${type}`,
  Properties: { InstanceId: { Ref: 'Registry' }, ...Properties },
});
const RESOURCES = {
  Registry: instance('acme'),
  Space: within('Namespace', { Namespace: 'prod', AutoCreate: true }),
  Repo: {
    ...within('Repository', {
      RepoNamespace: { 'Fn::GetAtt': ['Space', 'Namespace'] },
      RepoName: 'api',
      RepoType: 'PRIVATE',
      Summary: 'Api',
      TagImmutability: true,
    }),
  },
  Entry: within('InstanceEndpointAclPolicy', {
    Entry: '10.0.0.0/16',
    Comment: 'office',
    AutoEnableType: 'internet',
  }),
  Link: within('InstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-1' }),
  Scan: {
    ...within('ScanRule', {
      RuleName: 'new',
      ScanScope: 'REPO',
      ScanType: 'VUL',
      TriggerType: 'AUTO',
      RepoTagFilterPattern: '.*',
      Namespaces: ['prod'],
      RepoNames: ['api', 'web'],
    }),
    DependsOn: 'Repo',
  },
  User: within('UserInfo', { User: { Password: 'a-password-of-1' } }),
  Sleep: { Type: 'ALIYUN::ROS::Sleep', Properties: {} },
};

const of = ({ RegionId, StackId }: Map) => ({ RegionId, StackId });
const cr = (action: string, more: Map = {}) => {
  const [{ id }] = simulator.registries(REGION);
  return callCr(simulator)(action, { RegionId: REGION, InstanceId: id, ...more });
};

/** What each resource of a stack was found to be, without those that are as they should be. */
async function drifts(stack: Map, more: Map = {}): Promise<Map> {
  const { ResourceDrifts } = await callRos(simulator)('ListStackResourceDrifts', { ...of(stack), ...more });
  return Object.fromEntries(
    ResourceDrifts.filter(({ ResourceDriftStatus }: Map) => ResourceDriftStatus !== 'IN_SYNC').map((drift: Map) => [
      drift.LogicalResourceId,
      drift.PropertyDifferences.length === 0 ? drift.ResourceDriftStatus : drift.PropertyDifferences,
    ]),
  );
}

const notEqual = (PropertyPath: string, ExpectedValue: string, ActualValue: string) => ({
  PropertyPath,
  DifferenceType: 'NOT_EQUAL',
  ExpectedValue,
  ActualValue,
});

describe('drift', () => {
  test('is none where nobody changed anything', async () => {
    await start();
    const stack = await deploy(simulator, 'acme', template(RESOURCES));
    expect(stack).toMatchObject({ StackDriftStatus: 'NOT_CHECKED', DriftDetectionTime: null });
    expect(await detected(simulator, stack)).toEqual({
      RequestId: expect.any(String),
      DriftDetectionId: expect.any(String),
      DriftDetectionStatus: 'DETECTION_COMPLETE',
      DriftDetectionStatusReason: 'Detect stack drift successfully',
      DriftDetectionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      DriftedStackResourceCount: 0,
      StackDriftStatus: 'IN_SYNC',
      StackId: stack.StackId,
    });
    expect(await drifts(stack)).toEqual({ Sleep: 'NOT_CHECKED' });
    expect(await callRos(simulator)('GetStack', of(stack))).toMatchObject({
      StackDriftStatus: 'IN_SYNC',
      DriftDetectionTime: expect.any(String),
      CheckedStackResourceCount: 7,
      NotCheckedStackResourceCount: 1,
    });
  });

  test('is found wherever somebody changed something behind the stack', async () => {
    await start();
    const stack = await deploy(simulator, 'acme', template(RESOURCES));
    await cr('UpdateNamespace', { NamespaceName: 'prod', AutoCreateRepo: false, DefaultRepoType: 'PUBLIC' });
    const repo = { RepoNamespaceName: 'prod', RepoName: 'api', RepoType: 'PUBLIC', Summary: 'The API' };
    await cr('UpdateRepository', repo);
    await cr('DeleteInstanceEndpointAclPolicy', { EndpointType: 'Internet', Entry: '10.0.0.0/16' });
    await cr('DeleteInstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-1' });
    await cr('CreateInstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-2' });
    const { ScanRules } = await cr('ListScanRule', { ScanType: 'VUL' });
    await cr('UpdateScanRule', {
      ScanRuleId: ScanRules[0].ScanRuleId,
      RuleName: 'new',
      ScanScope: 'REPO',
      TriggerType: 'AUTO',
      RepoTagFilterPattern: '.*',
      Namespaces: '["prod"]',
      RepoNames: '["web","job"]',
    });
    await callCr(simulator)('TagResources', {
      RegionId: REGION,
      ResourceType: 'instance',
      'ResourceId.1': simulator.registries()[0].id,
      'Tag.1.Key': 'team',
    });
    expect(await detected(simulator, stack)).toMatchObject({
      DriftedStackResourceCount: 5,
      StackDriftStatus: 'DRIFTED',
    });
    expect(await drifts(stack)).toEqual({
      // DefaultVisibility is not in the template, and a registry has no tags there.
      Space: [notEqual('/AutoCreate', 'true', 'false')],
      Repo: [notEqual('/RepoType', 'PRIVATE', 'PUBLIC'), notEqual('/Summary', 'Api', 'The API')],
      Entry: 'DELETED',
      Link: [notEqual('/VswitchId', 'vsw-1', 'vsw-2')],
      Scan: [
        { PropertyPath: '/RepoNames/0', DifferenceType: 'REMOVE', ExpectedValue: 'api', ActualValue: null },
        { PropertyPath: '/RepoNames/1', DifferenceType: 'ADD', ExpectedValue: null, ActualValue: 'job' },
      ],
      Sleep: 'NOT_CHECKED',
    });
    const shown = await callRos(simulator)('GetStackResource', { ...of(stack), LogicalResourceId: 'Entry' });
    expect(shown).toMatchObject({ ResourceDriftStatus: 'DELETED', DriftDetectionTime: expect.any(String) });
    const { Stacks } = await callRos(simulator)('ListStacks', { RegionId: REGION });
    expect(Stacks[0].StackDriftStatus).toBe('DRIFTED');
  });

  test('says DELETED of a namespace, a rule and all that lay in a repository that is gone', async () => {
    await start();
    const target = simulator.addRegistry({ region: 'eu-central-1', name: 'acme', namespaces: ['prod'] });
    const { Registry, Space, Repo } = RESOURCES;
    const rule = within('RepoSyncRule', {
      SyncRuleName: 'all',
      SyncScope: 'NAMESPACE',
      SyncTrigger: 'PASSIVE',
      NamespaceName: { 'Fn::GetAtt': ['Space', 'Namespace'] },
      TargetInstanceId: target.id,
      TargetRegionId: 'eu-central-1',
      TargetNamespaceName: 'prod',
      TargetUserId: simulator.accountId,
    });
    const body = template({ Registry, Space, Repo, Rule: rule });
    const stack = await deploy(simulator, 'acme', body);
    expect(await detected(simulator, stack)).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
    const { SyncRules } = await cr('ListRepoSyncRule');
    await cr('DeleteRepoSyncRule', { SyncRuleId: SyncRules[0].SyncRuleId });
    await cr('DeleteRepository', { RepoNamespaceName: 'prod', RepoName: 'api' });
    await cr('DeleteNamespace', { NamespaceName: 'prod' });
    expect(await detected(simulator, stack)).toMatchObject({ DriftedStackResourceCount: 3 });
    expect(await drifts(stack)).toEqual({ Space: 'DELETED', Repo: 'DELETED', Rule: 'DELETED' });
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
  });

  test('A76 compares what the template names and the service tells, and never shows a secret', async () => {
    await start();
    const stack = await deploy(simulator, 'acme', template(RESOURCES));
    await cr('ResetLoginPassword', { Password: 'another-password-2' });
    await detected(simulator, stack);
    const { ResourceDrifts } = await callRos(simulator)('ListStackResourceDrifts', of(stack));
    const shown = Object.fromEntries(
      ResourceDrifts.map((drift: Map) => [
        drift.LogicalResourceId,
        [JSON.parse(drift.ExpectedProperties), JSON.parse(drift.ActualProperties)],
      ]),
    );
    const [{ id }] = simulator.registries();
    expect(shown.User).toEqual([{ InstanceId: id, User: '******' }, { InstanceId: id }]);
    // The months that were bought are told by nobody.
    expect(shown.Registry).toEqual([
      { InstanceName: 'acme', InstanceType: 'Advanced', Period: 1 },
      { InstanceName: 'acme', InstanceType: 'Advanced' },
    ]);
    expect(shown.Link[0]).toEqual({ InstanceId: id, VpcId: 'vpc-1', VswitchId: 'vsw-1' });
  });

  test('is compared value by value: in maps, and in lists whose order does not count', () => {
    const difference = (expected: unknown, actual: unknown) =>
      differencesOf({ P: expected as never }, { P: actual as never }).map(({ path, kind }) => `${kind} ${path}`);
    expect(difference([1, 2], [2, 1])).toEqual(['NOT_EQUAL /P']);
    expect(difference([1, 1], [1])).toEqual(['NOT_EQUAL /P']);
    expect(difference([{ A: 1 }], [{ A: 2 }])).toEqual(['REMOVE /P/0', 'ADD /P/0']);
    expect(difference({ A: { B: 1 }, C: 2 }, { A: { B: 2 }, D: 3 })).toEqual(['NOT_EQUAL /P/A/B', 'REMOVE /P/C']);
    expect(difference('1', 1)).toEqual(['NOT_EQUAL /P']);
    expect(differencesOf({ P: 1 }, {})).toEqual([]);
  });
});

describe('a detection', () => {
  test('A69 takes 2 seconds', async () => {
    await start({ clock: 'manual' });
    const { StackId } = await callRos(simulator)(
      'CreateStack',
      { RegionId: REGION, StackName: 'acme' },
      { TemplateBody: template({ Registry: instance('acme') }) },
    );
    await simulator.advance(120_000);
    const { DriftDetectionId } = await callRos(simulator)('DetectStackDrift', { RegionId: REGION, StackId });
    await simulator.advance(1_999);
    const status = async () =>
      (await callRos(simulator)('GetStackDriftDetectionStatus', { RegionId: REGION, DriftDetectionId }))
        .DriftDetectionStatus;
    expect(await status()).toBe('DETECTION_IN_PROGRESS');
    await simulator.advance(1);
    expect(await status()).toBe('DETECTION_COMPLETE');
  });

  test('looks at single resources where they are named, and keeps what was found of the others', async () => {
    await start();
    const stack = await deploy(simulator, 'acme', template(RESOURCES));
    await cr('UpdateNamespace', { NamespaceName: 'prod', AutoCreateRepo: false });
    await detected(simulator, stack, { 'LogicalResourceId.1': 'Space' });
    expect(Object.keys(await drifts(stack, { 'ResourceDriftStatus.1': 'NOT_CHECKED' }))).toHaveLength(7);
    expect(await detected(simulator, stack, { 'LogicalResourceId.1': 'Registry' })).toMatchObject({
      DriftedStackResourceCount: 1,
      StackDriftStatus: 'DRIFTED',
    });
    expect(await refusal(detected(simulator, stack, { 'LogicalResourceId.1': 'None' }))).toEqual({
      code: 'ResourceNotFound',
      message: 'The Resource (None) could not be found in Stack acme.',
      status: 404,
    });
  });

  test('tells page by page', async () => {
    await start();
    const stack = await deploy(simulator, 'acme', template(RESOURCES));
    const ids: string[] = [];
    let NextToken = '';
    do {
      const page = await callRos(simulator)('ListStackResourceDrifts', { ...of(stack), MaxResults: 3, NextToken });
      ids.push(...page.ResourceDrifts.map(({ LogicalResourceId }: Map) => LogicalResourceId));
      NextToken = page.NextToken;
    } while (NextToken !== '');
    expect(ids.sort()).toEqual(Object.keys(RESOURCES).sort());
    const wrong = callRos(simulator)('ListStackResourceDrifts', { ...of(stack), NextToken: 'x' });
    expect((await refusal(wrong)).message).toBe(
      'The parameter NextToken is "x", but it is the NextToken of the page before.',
    );
  });

  test('A77 is forgotten when something is done to the stack', async () => {
    await start();
    const { Registry, Space } = RESOURCES;
    const stack = await deploy(simulator, 'acme', template({ Registry, Space }));
    await cr('UpdateNamespace', { NamespaceName: 'prod', AutoCreateRepo: false });
    await detected(simulator, stack);
    const after = await update(simulator, stack, template({ Registry, Space, Sleep: RESOURCES.Sleep }));
    expect(after.StackDriftStatus).toBe('NOT_CHECKED');
    expect(await drifts(stack)).toEqual({ Registry: 'NOT_CHECKED', Space: 'NOT_CHECKED', Sleep: 'NOT_CHECKED' });
  });

  test('A78 is refused in other statuses than those of the documentation, to which imports are added', async () => {
    await start();
    const wrong = template({ Wrong: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [1, 2] } } });
    const stack = await deploy(simulator, 'failed', wrong);
    expect(await refusal(detected(simulator, stack))).toEqual({
      code: 'NotSupported',
      message:
        'The stack failed is CREATE_ROLLBACK_COMPLETE, but drift is detected in one of CREATE_COMPLETE, UPDATE_COMPLETE, ROLLBACK_COMPLETE, ROLLBACK_FAILED, IMPORT_CREATE_COMPLETE, IMPORT_UPDATE_COMPLETE, IMPORT_UPDATE_ROLLBACK_COMPLETE.',
      status: 400,
    });
    await remove(simulator, stack);
    expect((await refusal(detected(simulator, stack))).code).toBe('StackNotFound');
  });

  test('fails where the region is down, or where something else is done to the stack meanwhile', async () => {
    await start({ clock: 'manual' });
    const { StackId } = await callRos(simulator)(
      'CreateStack',
      { RegionId: REGION, StackName: 'acme' },
      { TemplateBody: template({ Registry: instance('acme') }) },
    );
    await simulator.advance(120_000);
    const query = { RegionId: REGION, StackId };
    const reasonAfter = async (meanwhile: () => Promise<unknown> | string) => {
      const { DriftDetectionId } = await callRos(simulator)('DetectStackDrift', query);
      await meanwhile();
      await simulator.advance(2_000);
      simulator.faults.clear();
      const found = await callRos(simulator)('GetStackDriftDetectionStatus', { RegionId: REGION, DriftDetectionId });
      return [found.DriftDetectionStatus, found.DriftDetectionStatusReason, found.StackDriftStatus];
    };
    expect(await reasonAfter(() => simulator.faults.add({ kind: 'region-down', region: REGION }))).toEqual([
      'DETECTION_FAILED',
      'ServiceUnavailable: The region cn-hangzhou is not available.',
      'NOT_CHECKED',
    ]);
    expect(await reasonAfter(() => callRos(simulator)('DeleteStack', query))).toEqual([
      'DETECTION_FAILED',
      'ActionInProgress: The stack acme is DELETE_IN_PROGRESS: something else was done to it meanwhile.',
      'NOT_CHECKED',
    ]);
    const none = { RegionId: REGION, DriftDetectionId: 'none' };
    expect(await refusal(callRos(simulator)('GetStackDriftDetectionStatus', none))).toEqual({
      code: 'DriftDetectionNotFound',
      message: 'The drift detection none could not be found.',
      status: 404,
    });
  });

  test('A79 does not look into nested stacks, which are looked at themselves', async () => {
    await start();
    const { Registry, Space } = RESOURCES;
    const inner = { TemplateBody: JSON.parse(template({ Registry, Space })) };
    const stack = await deploy(
      simulator,
      'outer',
      template({ Inner: { Type: 'ALIYUN::ROS::Stack', Properties: inner } }),
    );
    await cr('DeleteNamespace', { NamespaceName: 'prod' });
    expect(await detected(simulator, stack)).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
    expect(await drifts(stack)).toEqual({ Inner: 'NOT_CHECKED' });
    const [nested] = (await callRos(simulator)('ListStacks', { RegionId: REGION, ParentStackId: stack.StackId }))
      .Stacks;
    expect(await detected(simulator, nested)).toMatchObject({ StackDriftStatus: 'DRIFTED' });
    expect(await drifts(nested)).toEqual({ Space: 'DELETED' });
  });

  test('looks at the documented types alone unless it is told otherwise', async () => {
    await start({ driftTypes: undefined });
    const { Registry, Space } = RESOURCES;
    const stack = await deploy(simulator, 'acme', template({ Registry, Space }));
    await cr('DeleteNamespace', { NamespaceName: 'prod' });
    expect(await detected(simulator, stack)).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
    expect(await drifts(stack)).toEqual({ Registry: 'NOT_CHECKED', Space: 'NOT_CHECKED' });
    await finished(simulator, stack.StackId, REGION);
  });
});
