import { ATTACHMENT_READERS } from './attachment-providers';
import {
  ACL_READER,
  INSTANCE_READER,
  LINKED_VPC_READER,
  NAMESPACE_READER,
  REPOSITORY_READER,
  SYNC_RULE_READER,
} from './cr-readers';
import type { ResourceReader } from './provider';
import { POLICY_READER, ROLE_READER, attachmentReader } from './ram-readers';

/** What finds and reads the existing resources of each type. Other types exist only as long as their stacks. */
export const READERS: Readonly<Record<string, ResourceReader>> = {
  'ALIYUN::CR::Instance': INSTANCE_READER,
  'ALIYUN::CR::InstanceV2': INSTANCE_READER,
  'ALIYUN::CR::Namespace': NAMESPACE_READER,
  'ALIYUN::CR::Repository': REPOSITORY_READER,
  'ALIYUN::CR::RepoSyncRule': SYNC_RULE_READER,
  'ALIYUN::CR::InstanceEndpointAclPolicy': ACL_READER,
  'ALIYUN::CR::InstanceVpcEndpointLinkedVpc': LINKED_VPC_READER,
  ...ATTACHMENT_READERS,
  'ALIYUN::RAM::ManagedPolicy': POLICY_READER,
  'ALIYUN::RAM::Role': ROLE_READER,
  'ALIYUN::RAM::AttachPolicyToRole': attachmentReader('RoleName'),
  'ALIYUN::RAM::AttachPolicyToUser': attachmentReader('UserName'),
  'ALIYUN::RAM::AttachPolicyToGroup': attachmentReader('GroupName'),
};

/**
 * Those of them that the page "Resource types that support drift detection and resource import" lists. It is of 2021 and
 * knows no type of Container Registry; what the service takes today is told by GetFeatureDetails.
 */
export const DOCUMENTED_TYPES: readonly string[] = [
  'ALIYUN::RAM::Role',
  'ALIYUN::RAM::ManagedPolicy',
  'ALIYUN::RAM::AttachPolicyToRole',
];
