import type { JsonMap } from '../runtime/json';
import type { ImagePlace, Instance, Namespace, Repository, SyncRule, SyncTask } from './model';

/** The records of the CR API. Times are milliseconds. */

export function describeInstance(instance: Instance): JsonMap {
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceSpecification: `Enterprise_${instance.edition}`,
    InstanceStatus: instance.status,
    RegionId: instance.region,
    ResourceGroupId: instance.resourceGroupId,
    CreateTime: instance.created,
    ModifiedTime: instance.modified,
  };
}

export function describeNamespace(instance: Instance, namespace: Namespace): JsonMap {
  return {
    InstanceId: instance.id,
    NamespaceId: namespace.id,
    NamespaceName: namespace.name,
    NamespaceStatus: 'NORMAL',
    AutoCreateRepo: namespace.autoCreate,
    DefaultRepoType: namespace.visibility,
    ResourceGroupId: instance.resourceGroupId,
  };
}

export function describeRepository(instance: Instance, repository: Repository): JsonMap {
  return {
    InstanceId: instance.id,
    RepoId: repository.id,
    RepoName: repository.name,
    RepoNamespaceName: repository.namespace,
    RepoStatus: 'NORMAL',
    RepoType: repository.type,
    RepoBuildType: 'MANUAL',
    Summary: repository.summary,
    TagImmutability: repository.tagImmutability,
    ResourceGroupId: instance.resourceGroupId,
    CreateTime: repository.created,
    ModifiedTime: repository.modified,
  };
}

export function describeTags(repository: Repository): JsonMap[] {
  return Object.entries(repository.tags).map(([tag, image]) => ({
    Tag: tag,
    Digest: image.digest,
    ImageId: image.digest.slice('sha256:'.length),
    ImageSize: image.size,
    ImageCreate: image.created,
    ImageUpdate: image.updated,
    Status: 'NORMAL',
  }));
}

/** A rule as one of its two ends sees it: FROM where it lives, TO where it ends. */
export function describeRule(source: Instance, rule: SyncRule, seenFrom: Instance): JsonMap {
  return {
    SyncRuleId: rule.id,
    SyncRuleName: rule.name,
    SyncDirection: seenFrom.id === source.id ? 'FROM' : 'TO',
    SyncScope: rule.scope,
    SyncTrigger: rule.trigger,
    CrossUser: rule.crossUser,
    LocalRegionId: source.region,
    LocalInstanceId: source.id,
    LocalNamespaceName: rule.namespace,
    LocalRepoName: rule.repository,
    TargetRegionId: rule.targetRegion,
    TargetInstanceId: rule.targetInstanceId,
    TargetNamespaceName: rule.targetNamespace,
    TargetRepoName: rule.targetRepository,
    RepoNameFilter: rule.repositoryFilter,
    TagFilter: rule.tagFilter,
    CreateTime: rule.created,
    ModifiedTime: rule.created,
  };
}

const describePlace = (place: ImagePlace): JsonMap => ({
  RegionId: place.region,
  InstanceId: place.instanceId,
  RepoNamespaceName: place.namespace,
  RepoName: place.repository,
  ImageTag: place.tag,
});

export function describeTask(task: SyncTask): JsonMap {
  const done = task.status === 'SUCCESS';
  return {
    SyncTaskId: task.id,
    SyncRuleId: task.ruleId,
    SyncBatchTaskId: task.batchId,
    TaskStatus: task.status,
    TaskIssue: task.issue ?? '',
    TaskTrigger: task.trigger,
    Progress: done ? 1 : 0,
    SyncedSize: done ? task.size : 0,
    ImageFrom: describePlace(task.from),
    ImageTo: describePlace(task.to),
    CrossUser: task.crossUser,
    CustomLink: false,
    SyncTransAccelerate: false,
    CreateTime: task.created,
    ModifiedTime: task.modified,
  };
}

/** The host names of an instance: `{name}-registry[-vpc].{region}.cr.aliyuncs.com`, `-chart` for charts. */
export function hostName(instance: Instance, module: string, vpc: boolean): string {
  return `${instance.name}-${module.toLowerCase()}${vpc ? '-vpc' : ''}.${instance.region}.cr.aliyuncs.com`;
}

export function describeEndpoint(instance: Instance, module: string, vpc: boolean): JsonMap {
  const links = instance.vpcs.filter(link => link.module === module);
  return {
    Enable: vpc ? links.length > 0 : instance.internet.enabled,
    AclEnable: vpc || instance.internet.enabled,
    Status: 'RUNNING',
    Domains: [{ Type: 'SYSTEM', Domain: hostName(instance, module, vpc) }],
    AclEntries: vpc
      ? []
      : instance.internet.entries
          .filter(item => item.module === module)
          .map(item => ({ Entry: item.entry, Comment: item.comment })),
    LinkedVpcs: vpc
      ? links.map(link => ({ VpcId: link.vpcId, VswitchId: link.vswitchId, Status: 'RUNNING', DefaultAccess: true }))
      : [],
  };
}
