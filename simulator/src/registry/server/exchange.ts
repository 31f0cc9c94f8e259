import type { Writable } from 'node:stream';
import type { BlobStore } from '../blobs/blob-store';
import type { RegistryContent } from '../content/registry-content';
import type { AccessRequest } from '../tokens/access';
import type { Route } from './routes';
import type { RegistryRules } from './rules';
import type { Uploads } from './uploads';

/** What the requests to one registry are answered from. */
export interface RegistryParts {
  readonly blobs: BlobStore;
  readonly content: RegistryContent;
  readonly rules: RegistryRules;
  readonly uploads: Uploads;
}

export type RouteOf<Kind extends Route['kind']> = Extract<Route, { kind: Kind }>;

/** A request that was let in. */
export interface Call<Kind extends Route['kind'] = Route['kind']> {
  readonly route: RouteOf<Kind>;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  /** The same request as the rules see it. */
  readonly access: AccessRequest;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Bytes, or what sends them; not sent where the client asked by HEAD. */
  readonly body?: Uint8Array | ((target: Writable) => Promise<void>);
}

export type Handler<Kind extends Route['kind']> = (parts: RegistryParts, call: Call<Kind>) => Answer | Promise<Answer>;

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
  contentType = 'application/json',
): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { ...headers, 'content-type': contentType, 'content-length': body.length }, body };
}

/** An answer that says everything in its headers. */
export function emptyAnswer(status: number, headers: Answer['headers'] = {}): Answer {
  return { status, headers: status === 204 ? headers : { ...headers, 'content-length': 0 } };
}
