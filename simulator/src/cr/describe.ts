import type { JsonMap } from '../runtime/json';
import type { ImageLocation, Instance, Namespace, Repository, SyncRule, SyncTask, Tag } from './model';

/** The records of the CR API, field by field as the official SDK has them. Times are milliseconds, as numbers or as text. */

/** As GetInstance has it; ListInstance adds the region and writes the times as text. */
export function describeInstance(instance: Instance): JsonMap {
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceSpecification: `Enterprise_${instance.edition}`,
    InstanceStatus: instance.status,
    InstanceIssue: '',
    ResourceGroupId: instance.resourceGroupId,
    CreateTime: instance.created,
    ModifiedTime: instance.modified,
    Tags: Object.entries(instance.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
  };
}

export function listedInstance(instance: Instance): JsonMap {
  return {
    ...describeInstance(instance),
    RegionId: instance.region,
    CreateTime: String(instance.created),
    ModifiedTime: String(instance.modified),
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
    DefaultRepoConfiguration: { RepoType: namespace.visibility, TagImmutability: namespace.tagImmutability },
    ResourceGroupId: instance.resourceGroupId,
  };
}

/** As ListRepository has it; GetRepository adds the detail. */
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

const bareDigest = (digest: string) => digest.slice(digest.indexOf(':') + 1);

/** As GetRepoTag has it: digests without their algorithm, as the examples of the documentation write them. */
export function describeTag(tag: string, image: Tag): JsonMap {
  return {
    Tag: tag,
    Digest: bareDigest(image.digest),
    ImageId: bareDigest(image.digest),
    ImageSize: image.size,
    ImageCreate: image.created,
    ImageUpdate: image.updated,
    Status: 'NORMAL',
  };
}

/** As ListRepoTag has them: the times are text there. */
export function listedTags(repository: Repository): JsonMap[] {
  return Object.entries(repository.tags).map(([tag, image]) => ({
    ...describeTag(tag, image),
    ImageCreate: String(image.created),
    ImageUpdate: String(image.updated),
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
    NamespaceNameFilter: '',
    RepoNameFilter: rule.repositoryFilter,
    TagFilter: rule.tagFilter,
    Priority: rule.priority,
    LinkId: '',
    CreateTime: rule.created,
    ModifiedTime: rule.created,
  };
}

const describeImage = (image: ImageLocation): JsonMap => ({
  RegionId: image.region,
  InstanceId: image.instanceId,
  RepoNamespaceName: image.namespace,
  RepoName: image.repository,
  ImageTag: image.tag,
});

function describeTask(task: SyncTask): JsonMap {
  return {
    SyncTaskId: task.id,
    SyncRuleId: task.ruleId,
    SyncBatchTaskId: task.batchId,
    TaskStatus: task.status,
    TaskIssue: task.issue ?? '',
    TaskTrigger: task.trigger,
    Priority: task.priority,
    ImageFrom: describeImage(task.from),
    ImageTo: describeImage(task.to),
    CrossUser: task.crossUser,
    SyncTransAccelerate: false,
  };
}

/** As ListRepoSyncTask has it: with times, the second one in both spellings, and without sizes. */
export function listedTask(task: SyncTask): JsonMap {
  return {
    ...describeTask(task),
    CustomLink: false,
    LinkId: '',
    CreateTime: task.created,
    ModifedTime: task.modified,
    ModifiedTime: task.modified,
  };
}

/** As GetRepoSyncTask has it: with sizes, and without times. */
export function detailedTask(task: SyncTask): JsonMap {
  const done = task.status === 'SUCCESS';
  return {
    ...describeTask(task),
    Progress: done ? 1 : 0,
    SyncedSize: task.blobs.reduce((sum, { synced }) => sum + synced, 0),
    LayerTasks: task.blobs.map(({ digest, size, synced }, index) => ({
      SyncLayerTaskId: `${task.id}-${index + 1}`,
      ArtifactDigest: task.digest,
      Digest: digest,
      Size: size,
      SyncedSize: synced,
      TaskStatus: synced === size && size > 0 ? 'SUCCESS' : task.status,
    })),
  };
}

/** The host names of an instance: `{name}-registry[-vpc].{region}.cr.aliyuncs.com`, `-chart` for charts. */
export function hostName(instance: Instance, module: string, vpc: boolean): string {
  return `${instance.name}-${module.toLowerCase()}${vpc ? '-vpc' : ''}.${instance.region}.cr.aliyuncs.com`;
}

/** The public endpoint. */
export function describeEndpoint(instance: Instance, module: string): JsonMap {
  const { enabled, entries } = instance.internet;
  return {
    Enable: enabled,
    AclEnable: enabled,
    Status: 'RUNNING',
    Domains: [{ Type: 'SYSTEM', Domain: hostName(instance, module, false) }],
    AclEntries: entries
      .filter(item => item.module === module)
      .map(item => ({ Entry: item.entry, Comment: item.comment })),
  };
}

/** The endpoint inside VPCs. */
export function describeVpcEndpoint(instance: Instance, module: string): JsonMap {
  const links = instance.vpcs.filter(link => link.module === module);
  return {
    Enable: links.length > 0,
    ModuleName: module,
    Domains: [hostName(instance, module, true)],
    LinkedVpcs: links.map((link, index) => ({
      VpcId: link.vpcId,
      VswitchId: link.vswitchId,
      Status: 'RUNNING',
      Issue: '',
      DefaultAccess: index === 0,
    })),
  };
}

/** Both endpoints, as ListInstanceEndpoint has them; in brief without the access list. */
export function listedEndpoints(instance: Instance, module: string, brief: boolean): JsonMap[] {
  const open = describeEndpoint(instance, module);
  const entries = open.AclEntries as JsonMap[];
  const { Enable, Domains, LinkedVpcs } = describeVpcEndpoint(instance, module);
  return [
    {
      EndpointType: 'internet',
      ...open,
      AclEntries: brief ? [] : entries.map(({ Entry }) => ({ Entry })),
      LinkedVpcs: [],
    },
    {
      EndpointType: 'vpc',
      Enable,
      AclEnable: true,
      Status: 'RUNNING',
      Domains: (Domains as string[]).map(Domain => ({ Type: 'SYSTEM', Domain })),
      AclEntries: [],
      LinkedVpcs: (LinkedVpcs as JsonMap[]).map(({ VpcId }) => ({ VpcId })),
    },
  ];
}
