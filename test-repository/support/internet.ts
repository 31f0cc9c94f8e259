import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { temporaryDirectory } from '../../test/support/assembly';

/** What makes clients written in Go reach simulated registries by their real names. */
export interface Internet {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * A proxy that stands for the Internet: whoever asks it for the host of a registry, by HTTPS as one does, is answered by the simulator, to
 * which registries are known by these names. Hosts of other names are not found.
 *
 * @param simulator host and port of the simulator
 */
export async function startInternet(simulator: string): Promise<Internet> {
  const directory = temporaryDirectory('internet-');
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  makeCertificate(key, cert);
  const context = createSecureContext({ key: readFileSync(key), cert: readFileSync(cert) });
  const forward = (message: IncomingMessage, response: ServerResponse) => forwardTo(simulator, message, response);
  const inside = createServer(forward);
  const proxy = createServer(forward).on('connect', ({ url = '' }: IncomingMessage, socket) => {
    if (!isRegistry(url)) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
    secure.on('error', () => socket.destroy());
    inside.emit('connection', secure);
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    env: { HTTPS_PROXY: url, HTTP_PROXY: url, NO_PROXY: '', SSL_CERT_FILE: cert },
    close: () => new Promise(resolve => (proxy.close(() => resolve()), proxy.closeAllConnections())),
  };
}

const isRegistry = (host: string) => /\.cr\.aliyuncs\.com(?::443)?$/.test(host);

/** A certificate has one star at most, so each region has a name of its own in it. */
function makeCertificate(key: string, cert: string): void {
  const regions = ['eu-central-1', 'cn-hangzhou', 'us-east-1', 'ap-southeast-1'];
  const names = regions.map(region => `DNS:*.${region}.cr.aliyuncs.com`).join(',');
  const self = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const { status, stderr } = spawnSync(
    'openssl',
    ['req', ...self, '-subj', '/CN=registries', '-addext', `subjectAltName=${names}`, '-keyout', key, '-out', cert],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(`openssl made no certificate: ${stderr}`);
  }
}

function forwardTo(simulator: string, message: IncomingMessage, response: ServerResponse): void {
  const [hostname, port] = simulator.split(':');
  const { method, headers, url = '/' } = message;
  const path = url.replace(/^https?:\/\/[^/]+/, '');
  const onward = request({ hostname, port, method, path, headers }, answer => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  message.pipe(onward);
}
