import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AccessRequest,
  type BlobStore,
  BlobsInMemory,
  BlobsOnDisk,
  OPEN_RULES,
  Registry,
  type RegistryContent,
  type RegistryRules,
  type Scope,
  answerTokenRequest,
  bearerAccess,
  contentAsJson,
  registryServer,
  serviceName,
  tokenRequest,
} from '../../../src/registry';

export interface TestRegistry {
  readonly url: string;
  /** Without the scheme, as clients name a registry. */
  readonly host: string;
  readonly blobs: BlobStore;
  readonly content: RegistryContent;
  /** What nobody foresaw. */
  readonly reported: unknown[];
}

export interface TestRegistryOptions {
  readonly blobs?: BlobStore;
  readonly content?: RegistryContent;
  readonly rules?: Partial<RegistryRules>;
}

const endings: (() => Promise<void> | void)[] = [];

/** Stops what the tests started; to be called after each. */
export async function stopAll(): Promise<void> {
  for (const end of endings.splice(0).reverse()) {
    await end();
  }
}

/** Has something done when the test is over; what came last goes first. */
export function atEnd(end: () => Promise<void> | void): void {
  endings.push(end);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ros-cdk-simulator-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Both kinds of store, for tests that hold for each. */
export const STORES: readonly (readonly [string, () => Promise<BlobStore>])[] = [
  ['in memory', async () => new BlobsInMemory()],
  ['on disk', () => BlobsOnDisk.open(join(temporaryFolder(), 'blobs'))],
];

let ids = 0;
/** Ids in the form that uploads have, in order. */
export const nextId = () => `00000000-0000-4000-8000-${String(ids++).padStart(12, '0')}`;

export async function startRegistry(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const { blobs = new BlobsInMemory(), content = contentAsJson({}) } = options;
  const reported: unknown[] = [];
  const rules: RegistryRules = { ...OPEN_RULES, ...options.rules };
  const registry = new Registry({ blobs, content, rules, newUploadId: nextId, report: error => reported.push(error) });
  const host = await listen(registryServer(registry));
  return { url: `http://${host}`, host, blobs, content, reported };
}

/** Somebody who can log in, and what of a scope he may do. */
export interface User {
  readonly password: string;
  readonly may: (scope: Scope) => Scope['actions'];
}

/** A registry where everybody must log in; the user of no name is whoever did not. */
export async function startRegistryWithLogin(
  users: Readonly<Record<string, User>>,
  options: TestRegistryOptions = {},
): Promise<TestRegistry & { tokensIssued: () => number }> {
  const { blobs = new BlobsInMemory(), content = contentAsJson({}) } = options;
  const settings = { realm: '', service: serviceName('eu-central-1', 'cri-test'), secret: 'secret', now: () => 1000 };
  const reported: unknown[] = [];
  let issued = 0;
  const rules = {
    ...OPEN_RULES,
    authorize: (request: AccessRequest) => bearerAccess(settings, request),
    ...options.rules,
  };
  const registry = new Registry({ blobs, content, rules, newUploadId: nextId, report: error => reported.push(error) });
  const server = createServer((message, response) => {
    const { pathname, searchParams } = new URL(message.url ?? '', 'http://registry');
    if (pathname !== '/auth') {
      return void registry.handle(message, response);
    }
    const request = tokenRequest(searchParams, message.headers.authorization);
    const { user, password } = request.login ?? { user: '', password: '' };
    const known = Object.hasOwn(users, user) && users[user].password === password;
    if (message.method !== 'GET' || !known) {
      return void response.writeHead(known ? 405 : 401).end();
    }
    issued++;
    response.end(JSON.stringify(answerTokenRequest(settings, request, user, users[user].may, 3600)));
  });
  const host = await listen(server);
  settings.realm = `http://${host}/auth`;
  return { url: `http://${host}`, host, blobs, content, reported, tokensIssued: () => issued };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  atEnd(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(() => resolve()));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
