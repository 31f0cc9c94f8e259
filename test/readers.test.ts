import * as ros from '@alicloud/ros-cdk-core';
import {
  Edition,
  GlobalRegistry,
  Grantee,
  IRegistryInstance,
  MirroredNamespace,
  RegistryInstance,
  RetentionRule,
} from '../lib';
import { synth } from './support/assembly';
import { deployAll, withSimulator } from './support/deployment';
import { acme, stackIn } from './support/registries';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const everyInstance = (registry: GlobalRegistry) => [registry.primary, ...registry.replicas];

/** A name that is kept as it is: a logical id of letters and digits. */
const nameOf = (what: string, region: string) => `${what}${region.replaceAll('-', '')}`;

/** Everything that a stack may read of an instance, alone and inside functions. */
const readings = (instance: IRegistryInstance) => ({
  id: instance.instanceId,
  inText: `${instance.instanceId} on ${instance.registryHost}`,
  inSub: ros.Fn.sub('${Id} read in ${ALIYUN::Region}', { Id: instance.instanceId }),
  inJoin: ros.Fn.join('/', [instance.registryVpcHost, instance.instanceId, instance.chartHost]),
  image: instance.imageUri('prod', 'api', 'v1'),
  digest: instance.imageUri('prod', 'api', DIGEST),
});

/** The same, as they must be when they are deployed. */
const expected = (id: string, region: string, reader: string) => ({
  id,
  inText: `${id} on acme-registry.${region}.cr.aliyuncs.com`,
  inSub: `${id} read in ${reader}`,
  inJoin: `acme-registry-vpc.${region}.cr.aliyuncs.com/${id}/acme-chart.${region}.cr.aliyuncs.com`,
  image: `acme-registry.${region}.cr.aliyuncs.com/prod/api:v1`,
  digest: `acme-registry.${region}.cr.aliyuncs.com/prod/api@${DIGEST}`,
});

describe('a stack of somebody else reads every instance, deployed after the registry,', () => {
  test.each([
    ['eu-central-1', 'where the primary is'],
    ['cn-hangzhou', 'where a replica is'],
    ['us-east-1', 'where no instance is'],
  ])('in %s, %s', async reader => {
    const assembly = synth(app => {
      const mine = stackIn(app, reader, `mine-${reader}`); // before the registry, for order comes from what is read
      for (const instance of everyInstance(acme(app))) {
        const values = readings(instance);
        new ros.RosResource(mine, nameOf('function', instance.region), {
          type: 'ALIYUN::FC3::Function',
          properties: { FunctionName: 'reader', EnvironmentVariables: values },
        });
        for (const [name, value] of Object.entries(values)) {
          new ros.RosOutput(mine, nameOf(name, instance.region), { value });
        }
      }
    });
    expect(assembly.dependencies(`mine-${reader}`)).toEqual(['acme-cn-hangzhou', 'acme-eu-central-1']);
    await withSimulator(async simulator => {
      await deployAll(simulator, assembly);
      const mine = simulator.stacks(reader).find(({ name }) => name === `mine-${reader}`)!;
      const outputs = Object.fromEntries(mine.outputs.map(({ key, value }) => [key, value]));
      for (const region of ['eu-central-1', 'cn-hangzhou']) {
        const values = expected(simulator.registries(region)[0].id, region, reader);
        const { properties } = mine.resources[nameOf('function', region)];
        expect(properties.EnvironmentVariables).toEqual(values);
        const told = Object.keys(values).map(name => [name, outputs[nameOf(name, region)]]);
        expect(Object.fromEntries(told)).toEqual(values);
      }
    });
  });
});

test('a stack that reads nothing but hosts and image references waits for no other, for they are plain texts', async () => {
  const assembly = synth(app => {
    const mine = stackIn(app, 'cn-hangzhou', 'mine-cn-hangzhou');
    const { primary } = acme(app);
    new ros.RosOutput(mine, 'Host', { value: primary.registryHost });
    new ros.RosOutput(mine, 'Image', { value: primary.imageUri('prod', 'api') });
  });
  expect(assembly.dependencies('mine-cn-hangzhou')).toEqual([]);
  expect(assembly.template('mine-cn-hangzhou').Outputs).toEqual({
    Host: { Value: 'acme-registry.eu-central-1.cr.aliyuncs.com' },
    Image: { Value: 'acme-registry.eu-central-1.cr.aliyuncs.com/prod/api' },
  });
});

describe('what is read by the name of a stack', () => {
  const output = (stack: ros.Stack, id: string, value: unknown) => new ros.RosOutput(stack, id, { value });
  const read = (stack: string, name: string) => ros.Fn.getStackOutput(stack, name, 'eu-central-1');

  test('waits for it, whoever reads, and in whatever order they were declared', async () => {
    const assembly = synth(app => {
      const [last, between, nested] = ['c', 'b', 'a'].map(id => stackIn(app, 'eu-central-1', id));
      acme(app, { replicas: [] }).grantPull(Grantee.role(read('a', 'Role').toString()));
      output(last, 'Id', read('acme-eu-central-1', 'InstanceId'));
      output(new ros.NestedStack(between, 'Nested', { parameters: {} }), 'Role', read('a', 'Role'));
      output(nested, 'Role', 'nodes');
    });
    expect(assembly.dependencies('acme-eu-central-1')).toEqual(['a']);
    expect(assembly.dependencies('b')).toEqual(['a']);
    expect(assembly.dependencies('c')).toEqual(['acme-eu-central-1']);
  });

  test('waits for nothing beside an app without a registry, which is the business of its owner', () => {
    const assembly = synth(app => {
      output(stackIn(app, 'eu-central-1', 'b'), 'Role', read('a', 'Role'));
      output(stackIn(app, 'eu-central-1', 'a'), 'Role', 'nodes');
    });
    expect(assembly.dependencies('b')).toEqual([]);
  });

  test('is guarded where something of ours reads it, and nothing is bought before it is there', async () => {
    const assembly = synth(app => {
      const registry = acme(app, { replicas: [] });
      registry.grantPull(Grantee.role(read('elsewhere', 'Role').toString()));
      registry.primary.linkVpc({ vpcId: read('elsewhere', 'Vpc').toString(), vswitchId: 'vsw-1' });
    });
    await withSimulator(async simulator => {
      await expect(deployAll(simulator, assembly)).rejects.toThrow(
        /Stack elsewhere in eu-central-1 gives no (Role|Vpc): it is missing, or still busy\. Deploy it first, then this stack\./,
      );
      expect(simulator.registries('eu-central-1')).toEqual([]);
    });
  });
});

describe('a value of another stack', () => {
  const read = (name: string) => ({ 'Fn::GetStackOutput': ['base', expect.stringMatching(name), 'eu-central-1'] });
  const base = (app: ros.App) => {
    const stack = stackIn(app, 'eu-central-1', 'base');
    return new ros.RosParameter(stack, 'Text', { type: ros.RosParameterType.STRING, defaultValue: 'text' });
  };

  test('may be any text of ours: what a repository is about, the tags to keep, the name of an instance', async () => {
    const assembly = synth(app => {
      const text = base(app).valueAsString;
      const single = new RegistryInstance(stackIn(app, 'eu-central-1', 'single-eu-central-1'), 'Registry', {
        instanceName: `one-${text}`,
        edition: Edition.BASIC,
        retentionRules: [RetentionRule.instance({ keepTags: text })],
      });
      const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [single] });
      namespace.addRepository({ name: 'api', summary: text, detail: `About ${text}` });
      new ros.RosOutput(stackIn(app, 'cn-hangzhou', 'mine-cn-hangzhou'), 'Host', { value: single.registryHost });
    });
    const stack = 'single-eu-central-1';
    expect(assembly.dependencies(stack)).toEqual(['base']);
    expect(assembly.dependencies('mine-cn-hangzhou')).toEqual(['base']);
    expect(assembly.properties(stack, 'ALIYUN::CR::Repository')).toMatchObject({ Summary: read('TextRef') });
    expect(assembly.properties(stack, 'ALIYUN::CR::ArtifactLifecycleRule')).toMatchObject({
      TagRegexp: read('TextRef'),
    });
    await withSimulator(async simulator => {
      await deployAll(simulator, assembly);
      expect(simulator.registries('eu-central-1')[0].name).toBe('one-text');
      const [mine] = simulator.stacks('cn-hangzhou');
      expect(mine.outputs).toMatchObject([{ value: 'one-text-registry.eu-central-1.cr.aliyuncs.com' }]);
    });
  });

  test('is read wherever it is said past the props, in stacks of ours as well', () => {
    const assembly = synth(app => {
      const { primary, replicas } = acme(app);
      const mine = new ros.RosResource(stackIn(app, 'us-east-1', 'mine'), 'Mine', { type: 'ALIYUN::ROS::Sleep' });
      mine.addPropertyOverride('Triggers', { registry: primary.instanceId });
      const ours = replicas[0].node.defaultChild as ros.RosResource;
      ours.addPropertyOverride(
        'InstanceStorageName',
        ros.Fn.getStackOutput('storage', 'Bucket', 'us-east-1').toString(),
      );
      new ros.RosOutput(stackIn(app, 'us-east-1', 'storage'), 'Bucket', { value: 'layers' });
    });
    expect(assembly.dependencies('mine')).toEqual(['acme-eu-central-1']);
    expect(assembly.dependencies('acme-cn-hangzhou')).toEqual(['storage']);
    expect(assembly.properties('acme-cn-hangzhou', 'ALIYUN::CR::Instance')).toMatchObject({
      InstanceStorageName: { 'Fn::GetStackOutput': ['storage', 'Bucket', 'us-east-1'] },
    });
  });

  test('is found inside functions, guarded as one that stands alone', async () => {
    const assembly = synth(app => {
      const text = base(app).valueAsString;
      const registry = acme(app, { replicas: [] });
      registry.grantPull(Grantee.role(ros.Fn.join('-', ['nodes', text])));
      const vpcId = ros.Fn.select(0, [text, 'other'] as never);
      registry.primary.linkVpc({
        vpcId: vpcId as never,
        vswitchId: ros.Fn.conditionIf('No', text, 'vsw-1').toString(),
      });
      const expression = ros.Fn.conditionEquals('a', 'b');
      new ros.RosCondition(ros.Stack.of(registry.primary as never), 'No', { expression });
    });
    const stack = 'acme-eu-central-1';
    expect(assembly.dependencies(stack)).toEqual(['base']);
    expect(assembly.properties(stack, 'ALIYUN::RAM::AttachPolicyToRole')).toMatchObject({
      RoleName: { 'Fn::Join': ['-', ['nodes', read('TextRef')]] },
    });
    const [link] = assembly.resources(stack, 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc');
    expect((link.DependsOn as string[]).filter(id => id.includes('Ready'))).toHaveLength(1);
    await withSimulator(simulator => deployAll(simulator, assembly));
  });
});
