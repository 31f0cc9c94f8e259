import { createHash } from 'node:crypto';
import type { Json, JsonMap } from '../runtime/json';
import { asNetwork } from './networks';
import type { ResourceContext, ResourceProvider } from './provider';

type Where = Pick<ResourceContext, 'region' | 'world'>;

/** Only the stack keeps it: nothing is bought, nothing runs. What it tells follows from its id, its properties and its place. */
function standIn(
  newId: (context: ResourceContext, properties: JsonMap) => string,
  attributes: (id: string, properties: JsonMap, where: Where) => JsonMap,
): ResourceProvider {
  return {
    seconds: () => 5,
    create(context, properties) {
      const physicalId = newId(context, properties);
      return { physicalId, attributes: attributes(physicalId, properties, context) };
    },
    update: (context, { physicalId }, properties) => attributes(physicalId, properties, context),
    remove: () => undefined,
  };
}

const numbered = (prefix: string) => (context: ResourceContext) => context.random.id(prefix, 21);

/** What a property names, or an id where it names nothing. */
const named = (property: string, prefix: string) => (context: ResourceContext, properties: JsonMap) =>
  text(properties[property]) || context.random.id(prefix);

const text = (value: Json | undefined, otherwise = '') => (typeof value === 'string' ? value : otherwise);

/** The id of what comes with a resource: `vtb-` for the `vpc-` of the same letters. */
const sibling = (id: string, prefix: string) => prefix + id.slice(id.indexOf('-') + 1);

const digest = (id: string) => createHash('sha256').update(id).digest();

/** The last number of the address of a host: from 1 to 254, the same for the same id. */
const host = (id: string) => 1 + (digest(id)[2] % 254);

const privateIp = (id: string) => `10.${digest(id)[0]}.${digest(id)[1]}.${host(id)}`;

/** From a block for documentation, where nobody answers (RFC 5737). */
const publicIp = (id: string) => `203.0.113.${host(id)}`;

/** A machine is given an address in the Internet unless it is refused one, or has no bandwidth there. */
const isPublic = (properties: JsonMap) =>
  String(properties.AllocatePublicIP) !== 'false' && String(properties.InternetMaxBandwidthOut) !== '0';

const VPC = standIn(numbered('vpc-'), (id, properties) => ({
  VpcId: id,
  VpcName: text(properties.VpcName),
  VRouterId: sibling(id, 'vrt-'),
  RouteTableId: sibling(id, 'vtb-'),
}));

const VSWITCH = standIn(numbered('vsw-'), (id, properties) => ({
  VSwitchId: id,
  VSwitchName: text(properties.VSwitchName),
  CidrBlock: text(properties.CidrBlock),
  Ipv6CidrBlock: '',
}));

const SECURITY_GROUP = standIn(numbered('sg-'), (id, properties) => ({
  SecurityGroupId: id,
  SecurityGroupName: text(properties.SecurityGroupName),
}));

const MACHINE = standIn(numbered('i-'), (id, properties, { region }) => ({
  InstanceId: id,
  HostName: text(properties.HostName, id),
  ZoneId: text(properties.ZoneId, `${region}-a`),
  PrivateIp: text(properties.PrivateIpAddress, privateIp(id)),
  PublicIp: isPublic(properties) ? publicIp(id) : '',
  InnerIp: '',
  PrimaryNetworkInterfaceId: sibling(id, 'eni-'),
  SecurityGroupIds: properties.SecurityGroupIds ?? [properties.SecurityGroupId ?? []].flat(),
}));

const FUNCTION = standIn(named('FunctionName', 'function-'), (name, _, { region, world }) => ({
  FunctionName: name,
  FunctionId: digest(`${region}/${name}`).toString('hex').slice(0, 32),
  ARN: `acs:fc:${region}:${world.accountId}:functions/${name}`,
}));

const BUCKET = standIn(named('BucketName', 'bucket-'), (name, _, { region, world }) => ({
  Name: name,
  DomainName: `${name}.oss-${region}.aliyuncs.com`,
  InternalDomainName: `${name}.oss-${region}-internal.aliyuncs.com`,
  Arn: `acs:oss:${region}:${world.accountId}:${name}`,
}));

/** Resources of other products. */
export const STAND_INS: Readonly<Record<string, ResourceProvider>> = {
  'ALIYUN::ECS::VPC': asNetwork(VPC),
  'ALIYUN::ECS::VSwitch': asNetwork(VSWITCH),
  'ALIYUN::ECS::SecurityGroup': SECURITY_GROUP,
  'ALIYUN::ECS::Instance': MACHINE,
  'ALIYUN::FC3::Function': FUNCTION,
  'ALIYUN::OSS::Bucket': BUCKET,
};
