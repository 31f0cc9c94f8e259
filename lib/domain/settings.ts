import { cidrProblems } from './cidr';
import { ScanRegions, ScanTrigger, ScanType, RetentionSchedule } from './choices';
import { filterProblems, looksLikeShellPattern } from './filters';
import { nameProblems, NAMESPACE_NAME, REPOSITORY_NAME } from './names';
import { DeployTime, NAMED_AT_SYNTH, Problem, Words } from './problem';
import { choice, flag, isMade, listOf, madeBy, object, ObjectRule, PropRule, text, wholeNumber } from './prop-rules';

/** What a scan or retention rule covers. */
export interface Scope {
  readonly namespaceName?: string;
  readonly repositoryName?: string;
}

const vpcId = (start: string): PropRule => ({
  check: text(new RegExp(`^${start}`), `such an id begins with "${start}"`, 'Copy it from the VPC console'),
  required: true,
  deployTime: 'text',
});

/** A link to a VPC. */
export const VPC_ACCESS = { vpcId: vpcId('vpc-'), vswitchId: vpcId('vsw-'), privateDns: { check: flag } };

/** The same, with the words for messages. */
export const VPC_LINK: ObjectRule = {
  what: 'access from a VPC',
  example: "{ vpcId: 'vpc-...', vswitchId: 'vsw-...' }",
  props: VPC_ACCESS,
};

/** What can be said once for every region. */
export const SETTINGS = {
  publicAccess: {
    check: madeBy(
      'PublicAccess',
      'PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere()',
    ),
    setting: true,
  },
  scanRules: {
    check: listOf({ check: madeBy('ScanRule', 'ScanRule.instance(), .namespace(...) or .repository(...)') }),
    setting: true,
  },
  retentionRules: {
    check: listOf({
      check: madeBy('RetentionRule', 'RetentionRule.instance(...), .namespace(...) or .repository(...)'),
    }),
    setting: true,
  },
  loginPassword: { check: passwordProblems, setting: true, deployTime: 'text' },
} satisfies Record<string, PropRule>;

/** What can be said of one region alone. */
export const REGION_SETTINGS = {
  ...SETTINGS,
  vpcAccess: { check: listOf({ check: object(VPC_LINK) }), setting: true },
} satisfies Record<string, PropRule>;

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
  tagsMatching: { check: filterProblems, atSynth: NAMED_AT_SYNTH },
  trigger: { check: choice('ScanTrigger', ScanTrigger) },
  type: { check: choice('ScanType', ScanType) },
  regions: { check: choice('ScanRegions', ScanRegions) },
} satisfies Record<string, PropRule>;

/** The options of a retention rule. */
export const RETENTION_RULE = {
  keepTags: { check: keepTagsProblems },
  keepLast: { check: wholeNumber('it is a whole number of images', 'Choose 1 or more'), deployTime: 'number' },
  schedule: { check: choice('RetentionSchedule', RetentionSchedule) },
  automatic: { check: flag },
} satisfies Record<string, PropRule>;

/** A clean-up that keeps nothing would remove every image. */
export function keepsNothingProblems(options: { readonly keepTags?: unknown; readonly keepLast?: unknown }): Problem[] {
  const rule = 'a clean-up that keeps nothing would remove every image';
  return (options.keepTags ?? options.keepLast ?? undefined) === undefined
    ? [{ subject: 'keepLast', rule, fix: 'Set keepLast, keepTags or both' }]
    : [];
}

/** What is wrong with address blocks that are let in. */
export function publicCidrProblems(cidrs: readonly unknown[]): Problem[] {
  return cidrProblems('cidrs', cidrs);
}

/** How many times access was closed; there are as many addresses that let nobody in. */
export function timesClosedProblems(got: unknown): Problem[] {
  return wholeNumber('it counts from 1 to 200', 'Say how many times access was closed', 200)('timesClosed', got);
}

/** What is wrong among the settings of one instance; what is no list has been said elsewhere; `prefix` comes before each prop. */
export function settingsProblems(prefix: string, settings: Readonly<Record<string, unknown>>): Problem[] {
  const list = <T>(name: string) => (Array.isArray(settings[name]) ? (settings[name] as T[]) : []);
  const vpcAccess = list<{ readonly vpcId?: unknown } | undefined>('vpcAccess');
  const scanRules = list<Scope>('scanRules');
  const retentionRules = list<Scope>('retentionRules');
  return [
    ...repeats(vpcAccess, link => keyOf(link?.vpcId)).map(i => ({
      subject: `${prefix}vpcAccess[${i}]`,
      got: vpcAccess[i]?.vpcId,
      rule: 'each VPC is linked once, through one vSwitch',
      fix: 'Remove the repeated link',
    })),
    ...repeats(scanRules, rule => (isMade(rule, 'ScanRule') ? JSON.stringify(rule) : undefined)).map(i => ({
      subject: `${prefix}scanRules[${i}]`,
      got: scopeName(scanRules[i]),
      rule: 'each scan rule is given once',
      fix: 'Remove the repeated one',
    })),
    ...repeats(retentionRules, rule => (isMade(rule, 'RetentionRule') ? scopeName(rule) : undefined)).map(i => ({
      subject: `${prefix}retentionRules[${i}]`,
      got: scopeName(retentionRules[i]),
      rule: 'each scope has one rule',
      fix: 'Put both into one rule',
    })),
  ];
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
  return problems.length > 0 || !looksLikeShellPattern(got as string)
    ? problems
    : [
        {
          subject,
          got,
          rule: 'it is a regular expression, in which "*" repeats the letter before it, so images that you want to keep would be removed',
          fix: `Did you mean ${JSON.stringify((got as string).replace(/\*/g, '.*'))}?`,
        },
      ];
}

/** Source: https://www.alibabacloud.com/help/ros/developer-reference/aliyun-cr-userinfo; a password in a template is no secret. */
function passwordProblems(subject: string, got: unknown): Problem[] {
  return typeof got === 'string' && SECRET.test(got)
    ? []
    : [
        {
          subject,
          got: new Words('not a reference to a secret'),
          rule: 'a template and its history can be read by many',
          fix: 'Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho',
        },
      ];
}

const SECRET = /^\{\{resolve:kms-secret:[^{}\s]+\}\}$/;

/** The positions of items that say what an earlier one says; one without a key says nothing. */
function repeats<T>(items: readonly T[], key: (item: T) => unknown): number[] {
  const keys = items.map(key);
  return keys.flatMap((one, i) => (one !== undefined && keys.indexOf(one) < i ? [i] : []));
}

function keyOf(value: unknown): unknown {
  return value instanceof DeployTime ? value.value : value;
}
