import OpenApi, { Config, OpenApiRequest } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import pLimit from 'p-limit';
import { CloudError, cloudError } from './cloud-error';
import { type Connection, TIMEOUTS, unwrap } from './connection';
import { rpc } from './rpc';

export type Body = Record<string, unknown>;

const SERVICE = 'Container Registry';
const VERSION = '2018-12-01';
/** What the service gives at most at a time. */
export const PAGE = 100;
/** Calls at a time to one region: each has an endpoint of its own, and a slow one keeps none of the others waiting. */
const AT_A_TIME = 6;
/** How often a list is read again that changed while it was read. */
const READINGS = 4;

/** Container Registry by the official generic client: it has no client of its own with types. */
export class CrApi {
  private readonly clients = new Map<string, OpenApi>();
  private readonly limits = new Map<string, pLimit.Limit>();

  constructor(private readonly connection: Connection) {}

  /** Calls until there is an answer, as the connection repeats calls. */
  call(action: string, region: string, query: Body): Promise<Body> {
    return this.connection.retry(() => this.callOnce(action, region, query), { action, region });
  }

  /** Calls once: for what may have had its effect although no answer came. */
  callOnce(action: string, region: string, query: Body): Promise<Body> {
    return this.limitOf(region)(async () => {
      try {
        const reply = await this.client(region).callApi(
          rpc(action, VERSION, this.connection.protocol),
          request(region, query),
          new RuntimeOptions(TIMEOUTS),
        );
        return checked((reply as { body: Body }).body, action, region);
      } catch (error) {
        throw cloudError(error, { action, region, service: SERVICE });
      }
    });
  }

  /**
   * Every record of a list. The first page tells how many there are; the others are read side by side.
   *
   * @param keyOf what no two records have alike: a list that changes while it is read shifts its pages, and is read again
   */
  async pages(
    action: string,
    region: string,
    query: Body,
    name: string,
    keyOf: (record: Body) => unknown,
  ): Promise<Body[]> {
    let found: Body[] = [];
    for (let reading = 0; reading < READINGS; reading++) {
      const page = (PageNo: number) => this.call(action, region, { ...query, PageNo, PageSize: PAGE });
      const first = await page(1);
      const more = Math.max(0, Math.ceil(totalOf(first) / PAGE) - 1);
      const rest = await Promise.all(Array.from({ length: more }, (_, index) => page(index + 2)));
      const records = [first, ...rest].flatMap(reply => (reply[name] ?? []) as Body[]);
      found = [...new Map(records.map(record => [keyOf(record), record])).values()];
      if (rest.every(reply => totalOf(reply) === totalOf(first)) && found.length === records.length) {
        return found;
      }
    }
    return found;
  }

  private limitOf(region: string): pLimit.Limit {
    const limit = this.limits.get(region) ?? pLimit(AT_A_TIME);
    this.limits.set(region, limit);
    return limit;
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

/** Some actions write it as text. */
const totalOf = (reply: Body): number => Number(reply.TotalCount ?? 0);

function request(region: string, query: Body): OpenApiRequest {
  const strings = Object.entries({ RegionId: region, ...query }).map(([key, value]) => [key, String(value)]);
  return new OpenApiRequest({ query: Object.fromEntries(strings) as Record<string, string> });
}

/** The service also answers 200 with IsSuccess false. */
function checked(body: Body, action: string, region: string): Body {
  if (body.IsSuccess !== false) {
    return body;
  }
  throw new CloudError(String(body.Code), String(body.Message ?? body.Code), 200, { action, region, service: SERVICE });
}
