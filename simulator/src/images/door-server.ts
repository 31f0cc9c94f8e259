import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults } from '../runtime/faults';
import { type Registry, RegistryError, registryServer } from '../registry';
import { actionOf } from './request-action';

/** A registry that fails where a fault rule wants it. */
export function withFaults(registry: Registry, faults: Faults, region: string): Pick<Registry, 'handle'> {
  return {
    async handle(message, response) {
      const fault = faults.forImages(actionOf(message.method ?? '', message.url ?? ''), region);
      if (fault === 'throttle') {
        return refuse(
          message,
          response,
          new RegistryError('TOOMANYREQUESTS', 'Too many requests at a time. Try again.'),
        );
      }
      if (fault === 'unavailable') {
        return refuse(message, response, new RegistryError('UNAVAILABLE', `The region ${region} is not available.`));
      }
      if (fault === 'reset-before') {
        return void message.socket.destroy();
      }
      if (fault === 'reset-after') {
        // What was asked for has happened when the answer is about to leave.
        response.writeHead = () => response.destroy();
      }
      return registry.handle(message, response);
    },
  };
}

/** A registry that tells of each request, by which door it came and how it ended; whatever a query holds is left out. */
export function withLog(
  registry: Pick<Registry, 'handle'>,
  where: string,
  log: (line: string) => void,
): Pick<Registry, 'handle'> {
  return {
    handle(message, response) {
      const { method, url = '' } = message;
      const tell = (end: number | 'RESET') => log(`registry ${where} ${method} ${url.split('?')[0]} ${end}`);
      response.once('finish', () => tell(response.statusCode));
      response.once('close', () => response.writableFinished || tell('RESET'));
      return registry.handle(message, response);
    },
  };
}

/** A registry that tells of a request before it answers it. */
export const withNotice = (registry: Pick<Registry, 'handle'>, tell: () => void): Pick<Registry, 'handle'> => ({
  handle(message, response) {
    tell();
    return registry.handle(message, response);
  },
});

function refuse(message: IncomingMessage, response: ServerResponse, { status, body }: RegistryError): void {
  message.resume();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Listens on 127.0.0.1, at the port that is wished for if it is free. */
export async function opened(registry: Pick<Registry, 'handle'>, wished: number): Promise<Server> {
  try {
    return await listening(registryServer(registry), wished);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') {
      throw error;
    }
    return listening(registryServer(registry), 0);
  }
}

function listening(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
