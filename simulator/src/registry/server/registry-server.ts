import { type Server, createServer } from 'node:http';
import type { Registry } from './registry';

/** Longer than clients keep a connection they do not use, so that the client is the one to close it. */
const KEEP_ALIVE_MILLISECONDS = 120_000;

/** Serves one registry on a socket of its own. */
export function registryServer(registry: Pick<Registry, 'handle'>): Server {
  const server = createServer((message, response) => void registry.handle(message, response));
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  // A large layer may take its time.
  server.requestTimeout = 0;
  return server;
}
