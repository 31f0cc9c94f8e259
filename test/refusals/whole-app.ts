import * as ros from '@alicloud/ros-cdk-core';
import { Edition, RegistryInstance, RegistryServiceRoles } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { Subject } from './refusal';

const imported = (stack: ros.Stack) =>
  RegistryInstance.fromInstanceAttributes(stack, 'Old', { instanceId: 'cri-1', instanceName: 'old' });

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
        '[outer/Nested/Registry] the stack is "outer/Nested", but a nested stack has no region of its own, and other stacks cannot read what is in it. Put the instance into the stack around it, outer.',
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
