import type { Simulator } from '../../src';
import { toImport } from './change-sets';
import { type Map, callCr } from './clients';
import { instance, template } from './stacks';

type Call = (action: string, query?: Map, body?: Map) => Promise<Map>;

const space = (Namespace: string, AutoCreate: boolean) => ({
  Type: 'ALIYUN::CR::Namespace',
  Properties: { InstanceId: { Ref: 'Registry' }, Namespace, AutoCreate },
});
const body = (AutoCreate: unknown) =>
  template(
    { Registry: { ...instance('adopted'), DeletionPolicy: 'Retain' }, Space: space('prod', AutoCreate as boolean) },
    { Parameters: { Word: { Type: 'String', Default: 'x' } } },
  );

/** Calls what adoption needs: change sets, imports, drift. The clock is manual. */
export async function callAdoption(simulator: Simulator, call: Call, at: Map): Promise<void> {
  await call('GetFeatureDetails', { ...at, Feature: 'All' });
  const common = {
    ...at,
    Description: 'To look at first',
    TimeoutInMinutes: 60,
    Parallelism: 5,
    ReplacementOption: 'Disabled',
    'Tags.1.Key': 'team',
    'Tags.1.Value': 'platform',
    'Parameters.1.ParameterKey': 'Word',
    'Parameters.1.ParameterValue': 'y',
  };
  const stack = await created(simulator, call, common);
  await callUpdate(simulator, call, { ...common, StackId: stack.StackId });
  await callDrift(simulator, call, { ...at, StackId: stack.StackId });
  await callImport(simulator, call, at);
}

async function created(simulator: Simulator, call: Call, common: Map): Promise<Map> {
  const made = await call(
    'CreateChangeSet',
    {
      ...common,
      ChangeSetType: 'CREATE',
      ChangeSetName: 'first',
      StackName: 'prepared',
      DisableRollback: false,
      'NotificationURLs.1': 'https://example.com/ros',
      ResourceGroupId: 'rg-1',
      ClientToken: 'prepare',
    },
    { TemplateBody: body(true) },
  );
  await simulator.advance(2_000);
  const { RegionId } = common;
  await call('GetChangeSet', { RegionId, ChangeSetId: made.ChangeSetId, ShowTemplate: true });
  await call('ExecuteChangeSet', { RegionId, ChangeSetId: made.ChangeSetId, ClientToken: 'execute' });
  await simulator.advance(30 * 60_000);
  return made;
}

async function callUpdate(simulator: Simulator, call: Call, common: Map): Promise<void> {
  const { RegionId, StackId } = common;
  const { ChangeSetId } = await call(
    'CreateChangeSet',
    { ...common, ChangeSetName: 'next', UsePreviousParameters: true },
    { TemplateBody: body(false) },
  );
  await simulator.advance(2_000);
  await call('GetChangeSet', { RegionId, ChangeSetId });
  await call('ListChangeSets', {
    RegionId,
    StackId,
    ChangeSetId,
    'ChangeSetName.1': 'n*',
    'Status.1': 'CREATE_COMPLETE',
    'ExecutionStatus.1': 'AVAILABLE',
    PageNumber: 1,
    PageSize: 10,
  });
  await call('DeleteChangeSet', { RegionId, ChangeSetId });
}

async function callDrift(simulator: Simulator, call: Call, stack: Map): Promise<void> {
  const { RegionId } = stack;
  const { id } = simulator.registries(RegionId).find(({ name }) => name === 'adopted')!;
  const changed = { RegionId, InstanceId: id, NamespaceName: 'prod', AutoCreateRepo: false };
  await callCr(simulator)('UpdateNamespace', changed);
  const { DriftDetectionId } = await call('DetectStackDrift', {
    ...stack,
    'LogicalResourceId.1': 'Space',
    ClientToken: 'detect',
  });
  await simulator.advance(2_000);
  await call('GetStackDriftDetectionStatus', { RegionId, DriftDetectionId });
  const query = { ...stack, MaxResults: 1 };
  const { NextToken } = await call('ListStackResourceDrifts', query);
  await call('ListStackResourceDrifts', { ...query, NextToken });
  await call('ListStackResourceDrifts', { ...stack, 'ResourceDriftStatus.1': 'MODIFIED' });
  await call('ListStackResources', stack);
  await call('GetStackResource', { ...stack, LogicalResourceId: 'Space' });
  await call('GetStack', stack);
  await call('ListStacks', { RegionId });
}

async function callImport(simulator: Simulator, call: Call, at: Map): Promise<void> {
  const { id } = simulator.addRegistry({ region: at.RegionId, name: 'bought' });
  const registry = { type: 'ALIYUN::CR::Instance', identifier: { InstanceId: id } };
  await call(
    'CreateChangeSet',
    {
      ...at,
      ChangeSetType: 'IMPORT',
      ChangeSetName: 'import',
      StackName: 'bought',
      ...toImport({ Registry: registry }),
    },
    { TemplateBody: template({ Registry: { ...instance('bought'), DeletionPolicy: 'Retain' } }) },
  );
}
