import { ATTACHMENT_PROVIDERS } from './attachment-providers';
import { ACL_POLICY, INSTANCE, LINKED_VPC, NAMESPACE, REPOSITORY, REPO_SYNC_RULE } from './cr-providers';
import { DATASOURCES } from './datasource-providers';
import type { ResourceProvider } from './provider';
import { MANAGED_POLICY, ROLE, attachPolicy } from './ram-providers';
import { ASSERT, SLEEP } from './ros-providers';
import { STAND_INS } from './stand-in-providers';

/** What makes each resource type, except nested stacks, which the engine makes itself. */
export const PROVIDERS: Readonly<Record<string, ResourceProvider>> = {
  'ALIYUN::ROS::Assert': ASSERT,
  'ALIYUN::ROS::Sleep': SLEEP,
  'ALIYUN::CR::Instance': INSTANCE,
  'ALIYUN::CR::InstanceV2': INSTANCE,
  'ALIYUN::CR::Namespace': NAMESPACE,
  'ALIYUN::CR::Repository': REPOSITORY,
  'ALIYUN::CR::RepoSyncRule': REPO_SYNC_RULE,
  'ALIYUN::CR::InstanceEndpointAclPolicy': ACL_POLICY,
  'ALIYUN::CR::InstanceVpcEndpointLinkedVpc': LINKED_VPC,
  ...ATTACHMENT_PROVIDERS,
  'ALIYUN::RAM::ManagedPolicy': MANAGED_POLICY,
  'ALIYUN::RAM::Role': ROLE,
  'ALIYUN::RAM::AttachPolicyToRole': attachPolicy('RoleName'),
  'ALIYUN::RAM::AttachPolicyToUser': attachPolicy('UserName'),
  'ALIYUN::RAM::AttachPolicyToGroup': attachPolicy('GroupName'),
  ...DATASOURCES,
  ...STAND_INS,
};
