import OpenApi, { Config, OpenApiRequest } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import { cloudError, hasCode } from './cloud-error';
import { type Connection, TIMEOUTS, unwrap } from './connection';
import { rpc } from './rpc';

/** RAM has one endpoint for all regions. */
const ENDPOINT = 'ram.aliyuncs.com';

/** The service roles of the account. */
export class RoleClient {
  constructor(private readonly connection: Connection) {}

  async exists(name: string): Promise<boolean> {
    const { credential, retry } = this.connection;
    const client = new (unwrap(OpenApi))(new Config({ credential, endpoint: ENDPOINT, protocol: 'HTTPS' }));
    try {
      await retry(() =>
        client
          .callApi(GET_ROLE, new OpenApiRequest({ query: { RoleName: name } }), new RuntimeOptions(TIMEOUTS))
          .catch((error: unknown) => {
            throw cloudError(error, { action: 'GetRole', region: '', service: 'RAM' });
          }),
      );
      return true;
    } catch (error) {
      if (hasCode(error, 'EntityNotExist.Role')) {
        return false;
      }
      throw error;
    }
  }
}

const GET_ROLE = rpc('GetRole', '2015-05-01', 'HTTPS');
