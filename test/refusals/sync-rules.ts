import { SyncRule } from '../../lib';
import { LATE, Said, Subject, wrong } from './refusal';

const made = (what: string, declare: () => unknown, ...messages: string[]): Said => ({ what, declare, messages });

/** Refusals about single sync rules. */
export const SYNC_RULES: Subject = {
  title: 'Sync rules',
  cases: [
    made(
      'all that is wrong with a sync rule at once',
      () => SyncRule.namespace('prod', { tagsMatching: '*', repositoriesMatching: '', ruleName: '' }),
      '[SyncRule.namespace] tagsMatching is "*", but a filter is a regular expression, and this one has an error (nothing to repeat). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
      '[SyncRule.namespace] ruleName is "", but a rule has a name of one line. Give one, or leave it out to have one made.',
      '[SyncRule.namespace] repositoriesMatching is "", but a filter is a regular expression that is not empty. Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
    ),
    made(
      'a name of two lines',
      () => SyncRule.namespace('prod', { ruleName: 'a\nb' }),
      '[SyncRule.namespace] ruleName is "a\\nb", but a rule has a name of one line. Give one, or leave it out to have one made.',
    ),
    made(
      'a filter that is no regular expression',
      () => SyncRule.namespace('prod', { tagsMatching: '(' }),
      '[SyncRule.namespace] tagsMatching is "(", but a filter is a regular expression, and this one has an error (unterminated group). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
    ),
    made(
      'a sync rule of words that are decided at deploy time',
      () => SyncRule.namespace(LATE, { tagsMatching: LATE, trigger: wrong(LATE) }),
      '[SyncRule.namespace] namespaceName is decided at deploy time, but the name of a rule is made at synth of all that it says. Write the value itself.',
      '[SyncRule.namespace] tagsMatching is decided at deploy time, but the name of a rule is made at synth of all that it says. Write the value itself.',
      '[SyncRule.namespace] trigger is decided at deploy time, but the name of a rule is made at synth of all that it says. Write the value itself.',
    ),
    made(
      'a sync rule without a repository',
      () => SyncRule.repository('prod', wrong(undefined)),
      '[SyncRule.repository] repositoryName is missing, but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Give one.',
    ),
    made(
      'a filter over repositories where there is one',
      () => SyncRule.repository('prod', 'api', wrong({ repositoriesMatching: 'a.*' })),
      '[SyncRule.repository] repositoriesMatching is given, but a sync rule has no such prop. Remove it: the rule is for one repository.',
    ),
    made(
      'a misspelt option of a sync rule',
      () => SyncRule.namespace('prod', wrong({ tagMatching: 'v.*' })),
      '[SyncRule.namespace] tagMatching is given, but a sync rule has no such prop. Did you mean "tagsMatching"?',
    ),
    made(
      'a filter for the options of a sync rule',
      () => SyncRule.namespace('prod', wrong('v.*')),
      '[SyncRule.namespace] options is "v.*", but a sync rule is written as an object. Write it like { tagsMatching: \'release-.*\' }.',
    ),
    made(
      'a trigger in lower case',
      () => SyncRule.namespace('prod', { trigger: wrong('automatic') }),
      '[SyncRule.namespace] trigger is "automatic", but it is SyncTrigger.AUTOMATIC or SyncTrigger.MANUAL. Did you mean SyncTrigger.AUTOMATIC?',
    ),
    made(
      'to compare what is no text',
      () => SyncRule.namespace('prod').matches('api', wrong(undefined)),
      '[SyncRule.matches] tag is missing, but filters are compared with a text. Write its name.',
    ),
  ],
};
