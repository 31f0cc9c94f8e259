import * as ros from '@alicloud/ros-cdk-core';
import {
  cr,
  CrossRegionReplication,
  Edition,
  MirroredNamespace,
  RegistryInstance,
  RegistryInstanceAttributes,
  RegistryServiceRoles,
} from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { Subject } from './refusal';

const imported = (stack: ros.Stack, attributes: Partial<RegistryInstanceAttributes> = {}) =>
  RegistryInstance.fromInstanceAttributes(stack, 'Old', { instanceId: 'cri-1', instanceName: 'old', ...attributes });

/** An instance of the user's own, by its attribute. */
const attribute = (stack: ros.Stack) =>
  new ros.RosResource(stack, 'Theirs', { type: 'ALIYUN::CR::Instance', properties: {} }).getAtt('InstanceId');

/** Refusals of what several constructs say together. */
export const WHOLE_APP: Subject = {
  title: 'The whole app',
  cases: [
    {
      what: 'one bucket for two instances',
      declare: app => {
        instanceIn(app, 'cn-hangzhou', { storageBucketName: 'layers' });
        instanceIn(app, 'cn-beijing', { instanceName: 'other', storageBucketName: 'layers' });
      },
      messages: [
        '[stack-cn-beijing/Registry] storageBucketName is "layers", but stack-cn-hangzhou/Registry keeps its images in that bucket. Give each instance a bucket of its own.',
      ],
    },
    {
      what: 'one instance in two regions',
      declare: app => {
        imported(stackIn(app, 'cn-hangzhou'));
        imported(stackIn(app, 'cn-beijing'));
      },
      messages: [
        '[stack-cn-beijing/Old] region is "cn-beijing", but an instance is in one region, and stack-cn-hangzhou/Old says cn-hangzhou. Correct one of the two.',
      ],
    },
    {
      what: 'a new instance under the name of one that exists',
      declare: app => {
        imported(stackIn(app, 'cn-hangzhou', 'one'));
        instanceIn(app, 'cn-hangzhou', { instanceName: 'old' });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] instanceName is "old", but region cn-hangzhou already has an instance of that name (one/Old), and the host names follow from it. Choose another name for one of the two.',
      ],
    },
    {
      what: 'two instances that exist under one name',
      declare: app => {
        imported(stackIn(app, 'cn-hangzhou', 'one'));
        imported(stackIn(app, 'cn-hangzhou', 'two'), { instanceId: 'cri-2' });
      },
      messages: [
        '[two/Old] instanceName is "old", but region cn-hangzhou already has an instance of that name (one/Old), and the host names follow from it. Choose another name for one of the two.',
      ],
    },
    {
      what: 'an instance of the user under the name of a new one',
      declare: app => {
        const { instanceId } = instanceIn(app, 'cn-hangzhou', { instanceName: 'old' });
        const stack = stackIn(app, 'cn-hangzhou', 'theirs');
        imported(stackIn(app, 'us-east-1'), { instanceId, region: 'cn-hangzhou' }); // the new one itself
        imported(stack, { instanceId: attribute(stack) });
      },
      messages: [
        '[theirs/Old] instanceName is "old", but region cn-hangzhou already has an instance of that name (stack-cn-hangzhou/Registry), and the host names follow from it. Choose another name for one of the two.',
      ],
    },
    {
      what: 'an instance that two registries have, one of them bought and one taken',
      declare: app => {
        acme(new ros.Construct(app, 'One'), { replicas: [] });
        const primary = { region: 'eu-central-1', existingInstanceId: 'cri-1' };
        acme(new ros.Construct(app, 'Two'), { replicas: [], stackNamePrefix: 'two', primary });
      },
      messages: [
        '[Two/Acme/eu-central-1/Registry] instanceName is "acme", but region eu-central-1 already has an instance of that name (One/Acme/eu-central-1/Registry), and the host names follow from it. Choose another name for one of the two.',
      ],
    },
    {
      what: 'an instance that users buy by a resource, under the name of ours',
      declare: app => {
        instanceIn(app, 'cn-hangzhou', { instanceName: 'old' });
        const mine = stackIn(app, 'cn-hangzhou', 'mine');
        new cr.RosInstance(mine, 'Mine', { instanceName: 'old', instanceType: 'Basic' });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] instanceName is "old", but region cn-hangzhou already has an instance of that name (mine/Mine), and the host names follow from it. Choose another name for one of the two.',
      ],
    },
    {
      what: 'a namespace on an instance of another app',
      declare: app =>
        new MirroredNamespace(app, 'Prod', {
          namespaceName: 'prod',
          instances: [instanceIn(new ros.App(), 'cn-hangzhou')],
        }),
      messages: [
        '[Prod] instances is "stack-cn-hangzhou/Registry", but it belongs to another app. Make both in one app, or take an instance by its literal id with RegistryInstance.fromInstanceAttributes.',
      ],
    },
    {
      what: 'a replication between apps',
      declare: app => {
        const source = instanceIn(app, 'eu-central-1');
        const target = instanceIn(new ros.App(), 'cn-hangzhou');
        new CrossRegionReplication(ros.Stack.of(source), 'Copies', { source, target });
      },
      messages: [
        '[stack-eu-central-1/Copies] target is "stack-cn-hangzhou/Registry", but it belongs to another app. Make both in one app, or take an instance by its literal id with RegistryInstance.fromInstanceAttributes.',
      ],
    },
    {
      what: 'a replication to an instance of another stage',
      declare: app => {
        const source = instanceIn(app, 'eu-central-1');
        const target = instanceIn(new ros.Stage(app, 'Prod') as never, 'cn-hangzhou');
        new CrossRegionReplication(ros.Stack.of(source), 'Copies', { source, target });
      },
      messages: [
        '[stack-eu-central-1/Copies] Prod/stack-cn-hangzhou/Registry.instanceId is read in stack stack-eu-central-1, but the value can be read only inside its own stage. Use it in a stack of that stage, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ],
    },
    {
      what: 'one instance of two names, editions and owners',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou', 'one');
        imported(stack, { edition: Edition.BASIC });
        const attributes = { instanceName: 'new', edition: Edition.ADVANCED, accountId: '42' };
        imported(stackIn(app, 'cn-hangzhou', 'two'), attributes);
      },
      messages: [
        '[two/Old] instanceName is "new", but an instance has one name, and one/Old says old. Correct one of the two.',
        '[two/Old] edition is "Advanced", but an instance has one edition, and one/Old says Basic. Correct one of the two.',
        '[two/Old] accountId is "42", but an instance has one owner, and one/Old says the account deployed to. Correct one of the two.',
      ],
    },
    {
      what: 'a new instance that is taken for one of another region',
      declare: app => {
        const { instanceId } = instanceIn(app, 'cn-hangzhou', { instanceName: 'old' });
        imported(stackIn(app, 'us-east-1'), { instanceId });
      },
      messages: [
        '[stack-us-east-1/Old] region is "us-east-1", but an instance is in one region, and stack-cn-hangzhou/Registry says cn-hangzhou. Correct one of the two.',
      ],
    },
    {
      what: 'the rights to one bucket twice',
      declare: app =>
        ['eu-central-1', 'cn-hangzhou'].forEach(
          region => new RegistryServiceRoles(stackIn(app, region), 'Roles', { storageBucketNames: ['layers'] }),
        ),
      messages: [
        '[stack-cn-hangzhou/Roles] storageBucketNames[0] is "layers", but stack-eu-central-1/Roles gives the rights to that bucket already, and an account takes them once. Name the bucket in one of the two.',
      ],
    },
    {
      what: 'the rights to one bucket twice, whose name is decided at deploy time',
      declare: app => {
        const stack = stackIn(app, 'eu-central-1', 'mine');
        const bucket = new ros.RosParameter(stack, 'Bucket', { type: ros.RosParameterType.STRING }).valueAsString;
        ['One', 'Two'].forEach(id => new RegistryServiceRoles(stack, id, { storageBucketNames: [bucket] }));
      },
      messages: [
        '[mine/Two] storageBucketNames[0] is decided at deploy time, but mine/One gives the rights to that bucket already, and an account takes them once. Name the bucket in one of the two.',
      ],
    },
    {
      what: 'one VPC linked by two imports of one instance',
      declare: app => {
        const link = { vpcId: 'vpc-1', vswitchId: 'vsw-1' };
        ['one', 'two'].forEach(id => imported(stackIn(app, 'cn-hangzhou', id)).linkVpc(link));
      },
      messages: [
        '[two/Old] instanceId is "cri-1", but one/Old sets the same on that instance, and the second would fail when it is deployed. Set it in one of the two.',
      ],
    },
    {
      what: 'a VPC that is linked again later',
      declare: app => {
        const registry = instanceIn(app, 'cn-hangzhou', { vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1' }] });
        registry.linkVpc({ vpcId: 'vpc-1', vswitchId: 'vsw-2' });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] vpcId is "vpc-1", but each VPC is linked once, through one vSwitch. Remove the repeated link.',
      ],
    },
    {
      what: 'a bucket that the given service roles do not reach',
      declare: app => {
        const serviceRoles = new RegistryServiceRoles(stackIn(app, 'eu-central-1', 'account'), 'Roles');
        acme(app, { serviceRoles, primary: { region: 'eu-central-1', storageBucketName: 'layers' } });
      },
      messages: [
        '[Acme] primary.storageBucketName is "layers", but the given serviceRoles give no rights to that bucket, so the instance would stay pending. Add it to storageBucketNames of the RegistryServiceRoles.',
      ],
    },
    {
      what: 'an instance in a nested stack',
      declare: app => {
        const nested = new ros.NestedStack(stackIn(app, 'cn-hangzhou', 'outer'), 'Nested');
        new RegistryInstance(nested, 'Registry', { instanceName: 'acme', edition: Edition.BASIC });
      },
      messages: [
        '[outer/Nested/Registry] the stack is "outer/Nested", but a nested stack has no region of its own, and other stacks cannot read what is in it. Put it into the stack around it, outer.',
      ],
    },
    {
      what: 'a replication in a nested stack',
      declare: app => {
        const [source, target] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
        const nested = new ros.NestedStack(ros.Stack.of(source), 'Nested');
        new CrossRegionReplication(nested, 'Copies', { source, target });
      },
      messages: [
        '[stack-eu-central-1/Nested/Copies] the stack is "stack-eu-central-1/Nested", but a nested stack has no region of its own, and other stacks cannot read what is in it. Put it into the stack around it, stack-eu-central-1.',
      ],
    },
    {
      what: 'an instance that exists, taken in a nested stack without a region',
      declare: app => imported(new ros.NestedStack(stackIn(app, 'cn-hangzhou', 'outer'), 'Nested')),
      messages: [
        '[outer/Nested/Old] region is missing, but a nested stack has no region of its own to take it from. Give the region, or import the instance into the stack around it, outer.',
      ],
    },
    {
      what: 'a namespace on an instance that was taken in a nested stack',
      declare: app => {
        const nested = new ros.NestedStack(stackIn(app, 'cn-hangzhou', 'outer'), 'Nested');
        const instances = [imported(nested, { region: 'cn-hangzhou' })];
        new MirroredNamespace(nested, 'Prod', { namespaceName: 'prod', instances });
      },
      messages: [
        '[outer/Nested/Prod] instances is "outer/Nested/Old", but a namespace is created by a stack in the region of its instance, cn-hangzhou, and a nested stack has no region of its own. Import the instance inside stack outer, or name cn-hangzhou in existingIn.',
      ],
    },
    {
      what: 'a VPC of another region, as a value of a stack there',
      declare: app => {
        const vpc = new ros.RosResource(stackIn(app, 'us-east-1', 'network'), 'Vpc', {
          type: 'ALIYUN::ECS::VPC',
          properties: {},
        });
        const link = { vpcId: vpc.getAtt('VpcId').toString(), vswitchId: 'vsw-1' };
        instanceIn(app, 'cn-hangzhou', { vpcAccess: [link] });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] network/Vpc.VpcId is a value of a stack in us-east-1, but a VPC is in the region of its instance, cn-hangzhou. Give one of cn-hangzhou.',
      ],
    },
    {
      what: 'one namespace of one existing instance, made by two registries',
      declare: app =>
        ['one', 'two'].forEach(stackNamePrefix =>
          acme(new ros.Construct(app, stackNamePrefix), {
            stackNamePrefix,
            replicas: [],
            primary: { region: 'eu-central-1', existingInstanceId: 'cri-1' },
          }),
        ),
      messages: [
        '[two/Acme/Namespace-prod] namespaceName is "prod", but instance two/Acme/eu-central-1/Registry already has a namespace of that name (one/Acme/Namespace-prod). Remove one of the two, or add the instance to the first with addInstance.',
      ],
    },
  ],
};
