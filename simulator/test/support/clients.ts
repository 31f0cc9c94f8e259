import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client';
import RosClient from '@alicloud/ros20190910';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { RuntimeOptions } from '@alicloud/tea-util';
import type { Simulator } from '../../src';

export type Map = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** The clients are compiled so that their default export sits inside another. */
export const unwrap = <T>(value: T): T => (value as { default?: T }).default ?? value;

function settings(simulator: Simulator, more: Map): Map {
  return { ...simulator.credentials, endpoint: simulator.endpoint, protocol: 'HTTP', ...more };
}

/** The official ROS client. */
export function rosClient(simulator: Simulator, more: Map = {}): RosClient {
  return new (unwrap(RosClient))(new $OpenApiUtil.Config(settings(simulator, more)));
}

/** Any action of a version of an API, by the official generic client. */
function caller(simulator: Simulator, version: string, more: Map) {
  const client = new (unwrap(OpenApi))(new Config(settings(simulator, more)));
  return async (action: string, query: Map = {}, body: Map = {}, method = 'POST'): Promise<Map> => {
    const params = new Params({
      action,
      version,
      protocol: 'HTTP',
      pathname: '/',
      method,
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    });
    const strings = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));
    const request = new OpenApiRequest({ query: strings, ...(Object.keys(body).length > 0 ? { body } : {}) });
    const response = await client.callApi(params, request, new RuntimeOptions({ autoretry: false }));
    return (response as { body: Map }).body;
  };
}

export const callRos = (simulator: Simulator, more: Map = {}) => caller(simulator, '2019-09-10', more);
export const callCr = (simulator: Simulator, more: Map = {}) => caller(simulator, '2018-12-01', more);

/** What a call was refused with: the code, and the service's own message. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string; status: number }> {
  try {
    await call;
  } catch (error) {
    const { code, data, message, statusCode } = error as Map;
    return { code, message: data?.Message ?? message, status: data?.statusCode ?? statusCode };
  }
  throw new Error('The call was not refused.');
}
