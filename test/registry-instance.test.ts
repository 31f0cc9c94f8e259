import * as ros from '@alicloud/ros-cdk-core';
import { Edition, MirroredNamespace, RegistryInstance, RetentionRule } from '../lib';
import { newApp, synth } from './support/assembly';
import { instanceIn, stackIn } from './support/registries';

describe('RegistryInstance', () => {
  test('by default buys one month, scans with the built-in engine, is kept, and publishes its id and hosts', () => {
    const assembly = synth(app => instanceIn(app, 'cn-hangzhou', { edition: Edition.BASIC }));
    expect(assembly.template('stack-cn-hangzhou')).toMatchObject({
      Resources: {
        DeployRegion: { Type: 'ALIYUN::ROS::Assert' },
        Registry: {
          Type: 'ALIYUN::CR::Instance',
          Properties: {
            InstanceName: 'acme',
            InstanceType: 'Basic',
            ImageScanner: 'ACR',
            Period: 1,
            RenewalStatus: 'ManualRenewal',
          },
          DependsOn: ['DeployRegion'],
          DeletionPolicy: 'Retain',
        },
      },
      Outputs: {
        RegistryInstanceId: { Value: { 'Fn::GetAtt': ['Registry', 'InstanceId'] } },
        RegistryRegistryHost: { Value: 'acme-registry.cn-hangzhou.cr.aliyuncs.com' },
        RegistryRegistryVpcHost: { Value: 'acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com' },
      },
    });
  });

  test('lives twice in one stack, and deep inside other constructs', () => {
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      new RegistryInstance(stack, 'One', { instanceName: 'one', edition: Edition.BASIC });
      new RegistryInstance(new ros.Construct(stack, 'Team-A'), 'Registry', {
        instanceName: 'two',
        edition: Edition.BASIC,
      });
    });
    const ids = Object.keys(assembly.template('stack-cn-hangzhou').Resources);
    expect(ids.sort()).toEqual(['DeployRegion', 'One', expect.stringMatching(/^TeamARegistry[0-9A-F]{8}$/)]);
  });

  test('names images by tag and by digest', () => {
    const registry = instanceIn(newApp(), 'eu-central-1');
    expect(registry.imageUri('prod', 'api')).toBe('acme-registry.eu-central-1.cr.aliyuncs.com/prod/api');
    expect(registry.imageUri('prod', 'api', '1.4.2')).toBe('acme-registry.eu-central-1.cr.aliyuncs.com/prod/api:1.4.2');
    expect(registry.imageUri('prod', 'api', `sha256:${'ab'.repeat(32)}`)).toBe(
      `acme-registry.eu-central-1.cr.aliyuncs.com/prod/api@sha256:${'ab'.repeat(32)}`,
    );
  });

  test('takes a name that is known only at deploy time, for ROS checks it then', () => {
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      const name = new ros.RosParameter(stack, 'Name', { type: ros.RosParameterType.STRING });
      new RegistryInstance(stack, 'Registry', { instanceName: name.valueAsString, edition: Edition.BASIC });
    });
    expect(assembly.properties('stack-cn-hangzhou', 'ALIYUN::CR::Instance').InstanceName).toEqual({ Ref: 'Name' });
  });

  test('takes from parameters what is only written into the template', () => {
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      const parameter = (id: string, type = ros.RosParameterType.STRING) => new ros.RosParameter(stack, id, { type });
      const registry = new RegistryInstance(stack, 'Registry', {
        instanceName: 'acme',
        edition: Edition.BASIC,
        periodMonths: parameter('Months', ros.RosParameterType.NUMBER).valueAsNumber,
        retentionRules: [RetentionRule.instance({ keepTags: parameter('Tags').valueAsString })],
      });
      const tag = parameter('Tag').valueAsString;
      new ros.RosOutput(stack, 'Image', { value: registry.imageUri('prod', 'api', tag) });
    });
    const stack = 'stack-cn-hangzhou';
    expect(assembly.properties(stack, 'ALIYUN::CR::Instance').Period).toEqual({ Ref: 'Months' });
    expect(assembly.properties(stack, 'ALIYUN::CR::ArtifactLifecycleRule').TagRegexp).toEqual({ Ref: 'Tags' });
    expect(assembly.template(stack).Outputs!.Image).toEqual({
      Value: { 'Fn::Join': ['', ['acme-registry.cn-hangzhou.cr.aliyuncs.com/prod/api:', { Ref: 'Tag' }]] },
    });
  });

  test('is read by attribute in its own stack and by stack output in any other, which then waits for it', () => {
    const assembly = synth(app => {
      const registry = instanceIn(app, 'cn-hangzhou');
      new ros.RosOutput(ros.Stack.of(registry), 'Here', { value: registry.instanceId });
      new ros.RosOutput(stackIn(app, 'eu-central-1'), 'There', { value: `id: ${registry.instanceId}` });
    });
    const outputs = (stack: string) => assembly.template(stack).Outputs as Record<string, { Value: unknown }>;
    expect(outputs('stack-cn-hangzhou').Here.Value).toEqual({ 'Fn::GetAtt': ['Registry', 'InstanceId'] });
    const read = { 'Fn::GetStackOutput': ['stack-cn-hangzhou', 'RegistryInstanceId', 'cn-hangzhou'] };
    expect(outputs('stack-eu-central-1').There.Value).toEqual({ 'Fn::Join': ['', ['id: ', read]] });
    expect(assembly.dependencies('stack-eu-central-1')).toEqual(['stack-cn-hangzhou']);
  });

  test('leaves the traces of what users put below it alone', () => {
    const app = newApp();
    const registry = instanceIn(app, 'cn-hangzhou');
    const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [registry] });
    const imported = RegistryInstance.fromInstanceAttributes(ros.Stack.of(registry), 'Old', {
      instanceId: 'cri-1',
      instanceName: 'old',
    });
    const below = [
      registry,
      registry.node.defaultChild!,
      registry.node.findChild('Namespace-prod'),
      namespace,
      imported,
    ];
    below.forEach((scope, i) => {
      const stack = ros.Stack.of(registry);
      const mine = new ros.RosOutput(scope === namespace ? stack : (scope as ros.Construct), `Mine${i}`, {
        value: 'x',
      });
      expect(mine.creationStack.join('\n')).toContain('registry-instance.test');
    });
    expect(process.env.CDK_DISABLE_STACK_TRACE).toBeUndefined();
  });

  test('leaves the traces of the constructs around it alone', () => {
    const app = newApp();
    const registry = instanceIn(app, 'cn-hangzhou');
    const mine = new ros.RosOutput(ros.Stack.of(registry), 'Mine', { value: 'x' });
    expect(mine.creationStack.join('\n')).toContain('registry-instance.test');
    expect(process.env.CDK_DISABLE_STACK_TRACE).toBeUndefined();
    const ours = registry.node.defaultChild as ros.RosResource;
    expect(ours.node.metadata.every(entry => entry.trace === undefined || entry.trace.length === 0)).toBe(true);
  });
});

describe('RegistryInstance.fromInstanceAttributes', () => {
  test('creates nothing', () => {
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      const registry = RegistryInstance.fromInstanceAttributes(stack, 'Old', {
        instanceId: 'cri-1',
        instanceName: 'old',
      });
      expect([registry.region, registry.registryHost]).toEqual([
        'cn-hangzhou',
        'old-registry.cn-hangzhou.cr.aliyuncs.com',
      ]);
      new ros.RosOutput(stack, 'Id', { value: registry.instanceId });
    });
    expect(assembly.template('stack-cn-hangzhou').Resources).toBeUndefined();
    expect(assembly.template('stack-cn-hangzhou').Outputs).toEqual({ Id: { Value: 'cri-1' } });
  });

  test('takes the attribute of another construct and carries it across regions', () => {
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      const theirs = new ros.RosResource(stack, 'Theirs', {
        type: 'ALIYUN::CR::Instance',
        properties: { InstanceName: 'old' },
      });
      const registry = RegistryInstance.fromInstanceAttributes(stack, 'Old', {
        instanceId: theirs.getAtt('InstanceId'),
        instanceName: 'old',
      });
      new ros.RosOutput(stackIn(app, 'eu-central-1'), 'Id', { value: registry.instanceId });
    });
    expect(assembly.template('stack-cn-hangzhou').Outputs).toMatchObject({
      StackCnHangzhouOldInstanceId: { Value: { 'Fn::GetAtt': ['Theirs', 'InstanceId'] } },
    });
    expect(assembly.template('stack-eu-central-1').Outputs).toEqual({
      Id: { Value: { 'Fn::GetStackOutput': ['stack-cn-hangzhou', 'StackCnHangzhouOldInstanceId', 'cn-hangzhou'] } },
    });
  });
});
