import type { Login } from '../../src';
import { json, send } from '../registry/support/client';

/** The header of somebody who logs in. */
export const basic = ({ user, password }: Login) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** The headers of a client that got a token as it was challenged to; without a login as somebody nobody knows. */
export async function bearer(
  url: string,
  scope: string,
  login?: Login,
): Promise<{ status: number; headers: Record<string, string> }> {
  const challenge = (await send(url, 'GET', '/v2/')).headers.get('www-authenticate') as string;
  const [, realm, service] = /^Bearer realm="([^"]+)",service="([^"]+)"/.exec(challenge) as RegExpExecArray;
  const query = new URLSearchParams({ service, scope });
  const headers: Record<string, string> = login ? { authorization: basic(login) } : {};
  const reply = await send(realm, 'GET', `?${query}`, { headers });
  return { status: reply.status, headers: { authorization: `Bearer ${json(reply).token}` } };
}
