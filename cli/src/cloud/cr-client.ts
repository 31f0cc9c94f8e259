import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import type { RegistryRecord, RuleRecord, SizedTask, TaskRecord } from '../domain/records';
import { CloudError, cloudError, hasCode } from './cloud-error';
import { type Connection, TIMEOUTS, unwrap } from './connection';

type Body = Record<string, unknown>;

const VERSION = '2018-12-01';
const PAGE = 100;

/** Container Registry by the official generic client: it has no client of its own with types. */
export class CrClient {
  private readonly clients = new Map<string, OpenApi>();

  constructor(private readonly connection: Connection) {}

  /** All instances of a name: nothing says that it is there once. */
  async instancesNamed(region: string, name: string): Promise<RegistryRecord[]> {
    const found = await this.pages('ListInstance', region, { InstanceName: name }, 'Instances');
    return found.map(registry).filter(instance => instance.name === name);
  }

  async countInstances(region: string): Promise<number> {
    const reply = await this.call('ListInstance', region, { PageNo: 1, PageSize: 1 });
    return Number(reply.TotalCount ?? 0);
  }

  async getInstance(region: string, id: string): Promise<RegistryRecord | undefined> {
    try {
      return registry(await this.call('GetInstance', region, { InstanceId: id }));
    } catch (error) {
      if (hasCode(error, 'INSTANCE_NOT_EXIST')) {
        return undefined;
      }
      throw error;
    }
  }

  /** Whether the registry can be reached over the Internet. */
  async internetEnabled(region: string, id: string): Promise<boolean> {
    const reply = await this.call('GetInstanceEndpoint', region, {
      InstanceId: id,
      EndpointType: 'Internet',
      ModuleName: 'Registry',
    });
    return reply.Enable === true;
  }

  async namespaces(region: string, id: string): Promise<string[]> {
    const found = await this.pages('ListNamespace', region, { InstanceId: id }, 'Namespaces');
    return found.map(namespace => String(namespace.NamespaceName));
  }

  /** The rules that begin at an instance. */
  async outgoingRules(region: string, id: string): Promise<RuleRecord[]> {
    const found = await this.pages('ListRepoSyncRule', region, { InstanceId: id }, 'SyncRules');
    return found
      .filter(rule => rule.SyncDirection !== 'TO')
      .map(rule => ({ id: String(rule.SyncRuleId), name: String(rule.SyncRuleName), fields: rule }));
  }

  /** The newest copies from or to an instance. */
  async tasks(region: string, id: string): Promise<TaskRecord[]> {
    const reply = await this.call('ListRepoSyncTask', region, { InstanceId: id, PageNo: 1, PageSize: PAGE });
    return ((reply.SyncTasks ?? []) as Body[]).map(task);
  }

  async sized(region: string, id: string, listed: TaskRecord): Promise<SizedTask> {
    const reply = await this.call('GetRepoSyncTask', region, { InstanceId: id, SyncTaskId: listed.id });
    return { ...listed, bytes: Number(reply.SyncedSize ?? 0) };
  }

  /** Use of and room for namespaces and repositories. */
  async usage(region: string, id: string): Promise<Body> {
    return this.call('GetInstanceUsage', region, { InstanceId: id });
  }

  private async pages(action: string, region: string, query: Body, name: string): Promise<Body[]> {
    const all: Body[] = [];
    for (let number = 1; ; number++) {
      const reply = await this.call(action, region, { ...query, PageNo: number, PageSize: PAGE });
      const records = (reply[name] ?? []) as Body[];
      all.push(...records);
      if (records.length === 0 || all.length >= Number(reply.TotalCount ?? 0)) {
        return all;
      }
    }
  }

  private async call(action: string, region: string, query: Body): Promise<Body> {
    return this.connection.retry(async () => {
      try {
        const reply = await this.client(region).callApi(
          params(action, this.connection),
          request(region, query),
          new RuntimeOptions(TIMEOUTS),
        );
        return checked((reply as { body: Body }).body, action, region);
      } catch (error) {
        throw cloudError(error, { action, region });
      }
    });
  }

  private client(region: string): OpenApi {
    const { credential, endpoint: shared, protocol, sharedEndpoint } = this.connection;
    const endpoint = sharedEndpoint ? shared : `cr.${region}.aliyuncs.com`;
    const known = this.clients.get(endpoint);
    if (known !== undefined) {
      return known;
    }
    const made = new (unwrap(OpenApi))(new Config({ credential, endpoint, protocol, regionId: region }));
    this.clients.set(endpoint, made);
    return made;
  }
}

function params(action: string, connection: Connection): Params {
  return new Params({
    action,
    version: VERSION,
    protocol: connection.protocol,
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
}

function request(region: string, query: Body): OpenApiRequest {
  const strings = Object.entries({ RegionId: region, ...query }).map(([key, value]) => [key, String(value)]);
  return new OpenApiRequest({ query: Object.fromEntries(strings) as Record<string, string> });
}

/** The service also answers 200 with IsSuccess false. */
function checked(body: Body, action: string, region: string): Body {
  if (body.IsSuccess !== false) {
    return body;
  }
  throw new CloudError(String(body.Code), String(body.Message ?? body.Code), 200, { action, region });
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
