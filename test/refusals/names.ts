import * as ros from '@alicloud/ros-cdk-core';
import { cr, Edition, Grantee, RegistryInstance } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { replica, Subject } from './refusal';

const resource = (scope: ros.Construct, id: string, type: string, properties: Record<string, unknown> = {}) =>
  new ros.RosResource(scope, id, { type, properties });

const named = (app: ros.Construct, stackName: string, region: string, account?: string) =>
  new ros.Stack(app, `${stackName}-${region}`, { stackName, env: { region, account } });

/** A registry that is linked to a VPC of Hangzhou. */
const linked = (app: ros.App, vpcId: string, vswitchId = 'vsw-1') =>
  acme(app, { replicas: [{ region: 'cn-hangzhou', vpcAccess: [{ vpcId, vswitchId }] }] });

const stackOf = (construct: ros.IConstruct) => ros.Stack.of(construct as ros.Construct);

/** Refusals of names that meet, and of names that nothing has. */
export const NAMES: Subject = {
  title: 'Names of stacks, and in templates',
  cases: [
    {
      what: 'stacks of the user under one name in two regions',
      declare: app => {
        acme(app);
        ['eu-central-1', 'cn-hangzhou'].forEach(region => named(app, 'network', region));
      },
      messages: [
        '[Acme/eu-central-1] the name of stack network-cn-hangzhou is "network", but network-eu-central-1 has the same name, and one template would overwrite the other. Give each a stackName of its own, such as one that ends in its region.',
      ],
    },
    {
      what: 'stacks of the user with L1 constructs under one name in two regions',
      declare: app =>
        ['eu-central-1', 'cn-hangzhou'].forEach(
          region =>
            new cr.RosNamespace(named(app, 'same', region), 'N', { instanceId: `cri-${region}`, namespace: 'prod' }),
        ),
      messages: [
        '[same-eu-central-1] the name of stack same-cn-hangzhou is "same", but same-eu-central-1 has the same name, and one template would overwrite the other. Give each a stackName of its own, such as one that ends in its region.',
      ],
    },
    {
      what: 'stacks whose names differ in case alone',
      declare: app => {
        acme(app, { replicas: [] });
        named(app, 'ACME-eu-central-1', 'cn-hangzhou');
      },
      messages: [
        '[Acme/eu-central-1] the name of stack ACME-eu-central-1-cn-hangzhou is "ACME-eu-central-1", but Acme/eu-central-1 is named "acme-eu-central-1", and one template would overwrite the other where file names ignore case. Choose another stackNamePrefix or stackName for one of the two.',
      ],
    },
    {
      what: 'stacks of two stages under one name in one region of one account',
      declare: app => {
        named(new ros.Stage(app, 'Test'), 'network', 'cn-hangzhou', '1');
        named(new ros.Stage(app, 'Other'), 'network', 'cn-hangzhou', '2');
        const stage = new ros.Stage(app, 'Prod');
        named(stage, 'network', 'cn-hangzhou', '1');
        RegistryInstance.fromInstanceAttributes(stage, 'Old', {
          instanceId: 'cri-1',
          instanceName: 'old',
          region: 'cn-hangzhou',
        });
      },
      messages: [
        '[Prod/Old] the name of stack Prod/network-cn-hangzhou is "network", but Test/network-cn-hangzhou has the same name, and ROS knows stacks of one region by their names. Give each a stackName of its own, such as one that ends in its region.',
      ],
    },
    {
      what: 'a value of a mapping of another stack',
      declare: app => {
        const mapping = { 'cn-hangzhou': { vpc: 'vpc-1' } };
        const ids = new ros.RosMapping(stackIn(app, 'cn-hangzhou'), 'Ids', { mapping });
        linked(app, ids.findInMap('cn-hangzhou', 'vpc').toString());
      },
      messages: [
        '[Acme/cn-hangzhou] resource VpcAccessB6e47c6a is "Ids", but it looks something up in this mapping, and its stack has none of that name. Write the value itself, or look it up where the mapping is and hand it on by a RosOutput.',
      ],
    },
    {
      what: 'keys that a mapping does not have',
      declare: app => {
        instanceIn(app, 'eu-central-1');
        const stack = stackIn(app, 'cn-hangzhou');
        new ros.RosMapping(stack, 'Ids', { mapping: { test: { vpc: 'vpc-1' } } });
        ['prod', 'test'].forEach(key => {
          resource(stack, key, 'ALIYUN::ECS::VSwitch', { VpcId: { 'Fn::FindInMap': ['Ids', key, 'vpcs'] } });
        });
      },
      messages: [
        '[stack-eu-central-1] resource prod of stack stack-cn-hangzhou is "prod", but it looks this up in mapping Ids, which has no such key. Correct the key, or add it to the mapping.',
        '[stack-eu-central-1] resource test of stack stack-cn-hangzhou is "vpcs", but it looks this up in mapping Ids, which has no such key. Correct the key, or add it to the mapping.',
      ],
    },
    {
      what: 'a name inside Fn::Sub that the stack does not have',
      declare: app => linked(app, ros.Fn.sub('vpc-${Nowhere}').toString()),
      messages: [
        '[Acme/cn-hangzhou] resource VpcAccessD61744db is "Nowhere", but it reads or waits for this, and its stack has nothing of that name. Move what you added yourself into a stack of your own.',
      ],
    },
    {
      what: 'conditions that the stack does not have',
      declare: app => {
        const stack = stackOf(acme(app, { replicas: [] }).primary);
        resource(stack, 'Mine', 'ALIYUN::ECS::VPC').addOverride('Condition', 'Nowhere');
        resource(stack, 'Other', 'ALIYUN::ECS::VPC', {
          VpcName: ros.Fn.conditionIf('Never', { 'Fn::Sub': ['${Mine.VpcId} ${!Kept} ${Own}', { Own: 'x' }] }, 'b'),
        });
        const expression = { 'Fn::Not': ['Nothing'] };
        new ros.RosCondition(stackIn(app, 'cn-hangzhou', 'mine'), 'Not', { expression: expression as never });
      },
      messages: [
        '[Acme/eu-central-1] resource Mine is "Nowhere", but it depends on this condition, and its stack has none of that name. Move what you added yourself into a stack of your own.',
        '[Acme/eu-central-1] resource Other is "Never", but it depends on this condition, and its stack has none of that name. Move what you added yourself into a stack of your own.',
        '[Acme/eu-central-1] condition Not of stack mine is "Nothing", but it depends on this condition, and its stack has none of that name. Correct the name, or add what is missing to that stack.',
      ],
    },
    {
      what: 'names in stacks of the user that nothing has',
      declare: app => {
        acme(app, { replicas: [] });
        const stack = stackIn(app, 'cn-hangzhou', 'mine');
        resource(stack, 'Server', 'ALIYUN::ECS::InstanceGroup').addOverride('Count', 2);
        resource(stack, 'Nested', 'ALIYUN::ROS::Stack', { TemplateBody: { Outputs: { O: { Ref: 'Inside' } } } });
        new ros.RosOutput(stack, 'Short', { value: { 'Fn::GetAtt': 'Server.InstanceIds' } as never });
        new ros.RosOutput(stack, 'First', { value: { 'Fn::GetAtt': ['Server[0]', 'InstanceId'] } as never });
        new ros.RosOutput(stack, 'Name', { value: { Ref: 'Sever' } as never });
      },
      messages: [
        '[Acme/eu-central-1] output Name of stack mine is "Sever", but it reads or waits for this, and its stack has nothing of that name. Correct the name, or add what is missing to that stack.',
      ],
    },
    {
      what: 'an attribute of a resource of ours, read in a stack of the user',
      declare: app => {
        const registry = acme(app, { replicas: [] });
        const { defaultChild } = registry.primary.node;
        const value = (defaultChild as ros.RosResource).getAtt('InstanceId');
        new ros.RosOutput(stackIn(app, 'us-east-1', 'mine'), 'Id', { value });
      },
      messages: [
        '[Acme/eu-central-1] what mine/Id reads is Acme/eu-central-1/Registry/Resource.InstanceId, but it is a value of another stack, and ROS hands none over by import. Use what the construct around it offers, such as instanceId: every stack can read that.',
      ],
    },
    {
      what: 'an attribute of a resource of the user beside an instance, read in another stack',
      declare: app => {
        const stack = ros.Stack.of(instanceIn(app, 'eu-central-1'));
        const value = resource(stack, 'Vpc', 'ALIYUN::ECS::VPC').getAtt('VpcId');
        new ros.RosOutput(stackIn(app, 'us-east-1', 'mine'), 'Id', { value });
      },
      messages: [
        '[stack-eu-central-1] what mine/Id reads is stack-eu-central-1/Vpc.VpcId, but it is a value of another stack, and ROS hands none over by import. Write a RosOutput there, and read it with ros.Fn.getStackOutput.',
      ],
    },
    {
      what: 'an instance that the app makes by an L1 construct, taken as another',
      declare: app => {
        const stack = stackIn(app, 'eu-central-1', 'mine');
        const { attrInstanceId: instanceId } = new cr.RosInstance(stack, 'L1', {
          instanceName: 'acme',
          instanceType: 'Basic',
          period: 1,
          renewalStatus: 'ManualRenewal',
        });
        RegistryInstance.fromInstanceAttributes(app, 'Old', {
          instanceId: instanceId.toString(),
          instanceName: 'other',
          edition: Edition.ADVANCED,
          region: 'cn-hangzhou',
        });
      },
      messages: [
        '[Old] region is "cn-hangzhou", but an instance is in one region, and mine/L1, which gives its id, says eu-central-1. Correct one of the two.',
        '[Old] instanceName is "other", but an instance has one name, and mine/L1, which gives its id, says acme. Correct one of the two.',
        '[Old] edition is "Advanced", but an instance has one edition, and mine/L1, which gives its id, says Basic. Correct one of the two.',
      ],
    },
    {
      what: 'a bucket that the app makes in another region, by its literal name',
      declare: app => {
        resource(stackIn(app, 'us-east-1', 'mine'), 'Bucket', 'ALIYUN::OSS::Bucket', { BucketName: 'layers-1' });
        acme(app, { replicas: [{ region: 'cn-hangzhou', storageBucketName: 'layers-1' }] });
      },
      messages: [
        '[Acme/eu-central-1] storageBucketName of Acme/cn-hangzhou/Registry is "layers-1", but mine/Bucket makes it in us-east-1, and it belongs to the region of its instance, cn-hangzhou. Give one of cn-hangzhou.',
      ],
    },
    {
      what: 'the id of an instance of ours for a role',
      declare: app => {
        const registry = acme(app);
        registry.grantPull(Grantee.role(registry.primary.instanceId));
      },
      messages: [
        '[Grantee.role] the name of the role is attribute InstanceId of Acme/eu-central-1/Registry/Resource, but the name of a RAM role belongs here. Give attribute RoleName of an ALIYUN::RAM::Role.',
      ],
    },
    replica(
      'a pseudo parameter for a VPC',
      { vpcAccess: [{ vpcId: ros.RosPseudo.stackId, vswitchId: 'vsw-1' }] },
      '[Acme] replicas[0].vpcAccess[0].vpcId is a reference to ALIYUN::StackId, but the id of a VPC belongs here. Give attribute VpcId of an ALIYUN::ECS::VPC.',
    ),
    {
      what: 'a pseudo parameter for a user',
      declare: () => Grantee.user(ros.RosPseudo.accountId),
      messages: [
        '[Grantee.user] the name of the user is a reference to ALIYUN::AccountId, but the name of a RAM user belongs here. Give that of an ALIYUN::RAM::User.',
      ],
    },
    {
      what: 'the ARN of a user for a role',
      declare: () => Grantee.role('acs:ram::123:user/ci'),
      messages: [
        '[Grantee.role] the name of the role is "acs:ram::123:user/ci", but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Did you mean Grantee.user(\'ci\')?',
      ],
    },
    {
      what: 'a parameter for a password that has a default',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou');
        const parameter = { type: ros.RosParameterType.STRING, noEcho: true, defaultValue: 'short' };
        const { valueAsString: loginPassword } = new ros.RosParameter(stack, 'Password', parameter);
        new RegistryInstance(stack, 'Registry', { instanceName: 'acme', edition: Edition.BASIC, loginPassword });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] loginPassword is a parameter with a default, but a template and its history can be read by many. Leave the default out, so that it is asked for when the stack is deployed.',
      ],
    },
    {
      what: 'numbers and flags whose defaults will not do',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou');
        const months = new ros.RosParameter(stack, 'Months', { type: ros.RosParameterType.NUMBER, defaultValue: 5 });
        const dns = new ros.RosParameter(stack, 'Dns', { type: ros.RosParameterType.BOOLEAN, defaultValue: 'maybe' });
        new RegistryInstance(stack, 'Registry', {
          instanceName: 'acme',
          edition: Edition.BASIC,
          periodMonths: months.valueAsNumber,
          vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1', privateDns: dns.value as never }],
        });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] periodMonths is 5 by default, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Choose one of these.',
        '[stack-cn-hangzhou/Registry] vpcAccess[0].privateDns is "maybe" by default, but it is true or false. Write true or false.',
      ],
    },
  ],
};
