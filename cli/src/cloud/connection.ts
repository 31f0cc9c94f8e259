import type Credential from '@alicloud/credentials';
import type { Retry } from './retry';

/** Where calls go and who signs them. */
export interface Connection {
  readonly credential: Credential;
  /** `host[:port]` of ROS, which serves every region. */
  readonly endpoint: string;
  readonly protocol: 'HTTPS' | 'HTTP';
  /** Whether Container Registry answers at the same endpoint, as a simulator does; in the cloud it has one per region. */
  readonly sharedEndpoint: boolean;
  readonly retry: Retry;
}

export interface Endpoint {
  readonly endpoint: string;
  readonly protocol: 'HTTPS' | 'HTTP';
  readonly sharedEndpoint: boolean;
}

export const DEFAULT_ENDPOINT: Endpoint = { endpoint: 'ros.aliyuncs.com', protocol: 'HTTPS', sharedEndpoint: false };

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/;

/** Reads `--endpoint`: a host, with or without a port and a scheme. A loopback host is a simulator and serves both services. */
export function parseEndpoint(text: string): Endpoint {
  const [, scheme, host] = /^(?:(https?):\/\/)?([A-Za-z0-9.[\]:-]+?)\/?$/.exec(text) ?? [];
  if (host === undefined) {
    throw new Error(`--endpoint is "${text}", but an endpoint is a host such as ros.aliyuncs.com or 127.0.0.1:7070.`);
  }
  const loopback = LOOPBACK.test(host);
  if (scheme === 'http' && !loopback) {
    throw new Error(
      `--endpoint is "${text}", but templates go over plain HTTP to this machine only. Use https://${host}.`,
    );
  }
  const protocol = loopback && scheme !== 'https' ? 'HTTP' : 'HTTPS';
  return { endpoint: host, protocol, sharedEndpoint: loopback };
}

/** The official clients are compiled so that their default export sits inside another. */
export const unwrap = <T>(module: T): T => (module as { default?: T }).default ?? module;

/** Milliseconds: a template of half a megabyte takes a while to be read. */
export const TIMEOUTS = { connectTimeout: 10_000, readTimeout: 60_000, autoretry: false };
