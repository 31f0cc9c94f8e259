import {
  type CopyTask,
  type NamespaceRecord,
  type Place,
  type RepositoryPlace,
  type RepositoryRecord,
  type TagRecord,
  wholeDigest,
} from '../domain/image-records';
import { oneLine } from '../domain/printable';
import type { RuleRecord } from '../domain/records';
import { CloudError } from './cloud-error';
import type { Connection } from './connection';
import { type Body, CrApi } from './cr-api';

/** A copy that is asked for by hand. */
export interface CopyOrder {
  readonly source: Place;
  readonly repositoryId: string;
  readonly tag: string;
  readonly target: RepositoryPlace;
}

/** Who logs in to a registry, for an hour. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

/** The names of a registry. */
export interface RegistryHosts {
  readonly internet: readonly string[];
  /** Whether anybody on the Internet is let in. */
  readonly isOpen: boolean;
  readonly vpc: readonly string[];
}

/** What the deployer asks of Container Registry about images. */
export class ImageClient {
  private readonly api: CrApi;

  constructor(connection: Connection) {
    this.api = new CrApi(connection);
  }

  /** The rules that begin or end at an instance. */
  async rules({ region, instanceId }: Place): Promise<RuleRecord[]> {
    const query = { InstanceId: instanceId };
    const found = await this.api.pages('ListRepoSyncRule', region, query, 'SyncRules', rule => rule.SyncRuleId);
    return found.map(rule => ({ id: String(rule.SyncRuleId), name: oneLine(String(rule.SyncRuleName)), fields: rule }));
  }

  async namespaces({ region, instanceId }: Place): Promise<NamespaceRecord[]> {
    const query = { InstanceId: instanceId };
    const found = await this.api.pages('ListNamespace', region, query, 'Namespaces', one => one.NamespaceName);
    return found.map(one => ({ name: String(one.NamespaceName), createsRepositories: one.AutoCreateRepo === true }));
  }

  async repositories({ region, instanceId }: Place, namespace: string): Promise<RepositoryRecord[]> {
    const query = { InstanceId: instanceId, RepoNamespaceName: namespace };
    const found = await this.api.pages('ListRepository', region, query, 'Repositories', one => one.RepoId);
    return found.map(repository).filter(one => one.namespace === namespace);
  }

  async repository({ region, instanceId, ...names }: RepositoryPlace): Promise<RepositoryRecord | undefined> {
    const query = { InstanceId: instanceId, RepoNamespaceName: names.namespace, RepoName: names.repository };
    return unlessAbsent(async () => repository(await this.api.call('GetRepository', region, query)));
  }

  async tags({ region, instanceId }: Place, repositoryId: string): Promise<TagRecord[]> {
    const query = { InstanceId: instanceId, RepoId: repositoryId };
    const found = await unlessAbsent(() => this.api.pages('ListRepoTag', region, query, 'Images', ({ Tag }) => Tag));
    return (found ?? []).map(tagRecord);
  }

  async tag({ region, instanceId }: Place, repositoryId: string, tag: string): Promise<TagRecord | undefined> {
    const query = { InstanceId: instanceId, RepoId: repositoryId, Tag: tag };
    return unlessAbsent(async () => tagRecord({ Tag: tag, ...(await this.api.call('GetRepoTag', region, query)) }));
  }

  /** The copies of one tag to wherever, the oldest first. */
  async copies({ region, instanceId, ...names }: RepositoryPlace, tag: string): Promise<CopyTask[]> {
    const query = { RepoNamespaceName: names.namespace, RepoName: names.repository, Tag: tag };
    const all = { InstanceId: instanceId, ...query };
    const found = await this.api.pages('ListRepoSyncTask', region, all, 'SyncTasks', task => task.SyncTaskId);
    return found
      .map(copyTask)
      .filter(task => task.tag === tag)
      .sort((one, other) => one.created - other.created || one.modified - other.modified);
  }

  /** The bytes that a copy has sent so far. */
  async sent({ region, instanceId }: Place, taskId: string): Promise<number> {
    const query = { InstanceId: instanceId, SyncTaskId: taskId };
    return Number((await this.api.call('GetRepoSyncTask', region, query)).SyncedSize ?? 0);
  }

  /**
   * Starts a copy, and gives its id. Asks once: an answer that is lost may have had its effect, and nothing but a look at the copies
   * tells whether it had.
   */
  async startCopy({ source, repositoryId, tag, target }: CopyOrder): Promise<string> {
    const reply = await this.api.callOnce('CreateRepoSyncTask', source.region, {
      InstanceId: source.instanceId,
      RepoId: repositoryId,
      Tag: tag,
      TargetRegionId: target.region,
      TargetInstanceId: target.instanceId,
      TargetNamespace: target.namespace,
      TargetRepoName: target.repository,
      TargetTag: tag,
      // As rules copy: what the tag names at the target gives way, unless its repository is immutable.
      Override: true,
    });
    return String(reply.SyncTaskId);
  }

  /** Use of and room for repositories. */
  async repositoryQuota({ region, instanceId }: Place): Promise<{ used: number; quota: number }> {
    const reply = await this.api.call('GetInstanceUsage', region, { InstanceId: instanceId });
    return { used: Number(reply.RepoUsage), quota: Number(reply.RepoQuota) };
  }

  async login({ region, instanceId }: Place): Promise<RegistryLogin> {
    const reply = await this.api.call('GetAuthorizationToken', region, { InstanceId: instanceId });
    return { user: String(reply.TempUsername), password: String(reply.AuthorizationToken) };
  }

  /** The names by which a registry is reached: over the Internet, which may be closed, and inside a VPC. */
  async hosts({ region, instanceId }: Place): Promise<RegistryHosts> {
    const query = { InstanceId: instanceId, ModuleName: 'Registry' };
    const open = await this.api.call('GetInstanceEndpoint', region, { ...query, EndpointType: 'Internet' });
    const inside = await this.api.call('GetInstanceVpcEndpoint', region, query);
    return { internet: domains(open), isOpen: open.Enable !== false, vpc: domains(inside) };
  }
}

/** Lists name a domain by a record, VPC endpoints as text. */
const domains = ({ Domains }: Body): string[] =>
  ((Domains ?? []) as (string | Body)[]).map(one => (typeof one === 'string' ? one : String(one.Domain)));

/** Undefined where the namespace, the repository or the tag is not there. */
async function unlessAbsent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CloudError && /^(NAMESPACE|REPO|TAG|REPO_TAG)_NOT_EXISTS?$/.test(error.code)) {
      return undefined;
    }
    throw error;
  }
}

const repository = (body: Body): RepositoryRecord => ({
  id: String(body.RepoId),
  namespace: String(body.RepoNamespaceName),
  name: String(body.RepoName),
  immutable: body.TagImmutability === true,
});

const tagRecord = (body: Body): TagRecord => ({
  tag: String(body.Tag),
  digest: wholeDigest(String(body.Digest ?? '')),
  bytes: Number(body.ImageSize ?? 0),
  pushed: Number(body.ImageUpdate ?? 0),
});

function copyTask(body: Body): CopyTask {
  const from = (body.ImageFrom ?? {}) as Body;
  const to = (body.ImageTo ?? {}) as Body;
  return {
    id: String(body.SyncTaskId),
    status: String(body.TaskStatus),
    issue: String(body.TaskIssue ?? ''),
    tag: String(from.ImageTag),
    target: {
      region: String(to.RegionId),
      instanceId: String(to.InstanceId),
      namespace: String(to.RepoNamespaceName),
      repository: String(to.RepoName),
    },
    targetTag: String(to.ImageTag),
    created: Number(body.CreateTime ?? 0),
    // The service spells it in both ways.
    modified: Number(body.ModifiedTime ?? body.ModifedTime ?? 0),
  };
}
