import { addAclEntry, linkVpc, removeAclEntry, switchPublicEndpoint, unlinkVpc } from '../cr/endpoints';
import { crError } from '../cr/errors';
import type { Edition, Instance } from '../cr/model';
import type { JsonMap } from '../runtime/json';
import { checkLink } from './networks';
import { type ResourceContext, type ResourceProvider, ignoringAbsence } from './provider';

const always = (seconds: number) => () => seconds;

/** The instance that a resource names. Without one it would be the Personal Edition, which is not simulated. */
export function instanceOf(context: ResourceContext, properties: JsonMap, region = context.region): Instance {
  if (typeof properties.InstanceId !== 'string') {
    throw crError(
      'INSTANCE_ID_MISSING',
      'InstanceId is not given, which means the Personal Edition. It is not simulated; name an Enterprise Edition instance.',
    );
  }
  return context.registries.running(properties.InstanceId, region);
}

export function instanceAttributes(instance: Instance, properties: JsonMap): JsonMap {
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceSpecification: `Enterprise_${instance.edition}`,
    CreateTime: instance.created,
    ModifiedTime: instance.modified,
    ResourceGroupId: instance.resourceGroupId,
    EndTime: instance.created + Number(properties.Period ?? 1) * 30 * 86_400_000,
    InstanceEndpoints: [],
    InstanceIssue: '',
    PaymentType: 'Subscription',
    RenewalStatus: properties.RenewalStatus ?? 'ManualRenewal',
    RenewPeriod: properties.RenewPeriod ?? null,
  };
}

/** A bought instance: it is PENDING while the stack waits, then RUNNING. */
export const INSTANCE: ResourceProvider = {
  seconds: operation => ({ CREATE: 60, UPDATE: 2, DELETE: 20 })[operation],
  create(context, properties) {
    const instance = context.registries.create({
      region: context.region,
      name: String(properties.InstanceName),
      edition: properties.InstanceType as Edition,
      resourceGroupId: String(properties.ResourceGroupId ?? ''),
    });
    return { physicalId: instance.id, attributes: instanceAttributes(instance, properties) };
  },
  created: (context, existing) => void (context.registries.instance(existing.physicalId).status = 'RUNNING'),
  update(context, existing, properties) {
    const instance = context.registries.running(existing.physicalId);
    instance.resourceGroupId = String(properties.ResourceGroupId ?? '');
    instance.modified = context.world.now;
    return instanceAttributes(instance, properties);
  },
  remove: (context, existing) => ignoringAbsence(() => context.registries.remove(existing.physicalId)),
};

const visibilityOf = (value: unknown) => (value === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE');

export const NAMESPACE: ResourceProvider = {
  seconds: always(2),
  create(context, properties) {
    const instance = instanceOf(context, properties);
    const made = context.registries.createNamespace(
      instance,
      String(properties.Namespace),
      properties.AutoCreate === true,
      visibilityOf(properties.DefaultVisibility),
    );
    return { physicalId: made.id, attributes: { Namespace: made.name, NamespaceId: made.id, InstanceId: instance.id } };
  },
  update(context, existing, properties) {
    const instance = instanceOf(context, properties);
    const namespace = context.registries.namespace(instance, String(properties.Namespace));
    namespace.autoCreate = properties.AutoCreate === true;
    namespace.visibility = visibilityOf(properties.DefaultVisibility);
    return { Namespace: namespace.name, NamespaceId: existing.physicalId, InstanceId: instance.id };
  },
  remove: (context, { properties }) =>
    ignoringAbsence(() =>
      context.registries.removeNamespace(instanceOf(context, properties), String(properties.Namespace)),
    ),
};

export const REPOSITORY: ResourceProvider = {
  seconds: always(2),
  create(context, properties) {
    const instance = instanceOf(context, properties);
    const repository = context.registries.createRepository(instance, {
      namespace: String(properties.RepoNamespace),
      name: String(properties.RepoName),
      type: visibilityOf(properties.RepoType),
      summary: String(properties.Summary),
      detail: String(properties.Detail ?? ''),
      tagImmutability: properties.TagImmutability === true,
    });
    return { physicalId: repository.id, attributes: repositoryAttributes(instance, repository.id) };
  },
  update(context, existing, properties) {
    const instance = instanceOf(context, properties);
    const repository = context.registries.repositoryById(instance, existing.physicalId);
    repository.type = visibilityOf(properties.RepoType);
    repository.summary = String(properties.Summary);
    repository.detail = String(properties.Detail ?? '');
    repository.tagImmutability = properties.TagImmutability === true;
    repository.modified = context.world.now;
    return repositoryAttributes(instance, repository.id);
  },
  remove: (context, existing) =>
    ignoringAbsence(() =>
      context.registries.removeRepository(instanceOf(context, existing.properties), existing.physicalId),
    ),
};

export function repositoryAttributes(instance: Instance, id: string): JsonMap {
  const repository = instance.repositories[id];
  return {
    RepoId: id,
    RepoName: repository.name,
    RepoNamespace: repository.namespace,
    RepoType: repository.type,
    InstanceId: instance.id,
  };
}

export const REPO_SYNC_RULE: ResourceProvider = {
  seconds: always(3),
  create(context, properties) {
    const optional = (name: string) => (properties[name] === undefined ? undefined : String(properties[name]));
    const rule = context.rules.create(instanceOf(context, properties), {
      name: String(properties.SyncRuleName),
      scope: properties.SyncScope === 'REPO' ? 'REPO' : 'NAMESPACE',
      trigger: properties.SyncTrigger === 'PASSIVE' ? 'PASSIVE' : 'INITIATIVE',
      namespace: String(properties.NamespaceName),
      repository: optional('RepoName'),
      repositoryFilter: optional('RepoNameFilter'),
      tagFilter: optional('TagFilter') ?? '.*',
      targetRegion: String(properties.TargetRegionId),
      targetInstanceId: String(properties.TargetInstanceId),
      targetNamespace: String(properties.TargetNamespaceName),
      targetRepository: optional('TargetRepoName'),
      targetUserId: optional('TargetUserId'),
    });
    return { physicalId: rule.id, attributes: { SyncRuleId: rule.id } };
  },
  remove: (context, { physicalId, properties }) =>
    ignoringAbsence(() => context.rules.remove(instanceOf(context, properties), physicalId)),
};

export const moduleOf = (properties: JsonMap) => String(properties.ModuleName ?? 'Registry');

export const ACL_POLICY: ResourceProvider = {
  seconds: always(3),
  create(context, properties) {
    const instance = instanceOf(context, properties, String(properties.RegionId ?? context.region));
    const entry = String(properties.Entry);
    if (properties.AutoEnableType === 'internet' && !instance.internet.enabled) {
      switchPublicEndpoint(instance, true);
    }
    const module = moduleOf(properties);
    addAclEntry(instance, { entry, comment: String(properties.Comment ?? ''), module });
    return { physicalId: `${instance.id}:${module}:${entry}`, attributes: { Entry: entry, InstanceId: instance.id } };
  },
  remove: (context, { properties }) =>
    ignoringAbsence(() => {
      const instance = instanceOf(context, properties, String(properties.RegionId ?? context.region));
      removeAclEntry(instance, { entry: String(properties.Entry), module: moduleOf(properties) });
    }),
};

export const LINKED_VPC: ResourceProvider = {
  seconds: always(5),
  create(context, properties) {
    const instance = instanceOf(context, properties);
    const link = {
      vpcId: String(properties.VpcId),
      vswitchId: String(properties.VswitchId),
      module: moduleOf(properties),
      dnsRecord: properties.EnableCreateDNSRecordInPvzt === true,
    };
    checkLink(context, link.vpcId, link.vswitchId);
    linkVpc(instance, link);
    return {
      physicalId: `${instance.id}:${link.module}:${link.vpcId}`,
      attributes: { InstanceId: instance.id, VpcId: link.vpcId, VswitchId: link.vswitchId },
    };
  },
  remove: (context, { properties }) =>
    ignoringAbsence(() =>
      unlinkVpc(instanceOf(context, properties), { vpcId: String(properties.VpcId), module: moduleOf(properties) }),
    ),
};
