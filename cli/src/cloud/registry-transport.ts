import { type IncomingHttpHeaders, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Endpoint } from './connection';

export interface RegistryReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type RegistrySend = (
  method: 'GET' | 'HEAD',
  url: URL,
  headers: Readonly<Record<string, string>>,
) => Promise<RegistryReply>;

/** Milliseconds without a word. */
const SILENCE = 30_000;
/** The registry protocol takes manifests of 4 MiB, and lists of referrers are smaller. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Sends requests to registries. A simulator serves all of them at its own endpoint, by the name in the Host header. Redirections are not
 * followed: they lead to storage, which must not see a token.
 */
export function registryTransport({ endpoint, protocol, sharedEndpoint }: Endpoint): RegistrySend {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const isSecure = (url: URL) => (sharedEndpoint ? protocol === 'HTTPS' : url.protocol === 'https:');
  return (method, url, headers) =>
    new Promise((resolve, reject) => {
      const target = sharedEndpoint
        ? new URL(url.pathname + url.search, `${protocol.toLowerCase()}://${endpoint}`)
        : url;
      const host = { host: url.host };
      const secure = isSecure(url);
      const options = { method, headers: { ...headers, ...host }, agent: secure ? agents.https : agents.http };
      const sent = (secure ? httpsRequest : httpRequest)(target, options, response => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST) {
            sent.destroy(new Error(`${url.host} sends more than a registry should.`));
          }
          chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.setTimeout(SILENCE, () => sent.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
      sent.on('error', reject);
      sent.end();
    });
}
