import OpenApi, { Config, OpenApiRequest } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import type { GranteeKind } from '../domain/attachments';
import { CloudError, cloudError } from './cloud-error';
import { type Connection, TIMEOUTS, unwrap } from './connection';
import { rpc } from './rpc';

/** RAM has one endpoint for all regions. */
const ENDPOINT = 'ram.aliyuncs.com';
const VERSION = '2015-05-01';

interface ListedPolicies {
  readonly Policies?: { readonly Policy?: readonly { readonly PolicyName?: string; readonly PolicyType?: string }[] };
}

/** What the account has in RAM. */
export class RoleClient {
  constructor(private readonly connection: Connection) {}

  /** Whether there is a role of that name. */
  async exists(name: string): Promise<boolean> {
    return (await this.ask('GetRole', { RoleName: name })) !== undefined;
  }

  /** The custom policies that are attached to somebody; none to who does not exist. */
  async customPolicies(kind: GranteeKind, name: string): Promise<string[]> {
    const found = (await this.ask(`ListPoliciesFor${kind}`, { [`${kind}Name`]: name })) as ListedPolicies | undefined;
    return (found?.Policies?.Policy ?? []).flatMap(({ PolicyName, PolicyType }) =>
      PolicyType === 'Custom' && PolicyName !== undefined ? [PolicyName] : [],
    );
  }

  /** Undefined where RAM does not know who is asked for. */
  private async ask(action: string, query: Record<string, string>): Promise<unknown> {
    const { credential, retry } = this.connection;
    const client = new (unwrap(OpenApi))(new Config({ credential, endpoint: ENDPOINT, protocol: 'HTTPS' }));
    const request = new OpenApiRequest({ query });
    try {
      const reply = await retry(() =>
        client.callApi(rpc(action, VERSION, 'HTTPS'), request, new RuntimeOptions(TIMEOUTS)).catch((error: unknown) => {
          throw cloudError(error, { action, region: '', service: 'RAM' });
        }),
      );
      return (reply as { body?: unknown }).body ?? {};
    } catch (error) {
      if (error instanceof CloudError && /^EntityNotExist\.(Role|User|Group)$/.test(error.code)) {
        return undefined;
      }
      throw error;
    }
  }
}
