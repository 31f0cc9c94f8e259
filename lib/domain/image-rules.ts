import { RetentionSchedule, ScanRegions, ScanTrigger, ScanType } from './choices';
import { impossibleParts, looksLikeShellPattern } from './filter-doubts';
import { filterProblems } from './filters';
import { nameProblems, NAMESPACE_NAME, REPOSITORY_NAME } from './names';
import { NAMED_AT_SYNTH, Problem } from './problem';
import { choice, flag, ObjectRule, PropRule, wholeNumber } from './prop-rules';
import { HASHED_AT_SYNTH } from './sync-rules';

/** What a scan or retention rule covers. */
export interface Scope {
  readonly namespaceName?: string;
  readonly repositoryName?: string;
}

/** A text of a scan or retention rule that is decided at deploy time. */
const RULE_NAME: PropRule = {
  check: (subject, got) => nameProblems(NAMESPACE_NAME, subject, got),
  required: true,
  atSynth: NAMED_AT_SYNTH,
};

/** What a rule is about. */
export const SCOPE_TEXTS = {
  namespaceName: RULE_NAME,
  repositoryName: { ...RULE_NAME, check: (subject, got) => nameProblems(REPOSITORY_NAME, subject, got) },
} satisfies Record<string, PropRule>;

/** The options of a scan rule. */
export const SCAN_RULE = {
  tagsMatching: { check: filterProblems, atSynth: HASHED_AT_SYNTH },
  trigger: { check: choice('ScanTrigger', ScanTrigger), atSynth: HASHED_AT_SYNTH },
  type: { check: choice('ScanType', ScanType), atSynth: HASHED_AT_SYNTH },
  regions: { check: choice('ScanRegions', ScanRegions) },
} satisfies Record<string, PropRule>;

/** The options of a retention rule. */
export const RETENTION_RULE = {
  keepTags: { check: keepTagsProblems, atDeploy: 'text' },
  keepLast: { check: wholeNumber('it is a whole number of images', 'Choose 1 or more'), atDeploy: 'number' },
  schedule: { check: choice('RetentionSchedule', RetentionSchedule) },
  automatic: { check: flag },
} satisfies Record<string, PropRule>;

/** A retention rule, with the words for messages. */
export const RETENTION: ObjectRule = { what: 'a retention rule', example: '{ keepLast: 50 }', props: RETENTION_RULE };

/** A clean-up that keeps nothing would remove every image. */
export function keepsNothingProblems(options: { readonly keepTags?: unknown; readonly keepLast?: unknown }): Problem[] {
  const rule = 'a clean-up that keeps nothing would remove every image';
  return (options.keepTags ?? options.keepLast ?? undefined) === undefined
    ? [{ subject: 'keepLast', rule, fix: 'Set keepLast, keepTags or both' }]
    : [];
}

/** What a rule covers, in a few words. */
export function scopeName({ namespaceName, repositoryName }: Scope): string {
  return [namespaceName, repositoryName].filter(name => name !== undefined).join('/') || 'the instance';
}

/** Retention rules that cover the same images: the documentation does not say which of them holds. */
export function overlappingRetention(rules: readonly Scope[]): string[] {
  const covers = (wide: Scope, narrow: Scope) =>
    wide !== narrow &&
    (wide.namespaceName === undefined ||
      (wide.namespaceName === narrow.namespaceName && wide.repositoryName === undefined));
  const pairs = rules.flatMap(wide => rules.filter(narrow => covers(wide, narrow)).map(narrow => [wide, narrow]));
  return pairs.map(
    ([wide, narrow]) =>
      `The retention rules for ${scopeName(wide)} and for ${scopeName(narrow)} cover the same images, and it is not documented which ` +
      'of them holds. Give each image one rule.',
  );
}

function keepTagsProblems(subject: string, got: unknown): Problem[] {
  const problems = filterProblems(subject, got);
  const filter = String(got);
  const wildcard = looksLikeShellPattern(filter) ? '*' : /[A-Za-z0-9._-]\?$/.test(filter) ? '?' : undefined;
  const [impossible] = problems.length > 0 ? [] : impossibleParts(filter, 'tag');
  if (impossible !== undefined) {
    const rule = `it ${impossible}, so images that you want to keep would be removed`;
    return [{ subject, got, rule, fix: KEPT }];
  }
  return problems.length > 0 || wildcard === undefined
    ? problems
    : [
        {
          subject,
          got,
          rule: `it is a regular expression, in which "${wildcard}" repeats the letter before it or leaves it out, so images that you want to keep would be removed`,
          fix: wildcardFix(subject, filter),
        },
      ];
}

/** The regular expression for what a shell would take, or for one with a dot too much escaped; only what would be accepted. */
function wildcardFix(subject: string, filter: string): string {
  const guesses = [filter.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.'), filter.replace(/\\\./g, '.')];
  const meant = guesses.find(guess => guess !== filter && keepTagsProblems(subject, guess).length === 0);
  return meant === undefined ? KEPT : `Did you mean ${JSON.stringify(meant)}?`;
}

const KEPT = 'Write a pattern such as "release-.*", "v[0-9]+" or "(stable|latest)"';
