import type { Access, AccessRequest } from './access';
import { ALLOWED } from './access';
import { type Action, type Scope, scopeText } from './scopes';
import { type Claims, readToken } from './tokens';

export interface BearerSettings {
  /** Where tokens are had, such as `http://127.0.0.1:5000/auth`. */
  readonly realm: string;
  /** The registry as tokens name it; see `serviceName`. */
  readonly service: string;
  readonly secret: string;
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** How Container Registry names an instance in its challenges. */
export function serviceName(region: string, instanceId: string): string {
  return `registry.aliyuncs.com:${region}:china:${instanceId}`;
}

export function challengeText(
  { realm, service }: Pick<BearerSettings, 'realm' | 'service'>,
  scopes: readonly Scope[],
  error?: 'invalid_token' | 'insufficient_scope',
): string {
  const parameters = [`realm="${realm}"`, `service="${service}"`];
  if (scopes.length > 0) {
    parameters.push(`scope="${scopeText(scopes)}"`);
  }
  if (error) {
    parameters.push(`error="${error}"`);
  }
  return `Bearer ${parameters.join(',')}`;
}

/**
 * Decides by the token that the request brings. What the token was never asked for is challenged, so that the client asks
 * for it; what was asked for and not granted is denied, so that nobody asks again and again.
 */
export function bearerAccess(
  settings: BearerSettings,
  { headers, scopes }: Pick<AccessRequest, 'headers' | 'scopes'>,
): Access {
  const challenge = (message: string, error?: 'invalid_token' | 'insufficient_scope'): Access => ({
    kind: 'challenge',
    challenge: challengeText(settings, scopes, error),
    message,
  });
  const [, token] = /^Bearer +(\S+)$/i.exec(String(headers.authorization ?? '')) ?? [];
  if (token === undefined) {
    return challenge('Nobody is logged in. Log in to this registry first.');
  }
  const claims = readToken(settings.secret, token, settings.service, settings.now());
  if (typeof claims === 'string') {
    return challenge(`The token ${claims}. Log in again.`, 'invalid_token');
  }
  const missing = missingScopes(claims, scopes);
  if (missing.length === 0) {
    return ALLOWED;
  }
  const refused = missing.find(scope => scope.actions.every(action => wasAsked(claims, scope.repository, action)));
  if (refused) {
    return { kind: 'denied', message: denial(claims, refused) };
  }
  return challenge(`The token does not cover ${scopeText(missing)}.`, 'insufficient_scope');
}

function missingScopes(claims: Claims, scopes: readonly Scope[]): Scope[] {
  return scopes
    .map(({ repository, actions }) => ({
      repository,
      actions: actions.filter(action => !wasGranted(claims, repository, action)),
    }))
    .filter(({ actions }) => actions.length > 0);
}

function wasGranted(claims: Claims, repository: string, action: Action): boolean {
  return claims.grants.some(grant => grant.repository === repository && grant.granted.includes(action));
}

function wasAsked(claims: Claims, repository: string, action: Action): boolean {
  return claims.grants.some(grant => grant.repository === repository && grant.asked.includes(action));
}

function denial({ subject }: Claims, { repository, actions }: Scope): string {
  const who = subject === '' ? 'Somebody who did not log in' : subject;
  return `${who} may not ${actions.join(' and ')} ${repository}.`;
}
