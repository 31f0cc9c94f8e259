import { type IncomingMessage, type Server, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands in front of the simulator and answers in its place where a test wants it. */
export interface Proxy {
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Passes calls on unless `answer` has something to say; `silence` never answers, and holds the connection. */
export async function startProxy(
  endpoint: string,
  answer: (action: string) => Answer | 'silence' | undefined,
): Promise<Proxy> {
  const [host, port] = endpoint.split(':');
  const server: Server = createServer((incoming, response) => {
    const said = answer(actionOf(incoming));
    if (said === 'silence') {
      return void incoming.resume();
    }
    if (said !== undefined) {
      incoming.resume();
      response.writeHead(said.status, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ Code: said.code, Message: said.message, RequestId: 'R' }));
    }
    const { method, url, headers } = incoming;
    const outgoing = request({ host, port, method, path: url, headers }, reply => {
      response.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(resolve => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

const actionOf = (message: IncomingMessage): string => String(message.headers['x-acs-action'] ?? '');
