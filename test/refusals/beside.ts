import * as ros from '@alicloud/ros-cdk-core';
import { cr, Edition, GlobalRegistry, MirroredNamespace, PublicAccess, RegistryInstance, SyncRule } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { Subject } from './refusal';

const resource = (scope: ros.Construct, id: string, type: string, properties: Record<string, unknown> = {}) =>
  new ros.RosResource(scope, id, { type, properties });

/** A network in Hangzhou. */
function network(app: ros.App) {
  const stack = stackIn(app, 'cn-hangzhou', 'network');
  const vpc = resource(stack, 'Vpc', 'ALIYUN::ECS::VPC');
  const other = resource(stack, 'Other', 'ALIYUN::ECS::VPC');
  const vswitch = resource(stack, 'VSwitch', 'ALIYUN::ECS::VSwitch', { VpcId: vpc.ref });
  return { stack, vpc, other, vswitchId: vswitch.ref };
}

const linked = (app: ros.App, vpcAccess: { vpcId: string; vswitchId: string }[]) =>
  acme(app, { replicas: [{ region: 'cn-hangzhou', vpcAccess }] });

const rule = (scope: ros.Stack, from: string, to: string, targetRegionId: string, syncRuleName = 'mine') =>
  new cr.RosRepoSyncRule(scope, 'Rule', {
    instanceId: from,
    namespaceName: 'prod',
    repoNameFilter: '.*',
    syncRuleName,
    syncScope: 'NAMESPACE',
    syncTrigger: 'PASSIVE',
    tagFilter: 'v.*',
    targetInstanceId: to,
    targetNamespaceName: 'prod',
    targetRegionId,
  }, true); // prettier-ignore

const CHAIN = 'ROS hands outputs on through 3 stacks at most, and the last would fail when the others are bought.';

/** Refusals about what users have beside a registry. */
export const BESIDE: Subject = {
  title: "Beside a registry: networks, stacks and resources of the user's own",
  cases: [
    {
      what: 'outputs that are handed on from the primary to a network to a replica to its replication',
      declare: app => {
        const { stack, vpc, vswitchId } = network(app);
        const registry = linked(app, [{ vpcId: vpc.ref, vswitchId }]);
        new ros.RosOutput(stack, 'Primary', { value: registry.primary.instanceId });
      },
      messages: [
        `[Acme/eu-central-1] a chain of stacks, each of which reads outputs of the one before it, is acme-eu-central-1 -> network -> acme-cn-hangzhou -> acme-eu-central-1-to-cn-hangzhou, but ${CHAIN} Put what network reads of acme-eu-central-1, or what acme-cn-hangzhou reads of network, into a stack of its own, or write the value itself.`,
      ],
    },
    {
      what: "outputs that are handed on through stacks of the user's own alone",
      declare: app => {
        instanceIn(app, 'cn-hangzhou');
        ['a', 'b', 'c', 'd'].reduce((before: string | undefined, id) => {
          const value = before === undefined ? 'x' : ros.Fn.getStackOutput(before, 'X').toString();
          new ros.RosOutput(stackIn(app, 'us-east-1', id), 'X', { value });
          return id;
        }, undefined);
      },
      messages: [
        `[stack-cn-hangzhou] a chain of stacks, each of which reads outputs of the one before it, is a -> b -> c -> d, but ${CHAIN} Put what b reads of a, or what c reads of b, into a stack of its own, or write the value itself.`,
      ],
    },
    {
      what: 'resources and outputs whose ids begin with a digit, in a stack of ours and in another',
      declare: app => {
        const registry = acme(app);
        resource(ros.Stack.of(registry.primary), '1x', 'ALIYUN::ROS::Sleep');
        new ros.RosOutput(stackIn(app, 'us-east-1', 'mine'), '2x', { value: 'x' });
      },
      messages: [
        '[Acme/eu-central-1] the id of Acme/eu-central-1/1x is "1x", but a name in a template is a letter and up to 254 letters, digits, "-", "_", "." and ":". Rename the construct.',
        '[Acme/eu-central-1] the id of mine/2x is "2x", but a name in a template is a letter and up to 254 letters, digits, "-", "_", "." and ":", spaces and "&". Rename the construct.',
      ],
    },
    {
      what: 'one VPC that is linked by reference and by attribute',
      declare: app => {
        const { vpc, vswitchId } = network(app);
        linked(app, [
          { vpcId: vpc.ref, vswitchId },
          { vpcId: vpc.getAtt('VpcId').toString(), vswitchId },
        ]);
      },
      messages: [
        '[Acme] replicas[0].vpcAccess[1] is decided at deploy time, but each VPC is linked once, through one vSwitch. Remove the repeated link.',
      ],
    },
    {
      what: 'one VPC that is linked again later in other words',
      declare: app => {
        const { vpc, vswitchId } = network(app);
        const replica = linked(app, [{ vpcId: vpc.ref, vswitchId }]).replica('cn-hangzhou');
        replica.linkVpc({ vpcId: vpc.getAtt('VpcId').toString(), vswitchId });
      },
      messages: [
        '[Acme/cn-hangzhou/Registry] vpcId is decided at deploy time, but each VPC is linked once, through one vSwitch. Remove the repeated link.',
      ],
    },
    {
      what: 'a vSwitch of another VPC',
      declare: app => {
        const { other, vswitchId } = network(app);
        linked(app, [{ vpcId: other.ref, vswitchId }]);
      },
      messages: [
        '[Acme] replicas[0].vpcAccess[0].vswitchId is that of network/VSwitch, but it is made in another VPC than that of vpcId. Give a vSwitch of that VPC.',
      ],
    },
    {
      what: 'a vSwitch of another VPC that is linked later',
      declare: app => {
        const { vswitchId } = network(app);
        instanceIn(app, 'cn-hangzhou').linkVpc({ vpcId: 'vpc-9', vswitchId });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] access.vswitchId is that of network/VSwitch, but it is made in another VPC than that of vpcId. Give a vSwitch of that VPC.',
      ],
    },
    {
      what: 'one vSwitch for two VPCs',
      declare: app =>
        linked(
          app,
          ['vpc-1', 'vpc-2'].map(vpcId => ({ vpcId, vswitchId: 'vsw-1' })),
        ),
      messages: [
        '[Acme] replicas[0].vpcAccess[1].vswitchId is "vsw-1", but another link goes through it to another VPC, and a vSwitch is in one. Give a vSwitch of that VPC.',
      ],
    },
    {
      what: 'one VPC in two regions',
      declare: app => {
        const link = { vpcId: 'vpc-1', vswitchId: 'vsw-1' };
        acme(app, {
          primary: { region: 'eu-central-1', vpcAccess: [link] },
          replicas: [{ region: 'cn-hangzhou', vpcAccess: [{ ...link, vswitchId: 'vsw-2' }] }],
        });
      },
      messages: [
        '[Acme/cn-hangzhou/Registry] vpcId is "vpc-1", but Acme/eu-central-1/Registry links it in eu-central-1, and a VPC is in one region. Give a VPC of cn-hangzhou.',
      ],
    },
    {
      what: 'one bucket for two registries, by its name and by its resource',
      declare: app => {
        const bucket = resource(stackIn(app, 'eu-central-1', 'buckets'), 'Layers', 'ALIYUN::OSS::Bucket', {
          BucketName: 'layers',
        });
        ['one', 'two'].forEach((instanceName, i) => {
          const storageBucketName = i === 0 ? bucket.getAtt('Name').toString() : 'layers';
          const primary = { region: 'eu-central-1', storageBucketName };
          new GlobalRegistry(app, instanceName, { instanceName, primary });
        });
      },
      messages: [
        '[two/eu-central-1/Registry] storageBucketName is "layers", but one/eu-central-1/Registry keeps its images in that bucket. Give each instance a bucket of its own.',
      ],
    },
    {
      what: "a namespace and an address block of ours that a stack of the user's own makes as well",
      declare: app => {
        const { primary } = acme(app, { publicAccess: PublicAccess.fromCidrs('203.0.113.0/24') });
        const mine = stackIn(app, 'eu-central-1', 'mine');
        const { instanceId: InstanceId } = primary;
        resource(mine, 'Prod', 'ALIYUN::CR::Namespace', { InstanceId, Namespace: 'prod' });
        resource(mine, 'Office', 'ALIYUN::CR::InstanceEndpointAclPolicy', {
          InstanceId,
          Entry: '203.0.113.0/24',
          ModuleName: 'Registry',
        });
      },
      messages: [
        '[Acme/eu-central-1] what mine/Prod makes is "prod", but Acme/eu-central-1/Registry/Namespace-prod/Resource makes the same on that instance, and the second would fail when it is deployed. Remove one of the two.',
        '[Acme/eu-central-1] what mine/Office makes is "203.0.113.0/24/Registry", but Acme/eu-central-1/Registry/PublicAccess-203.0.113.0:24/Resource makes the same on that instance, and the second would fail when it is deployed. Remove one of the two.',
      ],
    },
    {
      what: "a sync rule of the user's own under the name of one of ours",
      declare: app => {
        const { primary, replications, replica } = acmeWith(app);
        replications[0].addRule(SyncRule.namespace('prod', { ruleName: 'mine', tagsMatching: 'z.*' }));
        rule(stackIn(app, 'eu-central-1', 'mine'), primary, replica, 'cn-hangzhou');
      },
      messages: [
        '[Acme/eu-central-1] what mine/Rule makes is "mine", but Acme/eu-central-1-to-cn-hangzhou/Replication/Rule-prod-f4092c15/Resource makes the same on that instance, and the second would fail when it is deployed. Remove one of the two.',
      ],
    },
    {
      what: "a sync rule of the user's own that passes on what a replica receives",
      declare: app => {
        const { replica } = acmeWith(app);
        const third = thirdIn(app);
        rule(stackIn(app, 'cn-hangzhou', 'mine'), replica, third, 'us-east-1');
      },
      messages: [
        '[Acme/eu-central-1] the sync rule mine/Rule is made on an instance that receives images, but Acme/eu-central-1-to-cn-hangzhou/Replication copies to it, and an instance that receives images cannot pass them on. Let the source of all replicate to each target directly.',
      ],
    },
    {
      what: "a sync rule of the user's own into a replica, from another source",
      declare: app => {
        const { replica } = acmeWith(app);
        const third = thirdIn(app);
        rule(stackIn(app, 'us-east-1', 'mine'), third, replica, 'cn-hangzhou');
      },
      messages: [
        '[Acme/eu-central-1] the sync rule mine/Rule is made to copy into an instance that receives images from another, but Acme/eu-central-1-to-cn-hangzhou/Replication copies into it, and a target has one source. Let the source of all replicate to each target directly.',
      ],
    },
    {
      what: 'one VPC that two imports of one instance link in other words',
      declare: app => {
        const { vpc, vswitchId } = network(app);
        const stack = stackIn(app, 'cn-hangzhou');
        const [one, two] = ['One', 'Two'].map(id =>
          RegistryInstance.fromInstanceAttributes(stack, id, { instanceId: 'cri-1', instanceName: 'old' }),
        );
        one.linkVpc({ vpcId: vpc.ref, vswitchId });
        two.linkVpc({ vpcId: vpc.getAtt('VpcId').toString(), vswitchId });
      },
      messages: [
        '[stack-cn-hangzhou/Two] instanceId is "cri-1", but stack-cn-hangzhou/One sets the same on that instance, and the second would fail when it is deployed. Set it in one of the two.',
      ],
    },
    {
      what: 'a lazy VPC that is not that of the vSwitch',
      declare: app => {
        const { vswitchId } = network(app);
        const vpcId = ros.Lazy.stringValue({ produce: () => 'vpc-9' });
        instanceIn(app, 'cn-hangzhou', { vpcAccess: [{ vpcId, vswitchId }] });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] vpcAccess.vswitchId is that of network/VSwitch, but it is made in another VPC than that of vpcId. Give a vSwitch of that VPC.',
      ],
    },
    {
      what: "a sync rule of the user's own into the primary",
      declare: app => {
        const { primary } = acmeWith(app);
        const third = thirdIn(app);
        rule(stackIn(app, 'us-east-1', 'mine'), third, primary, 'eu-central-1');
      },
      messages: [
        '[Acme/eu-central-1] the sync rule mine/Rule is made to copy into an instance that sends images, but Acme/eu-central-1-to-cn-hangzhou/Replication copies from it, and an instance that sends images cannot receive any. Let the source of all replicate to each target directly.',
      ],
    },
  ],
};

function acmeWith(app: ros.App) {
  const registry = acme(app);
  const [primary, replica] = [registry.primary.instanceId, registry.replica('cn-hangzhou').instanceId];
  return { primary, replica, replications: registry.replications };
}

function thirdIn(app: ros.App): string {
  const stack = stackIn(app, 'us-east-1', 'third');
  const third = new RegistryInstance(stack, 'Third', { instanceName: 'third', edition: Edition.ADVANCED });
  new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [third] });
  return third.instanceId;
}
