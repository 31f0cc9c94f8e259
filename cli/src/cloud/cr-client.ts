import type { RegistryAccess } from '../domain/access';
import type { RegistryRecord, RuleRecord, SizedTask, TaskRecord } from '../domain/records';
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

  /** Whether the registry can be reached over the Internet. */
  async internetEnabled(region: string, id: string): Promise<boolean> {
    const reply = await this.api.call('GetInstanceEndpoint', region, {
      InstanceId: id,
      EndpointType: 'Internet',
      ModuleName: 'Registry',
    });
    return reply.Enable === true;
  }

  /** Who may reach the registry: over the Internet, and from VPCs. */
  async access(region: string, id: string): Promise<RegistryAccess> {
    const query = { InstanceId: id, ModuleName: 'Registry' };
    const open = await this.api.call('GetInstanceEndpoint', region, { ...query, EndpointType: 'Internet' });
    const inside = await this.api.call('GetInstanceVpcEndpoint', region, query);
    return {
      internet: open.Enable === true,
      entries: ((open.AclEntries ?? []) as Body[]).map(({ Entry }) => String(Entry)),
      vpcs: ((inside.LinkedVpcs ?? []) as Body[]).map(({ VpcId }) => String(VpcId)),
    };
  }

  async namespaces(region: string, id: string): Promise<string[]> {
    const found = await this.api.pages(
      'ListNamespace',
      region,
      { InstanceId: id },
      'Namespaces',
      ({ NamespaceName }) => NamespaceName,
    );
    return found.map(namespace => String(namespace.NamespaceName));
  }

  /** The rules that begin at an instance. */
  async outgoingRules(region: string, id: string): Promise<RuleRecord[]> {
    const found = await this.api.pages(
      'ListRepoSyncRule',
      region,
      { InstanceId: id },
      'SyncRules',
      ({ SyncRuleId }) => SyncRuleId,
    );
    return found
      .filter(rule => rule.SyncDirection !== 'TO')
      .map(rule => ({ id: String(rule.SyncRuleId), name: String(rule.SyncRuleName), fields: rule }));
  }

  /** The newest copies from or to an instance. */
  async tasks(region: string, id: string): Promise<TaskRecord[]> {
    const reply = await this.api.call('ListRepoSyncTask', region, { InstanceId: id, PageNo: 1, PageSize: PAGE });
    return ((reply.SyncTasks ?? []) as Body[]).map(task);
  }

  async sized(region: string, id: string, listed: TaskRecord): Promise<SizedTask> {
    const reply = await this.api.call('GetRepoSyncTask', region, { InstanceId: id, SyncTaskId: listed.id });
    return { ...listed, bytes: Number(reply.SyncedSize ?? 0) };
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
