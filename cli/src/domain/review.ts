/** What of a resource is looked at by whoever approves a plan: who gets in, and who may do what. */
import type { Json, TemplateResource } from './model';
import { ACCESS_ENTRY, VPC_LINK } from './resource-types';

/** Properties by resource type, as paths. */
const REVIEWED: Readonly<Record<string, readonly string[]>> = {
  [ACCESS_ENTRY]: ['Entry'],
  [VPC_LINK]: ['VpcId', 'VswitchId'],
  'ALIYUN::CR::InstanceEndpoint': ['EndpointType', 'Enable'],
  'ALIYUN::RAM::ManagedPolicy': ['Users', 'Groups', 'Roles', 'PolicyDocument.Statement'],
  'ALIYUN::RAM::AttachPolicyToUser': ['UserName', 'PolicyName'],
  'ALIYUN::RAM::AttachPolicyToGroup': ['GroupName', 'PolicyName'],
  'ALIYUN::RAM::AttachPolicyToRole': ['RoleName', 'PolicyName'],
  'ALIYUN::RAM::Role': ['AssumeRolePolicyDocument.Statement', 'Policies'],
  'ALIYUN::RAM::User': ['Policies', 'LoginProfile'],
  'ALIYUN::RAM::Group': ['Policies'],
};

export interface Reviewed {
  readonly path: string;
  readonly value: Json;
}

/** The values that are looked at, element by element where they are lists. */
export function reviewedIn({ Type, Properties = {} }: TemplateResource): Reviewed[] {
  return (REVIEWED[Type] ?? []).flatMap(path => {
    const value = path
      .split('.')
      .reduce<Json | undefined>((inner, name) => (inner as Record<string, Json> | undefined)?.[name], Properties);
    if (value === undefined) {
      return [];
    }
    return Array.isArray(value) ? value.map(item => ({ path: `${path}[]`, value: item })) : [{ path, value }];
  });
}
