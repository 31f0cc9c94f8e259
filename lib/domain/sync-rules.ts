import { LATE, Problem } from '../private/problem';
import { choiceProblems } from './instance';
import { nameProblems, NAMESPACE_NAME, REPOSITORY_NAME, SYNC_RULE_NAME_MAX } from './names';
import { EVERYTHING, filterProblems } from './sync-filter';

/** What starts a copy, as ROS writes it. */
export const TRIGGERS = { AUTOMATIC: 'PASSIVE', MANUAL: 'INITIATIVE' };

/** A sync rule as plain data. */
export interface RuleData {
  readonly namespaceName: unknown;
  readonly repositoryName?: unknown;
  readonly repositoriesMatching?: unknown;
  readonly tagsMatching?: unknown;
  readonly ruleName?: unknown;
  readonly trigger?: unknown;
}

/** What is wrong with the words of one rule; `prefix` comes before each of them, such as `rules[0].`. */
export function ruleProblems(prefix: string, rule: RuleData): Problem[] {
  const name = (subject: string, value: unknown, what: typeof NAMESPACE_NAME) =>
    value === LATE ? [late(`${prefix}${subject}`)] : nameProblems(what, `${prefix}${subject}`, value);
  const filter = (subject: string, value: unknown) =>
    value === LATE
      ? [late(`${prefix}${subject}`)]
      : value === undefined
        ? []
        : filterProblems(`${prefix}${subject}`, value);
  return [
    ...name('namespaceName', rule.namespaceName, NAMESPACE_NAME),
    ...(rule.repositoryName === undefined ? [] : name('repositoryName', rule.repositoryName, REPOSITORY_NAME)),
    ...filter('repositoriesMatching', rule.repositoriesMatching),
    ...filter('tagsMatching', rule.tagsMatching),
    ...choiceProblems(`${prefix}trigger`, rule.trigger, 'SyncTrigger', TRIGGERS),
    ...ruleNameProblems(`${prefix}ruleName`, rule.ruleName),
  ];
}

function late(subject: string): Problem {
  return {
    subject,
    got: LATE,
    rule: 'the name of a rule is made at synth of all that it says',
    fix: 'Write the text itself',
  };
}

/** What a rule copies, as a text: two rules with the same text copy the same. */
export function ruleKey(rule: RuleData): string {
  const { namespaceName, repositoryName, repositoriesMatching = EVERYTHING, tagsMatching = EVERYTHING } = rule;
  const what = repositoryName === undefined ? { repositoriesMatching } : { repositoryName };
  return JSON.stringify({ namespaceName, ...what, tagsMatching });
}

/** What is wrong with a rule among those before it: none copies the same, none has the same name. */
export function repeatedRuleProblems(rules: readonly RuleData[]): Problem[] {
  const byKey = new Map<string, number>();
  const byName = new Map<unknown, number>();
  return rules.flatMap((rule, i) => {
    const same = firstSeen(byKey, ruleKey(rule), i);
    const named = rule.ruleName === undefined ? i : firstSeen(byName, rule.ruleName, i);
    if (same < i) {
      return [repeated(`rules[${i}]`, describe(rule), 'the same rule is given once', `rules[${same}]`)];
    }
    return named < i
      ? [repeated(`rules[${i}].ruleName`, rule.ruleName, 'each rule has a name of its own', `rules[${named}]`)]
      : [];
  });
}

function firstSeen<K>(seen: Map<K, number>, key: K, index: number): number {
  const first = seen.get(key) ?? index;
  seen.set(key, first);
  return first;
}

/**
 * The name of a rule that the user did not name. It tells the namespace to a person; the hash makes a changed rule a new one.
 */
export function syncRuleName(namespaceName: string, hash: string): string {
  const readable = namespaceName
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SYNC_RULE_NAME_MAX - hash.length - 1)
    .replace(/-+$/, '');
  return `${readable}-${hash}`;
}

/** A rule in a few words: `prod`, `prod/api`, `prod/team-.*:v.*`. */
export function describe(rule: RuleData): string {
  const { namespaceName, repositoryName, repositoriesMatching = EVERYTHING, tagsMatching = EVERYTHING } = rule;
  const repository =
    repositoryName ?? (repositoriesMatching === EVERYTHING && tagsMatching === EVERYTHING ? '' : repositoriesMatching);
  return `${namespaceName}${repository ? `/${repository}` : ''}${tagsMatching === EVERYTHING ? '' : `:${tagsMatching}`}`;
}

function repeated(subject: string, got: unknown, rule: string, first: string): Problem {
  return { subject, got, rule, fix: `Remove the repeated rule (first seen at ${first})` };
}

function ruleNameProblems(subject: string, got: unknown): Problem[] {
  return got === ''
    ? [{ subject, got, rule: 'a rule has a name', fix: 'Give one, or leave it out to have one made' }]
    : [];
}
