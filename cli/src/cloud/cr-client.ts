import { oneLine } from '../domain/printable';
import type {
  InternetRecord,
  NamespaceSettings,
  RegistryRecord,
  RepositorySettings,
  RuleRecord,
  TaskRecord,
  VpcLinkRecord,
} from '../domain/records';
import { hasCode } from './cloud-error';
import type { Connection } from './connection';
import { type Body, CrApi, PAGE } from './cr-api';

/** What the deployer asks of Container Registry about instances, rules and their last copies. */
export class CrClient {
  private readonly api: CrApi;

  constructor(connection: Connection) {
    this.api = new CrApi(connection);
  }

  /** All instances of a name: nothing says that it is there once. */
  async instancesNamed(region: string, name: string): Promise<RegistryRecord[]> {
    const found = await this.api.pages(
      'ListInstance',
      region,
      { InstanceName: name },
      'Instances',
      ({ InstanceId }) => InstanceId,
    );
    return found.map(registry).filter(instance => instance.name === name);
  }

  async countInstances(region: string): Promise<number> {
    const reply = await this.api.call('ListInstance', region, { PageNo: 1, PageSize: 1 });
    return Number(reply.TotalCount ?? 0);
  }

  async getInstance(region: string, id: string): Promise<RegistryRecord | undefined> {
    try {
      return registry(await this.api.call('GetInstance', region, { InstanceId: id }));
    } catch (error) {
      if (hasCode(error, 'INSTANCE_NOT_EXIST')) {
        return undefined;
      }
      throw error;
    }
  }

  /** The Internet endpoint of a registry, and who is let in there. */
  async internet(region: string, id: string): Promise<InternetRecord> {
    const query = { InstanceId: id, EndpointType: 'Internet', ModuleName: 'Registry' };
    const reply = await this.api.call('GetInstanceEndpoint', region, query);
    return {
      isOn: reply.Enable === true,
      hasList: reply.AclEnable !== false,
      entries: ((reply.AclEntries ?? []) as Body[]).map(({ Entry }) => String(Entry)),
    };
  }

  /** The VPCs that reach a registry. */
  async vpcLinks(region: string, id: string): Promise<VpcLinkRecord[]> {
    const query = { InstanceId: id, ModuleName: 'Registry' };
    const reply = await this.api.call('GetInstanceVpcEndpoint', region, query);
    return ((reply.LinkedVpcs ?? []) as Body[]).map(({ VpcId, VswitchId }) => ({
      vpcId: String(VpcId),
      vswitchId: String(VswitchId),
    }));
  }

  async namespaces(region: string, id: string): Promise<NamespaceSettings[]> {
    const query = { InstanceId: id };
    const found = await this.api.pages('ListNamespace', region, query, 'Namespaces', one => one.NamespaceName);
    return found.map(({ NamespaceName, AutoCreateRepo, DefaultRepoType }) => ({
      name: String(NamespaceName),
      autoCreate: AutoCreateRepo === true,
      visibility: String(DefaultRepoType),
    }));
  }

  async repositories(region: string, id: string, namespace: string): Promise<RepositorySettings[]> {
    const query = { InstanceId: id, RepoNamespaceName: namespace };
    const found = await this.api.pages('ListRepository', region, query, 'Repositories', ({ RepoId }) => RepoId);
    return found
      .filter(({ RepoNamespaceName }) => RepoNamespaceName === namespace)
      .map(({ RepoName, RepoType, TagImmutability }) => ({
        ...{ namespace, name: String(RepoName), visibility: String(RepoType) },
        ...(TagImmutability === undefined ? {} : { immutable: TagImmutability === true }),
      }));
  }

  /** The rules that begin at an instance. */
  async outgoingRules(region: string, id: string): Promise<RuleRecord[]> {
    const rules = await this.rules(region, id);
    return rules.filter(({ fields }) => fields.SyncDirection !== 'TO');
  }

  /** The rules that begin or end at an instance. */
  async rules(region: string, id: string): Promise<RuleRecord[]> {
    const found = await this.api.pages(
      'ListRepoSyncRule',
      region,
      { InstanceId: id },
      'SyncRules',
      ({ SyncRuleId }) => SyncRuleId,
    );
    return found.map(rule => ({ id: String(rule.SyncRuleId), name: oneLine(String(rule.SyncRuleName)), fields: rule }));
  }

  /** The newest copies from or to an instance. */
  async tasks(region: string, id: string): Promise<TaskRecord[]> {
    const reply = await this.api.call('ListRepoSyncTask', region, { InstanceId: id, PageNo: 1, PageSize: PAGE });
    return ((reply.SyncTasks ?? []) as Body[]).map(task);
  }

  /** The bytes that a copy has sent, which the service tells of one copy at a time only. */
  async sizeOf(region: string, id: string, taskId: string): Promise<number> {
    const reply = await this.api.call('GetRepoSyncTask', region, { InstanceId: id, SyncTaskId: taskId });
    return Number(reply.SyncedSize ?? 0);
  }

  /** Use of and room for namespaces and repositories. */
  async usage(region: string, id: string): Promise<Body> {
    return this.api.call('GetInstanceUsage', region, { InstanceId: id });
  }
}

function registry(body: Body): RegistryRecord {
  return {
    id: String(body.InstanceId),
    name: String(body.InstanceName),
    status: String(body.InstanceStatus),
    edition: String(body.InstanceSpecification).replace(/^Enterprise_/, ''),
  };
}

function task(body: Body): TaskRecord {
  const from = (body.ImageFrom ?? {}) as Body;
  const to = (body.ImageTo ?? {}) as Body;
  return {
    id: String(body.SyncTaskId),
    ruleId: String(body.SyncRuleId ?? ''),
    status: String(body.TaskStatus),
    issue: String(body.TaskIssue ?? ''),
    image: `${String(from.RepoNamespaceName)}/${String(from.RepoName)}:${String(from.ImageTag)}`,
    targetInstanceId: String(to.InstanceId),
    // The service spells it in both ways.
    modified: new Date(Number(body.ModifiedTime ?? body.ModifedTime ?? 0)),
  };
}
