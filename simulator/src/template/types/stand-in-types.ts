import type { PropertySchema, TypeSchema } from './type-schema';

/** Its properties are not checked, so only what must not be shown is named. */
const standIn = (
  type: string,
  attributes: Readonly<Record<string, string>>,
  properties: Readonly<Record<string, PropertySchema>> = {},
): TypeSchema => ({ type, open: true, properties, attributes });

/**
 * Types of other products, so that an app with a network, a function and a machine of its own can be rehearsed whole.
 * Sources: the npm packages @alicloud/ros-cdk-ecs and @alicloud/ros-cdk-fc3 1.11.0, @alicloud/ros-cdk-oss 1.12.0.
 */
export const STAND_IN_TYPES: readonly TypeSchema[] = [
  standIn('ALIYUN::ECS::VPC', {
    VpcId: 'the id of the VPC',
    VpcName: 'the name of the VPC',
    VRouterId: 'the id of its router',
    RouteTableId: 'the id of its route table',
  }),
  standIn('ALIYUN::ECS::VSwitch', {
    VSwitchId: 'the id of the vSwitch',
    VSwitchName: 'the name of the vSwitch',
    CidrBlock: 'its block of addresses',
    Ipv6CidrBlock: 'its block of IPv6 addresses',
  }),
  standIn('ALIYUN::ECS::SecurityGroup', {
    SecurityGroupId: 'the id of the security group',
    SecurityGroupName: 'the name of the security group',
  }),
  standIn(
    'ALIYUN::ECS::Instance',
    {
      InstanceId: 'the id of the machine',
      HostName: 'its host name',
      ZoneId: 'its zone',
      PrivateIp: 'its address in the VPC',
      PublicIp: 'its address in the Internet',
      InnerIp: 'its address in the classic network',
      PrimaryNetworkInterfaceId: 'the id of its primary network interface',
      SecurityGroupIds: 'the ids of its security groups',
    },
    { Password: { type: 'String', sensitive: true } },
  ),
  standIn('ALIYUN::FC3::Function', {
    FunctionName: 'the name of the function',
    FunctionId: 'the id of the function',
    ARN: 'its resource name',
  }),
  standIn('ALIYUN::OSS::Bucket', {
    Name: 'the name of the bucket',
    DomainName: 'its host in the Internet',
    InternalDomainName: 'its host in the network of its region',
    Arn: 'its resource name',
  }),
];
