import type { Simulator } from '../../src';
import { type Map, callCr, callRos } from './clients';
import { callAdoption } from './adoption-actions';
import { finished, instance, template } from './stacks';

/** A call that was made, and what came back. */
export interface Answered {
  readonly service: 'ros' | 'cr';
  readonly action: string;
  readonly parameters: readonly string[];
  readonly answer: Map;
}

export const HOME = 'eu-central-1';
export const AWAY = 'cn-hangzhou';

/** The stack when all is done that is being done to it; the clock of the simulator stands still otherwise. */
async function ended(simulator: Simulator, stackId: string, region: string): Promise<Map> {
  await simulator.advance(30 * 60_000);
  return finished(simulator, stackId, region);
}

type Call = (action: string, query?: Map, body?: Map) => Promise<Map>;

/** Calls every action that is simulated, with every parameter that it reads, and gives the answers. The clock is manual. */
export async function callEverything(simulator: Simulator): Promise<Answered[]> {
  const answered: Answered[] = [];
  const recording = (service: 'ros' | 'cr', call: Call): Call => {
    return async (action, query = {}, body = {}) => {
      const answer = await call(action, query, body);
      const parameters = [...Object.keys(query), ...Object.keys(body)].map(name => name.split('.')[0]);
      answered.push({ service, action, parameters, answer });
      return answer;
    };
  };
  await callRosActions(simulator, recording('ros', callRos(simulator)));
  await callCrActions(simulator, recording('cr', callCr(simulator)));
  return answered;
}

const page = (number: string) => ({ [number]: 1, PageSize: 50 });

function list(name: string, ...items: (string | Map)[]): Map {
  const entries = items.flatMap((item, index) =>
    typeof item === 'string'
      ? [[`${name}.${index + 1}`, item]]
      : Object.entries(item).map(([field, value]) => [`${name}.${index + 1}.${field}`, value]),
  );
  return Object.fromEntries(entries) as Map;
}

const BODY = template(
  {
    Registry: { ...instance('stacked'), Description: 'The registry', Metadata: { Team: 'platform' } },
    Space: {
      Type: 'ALIYUN::CR::Namespace',
      Properties: { InstanceId: { Ref: 'Registry' }, Namespace: 'prod', AutoCreate: { Ref: 'AutoCreate' } },
    },
  },
  {
    Description: 'What everything is about',
    Parameters: { AutoCreate: { Type: 'Boolean', Default: true, Label: 'Make repositories' } },
    Outputs: { Id: { Description: 'Its id', Value: { Ref: 'Registry' } } },
  },
);
const WRONG = template(
  { Wrong: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [1, { Ref: 'Number' }] } } },
  { Parameters: { Number: { Type: 'Number', Default: 2 } } },
);
const SLOW = template({
  Slow: { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 60, Triggers: { Run: 1 }, UpdateDuration: 60 } },
});

const NESTED = template({
  Inner: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateBody: JSON.parse(SLOW) } },
});

async function callRosActions(simulator: Simulator, call: Call): Promise<void> {
  const at = { RegionId: AWAY };
  const given = list('Parameters', { ParameterKey: 'AutoCreate', ParameterValue: 'true' });
  await call('DescribeRegions');
  await call('ValidateTemplate', at, { TemplateBody: BODY });
  await call('GenerateTemplatePolicy', at, { TemplateBody: BODY });
  const options = { DisableRollback: true, TimeoutInMinutes: 60 };
  await call('PreviewStack', { ...at, ...options, ...given, StackName: 'all' }, { TemplateBody: BODY });
  await call('GetTemplateEstimateCost', { ...at, ...given }, { TemplateBody: BODY });
  const created = await call(
    'CreateStack',
    {
      ...at,
      ...options,
      ...given,
      ...list('Tags', { Key: 'team', Value: 'platform' }, { Key: 'alone' }),
      ...list('NotificationURLs', 'https://example.com/ros'),
      StackName: 'all',
      Parallelism: 10,
      ClientToken: 'create',
      DeletionProtection: 'Disabled',
      ResourceGroupId: 'rg-1',
      CreateOption: 'KeepStackOnCreationComplete',
    },
    { TemplateBody: BODY },
  );
  const stack = { ...at, StackId: created.StackId };
  await call('GetStack', { ...stack, OutputOption: 'Enabled', ShowResourceProgress: 'EnabledIfCreateStack' });
  await ended(simulator, created.StackId, AWAY);
  await call('GetStack', { ...stack, OutputOption: 'Enabled', ShowResourceProgress: 'PercentageOnly' });
  await call('PreviewStack', { ...stack, UsePreviousParameters: true }, { TemplateBody: BODY });
  await call('GetTemplateEstimateCost', stack, { TemplateBody: BODY });
  const found = {
    ...list('StackIds', created.StackId),
    ...list('StackName', 'all'),
    ...list('Status', 'CREATE_COMPLETE'),
  };
  await call('ListStacks', {
    ...stack,
    ...found,
    ...list('Tag', { Key: 'team', Value: 'platform' }),
    ...page('PageNumber'),
    ShowNestedStack: true,
    ResourceGroupId: 'rg-1',
    StartTime: '2000-01-01T00:00:00Z',
    EndTime: '2999-01-01T00:00:00Z',
  });
  const events = { LogicalResourceId: 'Registry', ResourceType: 'ALIYUN::CR::Instance', Status: 'CREATE_COMPLETE' };
  const filters = Object.assign({}, ...Object.entries(events).map(([name, value]) => list(name, value)));
  await call('ListStackEvents', { ...stack, ...filters, ...page('PageNumber') });
  await call('ListStackResources', stack);
  await call('GetStackResource', {
    ...stack,
    ...list('ResourceAttributes', 'InstanceId'),
    LogicalResourceId: 'Registry',
    ShowResourceAttributes: true,
  });
  await call('GetTemplate', { ...stack, TemplateStage: 'Original' });
  await callTags(call, at, 'stack', created.StackId);
  await callChanges(simulator, call, stack);
  await callAdoption(simulator, call, at);
}

async function callTags(call: Call, at: Map, type: string, id: string): Promise<void> {
  const resource = { ...at, ...list('ResourceId', id), ResourceType: type };
  const tag = list('Tag', { Key: 'stage', Value: 'test' });
  await call('TagResources', { ...resource, ...tag });
  await call('ListTagResources', { ...resource, ...tag });
  await call('UntagResources', { ...resource, ...list('TagKey', 'stage'), All: false });
}

/** What changes a stack, and ends it. */
async function callChanges(simulator: Simulator, call: Call, stack: Map): Promise<void> {
  const at = { RegionId: AWAY };
  const given = list('Parameters', { ParameterKey: 'AutoCreate', ParameterValue: 'false' });
  const update = {
    ...stack,
    ...given,
    ...list('Tags', { Key: 'team', Value: 'web' }),
    UsePreviousParameters: true,
    ReplacementOption: 'Disabled',
    DisableRollback: false,
    TimeoutInMinutes: 60,
    Parallelism: 5,
  };
  await call('UpdateStack', { ...update, DryRun: true }, { TemplateBody: BODY });
  await call('UpdateStack', { ...update, ClientToken: 'update' }, { TemplateBody: BODY });
  await ended(simulator, stack.StackId, AWAY);
  await call('GetStack', stack);
  await call('PreviewStack', stack, { TemplateBody: BODY });
  await call('SetDeletionProtection', { ...stack, DeletionProtection: 'Disabled' });
  await call('DeleteStack', {
    ...stack,
    ...list('RetainResources', 'Space'),
    RetainAllResources: true,
    Parallelism: 5,
  });
  const failed = await call(
    'CreateStack',
    { ...at, StackName: 'failed', DisableRollback: true },
    { TemplateBody: WRONG },
  );
  await ended(simulator, failed.StackId, AWAY);
  const again = {
    ...at,
    ...list('Parameters', { ParameterKey: 'Number', ParameterValue: '2' }),
    StackId: failed.StackId,
    ...list('RecreatingResources', 'Wrong'),
    Mode: 'Recreate',
    Parallelism: 1,
  };
  await call('ContinueCreateStack', { ...again, DryRun: true }, { TemplateBody: WRONG });
  await call('ContinueCreateStack', again, { TemplateBody: WRONG });
  await ended(simulator, failed.StackId, AWAY);
  await call('GetStack', { ...at, StackId: failed.StackId });
  const outer = await call('CreateStack', { ...at, StackName: 'outer' }, { TemplateBody: NESTED });
  await ended(simulator, outer.StackId, AWAY);
  const [inner] = (await call('ListStacks', { ...at, ParentStackId: outer.StackId })).Stacks;
  await call('GetStack', { ...at, StackId: inner.StackId });
  await callCancelled(simulator, call, at);
}

async function callCancelled(simulator: Simulator, call: Call, at: Map): Promise<void> {
  const slow = await call('CreateStack', { ...at, StackName: 'slow' }, { TemplateBody: SLOW });
  await ended(simulator, slow.StackId, AWAY);
  const held = simulator.faults.add({ kind: 'stuck', stackName: 'slow' });
  const stack = { ...at, StackId: slow.StackId };
  await call('UpdateStack', stack, { TemplateBody: SLOW.replace('"Run":1', '"Run":2') });
  await call('CancelUpdateStack', { ...stack, CancelType: 'Quick' });
  simulator.faults.remove(held);
  await ended(simulator, slow.StackId, AWAY);
  await call('ListStacks', at);
}

async function callCrActions(simulator: Simulator, call: Call): Promise<void> {
  const source = simulator.addRegistry({ region: HOME, name: 'source', namespaces: ['prod'] });
  const target = simulator.addRegistry({ region: AWAY, name: 'target', namespaces: ['prod'] });
  const registry = { RegionId: HOME, InstanceId: source.id };
  await callTags(call, { RegionId: HOME }, 'instance', source.id);
  await call('TagResources', {
    RegionId: HOME,
    ResourceType: 'instance',
    'ResourceId.1': source.id,
    'Tag.1.Key': 'kept',
  });
  await callInstances(call, registry);
  await callEndpoints(call, registry);
  await callNamespaces(call, registry);
  await simulator.pushImage({
    region: HOME,
    instanceId: source.id,
    namespace: 'prod',
    repository: 'api',
    tag: 'v1',
  });
  await callRepositories(call, registry);
  await callCopies(simulator, call, registry, target.id);
  await callRules(call, registry);
}

async function callInstances(call: Call, registry: Map): Promise<void> {
  const at = { RegionId: registry.RegionId };
  const named = { InstanceName: 'source', InstanceStatus: 'RUNNING', ResourceGroupId: '' };
  await call('GetInstance', registry);
  await call('ListInstance', { ...at, ...page('PageNo'), ...named });
  await call('GetInstanceCount', at);
  await call('ListInstanceRegion');
  await call('GetInstanceUsage', registry);
  await call('ResetLoginPassword', { ...registry, Password: 'a-password-of-1' });
  await call('GetAuthorizationToken', { ...registry, ExpiresInHours: 2 });
}

async function callEndpoints(call: Call, registry: Map): Promise<void> {
  const module = { ...registry, ModuleName: 'Registry' };
  const open = { ...module, EndpointType: 'Internet' };
  const several = { Entries: JSON.stringify([{ Entry: '10.1.0.0/16', Comment: 'lab' }, { Entry: '10.2.0.0/16' }]) };
  const vpc = { ...module, VpcId: 'vpc-1', VswitchId: 'vsw-1' };
  await call('UpdateInstanceEndpointStatus', { ...open, Enable: true });
  await call('CreateInstanceEndpointAclPolicy', { ...open, ...several, Entry: '10.0.0.0/16', Comment: 'office' });
  await call('CreateInstanceVpcEndpointLinkedVpc', { ...vpc, EnableCreateDNSRecordInPvzt: true });
  await call('GetInstanceEndpoint', open);
  await call('GetInstanceVpcEndpoint', module);
  await call('ListInstanceEndpoint', { ...module, Summary: false });
  await call('DeleteInstanceEndpointAclPolicy', { ...open, ...several, Entry: '10.0.0.0/16' });
  await call('DeleteInstanceVpcEndpointLinkedVpc', vpc);
}

async function callNamespaces(call: Call, registry: Map): Promise<void> {
  const named = { ...registry, NamespaceName: 'made' };
  const settings = {
    AutoCreateRepo: true,
    DefaultRepoType: 'PUBLIC',
    DefaultRepoConfiguration: JSON.stringify({ RepoType: 'PUBLIC', TagImmutability: true }),
  };
  await call('CreateNamespace', { ...named, ...settings });
  await call('UpdateNamespace', { ...named, ...settings, AutoCreateRepo: false });
  await call('ListNamespace', { ...named, ...page('PageNo'), NamespaceStatus: 'NORMAL' });
  await call('GetNamespace', { ...named, NamespaceId: 'crn-none' });
  await call('DeleteNamespace', named);
}

async function callRepositories(call: Call, registry: Map): Promise<void> {
  const named = { RepoNamespaceName: 'prod', RepoName: 'made' };
  const settings = { RepoType: 'PRIVATE', Summary: 'Made', Detail: 'By hand', TagImmutability: false };
  const { RepoId } = await call('CreateRepository', { ...registry, ...named, ...settings });
  await call('UpdateRepository', { ...registry, ...named, ...settings });
  await call('UpdateRepository', { ...registry, ...settings, RepoId });
  await call('GetRepository', { ...registry, ...named });
  await call('GetRepository', { ...registry, RepoId });
  await call('DeleteRepository', { ...registry, RepoId });
  await call('CreateRepository', { ...registry, ...named, ...settings });
  await call('DeleteRepository', { ...registry, ...named });
  const pushed = { RepoNamespaceName: 'prod', RepoName: 'api' };
  const { Repositories } = await call('ListRepository', {
    ...registry,
    ...pushed,
    ...page('PageNo'),
    RepoStatus: 'ALL',
  });
  const images = { ...registry, RepoId: Repositories[0].RepoId };
  await call('ListRepoTag', { ...images, ...page('PageNo') });
  await call('GetRepoTag', { ...images, Tag: 'v1' });
}

async function callCopies(simulator: Simulator, call: Call, registry: Map, target: string): Promise<void> {
  const ends = { TargetInstanceId: target, TargetRegionId: AWAY };
  const rule = {
    ...registry,
    ...ends,
    SyncTrigger: 'INITIATIVE',
    NamespaceName: 'prod',
    TargetNamespaceName: 'prod',
    TargetUserId: simulator.accountId,
    TagFilter: '.*',
    Priority: 2,
  };
  await call('CreateRepoSyncRule', { ...rule, SyncRuleName: 'all', SyncScope: 'NAMESPACE', RepoNameFilter: 'api|web' });
  const one = { SyncRuleName: 'one', SyncScope: 'REPO', RepoName: 'api', TargetRepoName: 'api' };
  await callCr(simulator)('CreateRepository', {
    ...{ RegionId: AWAY, InstanceId: target, RepoNamespaceName: 'prod', RepoName: 'api' },
    ...{ RepoType: 'PRIVATE', Summary: 'Api' },
  });
  const { SyncRuleId } = await call('CreateRepoSyncRule', { ...rule, ...one });
  await call('DeleteRepoSyncRule', { ...registry, SyncRuleId });
  const { SyncRules } = await call('ListRepoSyncRule', {
    ...registry,
    ...ends,
    ...page('PageNo'),
    NamespaceName: 'prod',
    RepoName: '',
  });
  const [{ RepoId }] = (await callCr(simulator)('ListRepository', registry)).Repositories;
  const image = { ...registry, RepoId, Tag: 'v1', Priority: 4 };
  const { SyncTaskId } = await call('CreateRepoSyncTask', {
    ...image,
    ...ends,
    TargetUserId: simulator.accountId,
    TargetNamespace: 'prod',
    TargetRepoName: 'api',
    TargetTag: 'v1',
    Override: true,
  });
  await call('CreateRepoSyncTaskByRule', { ...image, SyncRuleId: SyncRules[0].SyncRuleId });
  await call('GetRepoSyncTask', { ...registry, SyncTaskId });
  const held = await call('CreateRepoSyncTaskByRule', { ...image, SyncRuleId: SyncRules[0].SyncRuleId });
  await call('CancelRepoSyncTask', { ...registry, SyncTaskId: held.SyncTaskId });
  const SyncRecordId = simulator.tasks()[0].batchId;
  const named = { RepoNamespaceName: 'prod', RepoName: 'api', Tag: 'v1' };
  await call('ListRepoSyncTask', { ...registry, ...named, ...page('PageNo'), SyncRecordId });
  await call('DeleteRepoTag', { ...registry, RepoId, Tag: 'v1' });
}

async function callRules(call: Call, registry: Map): Promise<void> {
  const scan = {
    ...registry,
    RuleName: 'new',
    ScanScope: 'REPO',
    TriggerType: 'AUTO',
    RepoTagFilterPattern: '.*',
    Namespaces: '["prod"]',
    RepoNames: '["api"]',
  };
  const { ScanRuleId } = await call('CreateScanRule', { ...scan, ScanType: 'VUL' });
  await call('UpdateScanRule', { ...scan, ScanRuleId, TriggerType: 'MANUAL' });
  await call('GetScanRule', { ...registry, ScanRuleId });
  await call('ListScanRule', { ...registry, ...page('PageNo'), ScanType: 'VUL' });
  await call('DeleteScanRule', { ...registry, ScanRuleId });
  const lifecycle = {
    ...registry,
    Auto: true,
    EnableDeleteTag: true,
    EnableDeleteUntaggedManifest: false,
    DryRun: false,
    NamespaceName: 'prod',
    RepoName: 'api',
    RetentionTagCount: 10,
    ScheduleTime: 'WEEK',
    Scope: 'REPO',
    TagRegexp: '.*-alpine',
  };
  const { RuleId } = await call('CreateArtifactLifecycleRule', lifecycle);
  await call('UpdateArtifactLifecycleRule', { ...lifecycle, RuleId, RetentionTagCount: 5 });
  await call('GetArtifactLifecycleRule', { ...registry, RuleId });
  await call('ListArtifactLifecycleRule', { ...registry, ...page('PageNo'), EnableDeleteTag: true });
  await call('DeleteArtifactLifecycleRule', { ...registry, RuleId });
}
