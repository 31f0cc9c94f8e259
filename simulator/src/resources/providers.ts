import { LOGIN_NAME } from '../cr/attachments';
import { ACL_POLICY, INSTANCE, LINKED_VPC, NAMESPACE, REPOSITORY, REPO_SYNC_RULE, attachment } from './cr-providers';
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
  'ALIYUN::CR::ScanRule': attachment('scan rule', (id, properties, created, modified) => ({
    ...properties,
    ScanRuleId: id,
    Namespaces: properties.Namespaces ?? [],
    RepoNames: properties.RepoNames ?? [],
    CreateTime: created,
    UpdateTime: modified,
  })),
  'ALIYUN::CR::ArtifactLifecycleRule': attachment('lifecycle rule', (id, properties, created, modified) => ({
    NamespaceName: '',
    RepoName: '',
    RetentionTagCount: null,
    ScheduleTime: '',
    Scope: '',
    TagRegexp: '',
    ...properties,
    ArtifactLifecycleRuleId: id,
    CreateTime: created,
    ModifiedTime: modified,
  })),
  'ALIYUN::CR::StorageDomainRoutingRule': attachment('routing rule', (id, properties, created, modified) => ({
    RuleId: id,
    Routes: properties.Routes,
    CreateTime: created,
    ModifyTime: modified,
  })),
  'ALIYUN::CR::UserInfo': attachment('user', id => ({ LoginName: LOGIN_NAME, UserId: id })),
  'ALIYUN::RAM::ManagedPolicy': MANAGED_POLICY,
  'ALIYUN::RAM::Role': ROLE,
  'ALIYUN::RAM::AttachPolicyToRole': attachPolicy('RoleName'),
  'ALIYUN::RAM::AttachPolicyToUser': attachPolicy('UserName'),
  'ALIYUN::RAM::AttachPolicyToGroup': attachPolicy('GroupName'),
  ...DATASOURCES,
  ...STAND_INS,
};
