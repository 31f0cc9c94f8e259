import { crError } from '../cr/errors';
import type { Instance, Repository } from '../cr/model';
import type { JsonMap } from '../runtime/json';
import { instanceAttributes, instanceOf, moduleOf, repositoryAttributes } from './cr-providers';
import { type Made, type ResourceContext, type ResourceReader, ignoringAbsence } from './provider';

/** How something that lies in an instance is found and read. */
export interface Inside<T> {
  /** What names it beside InstanceId. */
  readonly key: string;
  /** Whether the key is the id; else it is a property. */
  readonly byId: boolean;
  /** Throws where it does not exist. */
  pick(context: ResourceContext, instance: Instance, key: string, properties: JsonMap): T;
  made(found: T, instance: Instance, properties: JsonMap, key: string): Made;
  /** Its properties, without InstanceId. */
  read(found: T, properties: JsonMap): JsonMap;
}

/** The instance that the properties name; what another account owns is not there. */
function ownInstance(context: ResourceContext, properties: JsonMap): Instance {
  const instance = instanceOf(context, properties, String(properties.RegionId ?? context.region));
  if (instance.accountId !== context.world.accountId) {
    throw crError('INSTANCE_NOT_EXIST', `The instance ${instance.id} belongs to another account.`);
  }
  return instance;
}

export function inside<T>({ key, byId, pick, made, read }: Inside<T>): ResourceReader {
  return {
    identifiers: ['InstanceId', key],
    find: (context, identifier, properties) =>
      ignoringAbsence(() => {
        const instance = ownInstance(context, properties);
        const found = pick(context, instance, identifier[key], properties);
        return made(found, instance, properties, identifier[key]);
      }),
    read: (context, { physicalId, properties }) =>
      ignoringAbsence(() => {
        const instance = ownInstance(context, properties);
        const found = pick(context, instance, byId ? physicalId : String(properties[key]), properties);
        return { InstanceId: instance.id, ...read(found, properties) };
      }),
  };
}

export const INSTANCE_READER: ResourceReader = {
  identifiers: ['InstanceId'],
  find: (context, { InstanceId }, properties) =>
    ignoringAbsence(() => {
      const instance = ownInstance(context, { InstanceId });
      return { physicalId: instance.id, attributes: instanceAttributes(instance, properties) };
    }),
  read: (context, { physicalId }) =>
    ignoringAbsence(() => {
      const { name, edition, resourceGroupId } = context.registries.instance(physicalId, context.region);
      return { InstanceName: name, InstanceType: edition, ResourceGroupId: resourceGroupId };
    }),
};

export const NAMESPACE_READER = inside({
  key: 'Namespace',
  byId: false,
  pick: ({ registries }, instance, name) => registries.namespace(instance, name),
  made: ({ id, name }, instance) => ({
    physicalId: id,
    attributes: { Namespace: name, NamespaceId: id, InstanceId: instance.id },
  }),
  read: ({ name, autoCreate, visibility }) => ({
    Namespace: name,
    AutoCreate: autoCreate,
    DefaultVisibility: visibility,
  }),
});

export const REPOSITORY_READER = inside<Repository>({
  key: 'RepoId',
  byId: true,
  pick: ({ registries }, instance, id) => registries.repositoryById(instance, id),
  made: ({ id }, instance) => ({ physicalId: id, attributes: repositoryAttributes(instance, id) }),
  read: ({ namespace, name, type, summary, detail, tagImmutability }) => ({
    RepoNamespace: namespace,
    RepoName: name,
    RepoType: type,
    Summary: summary,
    Detail: detail,
    TagImmutability: tagImmutability,
  }),
});

/** TargetUserId is told by nobody. */
export const SYNC_RULE_READER = inside({
  key: 'SyncRuleId',
  byId: true,
  pick: ({ rules }, instance, id) => rules.rule(instance, id),
  made: ({ id }) => ({ physicalId: id, attributes: { SyncRuleId: id } }),
  read: rule => ({
    SyncRuleName: rule.name,
    SyncScope: rule.scope,
    SyncTrigger: rule.trigger,
    NamespaceName: rule.namespace,
    RepoName: rule.repository,
    RepoNameFilter: rule.repositoryFilter,
    TagFilter: rule.tagFilter,
    TargetRegionId: rule.targetRegion,
    TargetInstanceId: rule.targetInstanceId,
    TargetNamespaceName: rule.targetNamespace,
    TargetRepoName: rule.targetRepository,
  }),
});

export const ACL_READER = inside({
  key: 'Entry',
  byId: false,
  pick: (_, { id, internet }, entry, properties) => {
    const found = internet.entries.find(other => other.entry === entry && other.module === moduleOf(properties));
    if (!found) {
      throw crError('ACL_ENTRY_NOT_EXIST', `The entry ${entry} is not in the access list of ${id}.`);
    }
    return found;
  },
  made: ({ entry, module }, { id }) => ({
    physicalId: `${id}:${module}:${entry}`,
    attributes: { Entry: entry, InstanceId: id },
  }),
  read: ({ entry, comment, module }) => ({ Entry: entry, Comment: comment, ModuleName: module }),
});

export const LINKED_VPC_READER = inside({
  key: 'VpcId',
  byId: false,
  pick: (_, { id, vpcs }, vpcId, properties) => {
    const found = vpcs.find(other => other.vpcId === vpcId && other.module === moduleOf(properties));
    if (!found) {
      throw crError('LINKED_VPC_NOT_EXIST', `The VPC ${vpcId} is not linked to ${id}.`);
    }
    return found;
  },
  made: ({ vpcId, vswitchId, module }, { id }) => ({
    physicalId: `${id}:${module}:${vpcId}`,
    attributes: { InstanceId: id, VpcId: vpcId, VswitchId: vswitchId },
  }),
  // Whether a record was made in the DNS is told by nobody.
  read: ({ vpcId, vswitchId, module }) => ({ VpcId: vpcId, VswitchId: vswitchId, ModuleName: module }),
});
