import * as ros from '@alicloud/ros-cdk-core';
import { Edition, RegistryInstance, RegistryInstanceProps } from '../../lib';
import { instanceIn, stackIn } from '../support/registries';
import { Said, Subject, wrong } from './refusal';

const ACME = { instanceName: 'acme', edition: Edition.BASIC };

const instance = (what: string, props: Partial<RegistryInstanceProps>, ...messages: string[]): Said => ({
  what,
  declare: app => instanceIn(app, 'cn-hangzhou', props),
  messages,
});

const attributes = (what: string, given: unknown, ...messages: string[]): Said => ({
  what,
  declare: app => RegistryInstance.fromInstanceAttributes(app, 'Old', wrong(given)),
  messages,
});

/** Refusals about single instances. */
export const INSTANCE: Subject = {
  title: 'A single instance',
  cases: [
    {
      what: 'an instance without props',
      declare: app => new RegistryInstance(stackIn(app, 'cn-hangzhou'), 'Registry', wrong(undefined)),
      messages: [
        "[stack-cn-hangzhou/Registry] props is missing, but an instance is written as an object. Write it like { instanceName: 'acme', edition: Edition.ADVANCED }.",
      ],
    },
    instance(
      'an instance without an edition',
      { edition: undefined },
      '[stack-cn-hangzhou/Registry] edition is missing, but the edition is chosen when an instance is bought. Choose Edition.ADVANCED for a primary, Edition.BASIC for a replica.',
    ),
    instance(
      'a bad name and a bad period at once',
      { instanceName: '-acme', periodMonths: 5 },
      '[stack-cn-hangzhou/Registry] instanceName is "-acme", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "acme"?',
      '[stack-cn-hangzhou/Registry] periodMonths is 5, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Choose one of these.',
    ),
    instance(
      'a region of an instance, which is that of its stack',
      wrong({ region: 'cn-hangzhou' }),
      "[stack-cn-hangzhou/Registry] region is given, but an instance has no such prop. Remove it: the region is that of the stack, env: { region: 'cn-hangzhou' }.",
    ),
    instance(
      'to buy an instance that exists',
      wrong({ existingInstanceId: 'cri-1' }),
      '[stack-cn-hangzhou/Registry] existingInstanceId is given, but an instance has no such prop. Take an instance that exists with RegistryInstance.fromInstanceAttributes.',
    ),
    instance(
      'a very long name',
      { instanceName: 'a'.repeat(2000) },
      '[stack-cn-hangzhou/Registry] instanceName is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..." (2000 characters), but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"?',
    ),
    {
      what: 'an instance in a stack without a fixed region',
      declare: app => new RegistryInstance(stackIn(app, undefined, 'anywhere'), 'Registry', ACME),
      messages: [
        '[anywhere/Registry] the region of the stack is decided at deploy time, but stacks are placed at synth, so the region must be known by then. Write the region id itself, such as "cn-hangzhou".',
      ],
    },
    {
      what: 'an instance in a stack whose region is misspelt',
      declare: app => new RegistryInstance(stackIn(app, 'Hangzhou', 'mine'), 'Registry', ACME),
      messages: [
        '[mine/Registry] the region of the stack is "Hangzhou", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Did you mean "cn-hangzhou"?',
      ],
    },
    {
      what: 'an instance outside every stack',
      declare: app => new RegistryInstance(app, 'Registry', ACME),
      messages: [
        "[Registry] the stack around it is missing, but an instance is made in a stack. Give it a stack as its scope, such as new ros.Stack(app, 'mine', { env: { region: 'cn-hangzhou' } }).",
      ],
    },
    {
      what: 'two instances of one name in a region',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou');
        ['One', 'Two'].forEach(id => new RegistryInstance(stack, id, ACME));
      },
      messages: [
        '[stack-cn-hangzhou/Two] instanceName is "acme", but region cn-hangzhou already has an instance of that name (stack-cn-hangzhou/One), and the host names follow from it. Choose another name for one of the two.',
      ],
    },
    attributes(
      'an instance that exists without region, id and name',
      { instanceId: '' },
      '[Old] region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
      '[Old] instanceId is "", but the id of an Enterprise Edition instance is "cri-" followed by letters and digits. Copy it from the overview page of the instance.',
      '[Old] instanceName is missing, but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Give one.',
    ),
    attributes(
      'an instance that exists by its id alone',
      'cri-1',
      "[Old] attributes is \"cri-1\", but an instance that exists is written as an object. Write it like { instanceId: 'cri-...', instanceName: 'acme' }.",
    ),
    attributes(
      'a region that is null',
      { instanceId: 'cri-1', instanceName: 'old', region: null },
      '[Old] region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
    ),
    attributes(
      'an instance that exists with a prop that does not exist',
      { instanceId: 'cri-1', instanceName: 'old', region: 'cn-hangzhou', account: '42' },
      '[Old] account is given, but an instance that exists has no such prop. Did you mean "accountId"?',
    ),
    {
      what: 'an image reference that cannot be',
      declare: app => instanceIn(app, 'cn-hangzhou').imageUri('PROD', wrong(undefined), 'a b'),
      messages: [
        '[stack-cn-hangzhou/Registry] namespace is "PROD", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?',
        '[stack-cn-hangzhou/Registry] repository is missing, but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Give one.',
        '[stack-cn-hangzhou/Registry] tag is "a b", but a tag has 1 to 128 letters, digits, dots, hyphens and underscores, and a digest is "sha256:" and 64 digits and letters a to f. Write it like "1.4.2", or leave it out.',
      ],
    },
    {
      what: 'the name `DeployRegion` for something else',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou');
        new ros.RosParameter(stack, 'DeployRegion', { type: ros.RosParameterType.STRING });
        new RegistryInstance(stack, 'Registry', ACME);
      },
      messages: [
        '[stack-cn-hangzhou] the id of a construct is "DeployRegion", but the guard against a wrong region goes by that name. Rename stack-cn-hangzhou/DeployRegion.',
      ],
    },
  ],
};
