/** An image as a person names it. */
export interface Reference {
  /** As it was written. */
  readonly text: string;
  /** A host of the registry; left out where only one registry can be meant. */
  readonly host?: string;
  readonly namespace: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const NAME = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** A host has a dot or a port, as docker tells it from a namespace. */
const isHost = (text: string): boolean => /[.:]/.test(text) || text === 'localhost';

/** Reads `prod/api:v1`, `prod/web@sha256:...`, both at once, or the same behind a host of the registry. */
export function parseReference(text: string): Reference {
  const [named, digest, ...more] = text.split('@');
  const parts = named.split('/');
  const host = parts.length > 1 && isHost(parts[0]) ? parts.shift() : undefined;
  const [namespace, last = '', ...deeper] = parts;
  const colon = last.indexOf(':');
  const repository = colon < 0 ? last : last.slice(0, colon);
  const tag = colon < 0 ? undefined : last.slice(colon + 1);
  if (deeper.length > 0 || more.length > 0 || ![namespace, repository].every(name => NAME.test(name))) {
    throw mistake(text, 'an image is a namespace and a repository, with a tag or a digest');
  }
  if (tag !== undefined && !TAG.test(tag)) {
    throw mistake(text, 'a tag has 1 to 128 letters, digits, "_", "." and "-"');
  }
  if (digest !== undefined && !DIGEST.test(digest)) {
    throw mistake(text, 'a digest is sha256: and 64 hexadecimal digits, or sha512: and 128');
  }
  if (tag === undefined && digest === undefined) {
    throw mistake(text, 'an image has a tag or a digest', `${namespace}/${repository}:latest`);
  }
  return { text, host, namespace, repository, tag, digest };
}

/** What of a registry is looked at: all of it, a namespace, or one repository. */
export interface Scope {
  readonly namespace?: string;
  readonly repository?: string;
}

/** Reads `prod` or `prod/api`. */
export function parseScope(text: string | undefined): Scope {
  if (text === undefined) {
    return {};
  }
  const [namespace, repository, ...more] = text.split('/');
  if (more.length > 0 || !NAME.test(namespace) || (repository !== undefined && !NAME.test(repository))) {
    throw new Error(
      `"${text}" names nothing to look at: it is a namespace such as prod, or a repository such as prod/api, ` +
        'without a host and without a tag.',
    );
  }
  return { namespace, repository };
}

export const isInScope = (scope: Scope, namespace: string, repository: string): boolean =>
  (scope.namespace ?? namespace) === namespace && (scope.repository ?? repository) === repository;

function mistake(text: string, rule: string, example = 'prod/api:v1'): Error {
  return new Error(`The image is "${text}", but ${rule}. Write, for instance, ${example}.`);
}

const SYSTEM_HOST = /^(.+)-registry(?:-vpc)?\.([a-z0-9-]+)\.cr\.aliyuncs\.com$/;

/** The registry that a host of the service's own names speak of; undefined for any other host. */
export function systemHost(host: string): { readonly instanceName: string; readonly region: string } | undefined {
  const [, instanceName, region] = SYSTEM_HOST.exec(host.replace(/:443$/, '')) ?? [];
  return instanceName === undefined ? undefined : { instanceName, region };
}
