import { randomUUID } from 'node:crypto';
import { Config } from '@alicloud/openapi-client';
import RosSdk, * as $ros from '@alicloud/ros20190910';
import { RuntimeOptions } from '@alicloud/tea-util';
import { cloudError } from './cloud-error';
import { type Connection, TIMEOUTS, unwrap } from './connection';

/** What is to be taken into a stack. */
export interface ImportOrder {
  readonly region: string;
  readonly name: string;
  /** The id of the stack; without one it is made. */
  readonly stackId?: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly resources: readonly ImportedResource[];
}

export interface ImportedResource {
  readonly logicalId: string;
  readonly type: string;
  /** What names it, by the properties that the service asks for. */
  readonly identifier: Readonly<Record<string, string>>;
}

/** A change set as the service tells it. */
export interface ChangeSetRecord {
  readonly status: string;
  readonly reason: string;
  readonly executionStatus: string;
  /** What it would do, resource by resource: `Add Registry`. */
  readonly changes: readonly { readonly action: string; readonly logicalId: string; readonly type: string }[];
}

/** What ROS asks for and does to take into a stack what exists. */
export class ImportClient {
  private readonly sdk: RosSdk;
  private readonly runtime = new RuntimeOptions(TIMEOUTS);

  constructor(private readonly connection: Connection) {
    const { credential, endpoint, protocol } = connection;
    this.sdk = new (unwrap(RosSdk))(new Config({ credential, endpoint, protocol }) as never);
  }

  /** The resource types that can be imported in a region, each with the properties that name a resource. */
  async importable(region: string): Promise<Map<string, readonly string[]>> {
    const request = new $ros.GetFeatureDetailsRequest({ regionId: region, feature: 'ResourceImport' });
    const { body } = await this.call('GetFeatureDetails', region, () =>
      this.sdk.getFeatureDetailsWithOptions(request, this.runtime),
    );
    const types = body?.resourceImport?.supportedResourceTypes ?? [];
    return new Map(types.map(({ resourceType = '', resourceIdentifiers = [] }) => [resourceType, resourceIdentifiers]));
  }

  async createImport(order: ImportOrder, changeSetName: string): Promise<{ changeSetId: string; stackId: string }> {
    const { region, name, stackId, templateBody } = order;
    const pairs = Object.entries(order.parameters).map(
      ([parameterKey, parameterValue]) => new $ros.CreateChangeSetRequestParameters({ parameterKey, parameterValue }),
    );
    const request = new $ros.CreateChangeSetRequest({
      ...{ regionId: region, changeSetName, changeSetType: 'IMPORT', templateBody },
      ...(stackId === undefined ? { stackName: name } : { stackId }),
      ...(pairs.length > 0 ? { parameters: pairs } : {}),
      tags: Object.entries(order.tags).map(([key, value]) => new $ros.CreateChangeSetRequestTags({ key, value })),
      clientToken: randomUUID(),
      resourcesToImport: order.resources.map(
        ({ logicalId, type, identifier }) =>
          new $ros.CreateChangeSetRequestResourcesToImport({
            logicalResourceId: logicalId,
            resourceType: type,
            resourceIdentifier: JSON.stringify(identifier),
          }),
      ),
    });
    const { body } = await this.call('CreateChangeSet', region, () =>
      this.sdk.createChangeSetWithOptions(request, this.runtime),
    );
    return { changeSetId: body?.changeSetId ?? '', stackId: body?.stackId ?? '' };
  }

  /** How the change sets of a stack are called. */
  async changeSetNames(region: string, stackId: string): Promise<string[]> {
    const request = new $ros.ListChangeSetsRequest({ regionId: region, stackId, pageSize: 50 });
    const { body } = await this.call('ListChangeSets', region, () =>
      this.sdk.listChangeSetsWithOptions(request, this.runtime),
    );
    return (body?.changeSets ?? []).map(({ changeSetName = '' }) => changeSetName);
  }

  async changeSet(region: string, changeSetId: string): Promise<ChangeSetRecord> {
    const request = new $ros.GetChangeSetRequest({ regionId: region, changeSetId });
    const { body } = await this.call('GetChangeSet', region, () =>
      this.sdk.getChangeSetWithOptions(request, this.runtime),
    );
    const changes = (body?.changes ?? []).map(change => (change.ResourceChange ?? change) as Record<string, unknown>);
    return {
      status: body?.status ?? '',
      reason: body?.statusReason ?? '',
      executionStatus: body?.executionStatus ?? '',
      changes: changes.map(change => ({
        action: String(change.Action),
        logicalId: String(change.LogicalResourceId),
        type: String(change.ResourceType),
      })),
    };
  }

  async executeImport(region: string, changeSetId: string): Promise<void> {
    const request = new $ros.ExecuteChangeSetRequest({ regionId: region, changeSetId, clientToken: randomUUID() });
    await this.call('ExecuteChangeSet', region, () => this.sdk.executeChangeSetWithOptions(request, this.runtime));
  }

  async removeChangeSet(region: string, changeSetId: string): Promise<void> {
    const request = new $ros.DeleteChangeSetRequest({ regionId: region, changeSetId });
    await this.call('DeleteChangeSet', region, () => this.sdk.deleteChangeSetWithOptions(request, this.runtime));
  }

  private call<T>(action: string, region: string, send: () => Promise<T>): Promise<T> {
    return this.connection.retry(async () => {
      try {
        return await send();
      } catch (error) {
        throw cloudError(error, { action, region });
      }
    });
  }
}
