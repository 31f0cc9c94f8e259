import * as ros from '@alicloud/ros-cdk-core';
import { acme } from '../support/registries';
import { LATE, namespace, registry, Subject, wrong } from './refusal';

/** Refusals about the namespaces of a registry. */
export const NAMESPACES: Subject = {
  title: 'Namespaces and repositories of a registry',
  cases: [
    registry(
      'a repository twice, and another as well',
      {
        namespaces: [
          { name: 'prod', repositories: [{ name: 'api' }, { name: 'api' }] },
          { name: 'tools', repositories: [{ name: 'cli' }, { name: 'web' }, { name: 'cli' }] },
        ],
      },
      '[Acme] namespaces[0].repositories[1].name is "api", but each repository of a namespace is declared once. Remove the repeated entry (first seen at namespaces[0].repositories[0]).',
      '[Acme] namespaces[1].repositories[2].name is "cli", but each repository of a namespace is declared once. Remove the repeated entry (first seen at namespaces[1].repositories[0]).',
    ),
    {
      what: 'a repository twice in a namespace that is added',
      declare: app => acme(app).addNamespace({ name: 'tools', repositories: [{ name: 'cli' }, { name: 'cli' }] }),
      messages: [
        '[Acme] namespace.repositories[1].name is "cli", but each repository of a namespace is declared once. Remove the repeated entry (first seen at namespace.repositories[0]).',
      ],
    },
    registry(
      'a name for a namespace',
      wrong({ namespaces: ['prod', null] }),
      '[Acme] namespaces[0] is "prod", but a namespace is written as an object. Write it like { name: \'prod\' }.',
      "[Acme] namespaces[1] is missing, but a namespace is written as an object. Write it like { name: 'prod' }.",
    ),
    registry(
      'one namespace for a list',
      wrong({ namespaces: { name: 'prod' } }),
      '[Acme] namespaces is {"name":"prod"}, but it is a list. Put it into square brackets.',
    ),
    namespace(
      'a bad namespace name',
      { name: 'p' },
      '[Acme] namespaces[0].name is "p", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Choose a name of at least 2 characters.',
    ),
    namespace(
      'a namespace name that is missing',
      wrong({ name: undefined }),
      '[Acme] namespaces[0].name is missing, but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Give one.',
    ),
    namespace(
      'a namespace name that is decided at deploy time',
      { name: LATE },
      '[Acme] namespaces[0].name is decided at deploy time, but names of stacks and resources are made of it at synth. Write the name itself.',
    ),
    registry(
      'a namespace twice',
      { namespaces: [{ name: 'prod' }, { name: 'prod' }] },
      '[Acme] namespaces[1].name is "prod", but each namespace is declared once. Remove the repeated entry (first seen at namespaces[0]).',
    ),
    namespace(
      '`namespaceName` for `name`',
      wrong({ namespaceName: 'prod' }),
      '[Acme] namespaces[0].namespaceName is given, but a namespace has no such prop. Did you mean "name"?',
    ),
    namespace(
      'a misspelt filter, which would copy everything',
      wrong({ tagMatching: 'v.*' }),
      '[Acme] namespaces[0].tagMatching is given, but a namespace has no such prop. Did you mean "tagsMatching"?',
    ),
    namespace(
      'a filter that is no regular expression',
      { tagsMatching: '(' },
      '[Acme] namespaces[0].tagsMatching is "(", but a filter is a regular expression, and this one has an error (unterminated group). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
    ),
    namespace(
      'an empty filter',
      { repositoriesMatching: '' },
      '[Acme] namespaces[0].repositoriesMatching is "", but a filter is a regular expression that is not empty. Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
    ),
    namespace(
      'a filter that is decided at deploy time',
      { tagsMatching: LATE },
      '[Acme] namespaces[0].tagsMatching is decided at deploy time, but the name of a rule is made at synth of all that it says. Write the value itself.',
    ),
    namespace(
      'a visibility that does not exist',
      wrong({ visibility: 'SECRET' }),
      '[Acme] namespaces[0].visibility is "SECRET", but it is Visibility.PRIVATE or Visibility.PUBLIC. Choose one of these.',
    ),
    namespace(
      'a trigger that does not exist',
      wrong({ trigger: 'NOW' }),
      '[Acme] namespaces[0].trigger is "NOW", but it is SyncTrigger.AUTOMATIC or SyncTrigger.MANUAL. Choose one of these.',
    ),
    namespace(
      'a trigger by its name',
      wrong({ trigger: 'manual' }),
      '[Acme] namespaces[0].trigger is "manual", but it is SyncTrigger.AUTOMATIC or SyncTrigger.MANUAL. Did you mean SyncTrigger.MANUAL?',
    ),
    namespace(
      'true or false in quotes',
      wrong({ autoCreateRepositories: 'false' }),
      '[Acme] namespaces[0].autoCreateRepositories is "false", but it is true or false. Write it without quotes.',
    ),
    namespace(
      'a number for true or false',
      wrong({ autoCreateRepositories: 0 }),
      '[Acme] namespaces[0].autoCreateRepositories is 0, but it is true or false. Write true or false.',
    ),
    namespace(
      'true or false that is decided at deploy time',
      wrong({ autoCreateRepositories: LATE }),
      '[Acme] namespaces[0].autoCreateRepositories is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    namespace(
      'one region for a list',
      wrong({ replicateTo: 'cn-hangzhou' }),
      '[Acme] namespaces[0].replicateTo is "cn-hangzhou", but it is a list. Put it into square brackets.',
    ),
    namespace(
      'regions that are decided at deploy time',
      { existingIn: ros.Token.asList(ros.Lazy.listValue({ produce: () => ['cn-hangzhou'] })) },
      '[Acme] namespaces[0].existingIn is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    namespace(
      '`replicateTo` a misspelt replica',
      { replicateTo: ['cn-hangzhuo'] },
      '[Acme] namespaces[0].replicateTo[0] is "cn-hangzhuo", but a replica of this registry is named by its region. Did you mean "cn-hangzhou"?',
    ),
    namespace(
      '`replicateTo` a region without a replica',
      { replicateTo: ['us-east-1'] },
      '[Acme] namespaces[0].replicateTo[0] is "us-east-1", but a replica of this registry is named by its region. Add a replica there, or name cn-hangzhou.',
    ),
    registry(
      '`replicateTo` in a registry without replicas',
      { replicas: [], namespaces: [{ name: 'prod', replicateTo: ['us-east-1'] }] },
      '[Acme] namespaces[0].replicateTo[0] is "us-east-1", but a replica of this registry is named by its region. Add a replica there, or remove the entry.',
    ),
    namespace(
      '`existingIn` a region that is not of the registry',
      { existingIn: ['us-east-1'] },
      '[Acme] namespaces[0].existingIn[0] is "us-east-1", but the primary or a replica is named by its region. Add a replica there, or name eu-central-1 or cn-hangzhou.',
    ),
    namespace(
      '`existingRulesTo` a region where the namespace does not go',
      { replicateTo: [], existingRulesTo: ['cn-hangzhou'] },
      '[Acme] namespaces[0].existingRulesTo[0] is "cn-hangzhou", but a rule to a replica is about a namespace that goes there. Add a replica there, or remove the entry.',
    ),
    namespace(
      'a whole namespace where the target creates no repositories',
      { autoCreateRepositories: false },
      '[Acme] namespaces[0].autoCreateRepositories is false, but a whole namespace is copied only where the target creates repositories by itself, and no repository is declared. Set it to true, or declare the repositories to copy.',
    ),
    namespace(
      'filters that no declared repository matches',
      { autoCreateRepositories: false, repositories: [{ name: 'api' }], repositoriesMatching: 'web' },
      '[Acme] namespaces[0].autoCreateRepositories is false, but a whole namespace is copied only where the target creates repositories by itself, and no declared repository matches "web". Change repositoriesMatching.',
    ),
    namespace(
      'a name for a repository',
      wrong({ repositories: ['api'] }),
      '[Acme] namespaces[0].repositories[0] is "api", but a repository is written as an object. Write it like { name: \'api\' }.',
    ),
    namespace(
      'a bad repository name',
      { repositories: [{ name: 'team/api' }] },
      '[Acme] namespaces[0].repositories[0].name is "team/api", but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "team-api"?',
    ),
    namespace(
      'a repository twice',
      { repositories: [{ name: 'api' }, { name: 'api' }] },
      '[Acme] namespaces[0].repositories[1].name is "api", but each repository of a namespace is declared once. Remove the repeated entry (first seen at namespaces[0].repositories[0]).',
    ),
    namespace(
      'a repository with a prop that does not exist',
      { repositories: [wrong({ name: 'api', existing: true })] },
      '[Acme] namespaces[0].repositories[0].existing is given, but a repository has no such prop. Did you mean "existingIn"?',
    ),
    namespace(
      'a repository that exists in a region that is not of the registry',
      { repositories: [{ name: 'api', existingIn: ['us-east-1'] }] },
      '[Acme/Namespace-prod] repository api.existingIn[0] is "us-east-1", but what is there already is on one of the instances of the namespace. Remove it; the namespace is in eu-central-1 and cn-hangzhou.',
    ),
    namespace(
      'texts of a repository that are too long',
      { repositories: [{ name: 'api', summary: 's'.repeat(101), detail: 'd'.repeat(2001) }] },
      '[Acme] namespaces[0].repositories[0].summary is "ssssssssssssssssssss...", but it is a line of 1 to 100 characters, not 101. Write another text.',
      '[Acme] namespaces[0].repositories[0].detail is "dddddddddddddddddddd...", but it is a text of 0 to 2000 characters, not 2001. Write another text.',
    ),
    namespace(
      'a text of a repository that is a number',
      { repositories: [wrong({ name: 'api', summary: 1 })] },
      '[Acme] namespaces[0].repositories[0].summary is 1, but it is a line of 1 to 100 characters. Write another text.',
    ),
    namespace(
      'tags whose immutability is decided at deploy time',
      { repositories: [wrong({ name: 'api', immutableTags: LATE })] },
      '[Acme] namespaces[0].repositories[0].immutableTags is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
  ],
};
