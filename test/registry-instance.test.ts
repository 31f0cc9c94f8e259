import * as ros from '@alicloud/ros-cdk-core';
import { Edition, MirroredNamespace, RegistryInstance, RegistryInstanceProps } from '../lib';
import { newApp, problems, synth } from './support/assembly';
import { instanceIn, stackIn } from './support/registries';

const refusals = (props: Partial<RegistryInstanceProps>) => problems(app => instanceIn(app, 'cn-hangzhou', props));

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

  test('refuses to name an image that cannot be', () => {
    expect(() => instanceIn(newApp(), 'eu-central-1').imageUri('PROD', undefined as never, 'a b')).toThrow(
      new Error(
        '[stack-eu-central-1/Registry] 3 problems:\n  ' +
          'namespace is "PROD", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?\n  ' +
          'repository is missing, but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Choose another name.\n  ' +
          'tag is "a b", but a tag has 1 to 128 letters, digits, dots, hyphens and underscores, and a digest is "sha256:" and 64 digits and letters a to f. Write it like "1.4.2", or leave it out.',
      ),
    );
  });

  test('refuses to be made of nothing', () => {
    expect(() => new RegistryInstance(stackIn(newApp(), 'cn-hangzhou'), 'Registry', undefined as never)).toThrow(
      new Error(
        "[stack-cn-hangzhou/Registry] props is missing, but an instance is written as an object. Write it like { instanceName: 'acme', edition: Edition.ADVANCED }.",
      ),
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

  test('says that the international site does not sell the Standard edition', () => {
    const assembly = synth(app => instanceIn(app, 'cn-hangzhou', { edition: Edition.STANDARD }));
    expect(assembly.messages('info')).toEqual([
      'Edition Standard is sold by the China site of Alibaba Cloud; the international site offers Basic and Advanced.',
    ]);
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

  test('refuses to be without region, id or name', () => {
    const none = problems(app => {
      RegistryInstance.fromInstanceAttributes(app, 'Old', { instanceId: '', instanceName: undefined as never });
    });
    expect(none).toEqual([
      '[Old] region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
      '[Old] instanceId is "", but the id of an Enterprise Edition instance is "cri-" followed by letters and digits. Copy it from the overview page of the instance.',
      '[Old] instanceName is missing, but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Choose another name.',
    ]);
  });
});

describe('RegistryInstance refuses', () => {
  test('to share the name of its guard', () => {
    const stack = stackIn(newApp(), 'cn-hangzhou');
    new ros.RosParameter(stack, 'DeployRegion', { type: ros.RosParameterType.STRING });
    expect(() => new RegistryInstance(stack, 'Registry', { instanceName: 'acme', edition: Edition.BASIC })).toThrow(
      new Error(
        'stack-cn-hangzhou/DeployRegion: the name DeployRegion is taken, but the guard against a wrong region goes by it. Rename yours.',
      ),
    );
  });

  test('a stack without a fixed region', () => {
    expect(
      problems(
        app =>
          new RegistryInstance(stackIn(app, undefined, 'anywhere'), 'Registry', {
            instanceName: 'acme',
            edition: Edition.BASIC,
          }),
      ),
    ).toEqual([
      '[anywhere/Registry] the region of the stack is decided at deploy time, but stacks are placed at synth, so the region must be known by then. Write the region id itself, such as "cn-hangzhou".',
    ]);
  });

  test('to be bought without an edition', () => {
    expect(refusals({ edition: undefined })).toEqual([
      '[stack-cn-hangzhou/Registry] edition is missing, but the edition is chosen when an instance is bought. Choose Edition.ADVANCED for a primary, Edition.BASIC for a replica.',
    ]);
  });

  test('a bad name and a bad period at once', () => {
    expect(refusals({ instanceName: '-acme', periodMonths: 5 })).toEqual([
      '[stack-cn-hangzhou/Registry] instanceName is "-acme", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "acme"?',
      '[stack-cn-hangzhou/Registry] periodMonths is 5, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Choose one of these.',
    ]);
  });

  test('the same name twice in one region', () => {
    const twice = problems(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      new RegistryInstance(stack, 'One', { instanceName: 'acme', edition: Edition.BASIC });
      new RegistryInstance(stack, 'Two', { instanceName: 'acme', edition: Edition.BASIC });
    });
    expect(twice).toEqual([
      '[stack-cn-hangzhou/Two] instanceName is "acme", but region cn-hangzhou already has an instance of that name (stack-cn-hangzhou/One), and the host names follow from it. Choose another name for one of the two.',
    ]);
  });

  test('to be read from another stage', () => {
    const across = () =>
      synth(app => {
        const registry = instanceIn(app, 'cn-hangzhou');
        new ros.RosOutput(stackIn(new ros.Stage(app, 'Prod'), 'eu-central-1'), 'Id', { value: registry.instanceId });
      });
    expect(across).toThrow(
      new Error(
        'Resolution error: Prod/stack-eu-central-1: the reader is "Prod/stack-eu-central-1", but stack-cn-hangzhou/Registry.instanceId can be read only inside its own stage. ' +
          'Use it in a stack of that stage, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ),
    );
  });

  test('to be read by a nested stack inside its own stack', () => {
    const inside = () =>
      synth(app => {
        const registry = instanceIn(app, 'cn-hangzhou');
        const nested = new ros.NestedStack(ros.Stack.of(registry), 'Nested');
        new ros.RosOutput(nested, 'Id', { value: registry.instanceId });
      });
    expect(inside).toThrow(
      new Error(
        'Resolution error: stack-cn-hangzhou/Nested: the reader is "stack-cn-hangzhou/Nested", but stack-cn-hangzhou/Registry.instanceId is not there while the stack around both is deployed. ' +
          'Use it in stack stack-cn-hangzhou itself, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ),
    );
  });

  test('to be read from another account', () => {
    const across = () =>
      synth(app => {
        const stack = new ros.Stack(app, 'one', { env: { region: 'cn-hangzhou', account: '1' } });
        const registry = new RegistryInstance(stack, 'Registry', { instanceName: 'acme', edition: Edition.BASIC });
        const other = new ros.Stack(app, 'two', { env: { region: 'cn-hangzhou', account: '2' } });
        new ros.RosOutput(other, 'Id', { value: registry.instanceId });
      });
    expect(across).toThrow(
      new Error(
        'Resolution error: two: the reader is "two", but one/Registry.instanceId stays in account 1. ' +
          'Use it in a stack of that account, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ),
    );
  });
});
