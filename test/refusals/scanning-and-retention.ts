import { RegistryInstanceProps, RetentionRule, ScanRule } from '../../lib';
import { acme, instanceIn } from '../support/registries';
import { LATE, registry, replica, Said, Subject, wrong } from './refusal';

const made = (what: string, declare: () => unknown, ...messages: string[]): Said => ({ what, declare, messages });

const instance = (what: string, props: Partial<RegistryInstanceProps>, ...messages: string[]): Said => ({
  what,
  declare: app => instanceIn(app, 'cn-hangzhou', props),
  messages,
});

const five = () => RetentionRule.instance({ keepLast: 5 });

/** Refusals about scans and clean-ups. */
export const SCANNING_AND_RETENTION: Subject = {
  title: 'Scanning and retention',
  cases: [
    instance(
      'a scan rule that was not made by `ScanRule`',
      wrong({ scanRules: [{ type: 'VUL' }] }),
      '[stack-cn-hangzhou/Registry] scanRules[0] is {"type":"VUL"}, but it is made by ScanRule. Write ScanRule.instance(), .namespace(...) or .repository(...).',
    ),
    instance(
      'a scan rule that is decided at deploy time',
      wrong({ scanRules: [LATE] }),
      '[stack-cn-hangzhou/Registry] scanRules[0] is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    instance(
      'one scan rule for a list',
      wrong({ scanRules: ScanRule.instance() }),
      '[stack-cn-hangzhou/Registry] scanRules is a ScanRule, but it is a list. Put it into square brackets.',
    ),
    instance(
      'a scan rule twice',
      { scanRules: [ScanRule.instance(), ScanRule.instance()] },
      '[stack-cn-hangzhou/Registry] scanRules[1] is "the instance", but each scan rule is given once. Remove the repeated one.',
    ),
    instance(
      'a scan rule about a namespace that the instance lacks',
      { scanRules: [ScanRule.namespace('prod')] },
      '[stack-cn-hangzhou/Registry] scanRules[0].namespaceName is "prod", but the instance has no namespace of that name. Add the instance to a MirroredNamespace of that name.',
    ),
    registry(
      'a scan rule about a misspelt namespace',
      { scanRules: [ScanRule.namespace('prd')] },
      '[Acme] scanRules[0].namespaceName is "prd", but the registry has no namespace of that name. Did you mean "prod"?',
    ),
    registry(
      'a scan rule about a namespace that is not declared',
      { scanRules: [ScanRule.namespace('warehouse')] },
      '[Acme] scanRules[0].namespaceName is "warehouse", but the registry has no namespace of that name. Add it to namespaces.',
    ),
    replica(
      'a scan rule of one region about a namespace that does not go there',
      { scanRules: [ScanRule.namespace('tools')] },
      '[Acme] replicas[0].scanRules[0].namespaceName is "tools", but the registry in cn-hangzhou has no namespace of that name. Let a namespace of that name go there.',
    ),
    {
      what: 'a retention rule of a replica that is added, about a namespace that does not go there',
      declare: app =>
        acme(app).addReplica({
          region: 'us-east-1',
          retentionRules: [RetentionRule.namespace('tools', { keepLast: 5 })],
        }),
      messages: [
        '[Acme] replica us-east-1.retentionRules[0].namespaceName is "tools", but the registry in us-east-1 has no namespace of that name. Let a namespace of that name go there.',
      ],
    },
    made(
      'a broken filter in a scan rule',
      () => ScanRule.instance({ tagsMatching: '(' }),
      '[ScanRule.instance] tagsMatching is "(", but a filter is a regular expression, and this one has an error (unterminated group). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
    ),
    made(
      'a scan rule of words that are decided at deploy time',
      () => ScanRule.namespace(LATE, wrong({ tagsMatching: LATE, type: LATE })),
      '[ScanRule.namespace] namespaceName is decided at deploy time, but names of stacks and resources are made of it at synth. Write the name itself.',
      '[ScanRule.namespace] tagsMatching is decided at deploy time, but the name of a rule is made at synth of all that it says. Write the value itself.',
      '[ScanRule.namespace] type is decided at deploy time, but the name of a rule is made at synth of all that it says. Write the value itself.',
    ),
    made(
      'kinds of scans by their names',
      () => ScanRule.instance(wrong({ type: 'contents', trigger: 'auto', regions: 'all' })),
      '[ScanRule.instance] trigger is "auto", but it is ScanTrigger.AUTOMATIC or ScanTrigger.MANUAL. Did you mean ScanTrigger.AUTOMATIC?',
      '[ScanRule.instance] type is "contents", but it is ScanType.VULNERABILITIES or ScanType.CONTENTS. Did you mean ScanType.CONTENTS?',
      '[ScanRule.instance] regions is "all", but it is ScanRegions.ALL, ScanRegions.PRIMARY or ScanRegions.REPLICAS. Did you mean ScanRegions.ALL?',
    ),
    made(
      'a text for the options of a scan rule',
      () => ScanRule.instance(wrong('v.*')),
      '[ScanRule.instance] options is "v.*", but a scan rule is written as an object. Write it like { tagsMatching: \'release-.*\' }.',
    ),
    made(
      'options of a scan rule that are decided at deploy time',
      () => ScanRule.instance(wrong(LATE)),
      "[ScanRule.instance] options is decided at deploy time, but a scan rule is known at synth. Write it like { tagsMatching: 'release-.*' }.",
    ),
    instance(
      'a retention rule that was not made by `RetentionRule`',
      wrong({ retentionRules: [{ keepLast: 5 }] }),
      '[stack-cn-hangzhou/Registry] retentionRules[0] is {"keepLast":5}, but it is made by RetentionRule. Write RetentionRule.instance(...), .namespace(...) or .repository(...).',
    ),
    made(
      'a clean-up that keeps nothing',
      () => RetentionRule.instance({}),
      '[RetentionRule.instance] keepLast is missing, but a clean-up that keeps nothing would remove every image. Set keepLast, keepTags or both.',
    ),
    made(
      'half an image to keep',
      () => RetentionRule.instance({ keepLast: 0.5 }),
      '[RetentionRule.instance] keepLast is 0.5, but it is a whole number of images. Choose 1 or more.',
    ),
    made(
      'a number of images in quotes',
      () => RetentionRule.instance(wrong({ keepLast: '50' })),
      '[RetentionRule.instance] keepLast is "50", but it is a whole number of images. Write it without quotes.',
    ),
    made(
      'a pattern of a shell, which would keep other tags',
      () => RetentionRule.namespace('prod', { keepTags: 'release-*' }),
      '[RetentionRule.namespace] keepTags is "release-*", but it is a regular expression, in which "*" repeats the letter before it or leaves it out, so images that you want to keep would be removed. Did you mean "release-.*"?',
    ),
    made(
      'a schedule that does not exist',
      () => RetentionRule.instance(wrong({ keepLast: 5, schedule: 'DAILY' })),
      '[RetentionRule.instance] schedule is "DAILY", but it is RetentionSchedule.WEEKLY. Write RetentionSchedule.WEEKLY.',
    ),
    made(
      'a misspelt option, which would remove what it should keep',
      () => RetentionRule.instance(wrong({ keepLast: 5, keepTag: 'v.*' })),
      '[RetentionRule.instance] keepTag is given, but a retention rule has no such prop. Did you mean "keepTags"?',
    ),
    made(
      'a retention rule without options',
      () => RetentionRule.repository('prod', 'api', wrong(undefined)),
      '[RetentionRule.repository] options is missing, but a retention rule is written as an object. Write it like { keepLast: 50 }.',
    ),
    made(
      'bad names in a retention rule',
      () => RetentionRule.repository('PROD', 'team/api', { keepLast: 5 }),
      '[RetentionRule.repository] namespaceName is "PROD", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?',
      '[RetentionRule.repository] repositoryName is "team/api", but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "team-api"?',
    ),
    instance(
      'two retention rules for one scope',
      { retentionRules: [five(), five()] },
      '[stack-cn-hangzhou/Registry] retentionRules[1] is "the instance", but each scope has one rule. Put both into one rule.',
    ),
    {
      what: 'a wildcard of a shell for one sign',
      declare: () => RetentionRule.instance({ keepTags: 'v?' }),
      messages: [
        '[RetentionRule.instance] keepTags is "v?", but it is a regular expression, in which "?" repeats the letter before it or leaves it out, so images that you want to keep would be removed. Did you mean "v."?',
      ],
    },
    made(
      'an escaped dot before a star, with a suggestion that is accepted',
      () => RetentionRule.instance({ keepTags: 'release-\\.*' }),
      '[RetentionRule.instance] keepTags is "release-\\\\.*", but it is a regular expression, in which "*" repeats the letter before it or leaves it out, so images that you want to keep would be removed. Did you mean "release-.*"?',
    ),
    made(
      'several wildcards of a shell for one sign each',
      () => RetentionRule.instance({ keepTags: 'v?.?' }),
      '[RetentionRule.instance] keepTags is "v?.?", but it is a regular expression, in which "?" repeats the letter before it or leaves it out, so images that you want to keep would be removed. Did you mean "v.\\\\.."?',
    ),
    made(
      'tags to keep that are longer than tags may be',
      () => RetentionRule.instance({ keepTags: '(a|(?:bc){65})d{128,}' }),
      '[RetentionRule.instance] keepTags is "(a|(?:bc){65})d{128,}", but it wants 129 characters at least, and a tag has at most 128, so images that you want to keep would be removed. Write a pattern such as "release-.*", "v[0-9]+" or "(stable|latest)".',
    ),
    made(
      'tags to keep that can be no tags',
      () => RetentionRule.instance({ keepTags: 'release/.*' }),
      '[RetentionRule.instance] keepTags is "release/.*", but it has "/", which no tag has, so images that you want to keep would be removed. Write a pattern such as "release-.*", "v[0-9]+" or "(stable|latest)".',
    ),
    made(
      'tags to keep that begin in their middle',
      () => RetentionRule.instance({ keepTags: 'v^1' }),
      '[RetentionRule.instance] keepTags is "v^1", but it has "^" in its middle, where no name begins, so images that you want to keep would be removed. Write a pattern such as "release-.*", "v[0-9]+" or "(stable|latest)".',
    ),
    {
      what: 'rules about repositories that nothing creates',
      declare: app => {
        const prod = { name: 'prod', autoCreateRepositories: false, repositories: [{ name: 'api' }] };
        acme(app, {
          replicas: [],
          namespaces: [prod],
          scanRules: [ScanRule.repository('prod', 'apii')],
          retentionRules: [RetentionRule.repository('prod', 'website', { keepLast: 5 })],
        });
      },
      messages: [
        '[Acme/eu-central-1/Registry] scanRules[0].repositoryName is "apii", but namespace prod has no repository of that name, and creates none when somebody pushes. Did you mean "api"?',
        '[Acme/eu-central-1/Registry] retentionRules[0].repositoryName is "website", but namespace prod has no repository of that name, and creates none when somebody pushes. Declare it with addRepository.',
      ],
    },
    {
      what: 'a filter whose alternatives begin alike, again and again',
      declare: () => ScanRule.instance({ tagsMatching: '(a|ab)+' }),
      messages: [
        '[ScanRule.instance] tagsMatching is "(a|ab)+", but a repetition of what can be read in several ways takes forever to compare with some names. Write it in one way, such as "(a|b)+" or "[a-z]+".',
      ],
    },
    {
      what: 'a filter that takes forever to compare',
      declare: () => ScanRule.instance({ tagsMatching: '(a+)+' }),
      messages: [
        '[ScanRule.instance] tagsMatching is "(a+)+", but a repetition of what can be read in several ways takes forever to compare with some names. Write it in one way, such as "(a|b)+" or "[a-z]+".',
      ],
    },
  ],
};
