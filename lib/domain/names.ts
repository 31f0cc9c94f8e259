import { DeployTime, Problem } from './problem';

/** What a name may look like: its length, its characters, and the words a message uses for them. */
export interface NameRule {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** What has no place in such a name. */
  readonly foreign: RegExp;
  readonly characters: string;
}

/**
 * Instance names become part of every host name and cannot be changed later.
 * Source: https://www.alibabacloud.com/help/en/acr/developer-reference/createinstance-1
 */
export const INSTANCE_NAME: NameRule = {
  what: 'an instance name',
  min: 3,
  max: 30,
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  foreign: /[^a-z0-9-]+/g,
  characters: 'lowercase letters, digits and hyphens, and begins and ends with a letter or a digit',
};

/**
 * The API takes up to 120 characters and dots, ROS takes 2 to 30 characters and neither: this is what both accept.
 * Sources: https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-namespace and the CR 2018-12-01 API.
 */
export const NAMESPACE_NAME: NameRule = {
  what: 'a namespace name',
  min: 2,
  max: 30,
  pattern: /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/,
  foreign: /[^a-z0-9_-]+/g,
  characters: 'lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit',
};

/**
 * ROS says 2 to 64 characters without a slash; what Docker can push begins and ends with a letter or a digit.
 * Source: https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-repository
 */
export const REPOSITORY_NAME: NameRule = {
  what: 'a repository name',
  min: 2,
  max: 64,
  pattern: /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/,
  foreign: /[^a-z0-9._-]+/g,
  characters: 'lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit',
};

/**
 * Stack names carry the prefix and a region id; ROS wants a letter first.
 * Source: https://www.alibabacloud.com/help/doc-detail/28854.htm
 */
export const STACK_NAME_PREFIX: NameRule = {
  what: 'a stack name prefix',
  min: 1,
  max: 100,
  pattern: /^[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
  foreign: /[^a-z0-9-]+/g,
  characters: 'letters, digits and hyphens, begins with a letter and ends with a letter or a digit',
};

/** The documentation gives no limit for names of sync rules; ours stay within what every other name allows. */
export const SYNC_RULE_NAME_MAX = 30;

/** What is wrong with a name; at most one problem, which tells the whole rule. */
export function nameProblems(rule: NameRule, subject: string, name: unknown): Problem[] {
  if (typeof name === 'string' && accepts(rule, name)) {
    return [];
  }
  const got = name ?? undefined;
  return [
    {
      subject,
      got,
      rule: `${rule.what} has ${rule.min} to ${rule.max} characters, uses only ${rule.characters}`,
      fix: nameFix(rule, name),
    },
  ];
}

/** What is wrong with the parts of an image reference. */
export function imageProblems(namespace: unknown, repository: unknown, tag: unknown): Problem[] {
  const name = (rule: NameRule, subject: string, value: unknown) =>
    isText(value) ? [] : nameProblems(rule, subject, value);
  const texts = [namespace, repository].map(part => (typeof part === 'string' ? part : ''));
  const joined = texts[0].includes('/') || texts[1].includes(':');
  const parts = texts.flatMap(part => part.split(/[/:]/)).filter(part => part !== '');
  const apart = `Give namespace, repository and tag one by one: ${parts.map(part => JSON.stringify(part)).join(', ')}`;
  const plain = tag === undefined || isText(tag) || (typeof tag === 'string' && TAG.test(tag));
  return [
    ...[...name(NAMESPACE_NAME, 'namespace', namespace), ...name(REPOSITORY_NAME, 'repository', repository)].map(
      problem => (joined ? { ...problem, fix: apart } : problem),
    ),
    ...(plain ? [] : [{ subject: 'tag', got: tag, rule: TAG_RULE, fix: tagFix(tag) }]),
  ];
}

function tagFix(tag: unknown): string {
  if (typeof tag === 'number') {
    return `Write it in quotes: "${tag}"`;
  }
  const meant = typeof tag === 'string' ? tag.replace(/^.*[@:](?=sha256:)|^[@:]/, '') : tag;
  return meant !== tag && TAG.test(meant as string)
    ? `Did you mean "${meant as string}"?`
    : 'Write it like "1.4.2", or leave it out';
}

/** Whether a value is a text that is decided at deploy time. */
function isText(value: unknown): boolean {
  return value instanceof DeployTime && value.kind === 'text';
}

/** Source: the distribution specification of the Open Container Initiative. */
const TAG = /^(?:[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}|sha256:[a-f0-9]{64})$/;
const TAG_RULE =
  'a tag has 1 to 128 letters, digits, dots, hyphens and underscores, and a digest is "sha256:" and 64 digits and letters a to f';

/** Whether a name keeps the rule. */
export function accepts(rule: NameRule, name: string): boolean {
  return name.length >= rule.min && name.length <= rule.max && rule.pattern.test(name);
}

function nameFix(rule: NameRule, name: unknown): string {
  if (typeof name === 'number' && accepts(rule, String(name))) {
    return `Write it in quotes: "${name}"`;
  }
  const own = ['namespaceName', 'repositoryName', 'instanceName'].find(prop => typeof Object(name)[prop] === 'string');
  if (own !== undefined) {
    return `Give its ${own}`;
  }
  const nearest = typeof name === 'string' ? nearestName(rule, name) : undefined;
  if (nearest !== undefined) {
    return `Did you mean ${JSON.stringify(nearest)}?`;
  }
  if (typeof name === 'string' && name.length > 0 && name.length < rule.min) {
    return `Choose a name of at least ${rule.min} characters`;
  }
  return name === undefined || name === null || name === '' ? 'Give one' : 'Choose another name';
}

/** The valid name that someone most likely meant: lower case, other characters as hyphens, none at the ends, not too long. */
function nearestName(rule: NameRule, name: string): string | undefined {
  const guess = name
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .toLowerCase()
    .replace(rule.foreign, '-')
    .slice(0, rule.max)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return accepts(rule, guess) ? guess : undefined;
}
