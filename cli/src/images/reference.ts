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
/** Characters of a name. The API takes longer names of namespaces than ROS does. */
const SHORTEST = 2;
const LONGEST = { namespace: 120, repository: 64 };

/** A host has a dot or a port, as docker tells it from a namespace. */
const isHost = (text: string): boolean => /[.:]/.test(text) || text === 'localhost';

/** Reads `prod/api:v1`, `prod/web@sha256:...`, both at once, or the same behind a host of the registry. */
export function parseReference(text: string): Reference {
  const [named, digest, ...more] = withoutTransport(text).split('@');
  const parts = named.split('/');
  const host = parts.length > 1 && isHost(parts[0]) ? parts.shift() : undefined;
  const last = parts[parts.length - 1];
  const colon = last.indexOf(':');
  parts[parts.length - 1] = colon < 0 ? last : last.slice(0, colon);
  const tag = colon < 0 ? undefined : last.slice(colon + 1);
  if (more.length > 0) {
    throw mistake(text, 'it has two digests');
  }
  const { namespace, repository } = path(text, parts);
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

/** Takes what skopeo writes in front of an image; refuses addresses of other kinds. */
function withoutTransport(text: string): string {
  const [, scheme] = /^([a-z][a-z0-9+.-]*:\/\/)/i.exec(text) ?? [];
  if (scheme === undefined || scheme === 'docker://') {
    return text.slice(scheme?.length ?? 0);
  }
  throw mistake(text, `"${scheme}" is no part of the name of an image`, text.slice(scheme.length) || undefined);
}

/** The namespace and the repository, each as it has to be. */
function path(text: string, parts: readonly string[]): { namespace: string; repository: string } {
  const [namespace, repository] = parts;
  if (parts.length < 2 || parts.includes('')) {
    const which =
      parts.length < 2 ? 'it names no namespace' : `its ${namespace === '' ? 'namespace' : 'repository'} is empty`;
    throw mistake(text, which);
  }
  if (parts.length > 2) {
    throw mistake(
      text,
      `it has ${parts.length} parts, and an image has a namespace and a repository; a host has a dot or a port`,
    );
  }
  for (const [what, name] of [
    ['namespace', namespace],
    ['repository', repository],
  ] as const) {
    const problem = nameProblem(what, name);
    if (problem !== undefined) {
      throw mistake(text, `its ${what} is "${name}", and ${problem}`);
    }
  }
  return { namespace, repository };
}

/** What is wrong with the name of a namespace or a repository. */
function nameProblem(what: keyof typeof LONGEST, name: string): string | undefined {
  if (name.length < SHORTEST || name.length > LONGEST[what]) {
    return `such a name has ${SHORTEST} to ${LONGEST[what]} characters`;
  }
  return NAME.test(name)
    ? undefined
    : 'such a name has lowercase letters, digits, "-", "_" and ".", and begins and ends with a letter or a digit';
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
  const problems = [
    nameProblem('namespace', namespace),
    repository === undefined ? undefined : nameProblem('repository', repository),
  ].filter(problem => problem !== undefined);
  if (more.length > 0 || problems.length > 0) {
    const why = more.length > 0 || /[:@]/.test(text) ? '' : ` ${problems[0][0].toUpperCase()}${problems[0].slice(1)}.`;
    throw new Error(
      `"${text}" names nothing to look at: it is a namespace such as prod, or a repository such as prod/api, ` +
        `without a host and without a tag.${why}`,
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
