import { Params } from '@alicloud/openapi-client';
import type { Connection } from './connection';

/** How the official generic client calls a service for which there is no client of its own. */
export function rpc(action: string, version: string, protocol: Connection['protocol']): Params {
  return new Params({
    action,
    version,
    protocol,
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
}
