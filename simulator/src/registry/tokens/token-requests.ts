import type { BearerSettings } from './bearer';
import { type Scope, parseScopes } from './scopes';
import { type Grant, issueToken } from './tokens';

/** What a client asks of the token service. */
export interface TokenRequest {
  readonly service: string;
  readonly scopes: readonly Scope[];
  /** Missing where somebody asks without logging in. */
  readonly login?: { readonly user: string; readonly password: string };
}

export interface TokenAnswer {
  readonly token: string;
  /** The same; some clients read this one. */
  readonly access_token: string;
  readonly expires_in: number;
  readonly issued_at: string;
}

/** Reads a GET request: the service and the scopes in the query, user and password by Basic authentication. */
export function tokenRequest(query: URLSearchParams, authorization: string | undefined): TokenRequest {
  return {
    service: query.get('service') ?? '',
    scopes: parseScopes(query.getAll('scope')),
    login: basicLogin(authorization),
  };
}

function basicLogin(authorization: string | undefined): TokenRequest['login'] {
  const [, encoded] = /^Basic +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) {
    return undefined;
  }
  const [user, ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return { user, password: password.join(':') };
}

/** Issues a token to the subject; `may` says what of each scope is granted. */
export function answerTokenRequest(
  settings: Pick<BearerSettings, 'secret' | 'service' | 'now'>,
  { scopes }: TokenRequest,
  subject: string,
  may: (scope: Scope) => Grant['granted'],
  lifetimeSeconds: number,
): TokenAnswer {
  const issuedAt = settings.now();
  const grants = scopes.map(scope => ({ repository: scope.repository, asked: scope.actions, granted: may(scope) }));
  const claims = { subject, service: settings.service, grants, issuedAt, expiresAt: issuedAt + lifetimeSeconds };
  const token = issueToken(settings.secret, claims);
  const issued_at = new Date(issuedAt * 1000).toISOString();
  return { token, access_token: token, expires_in: lifetimeSeconds, issued_at };
}
