import * as ros from '@alicloud/ros-cdk-core';
import { Grantee, RegistryInstance, RegistryServiceRoles, RetentionRule } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { Said, Subject } from './refusal';

const lazy = (value: string | undefined) => ros.Lazy.stringValue({ produce: () => value });

/** An instance in Hangzhou that takes values of a resource of the user's own, in a stack beside it. */
const taking = (
  what: string,
  type: string,
  declare: (app: ros.App, resource: (attribute: string) => string) => unknown,
  ...messages: string[]
): Said => ({
  what,
  declare: app => {
    const mine = new ros.RosResource(stackIn(app, 'cn-hangzhou', 'mine'), 'Mine', { type });
    declare(app, attribute => (attribute === 'Ref' ? mine.ref : mine.getAtt(attribute).toString()));
  },
  messages,
});

const parameter = (app: ros.App, defaultValue: string) =>
  new ros.RosParameter(stackIn(app, 'cn-hangzhou', 'mine'), 'Mine', {
    type: ros.RosParameterType.STRING,
    defaultValue,
  }).valueAsString;

/** Refusals about values of other resources, and about values that lazy ones come to. */
export const OTHER_RESOURCES: Subject = {
  title: 'Values of other resources, and lazy values',
  cases: [
    taking(
      'the id of a vSwitch for that of a VPC, and the other way round',
      'ALIYUN::ECS::VSwitch',
      (app, get) => {
        const vpc = new ros.RosResource(stackIn(app, 'cn-hangzhou', 'net'), 'Vpc', { type: 'ALIYUN::ECS::VPC' });
        const link = { vpcId: get('VSwitchId'), vswitchId: vpc.getAtt('VpcId').toString() };
        instanceIn(app, 'cn-hangzhou', { vpcAccess: [link] });
      },
      '[stack-cn-hangzhou/Registry] vpcAccess[0].vpcId is attribute VSwitchId of mine/Mine, but the id of a VPC belongs here. Give attribute VpcId of an ALIYUN::ECS::VPC.',
      '[stack-cn-hangzhou/Registry] vpcAccess[0].vswitchId is attribute VpcId of net/Vpc, but the id of a vSwitch belongs here. Give attribute VSwitchId of an ALIYUN::ECS::VSwitch.',
    ),
    taking(
      'a reference to a vSwitch for the id of a VPC',
      'ALIYUN::ECS::VSwitch',
      (app, get) => instanceIn(app, 'cn-hangzhou').linkVpc({ vpcId: get('Ref'), vswitchId: 'vsw-1' }),
      '[stack-cn-hangzhou/Registry] access.vpcId is a reference to mine/Mine, but the id of a VPC belongs here. Give attribute VpcId of an ALIYUN::ECS::VPC.',
    ),
    taking(
      'another attribute of a VPC for its id',
      'ALIYUN::ECS::VPC',
      (app, get) => instanceIn(app, 'cn-hangzhou').linkVpc({ vpcId: get('VpcName'), vswitchId: 'vsw-1' }),
      '[stack-cn-hangzhou/Registry] access.vpcId is attribute VpcName of mine/Mine, but the id of a VPC belongs here. Give attribute VpcId of an ALIYUN::ECS::VPC.',
    ),
    taking(
      'something in front of the id of a VPC',
      'ALIYUN::ECS::VPC',
      (app, get) => instanceIn(app, 'cn-hangzhou').linkVpc({ vpcId: `id:${get('VpcId')}`, vswitchId: 'vsw-1' }),
      '[stack-cn-hangzhou/Registry] access.vpcId is "id:" and what is decided at deploy time, but the id of a VPC begins with "vpc-". Give the value alone.',
    ),
    taking(
      'the host of a bucket for its name',
      'ALIYUN::OSS::Bucket',
      (app, get) => instanceIn(app, 'cn-hangzhou', { storageBucketName: get('DomainName') }),
      '[stack-cn-hangzhou/Registry] storageBucketName is attribute DomainName of mine/Mine, but the name of an OSS bucket belongs here. Give attribute Name of an ALIYUN::OSS::Bucket.',
    ),
    taking(
      'the id of a VPC for a resource group',
      'ALIYUN::ECS::VPC',
      (app, get) => instanceIn(app, 'cn-hangzhou', { resourceGroupId: get('VpcId') }),
      '[stack-cn-hangzhou/Registry] resourceGroupId is attribute VpcId of mine/Mine, but the id of a resource group belongs here. Give that of an ALIYUN::ResourceManager::ResourceGroup.',
    ),
    taking(
      'the id of a machine for that of a registry',
      'ALIYUN::ECS::Instance',
      (app, get) =>
        RegistryInstance.fromInstanceAttributes(stackIn(app, 'cn-hangzhou'), 'Old', {
          instanceId: get('InstanceId'),
          instanceName: 'old',
        }),
      '[stack-cn-hangzhou/Old] instanceId is attribute InstanceId of mine/Mine, but the id of a registry belongs here. Give attribute InstanceId of an ALIYUN::CR::Instance.',
    ),
    taking(
      'the ARN of a role for its name',
      'ALIYUN::RAM::Role',
      (_, get) => Grantee.role(get('Arn')),
      '[Grantee.role] the name of the role is attribute Arn of mine/Mine, but the name of a RAM role belongs here. Give attribute RoleName of an ALIYUN::RAM::Role.',
    ),
    taking(
      'a user for a role',
      'ALIYUN::RAM::User',
      (_, get) => Grantee.role(get('UserName')),
      '[Grantee.role] the name of the role is attribute UserName of mine/Mine, but the name of a RAM role belongs here. Give attribute RoleName of an ALIYUN::RAM::Role.',
    ),
    taking(
      'an ARN that is put together for a name',
      'ALIYUN::RAM::Role',
      (_, get) => Grantee.role(`acs:ram::1:role/${get('RoleName')}`),
      '[Grantee.role] the name of the role is "acs:ram::1:role/..." and what is decided at deploy time, but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Give the name alone.',
    ),
    {
      what: 'a parameter whose default cannot be',
      declare: app => instanceIn(app, 'cn-hangzhou').linkVpc({ vpcId: parameter(app, 'vsw-1'), vswitchId: 'vsw-1' }),
      messages: [
        '[stack-cn-hangzhou/Registry] access.vpcId is "vsw-1" by default, but such an id is "vpc-" followed by letters and digits. Copy it from the VPC console.',
      ],
    },
    {
      what: 'a name of a role whose default is an ARN',
      declare: app => Grantee.role(parameter(app, 'acs:ram::1:role/nodes')),
      messages: [
        '[Grantee.role] the name of the role is "acs:ram::1:role/nodes", but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Did you mean "nodes"?',
      ],
    },
    {
      what: 'a lazy name of a role that comes to an ARN',
      declare: app => instanceIn(app, 'cn-hangzhou').grantPull(Grantee.role(lazy('acs:ram::1:role/nodes'))),
      messages: [
        '[stack-cn-hangzhou/Registry] the name of the role is "acs:ram::1:role/nodes", but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Did you mean "nodes"?',
      ],
    },
    {
      what: 'a lazy name of a user that comes to nothing',
      declare: app => acme(app).namespaces[0].grantPull(Grantee.user(lazy(undefined))),
      messages: [
        '[Acme/eu-central-1/Registry] the name of the user is missing, but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Give the name of the user.',
        '[Acme/cn-hangzhou/Registry] the name of the user is missing, but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Give the name of the user.',
      ],
    },
    {
      what: 'lazy ids of a VPC and a vSwitch that come to something else',
      declare: app =>
        instanceIn(app, 'cn-hangzhou', { vpcAccess: [{ vpcId: lazy('vsw-1'), vswitchId: lazy('vpc-1') }] }),
      messages: [
        '[stack-cn-hangzhou/Registry] vpcAccess.vpcId is "vsw-1", but such an id is "vpc-" followed by letters and digits. Copy it from the VPC console.',
        '[stack-cn-hangzhou/Registry] vpcAccess.vswitchId is "vpc-1", but such an id is "vsw-" followed by letters and digits. Copy it from the VPC console.',
      ],
    },
    {
      what: 'lazy props of an instance that come to something else',
      declare: app =>
        instanceIn(app, 'cn-hangzhou', {
          instanceName: lazy('Acme'),
          storageBucketName: lazy('My_Bucket'),
          periodMonths: ros.Lazy.numberValue({ produce: () => 5 }),
        }),
      messages: [
        '[stack-cn-hangzhou/Registry] instanceName is "Acme", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "acme"?',
        '[stack-cn-hangzhou/Registry] periodMonths is 5, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Choose one of these.',
        '[stack-cn-hangzhou/Registry] storageBucketName is "My_Bucket", but a bucket name has 3 to 63 lowercase letters, digits and hyphens, and no hyphen at either end. Give the name of an OSS bucket in the region of the instance.',
      ],
    },
    {
      what: 'lazy attributes of an instance that exists',
      declare: app =>
        RegistryInstance.fromInstanceAttributes(stackIn(app, 'cn-hangzhou'), 'Old', {
          instanceId: lazy('acme'),
          instanceName: 'acme',
          accountId: lazy('me'),
        }),
      messages: [
        '[stack-cn-hangzhou/Old] instanceId is "acme", but the id of an Enterprise Edition instance is "cri-" followed by letters and digits. Copy it from the overview page of the instance.',
        '[stack-cn-hangzhou/Old] accountId is "me", but an account is named by its UID, which is a number in quotes. Copy the account ID from the page "Security Settings" of that account.',
      ],
    },
    {
      what: 'a lazy text of a repository that is too long',
      declare: app => acme(app).namespaces[0].addRepository({ name: 'api', summary: lazy('s'.repeat(101)) }),
      messages: [
        '[Acme/Namespace-prod] repository api.summary is "ssssssssssssssssssss...", but it is a line of 1 to 100 characters, not 101. Write another text.',
      ],
    },
    {
      what: 'a lazy retention rule that would clean up what it seems to keep',
      declare: app =>
        instanceIn(app, 'cn-hangzhou', { retentionRules: [RetentionRule.instance({ keepTags: lazy('release-*') })] }),
      messages: [
        '[stack-cn-hangzhou/Registry] retentionRules[0].keepTags is "release-*", but it is a regular expression, in which "*" repeats the letter before it or leaves it out, so images that you want to keep would be removed. Did you mean "release-.*"?',
      ],
    },
    {
      what: 'a lazy name of a bucket of the service roles',
      declare: app =>
        new RegistryServiceRoles(stackIn(app, 'cn-hangzhou'), 'Roles', { storageBucketNames: [lazy('My_Bucket')] }),
      messages: [
        '[stack-cn-hangzhou/Roles] storageBucketNames[0] is "My_Bucket", but a bucket name has 3 to 63 lowercase letters, digits and hyphens, and no hyphen at either end. Give the name of an OSS bucket in the region of the instance.',
      ],
    },
  ],
};
