import type { Scope } from './scopes';

/** Whether a request may go on. */
export type Access =
  | { readonly kind: 'allowed' }
  /** Log in first, at the place that the challenge names (the value of `WWW-Authenticate`). */
  | { readonly kind: 'challenge'; readonly challenge: string; readonly message: string }
  | { readonly kind: 'denied'; readonly message: string };

/** What there is to decide by. */
export interface AccessRequest {
  readonly method: string;
  readonly path: string;
  /** What the request does, with which repository; empty where it only asks whether this is a registry. */
  readonly scopes: readonly Scope[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Where the client is, such as `127.0.0.1`. */
  readonly address: string;
}

export const ALLOWED: Access = { kind: 'allowed' };
