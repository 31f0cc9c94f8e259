import { Config } from '@alicloud/openapi-client';
import RosSdk, * as $ros from '@alicloud/ros20190910';
import { RuntimeOptions } from '@alicloud/tea-util';
import { cloudError } from './cloud-error';
import { type Connection, TIMEOUTS, unwrap } from './connection';

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
