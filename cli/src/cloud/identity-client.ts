import OpenApi, { Config, OpenApiRequest } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import { type Connection, TIMEOUTS, unwrap } from './connection';
import { rpc } from './rpc';

/** STS has one endpoint that serves all regions. */
const ENDPOINT = 'sts.aliyuncs.com';
const VERSION = '2015-04-01';

/** Who it is that calls. */
export class IdentityClient {
  constructor(private readonly connection: Connection) {}

  /** The id of the account; undefined where STS does not tell, which keeps nobody from anything. */
  async account(): Promise<string | undefined> {
    const { credential, endpoint: shared, protocol: own, sharedEndpoint } = this.connection;
    const [endpoint, protocol] = sharedEndpoint ? [shared, own] : [ENDPOINT, 'HTTPS' as const];
    const client = new (unwrap(OpenApi))(new Config({ credential, endpoint, protocol }));
    try {
      const reply = await client.callApi(
        rpc('GetCallerIdentity', VERSION, protocol),
        new OpenApiRequest({}),
        new RuntimeOptions(TIMEOUTS),
      );
      const { AccountId } = (reply as { body?: { AccountId?: unknown } }).body ?? {};
      return typeof AccountId === 'string' ? AccountId : undefined;
    } catch {
      return undefined;
    }
  }
}
