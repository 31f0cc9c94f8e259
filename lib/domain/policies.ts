import { GranteeKind } from './choices';
import { RAM_LIMITS } from './facts.generated';
import { originProblems } from './origins';
import { IF_OURS } from './owners';
import { DeployTime, Problem, Words } from './problem';
import { shortHash } from './short-hash';

/** The paths of repositories that somebody may pull from, push to, and create: `prod/*`, `prod/api`. */
export interface PermissionPaths {
  readonly pull: Set<string>;
  readonly push: Set<string>;
  /** Namespaces in which the first push may create a repository; `*` for all. */
  readonly create: Set<string>;
}

/** No permission yet. */
export function noPaths(): PermissionPaths {
  return { pull: new Set(), push: new Set(), create: new Set() };
}

/** The name of a policy, made of what makes it unique in an account; too long a name is cut and told apart by a hash. */
export function policyName(parts: readonly string[]): string {
  const name = parts.join('-');
  const hash = shortHash(parts);
  const max = RAM_LIMITS.policyNameLength;
  return name.length <= max ? name : `${name.slice(0, max - hash.length - 1)}-${hash}`;
}

const RAM_PART = /^[A-Za-z0-9._-]*$/;
const RAM_NAME = new RegExp(`^[A-Za-z0-9._-]{1,${RAM_LIMITS.granteeNameLength}}$`);

/** What is wrong with the name of somebody who gets a permission. */
export function granteeProblems(kind: GranteeKind, name: unknown): Problem[] {
  const subject = `the name of the ${kind.toLowerCase()}`;
  if (name instanceof DeployTime && name.kind === 'text' && name.parts.every(part => RAM_PART.test(part))) {
    const { usual } = name;
    return usual === undefined
      ? originProblems(subject, name, `${kind.toLowerCase() as Lowercase<GranteeKind>}Name`)
      : granteeProblems(kind, usual);
  }
  const got =
    name instanceof DeployTime && name.kind === 'text'
      ? new Words(`${JSON.stringify(name.parts.join('...'))} and what is decided at deploy time`)
      : name;
  return typeof got === 'string' && RAM_NAME.test(got)
    ? []
    : [
        {
          subject,
          got: got ?? undefined,
          rule: 'RAM names have 1 to 64 letters, digits, dots, hyphens and underscores',
          fix: granteeFix(kind, got),
        },
      ];
}

function granteeFix(kind: GranteeKind, name: unknown): string {
  if (name instanceof Words) {
    return 'Give the name alone';
  }
  if (typeof name !== 'string' || name === '') {
    return typeof name === 'object' && name !== null
      ? `Give its ${kind}Name`
      : `Give the name of the ${kind.toLowerCase()}`;
  }
  const short = name
    .trim()
    .replace(/^acs:.*\//, '')
    .replace(/@.*$/, '');
  const [, written = kind.toLowerCase()] = /^acs:ram:[^/]*:(role|user|group)\//.exec(name.trim()) ?? [];
  if (written !== kind.toLowerCase() && RAM_NAME.test(short)) {
    return `Did you mean Grantee.${written}('${short}')?`;
  }
  if (short !== name && RAM_NAME.test(short)) {
    return `Did you mean "${short}"?`;
  }
  return /^acs:/.test(name) ? 'Give the name, not the ARN' : 'Give the name as the RAM console shows it';
}

/**
 * What a policy says, `arn` giving the resource of a path. `GetAuthorizationToken` knows no resources, so it is for all or for none.
 *
 * Sources: https://help.aliyun.com/en/acr/user-guide/ram-authorization-information and
 * https://www.alibabacloud.com/help/doc-detail/144948.htm
 */
export function statements(places: readonly PermissionPaths[], arn: (path: string) => string): object[] {
  const pull = withoutCovered(places.flatMap(place => [...place.pull]));
  const push = withoutCovered(places.flatMap(place => [...place.push]));
  const create = withoutCovered(places.flatMap(place => insideOf(place.create)));
  const allow = (Action: string[], paths: readonly string[]) =>
    paths.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource: [...new Set(paths)].sort().map(arn) }];
  return [
    ...allow(['cr:PullRepository'], pull),
    ...allow(['cr:PushRepository'], push),
    ...allow(['cr:CreateRepository', 'cr:GetRepository'], create),
    { Effect: 'Allow', Action: ['cr:GetAuthorizationToken'], Resource: ['*'] },
  ];
}

/** What is granted on the whole registry, or on a namespace, need not be said of what is inside. */
function withoutCovered(paths: readonly string[]): string[] {
  const there = new Set(paths);
  return paths.filter(path => path === '*' || !(there.has('*') || (there.has(around(path)) && around(path) !== path)));
}

/** All that is in the namespace of a path. */
function around(path: string): string {
  return path.replace(/\/.*$/, '/*');
}

/** The length of an instance id and of an account id, which stand in a policy as functions until it is deployed. */
const ID_LENGTH = 'cri-0123456789abcdef'.length;

/** What is wrong with the length of a policy: RAM's limit is fixed. */
export function policyLengthProblems(who: string, region: string, places: readonly PermissionPaths[]): Problem[] {
  const length = policyLength(region, places);
  const fix = isShort(policyLength(region, places.map(onNamespaces)))
    ? 'Grant on a namespace instead of on each repository'
    : 'Grant on the whole registry instead, or divide what is granted among several roles, users or groups';
  const rule = `RAM takes at most ${RAM_LIMITS.policyCharacters} characters`;
  return isShort(length) ? [] : [{ subject: `the length of the policy for ${who}`, got: length, rule, fix }];
}

function isShort(length: number): boolean {
  return length <= RAM_LIMITS.policyCharacters;
}

function policyLength(region: string, places: readonly PermissionPaths[]): number {
  const arn = (path: string) => `acs:cr:${region}:${'0'.repeat(16)}:repository/${'0'.repeat(ID_LENGTH)}/${path}`;
  return JSON.stringify({ Version: '1', Statement: statements(places, arn) }).length;
}

/** The same permissions for all of each namespace. */
function onNamespaces({ pull, push, create }: PermissionPaths): PermissionPaths {
  const whole = (paths: Set<string>) => new Set([...paths].map(around));
  return { pull: whole(pull), push: whole(push), create };
}

/** What somebody should know who attaches many policies; the limit can be raised, so it is no refusal. */
export function attachmentWarning(who: string, count: number, own = 0): string | undefined {
  const whose = own === 0 ? 'one in each region' : `${count} for registries and ${own} of your own`;
  return count + own <= RAM_LIMITS.policiesPerGrantee
    ? undefined
    : `${count + own} policies are attached to ${who}, ${whose}, but RAM attaches at most ${RAM_LIMITS.policiesPerGrantee} custom policies ` +
        'unless the quota was raised. Raise it in the Quota Center before you deploy, or grant to several.';
}

/** A namespace, and what is in it: the first push to a repository that does not exist makes it. */
function insideOf(namespaces: Set<string>): string[] {
  return [...namespaces].flatMap(name => (name === '*' ? ['*'] : [name, `${name}/*`]));
}

/** What is wrong with a permission on an instance that this app cannot give, `isPlaced` telling whether a stack is around the instance. */
export function ungrantableProblems(name: unknown, isPlaced: boolean): Problem[] {
  return [
    {
      subject: 'grantee',
      got: name,
      rule: 'permissions are granted by a stack in the account and the region of the instance',
      fix: isPlaced
        ? `Let its owner grant them; ${IF_OURS}`
        : 'Import the instance inside such a stack, or let its owner grant them',
    },
  ];
}
