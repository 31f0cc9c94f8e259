import type { FoundInternet, FoundNamespace, FoundRepository, FoundVpc, ListedInstance } from '../domain/found';
import type { Place, TagRecord } from '../domain/image-records';
import { wholeDigest } from '../domain/image-records';
import type { Connection } from './connection';
import { type Body, CrApi } from './cr-api';
import { retentionRule, scanRule, syncRule } from './settings-records';

/** What an instance says of itself. */
export interface InstanceRecord extends ListedInstance {
  readonly edition: string;
  readonly resourceGroupId: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Reads everything that is set on a registry. Nothing here changes anything. */
export class SettingsClient {
  private readonly api: CrApi;

  constructor(connection: Connection) {
    this.api = new CrApi(connection);
  }

  async instances(region: string): Promise<ListedInstance[]> {
    const found = await this.api.pages('ListInstance', region, {}, 'Instances', one => one.InstanceId);
    return found.map(one => ({ region, instanceId: String(one.InstanceId), name: String(one.InstanceName) }));
  }

  async instance({ region, instanceId }: Place): Promise<InstanceRecord> {
    const body = await this.api.call('GetInstance', region, { InstanceId: instanceId });
    const labels = ((body.Tags ?? []) as Body[]).map(tag => [String(tag.TagKey), String(tag.TagValue)]);
    return {
      region,
      instanceId,
      name: String(body.InstanceName),
      edition: String(body.InstanceSpecification).replace(/^Enterprise_/, ''),
      resourceGroupId: String(body.ResourceGroupId ?? ''),
      labels: Object.fromEntries(labels) as Record<string, string>,
    };
  }

  async internet({ region, instanceId }: Place): Promise<FoundInternet> {
    const query = { InstanceId: instanceId, EndpointType: 'Internet', ModuleName: 'Registry' };
    const body = await this.api.call('GetInstanceEndpoint', region, query);
    const entries = ((body.AclEntries ?? []) as Body[]).map(entry => ({
      cidr: String(entry.Entry),
      comment: String(entry.Comment ?? ''),
    }));
    return { enabled: body.Enable === true, entries: sorted(entries, ({ cidr }) => cidr) };
  }

  async vpcs({ region, instanceId }: Place): Promise<FoundVpc[]> {
    const query = { InstanceId: instanceId, ModuleName: 'Registry' };
    const body = await this.api.call('GetInstanceVpcEndpoint', region, query);
    const links = ((body.LinkedVpcs ?? []) as Body[]).map(link => ({
      vpcId: String(link.VpcId),
      vswitchId: String(link.VswitchId ?? ''),
    }));
    return sorted(links, ({ vpcId }) => vpcId);
  }

  async namespaces(place: Place): Promise<FoundNamespace[]> {
    const found = await this.list('ListNamespace', place, {}, 'Namespaces', one => one.NamespaceName);
    const namespaces = found.map(one => {
      const defaults = (one.DefaultRepoConfiguration ?? {}) as Body;
      return {
        name: String(one.NamespaceName),
        autoCreate: one.AutoCreateRepo === true,
        visibility: String(defaults.RepoType ?? one.DefaultRepoType ?? 'PRIVATE'),
        immutable: defaults.TagImmutability === true,
      };
    });
    return sorted(namespaces, ({ name }) => name);
  }

  /** The repositories without their details and tags. */
  async repositories(place: Place): Promise<Omit<FoundRepository, 'detail' | 'tags'>[]> {
    const found = await this.list('ListRepository', place, {}, 'Repositories', one => one.RepoId);
    const repositories = found.map(one => ({
      id: String(one.RepoId),
      namespace: String(one.RepoNamespaceName),
      name: String(one.RepoName),
      visibility: String(one.RepoType),
      summary: String(one.Summary ?? ''),
      immutable: one.TagImmutability === true,
    }));
    return sorted(repositories, ({ namespace, name }) => `${namespace}/${name}`);
  }

  /** Lists leave the detail out. */
  async detail({ region, instanceId }: Place, repositoryId: string): Promise<string> {
    const body = await this.api.call('GetRepository', region, { InstanceId: instanceId, RepoId: repositoryId });
    return String(body.Detail ?? '');
  }

  async tags(place: Place, repositoryId: string): Promise<Pick<TagRecord, 'tag' | 'digest'>[]> {
    const found = await this.list('ListRepoTag', place, { RepoId: repositoryId }, 'Images', one => one.Tag);
    const tags = found.map(one => ({ tag: String(one.Tag), digest: wholeDigest(String(one.Digest ?? '')) }));
    return sorted(tags, ({ tag }) => tag);
  }

  /** The rules that begin or end at an instance. */
  async rules(place: Place) {
    const found = await this.list('ListRepoSyncRule', place, {}, 'SyncRules', one => one.SyncRuleId);
    return sorted(found.map(syncRule), ({ rule }) => rule.id);
  }

  async scanRules(place: Place) {
    const each = ['VUL', 'SBOM'].map(ScanType =>
      this.list('ListScanRule', place, { ScanType }, 'ScanRules', one => one.ScanRuleId),
    );
    return sorted((await Promise.all(each)).flat().map(scanRule), ({ id }) => id);
  }

  async retentionRules(place: Place) {
    const found = await this.list('ListArtifactLifecycleRule', place, {}, 'Rules', one => one.RuleId);
    return sorted(found.map(retentionRule), ({ id }) => id);
  }

  private list(
    action: string,
    { region, instanceId }: Place,
    query: Body,
    name: string,
    keyOf: (record: Body) => unknown,
  ): Promise<Body[]> {
    return this.api.pages(action, region, { InstanceId: instanceId, ...query }, name, keyOf);
  }
}

/** In an order that no service gives, so that the same registry reads the same. */
function sorted<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
