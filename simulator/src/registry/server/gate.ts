import { RegistryError } from '../protocol/errors';
import { isRepositoryName } from '../protocol/names';
import type { Access, AccessRequest } from '../tokens/access';
import type { Scope } from '../tokens/scopes';
import { type Route, scopesOf } from './routes';
import type { RegistryRules } from './rules';

/** Lets a request in, or refuses it as the rules say. */
export async function admit(
  rules: RegistryRules,
  route: Route,
  query: URLSearchParams,
  request: Omit<AccessRequest, 'scopes'>,
): Promise<AccessRequest> {
  const own: AccessRequest = { ...request, scopes: scopesOf(route, request.method) };
  const source = route.kind === 'uploads' && query.has('mount') ? mountScope(query.get('from')) : undefined;
  if (source) {
    const both = await rules.authorize({ ...own, scopes: [...own.scopes, source] });
    // Whoever may not pull the blob from there can still send it: the mount alone fails.
    if (both.kind !== 'denied') {
      return refuseUnlessAllowed(both, own);
    }
  }
  return refuseUnlessAllowed(await rules.authorize(own), own);
}

function mountScope(from: string | null): Scope | undefined {
  return from !== null && isRepositoryName(from) ? { repository: from, actions: ['pull'] } : undefined;
}

function refuseUnlessAllowed(access: Access, request: AccessRequest): AccessRequest {
  if (access.kind === 'allowed') {
    return request;
  }
  const detail = request.scopes;
  if (access.kind === 'denied') {
    throw new RegistryError('DENIED', access.message, { detail });
  }
  throw new RegistryError('UNAUTHORIZED', access.message, {
    detail,
    headers: { 'www-authenticate': access.challenge },
  });
}
