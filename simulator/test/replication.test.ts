import { CreateStackRequest, CreateStackRequestParameters, GetStackRequest } from '@alicloud/ros20190910';
import { type Simulator, startSimulator } from '../src';
import { callCr, rosClient } from './support/clients';
import { deploy, instance, outputs, finished, template } from './support/stacks';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

/** A registry stack as the library writes it. */
function registry(region: string, edition: string): string {
  return template(
    {
      DeployRegion: {
        Type: 'ALIYUN::ROS::Assert',
        Properties: { Values: [{ Ref: 'ALIYUN::Region' }, region], ErrorMessage: `This stack belongs to ${region}.` },
      },
      Registry: { ...instance('acme', edition), DependsOn: ['DeployRegion'], DeletionPolicy: 'Retain' },
      Prod: {
        Type: 'ALIYUN::CR::Namespace',
        DependsOn: ['DeployRegion'],
        Properties: { Namespace: 'prod', InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] }, AutoCreate: true },
      },
    },
    { Outputs: { InstanceId: { Value: { 'Fn::GetAtt': ['Registry', 'InstanceId'] } } } },
  );
}

const replication = template({
  SourceReady: {
    Type: 'ALIYUN::ROS::Assert',
    Properties: {
      Operation: 'NotEqual',
      Values: [{ 'Fn::GetStackOutput': ['acme-eu-central-1', 'InstanceId'] }, ''],
      ErrorMessage: 'Deploy acme-eu-central-1 first.',
    },
  },
  Rule: {
    Type: 'ALIYUN::CR::RepoSyncRule',
    DependsOn: 'SourceReady',
    Properties: {
      InstanceId: { 'Fn::GetStackOutput': ['acme-eu-central-1', 'InstanceId', 'eu-central-1'] },
      TargetInstanceId: { 'Fn::GetStackOutput': ['acme-cn-hangzhou', 'InstanceId', 'cn-hangzhou'] },
      TargetRegionId: 'cn-hangzhou',
      NamespaceName: 'prod',
      TargetNamespaceName: 'prod',
      SyncRuleName: 'prod-abc',
      SyncScope: 'NAMESPACE',
      SyncTrigger: 'PASSIVE',
      TagFilter: 'v[0-9]+',
    },
  },
});

describe('a registry in two regions', () => {
  test('comes up through the official client and copies a pushed image', async () => {
    const client = rosClient(simulator);
    const request = new CreateStackRequest({
      stackName: 'acme-eu-central-1',
      regionId: 'eu-central-1',
      templateBody: registry('eu-central-1', 'Advanced'),
      timeoutInMinutes: 60,
    });
    const { body } = await client.createStack(request);
    await deploy(simulator, 'acme-cn-hangzhou', registry('cn-hangzhou', 'Basic'));
    const source = await finished(simulator, body!.stackId!, 'eu-central-1');
    expect(source.Status).toBe('CREATE_COMPLETE');
    const read = await client.getStack(new GetStackRequest({ stackId: body!.stackId, regionId: 'eu-central-1' }));
    const instanceId = read.body!.outputs![0].OutputValue as string;
    expect(instanceId).toMatch(/^cri-[a-z0-9]{16}$/);

    const rules = await deploy(simulator, 'acme-eu-central-1-to-cn-hangzhou', replication, 'eu-central-1');
    expect(rules.Status).toBe('CREATE_COMPLETE');
    expect(simulator.arrows().map(arrow => `${arrow.from} -> ${arrow.to}`)).toEqual(['eu-central-1 -> cn-hangzhou']);

    const image = { region: 'eu-central-1', instanceId, namespace: 'prod', repository: 'api' };
    expect((await simulator.pushImage({ ...image, tag: 'latest' })).copies).toEqual([]);
    const { digest, copies } = await simulator.pushImage({ ...image, tag: 'v1' });
    expect(copies).toHaveLength(1);
    await simulator.advance(60_000);

    const call = callCr(simulator);
    const target = simulator.registries('cn-hangzhou')[0].id;
    const { Repositories } = await call('ListRepository', { RegionId: 'cn-hangzhou', InstanceId: target });
    const { Images } = await call('ListRepoTag', {
      RegionId: 'cn-hangzhou',
      InstanceId: target,
      RepoId: Repositories[0].RepoId,
    });
    expect(Images.map(({ Tag, Digest }: Record<string, string>) => [Tag, `sha256:${Digest}`])).toEqual([
      ['v1', digest],
    ]);
  });

  test('refuses the wrong region before anything is bought', async () => {
    const stack = await deploy(simulator, 'acme-cn-hangzhou', registry('cn-hangzhou', 'Basic'), 'cn-beijing');
    expect(stack.Status).toBe('CREATE_ROLLBACK_COMPLETE');
    expect(simulator.registries()).toEqual([]);
    expect(stack.OperationInfo).toMatchObject({
      LogicalResourceId: 'DeployRegion',
      Message: 'This stack belongs to cn-hangzhou.',
    });
  });

  test('refuses rules while a registry is missing', async () => {
    const stack = await deploy(simulator, 'rules', replication, 'eu-central-1');
    expect(stack.Status).toBe('CREATE_ROLLBACK_COMPLETE');
    expect(stack.OperationInfo.Message).toBe('Deploy acme-eu-central-1 first.');
  });
});

test('passes parameters as the official client repeats them', async () => {
  const body = template(
    { Registry: instance('acme', 'Basic') },
    {
      Parameters: { Size: { Type: 'Number' }, Names: { Type: 'CommaDelimitedList' } },
      Outputs: { Both: { Value: { 'Fn::Join': ['-', [{ Ref: 'Size' }, { 'Fn::Select': [1, { Ref: 'Names' }] }]] } } },
    },
  );
  const parameters = [{ Size: '7' }, { Names: 'a,b & c' }]
    .flatMap(entry => Object.entries(entry))
    .map(([parameterKey, parameterValue]) => new CreateStackRequestParameters({ parameterKey, parameterValue }));
  const { body: reply } = await rosClient(simulator).createStack(
    new CreateStackRequest({ stackName: 'numbers', regionId: 'cn-hangzhou', templateBody: body, parameters }),
  );
  expect(outputs(await finished(simulator, reply!.stackId!, 'cn-hangzhou'))).toEqual({ Both: '7-b & c' });
});
