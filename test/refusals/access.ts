import * as ros from '@alicloud/ros-cdk-core';
import { IRegistryInstance, PublicAccess, RegistryInstance, RegistryInstanceProps, VpcAccess } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { LATE, Said, Subject, wrong } from './refusal';

const LINK = { vpcId: 'vpc-1', vswitchId: 'vsw-1' };
const ELSEWHERE =
  'access is given, but a VPC is linked by a stack in the account and the region of the instance. Import the instance inside such a stack, or let its owner link it.';

const blocks = (what: string, cidrs: readonly unknown[], ...messages: string[]): Said => ({
  what,
  declare: () => PublicAccess.fromCidrs(...(cidrs as string[])),
  messages,
});

const instance = (what: string, props: Partial<RegistryInstanceProps>, ...messages: string[]): Said => ({
  what,
  declare: app => instanceIn(app, 'cn-hangzhou', props),
  messages,
});

const links = (what: string, vpcAccess: unknown, ...messages: string[]): Said =>
  instance(what, { vpcAccess: vpcAccess as VpcAccess[] }, ...messages);

const link = { vpcId: 'vpc-1', vswitchId: 'vsw-1' };

/** Refusals about who reaches an instance. */
export const ACCESS: Subject = {
  title: 'Access',
  cases: [
    blocks(
      'an address block that is none',
      ['office'],
      '[PublicAccess.fromCidrs] cidrs[0] is "office", but an address block is written in IPv4 CIDR notation. Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32".',
    ),
    blocks(
      'an address without bits',
      ['203.0.113.7'],
      '[PublicAccess.fromCidrs] cidrs[0] is "203.0.113.7", but an address block is written in IPv4 CIDR notation. Did you mean "203.0.113.7/32"?',
    ),
    blocks(
      'a list of blocks where each is an argument',
      [['203.0.113.0/24']],
      '[PublicAccess.fromCidrs] cidrs[0] is ["203.0.113.0/24"], but an address block is written in IPv4 CIDR notation. Write PublicAccess.fromCidrs(...blocks) for a list of them.',
    ),
    blocks(
      'a block that is decided at deploy time',
      [LATE],
      '[PublicAccess.fromCidrs] cidrs[0] is decided at deploy time, but an address block is written in IPv4 CIDR notation. Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32".',
    ),
    blocks(
      'a block with host bits',
      ['203.0.113.7/24'],
      '[PublicAccess.fromCidrs] cidrs[0] is "203.0.113.7/24", but the bits after the first 24 are zero in the address of a block. Did you mean "203.0.113.0/24"?',
    ),
    blocks(
      'half of the Internet, with addresses of machines themselves',
      ['0.0.0.0/1'],
      '[PublicAccess.fromCidrs] cidrs[0] is "0.0.0.0/1", but it holds 127.0.0.0/8 among others, and loopback addresses never come from the Internet. Name the addresses that your clients have on the Internet.',
    ),
    links(
      'ids of a VPC and a vSwitch that end in something else',
      [{ vpcId: 'vpc-1 ', vswitchId: 'vsw-1\n' }],
      '[stack-cn-hangzhou/Registry] vpcAccess[0].vpcId is "vpc-1 ", but such an id is "vpc-" followed by letters and digits. Copy it from the VPC console.',
      '[stack-cn-hangzhou/Registry] vpcAccess[0].vswitchId is "vsw-1\\n", but such an id is "vsw-" followed by letters and digits. Copy it from the VPC console.',
    ),
    blocks(
      'blocks that overlap',
      ['10.0.0.0/8', '10.2.0.0/16'],
      '[PublicAccess.fromCidrs] cidrs[1] is "10.2.0.0/16", but it overlaps cidrs[0], 10.0.0.0/8. Keep the one you mean.',
    ),
    blocks(
      'a block twice',
      ['10.0.0.0/8', '10.0.0.0/8'],
      '[PublicAccess.fromCidrs] cidrs[1] is "10.0.0.0/8", but each block is named once. Remove the repeated one.',
    ),
    blocks(
      'the whole Internet by a block',
      ['0.0.0.0/0'],
      '[PublicAccess.fromCidrs] cidrs[0] is "0.0.0.0/0", but it lets in the whole Internet. Say so with PublicAccess.anywhere(), or name a smaller block.',
    ),
    blocks(
      'loopback addresses',
      ['127.0.0.0/8'],
      '[PublicAccess.fromCidrs] cidrs[0] is "127.0.0.0/8", but loopback addresses never come from the Internet. Name the addresses that your clients have on the Internet.',
    ),
    blocks(
      'an empty list of blocks',
      [],
      '[PublicAccess.fromCidrs] cidrs is [], but somebody is let in, or access is not opened. Name an address block, or use PublicAccess.none().',
    ),
    {
      what: 'access that was closed half a time',
      declare: () => PublicAccess.fromCidrs('203.0.113.0/24').reopened(0.5),
      messages: [
        '[PublicAccess.reopened] timesClosed is 0.5, but it counts from 1 to 200. Say how many times access was closed.',
      ],
    },
    {
      what: 'access that was closed a number of times in quotes',
      declare: () => PublicAccess.fromCidrs('203.0.113.0/24').reopened(wrong('2')),
      messages: ['[PublicAccess.reopened] timesClosed is "2", but it counts from 1 to 200. Write it without quotes.'],
    },
    instance(
      'access that was not made by `PublicAccess`',
      wrong({ publicAccess: { enabled: true } }),
      '[stack-cn-hangzhou/Registry] publicAccess is {"enabled":true}, but it is made by PublicAccess. Write PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
    ),
    instance(
      'access that is decided at deploy time',
      wrong({ publicAccess: LATE }),
      '[stack-cn-hangzhou/Registry] publicAccess is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    links(
      'a VPC or vSwitch id that is none',
      [{ vpcId: 'main', vswitchId: '' }],
      '[stack-cn-hangzhou/Registry] vpcAccess[0].vpcId is "main", but such an id is "vpc-" followed by letters and digits. Copy it from the VPC console.',
      '[stack-cn-hangzhou/Registry] vpcAccess[0].vswitchId is "", but such an id is "vsw-" followed by letters and digits. Copy it from the VPC console.',
    ),
    links(
      'one VPC link for a list',
      link,
      '[stack-cn-hangzhou/Registry] vpcAccess is {"vpcId":"vpc-1","vswitchId":"vsw-1"}, but it is a list. Put it into square brackets.',
    ),
    links(
      'a VPC id for a link',
      ['vpc-1'],
      "[stack-cn-hangzhou/Registry] vpcAccess[0] is \"vpc-1\", but access from a VPC is written as an object. Write it like { vpcId: 'vpc-...', vswitchId: 'vsw-...' }.",
    ),
    links(
      'a VPC link with a prop that does not exist',
      [{ ...link, vSwitchIds: ['vsw-2'] }],
      '[stack-cn-hangzhou/Registry] vpcAccess[0].vSwitchIds is given, but access from a VPC has no such prop. Did you mean "vswitchId"?',
    ),
    links(
      'the same VPC link twice',
      [link, link],
      '[stack-cn-hangzhou/Registry] vpcAccess[1] is "vpc-1", but each VPC is linked once, through one vSwitch. Remove the repeated link.',
    ),
    {
      what: 'a link to a VPC in another account',
      declare: app => {
        const replica = { region: 'cn-hangzhou', accountId: '42', existingInstanceId: 'cri-1' };
        acme(app, { replicas: [replica] }).replicas[0].linkVpc(LINK);
      },
      messages: [
        '[Acme/cn-hangzhou/Registry] access is given, but a VPC is linked by a stack in the account and the region of the instance. Let its owner link it; if you deploy to that account, leave accountId out.',
      ],
    },
    {
      what: 'a link to a VPC from another region',
      declare: app => imported(stackIn(app, 'eu-central-1')).linkVpc(LINK),
      messages: [`[stack-eu-central-1/Old] ${ELSEWHERE}`],
    },
    {
      what: 'a link to a VPC outside every stack',
      declare: app => imported(app).linkVpc(LINK),
      messages: [`[Old] ${ELSEWHERE}`],
    },
  ],
};

function imported(scope: ros.Construct): IRegistryInstance {
  const attributes = { instanceId: 'cri-1', instanceName: 'old', region: 'cn-hangzhou' };
  return RegistryInstance.fromInstanceAttributes(scope, 'Old', attributes);
}
