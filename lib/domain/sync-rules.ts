import { filterProblems } from './filters';
import { EVERYTHING } from './image-matching';
import { SyncTrigger } from './choices';
import { nameProblems, NAMESPACE_NAME, REPOSITORY_NAME, SYNC_RULE_NAME_MAX } from './names';
import { choice, ObjectRule, PropRule } from './prop-rules';
import { Problem } from './problem';

/** What a sync rule says. */
export interface SyncRuleData {
  readonly namespaceName: string;
  readonly repositoryName?: string;
  readonly repositoriesMatching?: string;
  readonly tagsMatching?: string;
  readonly ruleName?: string;
  readonly trigger?: string;
}

/** Why no word of a rule may be decided at deploy time. */
export const HASHED_AT_SYNTH = {
  rule: 'the name of a rule is made at synth of all that it says',
  fix: 'Write the value itself',
};

const NAMESPACE: PropRule = {
  check: (subject, got) => nameProblems(NAMESPACE_NAME, subject, got),
  required: true,
  atSynth: HASHED_AT_SYNTH,
};
const REPOSITORY: PropRule = {
  check: (subject, got) => nameProblems(REPOSITORY_NAME, subject, got),
  required: true,
  atSynth: HASHED_AT_SYNTH,
};

/** A filter over names or tags. */
export const FILTER: PropRule = { check: filterProblems, atSynth: HASHED_AT_SYNTH };

/** What starts a copy. */
export const TRIGGER: PropRule = { check: choice('SyncTrigger', SyncTrigger), atSynth: HASHED_AT_SYNTH };

/** The options of a rule for one repository. */
export const REPOSITORY_RULE = {
  tagsMatching: FILTER,
  ruleName: { check: ruleNameProblems, atSynth: HASHED_AT_SYNTH },
  trigger: TRIGGER,
};

/** The options of a rule for a namespace. */
export const NAMESPACE_RULE = { ...REPOSITORY_RULE, repositoriesMatching: FILTER };

/** What is copied, and with which options. */
export const SYNC_RULE_TEXTS = { namespaceName: NAMESPACE, repositoryName: REPOSITORY };

/** The options of either kind of rule, for messages. */
export function ruleOptions(props: typeof REPOSITORY_RULE): ObjectRule {
  return { what: 'a sync rule', example: "{ tagsMatching: 'release-.*' }", props };
}

/** What a rule copies, as a text: two rules with the same text copy the same. */
export function ruleKey(rule: SyncRuleData): string {
  const { namespaceName, repositoryName, repositoriesMatching = EVERYTHING, tagsMatching = EVERYTHING } = rule;
  const what = repositoryName === undefined ? { repositoriesMatching } : { repositoryName };
  return JSON.stringify({ namespaceName, ...what, tagsMatching });
}

/** What is wrong with a rule among those before it: none copies the same, none has the same name. */
export function repeatedRuleProblems(subject: string, rule: SyncRuleData, earlier: readonly SyncRuleData[]): Problem[] {
  const key = ruleKey(rule);
  const same = earlier.findIndex(other => ruleKey(other) === key);
  if (same !== -1) {
    return [repeated(subject, describeRule(rule), 'the same rule is given once', same)];
  }
  const named = earlier.findIndex(other => rule.ruleName !== undefined && other.ruleName === rule.ruleName);
  return named === -1 ? [] : [repeated(`${subject}.ruleName`, rule.ruleName, 'each rule has a name of its own', named)];
}

/**
 * The name of a rule that the user did not name. It tells the namespace to a person; the hash makes a changed rule a new one.
 */
export function hashedRuleName(namespaceName: string, hash: string): string {
  const readable = namespaceName
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SYNC_RULE_NAME_MAX - hash.length - 1)
    .replace(/-+$/, '');
  return `${readable}-${hash}`;
}

/** A rule in a few words: `prod`, `prod/api`, `prod/team-.*:v.*`. */
export function describeRule(rule: SyncRuleData): string {
  const { namespaceName, repositoryName, repositoriesMatching = EVERYTHING, tagsMatching = EVERYTHING } = rule;
  const repository =
    repositoryName ?? (repositoriesMatching === EVERYTHING && tagsMatching === EVERYTHING ? '' : repositoriesMatching);
  return `${namespaceName}${repository ? `/${repository}` : ''}${tagsMatching === EVERYTHING ? '' : `:${tagsMatching}`}`;
}

/** What is wrong with names that filters are compared with, by what they name. */
export function comparedProblems(names: object): Problem[] {
  return Object.entries(names).flatMap(([subject, got]) =>
    typeof got === 'string' ? [] : [{ subject, got, rule: 'filters are compared with a text', fix: 'Write its name' }],
  );
}

function repeated(subject: string, got: unknown, rule: string, first: number): Problem {
  return { subject, got, rule, fix: `Remove the repeated rule (first seen at rules[${first}])` };
}

function ruleNameProblems(subject: string, got: unknown): Problem[] {
  const fix = 'Give one, or leave it out to have one made';
  return typeof got === 'string' && got.trim() !== '' && !/\p{Cc}/u.test(got)
    ? []
    : [{ subject, got, rule: 'a rule has a name of one line', fix }];
}
