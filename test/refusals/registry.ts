import { GlobalRegistry, RegistryServiceRoles } from '../../lib';
import * as ros from '@alicloud/ros-cdk-core';
import { acme, stackIn } from '../support/registries';
import { LATE, registry, Subject, wrong } from './refusal';

/** Refusals about a registry as a whole. */
export const REGISTRY: Subject = {
  title: 'The registry',
  cases: [
    registry(
      'all that is wrong at once',
      {
        instanceName: 'Acme',
        primary: { region: '' },
        replicas: [{ region: 'cn-hangzhou' }, { region: 'cn-hangzhou' }, { region: 'Hangzhou' }],
        namespaces: [{ name: 'p' }, { name: 'prod', tagsMatching: '(' }],
      },
      '[Acme] instanceName is "Acme", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "acme"?',
      '[Acme] primary.region is "", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
      '[Acme] replicas[2].region is "Hangzhou", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Did you mean "cn-hangzhou"?',
      '[Acme] namespaces[0].name is "p", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Choose a name of at least 2 characters.',
      '[Acme] namespaces[1].tagsMatching is "(", but a filter is a regular expression, and this one has an error (unterminated group). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
      '[Acme] replicas[1].region is "cn-hangzhou", but each region holds at most one replica. Remove the repeated entry (first seen at replicas[0]).',
    ),
    {
      what: 'a registry without props',
      declare: app => new GlobalRegistry(app, 'Acme', wrong(undefined)),
      messages: [
        "[Acme] props is missing, but a registry is written as an object. Write it like { instanceName: 'acme', primary: { region: 'eu-central-1' } }.",
      ],
    },
    {
      what: 'a list of registries',
      declare: app => new GlobalRegistry(app, 'Acme', wrong([{ instanceName: 'acme' }])),
      messages: [
        '[Acme] props is [{"instanceName":"acme"}], but a registry is written as an object. Write it like { instanceName: \'acme\', primary: { region: \'eu-central-1\' } }.',
      ],
    },
    registry(
      'a prop that does not exist',
      wrong({ replica: [] }),
      '[Acme] replica is given, but a registry has no such prop. Did you mean "replicas"?',
    ),
    registry(
      'a prop far from every name',
      wrong({ backup: true }),
      '[Acme] backup is given, but a registry has no such prop. Remove it; a registry takes instanceName, primary, replicas, namespaces, stackNamePrefix, serviceRoles, tags, publicAccess, scanRules, retentionRules, loginPassword.',
    ),
    registry(
      'a prop of a very long name',
      wrong({ ['x'.repeat(500)]: 1 }),
      '[Acme] xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... is given, but a registry has no such prop. Remove it; a registry takes instanceName, primary, replicas, namespaces, stackNamePrefix, serviceRoles, tags, publicAccess, scanRules, retentionRules, loginPassword.',
    ),
    registry(
      '`vpcAccess` for all regions',
      wrong({ vpcAccess: [] }),
      '[Acme] vpcAccess is given, but a registry has no such prop. Write it in primary, or in one of replicas: it is about one region.',
    ),
    registry(
      '`accountId` for all regions',
      wrong({ accountId: '42' }),
      '[Acme] accountId is given, but a registry has no such prop. Write it in one of replicas: only they may belong to another account.',
    ),
    registry(
      'null out of a configuration file',
      wrong({ replicas: null, stackNamePrefix: null }),
      '[Acme] replicas is null, but a prop has a value or is left out. Remove it.',
      '[Acme] stackNamePrefix is null, but a prop has a value or is left out. Remove it.',
    ),
    registry(
      'a bad instance name',
      { instanceName: 'Acme' },
      '[Acme] instanceName is "Acme", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "acme"?',
    ),
    registry(
      'an instance name that is too short',
      { instanceName: 'a' },
      '[Acme] instanceName is "a", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Choose a name of at least 3 characters.',
    ),
    registry(
      'an instance name that is no text',
      wrong({ instanceName: {} }),
      '[Acme] instanceName is {}, but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Choose another name.',
    ),
    registry(
      'a very long instance name',
      { instanceName: 'a'.repeat(2000) },
      '[Acme] instanceName is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..." (2000 characters), but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"?',
    ),
    registry(
      'an instance name that is decided at deploy time',
      { instanceName: LATE },
      '[Acme] instanceName is decided at deploy time, but names of stacks and resources are made of it at synth. Write the name itself.',
    ),
    registry(
      'stack names that begin with a digit',
      { instanceName: '1acme' },
      '[Acme] stackNamePrefix is missing, but stack names begin with a letter, and without a prefix they begin like the instance name "1acme". Set stackNamePrefix, such as "registry-1acme".',
    ),
    registry(
      'a bad stack name prefix',
      { stackNamePrefix: 'my_shop' },
      '[Acme] stackNamePrefix is "my_shop", but a stack name prefix has 1 to 100 characters, uses only letters, digits and hyphens, begins with a letter and ends with a letter or a digit. Did you mean "my-shop"?',
    ),
    registry(
      'no primary',
      wrong({ primary: undefined }),
      "[Acme] primary is missing, but a primary is written as an object. Write it like { region: 'eu-central-1' }.",
    ),
    registry(
      'a region for the primary',
      wrong({ primary: 'eu-central-1' }),
      '[Acme] primary is "eu-central-1", but a primary is written as an object. Write it like { region: \'eu-central-1\' }.',
    ),
    registry(
      'a primary that is decided at deploy time',
      wrong({ primary: ros.Lazy.anyValue({ produce: () => ({}) }) }),
      '[Acme] primary is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    registry(
      'a region for a replica',
      wrong({ replicas: ['cn-hangzhou'] }),
      '[Acme] replicas[0] is "cn-hangzhou", but a replica is written as an object. Write it like { region: \'cn-hangzhou\' }.',
    ),
    registry(
      'one replica for a list',
      wrong({ replicas: { region: 'cn-hangzhou' } }),
      '[Acme] replicas is {"region":"cn-hangzhou"}, but it is a list. Put it into square brackets.',
    ),
    registry(
      'a hole in a list of replicas',
      wrong({ replicas: new Array(1) }),
      "[Acme] replicas[0] is missing, but a replica is written as an object. Write it like { region: 'cn-hangzhou' }.",
    ),
    registry(
      'replicas that are decided at deploy time',
      wrong({ replicas: ros.Lazy.anyValue({ produce: () => [] }) }),
      '[Acme] replicas is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    registry(
      'tags that are no object',
      wrong({ tags: ['team'] }),
      '[Acme] tags is ["team"], but tags are written as an object. Write them like { team: \'platform\' }.',
    ),
    registry(
      'a tag that the deployer writes itself',
      { tags: { 'global-registry:app': 'mine' } },
      '[Acme] a key of tags is "global-registry:app", but the deployer writes that tag itself, to know its stacks again. Choose another key.',
    ),
    registry(
      'more tags than a stack takes with those of the deployer',
      { tags: Object.fromEntries(Array.from({ length: 19 }, (_, i) => [`key${i}`, 'value'])) },
      '[Acme] the number of tags is 19, but a stack takes at most 20, and the deployer adds 2. Remove some.',
    ),
    registry(
      'a key of a tag that is kept for Alibaba',
      { tags: { 'aliyun-team': 'platform' } },
      '[Acme] a key of tags is "aliyun-team", but the key of a tag has 1 to 128 characters, does not begin with "aliyun" or "acs:", and holds no "http://", no "https://" and no line break. Choose another key.',
    ),
    registry(
      'a value of a tag that is no text',
      wrong({ tags: { cost: 1 } }),
      '[Acme] tags.cost is 1, but the value of a tag is a text that is known at synth. Write it in quotes: "1".',
    ),
    registry(
      'service roles that are a stack',
      wrong({ serviceRoles: new ros.Stack(new ros.App(), 'account') }),
      '[Acme] serviceRoles is a Stack, but it is a RegistryServiceRoles. Give what new RegistryServiceRoles(stack, "ServiceRoles") returns.',
    ),
    {
      what: 'service roles of another stage',
      declare: app => {
        const other = stackIn(new ros.Stage(app, 'Other'), 'eu-central-1', 'account');
        acme(app, { serviceRoles: new RegistryServiceRoles(other, 'Roles') });
      },
      messages: [
        '[Acme] serviceRoles is "Other/account/Roles", but registries wait for their stack, and stacks wait only for stacks of their own stage. Make the roles in the stage of the registry.',
      ],
    },
    {
      what: 'to hand out a replica that is not there',
      declare: app => acme(app).replica('us-east-1'),
      messages: [
        '[Acme] region is "us-east-1", but a replica of this registry is named by its region, and there are: cn-hangzhou. Name one of them, or add one.',
      ],
    },
    {
      what: 'to hand out a replica of a registry that has none',
      declare: app => acme(app, { replicas: [] }).replica('us-east-1'),
      messages: [
        '[Acme] region is "us-east-1", but a replica of this registry is named by its region, and there are: none. Add one.',
      ],
    },
    {
      what: 'to add a replica that is a text',
      declare: app => acme(app).addReplica(wrong('us-east-1')),
      messages: [
        '[Acme] replica is "us-east-1", but a replica is written as an object. Write it like { region: \'cn-hangzhou\' }.',
      ],
    },
    {
      what: 'to add a replica twice',
      declare: app => acme(app).addReplica({ region: 'cn-hangzhou' }),
      messages: [
        '[Acme] replica.region is "cn-hangzhou", but each region holds at most one replica. Remove the repeated entry (first seen at an earlier replica).',
      ],
    },
    {
      what: 'to add a namespace that is a text',
      declare: app => acme(app).addNamespace(wrong('tools')),
      messages: [
        '[Acme] namespace is "tools", but a namespace is written as an object. Write it like { name: \'prod\' }.',
      ],
    },
    {
      what: 'to add a namespace twice',
      declare: app => acme(app).addNamespace({ name: 'prod' }),
      messages: [
        '[Acme] namespace.name is "prod", but each namespace is declared once. Remove the repeated entry (first seen at an earlier namespace).',
      ],
    },
  ],
};
