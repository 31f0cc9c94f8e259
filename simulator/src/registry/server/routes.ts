import { type Digest, isDigest } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { isRepositoryName, isTag } from '../protocol/names';
import { shown } from '../protocol/shown';
import type { Scope } from '../tokens/scopes';

/** A manifest as a client names it. */
export type Reference =
  { readonly tag: string; readonly digest?: undefined } | { readonly digest: Digest; readonly tag?: undefined };

/** What a path names. */
export type Route =
  | { readonly kind: 'registry' }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: Reference }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: Digest }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly id: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: Digest };

type Maker = (repository: string, last: string) => Route;

const PATHS: readonly (readonly [RegExp, Maker])[] = [
  [/^(.+)\/tags\/list$/, repository => ({ kind: 'tags', repository })],
  [
    /^(.+)\/manifests\/([^/]+)$/,
    (repository, last) => ({ kind: 'manifest', repository, reference: referenceOf(last) }),
  ],
  [/^(.+)\/blobs\/uploads\/?$/, repository => ({ kind: 'uploads', repository })],
  [/^(.+)\/blobs\/uploads\/([^/]+)$/, (repository, last) => ({ kind: 'upload', repository, id: last })],
  [/^(.+)\/blobs\/([^/]+)$/, (repository, last) => ({ kind: 'blob', repository, digest: knownDigest(last) })],
  [/^(.+)\/referrers\/([^/]+)$/, (repository, last) => ({ kind: 'referrers', repository, digest: knownDigest(last) })],
];

/** Other registries list their repositories there, and clients ask for it. */
const CATALOG = '/v2/_catalog';

/** The target of a request, which may be a path or, by way of a proxy, a whole address. */
export function targetOf(text: string): URL {
  const base = 'http://registry';
  if (!URL.canParse(text, base)) {
    throw noEndpoint(text);
  }
  return new URL(text, base);
}

function noEndpoint(path: string): RegistryError {
  const message =
    path === CATALOG
      ? 'Container Registry does not list repositories here. Call ListRepository of its API.'
      : `${shown(path)} is no endpoint of a registry.`;
  return new RegistryError('UNSUPPORTED', message, { status: 404 });
}

/** What the path of a request names, or a refusal. */
export function routeOf(path: string): Route {
  const decoded = decode(path);
  if (decoded === '/v2' || decoded === '/v2/') {
    return { kind: 'registry' };
  }
  const rest = decoded?.startsWith('/v2/') ? decoded.slice('/v2/'.length) : '';
  for (const [pattern, make] of PATHS) {
    const [, repository, last] = pattern.exec(rest) ?? [];
    if (repository === undefined) {
      continue;
    }
    if (!isRepositoryName(repository)) {
      throw new RegistryError(
        'NAME_INVALID',
        `${shown(repository)} is no name of a repository: small letters and digits, with . _ - and / between them.`,
      );
    }
    return make(repository, last);
  }
  throw noEndpoint(path);
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function referenceOf(text: string): Reference {
  if (text.includes(':')) {
    return { digest: knownDigest(text) };
  }
  if (isTag(text)) {
    return { tag: text };
  }
  throw new RegistryError('MANIFEST_INVALID', `${shown(text)} is neither a tag nor a digest.`);
}

/** The digest that a client gave, or a refusal. */
export function knownDigest(text: string | null): Digest {
  if (isDigest(text)) {
    return text;
  }
  throw new RegistryError(
    'DIGEST_INVALID',
    text === null
      ? 'The parameter digest is missing. Give the digest of what was sent.'
      : `${shown(text)} is no digest: sha256: and 64, or sha512: and 128 digits from 0 to f.`,
  );
}

const METHODS: Readonly<Record<Route['kind'], readonly string[]>> = {
  registry: ['GET', 'HEAD'],
  tags: ['GET', 'HEAD'],
  manifest: ['GET', 'HEAD', 'PUT', 'DELETE'],
  blob: ['GET', 'HEAD', 'DELETE'],
  uploads: ['POST'],
  upload: ['GET', 'HEAD', 'PATCH', 'PUT', 'DELETE'],
  referrers: ['GET', 'HEAD'],
};

export function checkMethod(route: Route, method: string): void {
  const allowed = METHODS[route.kind];
  if (allowed.includes(method)) {
    return;
  }
  throw new RegistryError('UNSUPPORTED', `${method} means nothing here. Allowed: ${allowed.join(', ')}.`, {
    status: 405,
    headers: { allow: allowed.join(', ') },
  });
}

/** What a request does with the repository that it names. */
export function scopesOf(route: Route, method: string): Scope[] {
  if (route.kind === 'registry') {
    return [];
  }
  const { repository, kind } = route;
  const reads = (method === 'GET' || method === 'HEAD') && kind !== 'upload';
  if (reads) {
    return [{ repository, actions: ['pull'] }];
  }
  if (method === 'DELETE' && kind !== 'upload') {
    return [{ repository, actions: ['delete'] }];
  }
  return [{ repository, actions: ['pull', 'push'] }];
}
