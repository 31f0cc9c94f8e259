import * as ros from '@alicloud/ros-cdk-core';
import { MirroredNamespace, MirroredNamespaceProps, RegistryInstance, RepositoryOptions } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { LATE, Said, Subject, wrong } from './refusal';

const namespace = (what: string, props: Partial<MirroredNamespaceProps>, ...messages: string[]): Said => ({
  what,
  declare: app => new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [], ...props }),
  messages,
});

const repositories = (what: string, options: RepositoryOptions[], ...messages: string[]): Said => ({
  what,
  declare: app => {
    const made = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [] });
    options.forEach(repository => made.addRepository(repository));
  },
  messages,
});

/** Refusals about one namespace on several instances. */
export const MIRRORED_NAMESPACE: Subject = {
  title: 'A mirrored namespace',
  cases: [
    {
      what: 'a region where the namespace is said to be, and has no instance',
      declare: app => {
        const instances = [instanceIn(app, 'cn-hangzhou')];
        const existingIn = ['cn-hangzouh', 'us-east-1'];
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances, existingIn });
      },
      messages: [
        '[Prod] existingIn[0] is "cn-hangzouh", but what is there already is on one of the instances of the namespace. Did you mean "cn-hangzhou"?',
        '[Prod] existingIn[1] is "us-east-1", but what is there already is on one of the instances of the namespace. Remove it; the namespace is in cn-hangzhou.',
      ],
    },
    {
      what: 'a region where a repository is said to be, and the namespace has no instance',
      declare: app => acme(app).namespaces[0].addRepository({ name: 'api', existingIn: ['cn-hangzouh'] }),
      messages: [
        '[Acme/Namespace-prod] repository api.existingIn[0] is "cn-hangzouh", but what is there already is on one of the instances of the namespace. Did you mean "cn-hangzhou"?',
      ],
    },
    namespace(
      'a bad name and a bad visibility at once',
      wrong({ namespaceName: '-prod', visibility: 'HIDDEN' }),
      '[Prod] namespaceName is "-prod", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?',
      '[Prod] visibility is "HIDDEN", but it is Visibility.PRIVATE or Visibility.PUBLIC. Choose one of these.',
    ),
    namespace(
      '`name` for `namespaceName`',
      wrong({ name: 'prod' }),
      '[Prod] name is given, but a mirrored namespace has no such prop. Did you mean "namespaceName"?',
    ),
    namespace(
      'repositories in the props',
      wrong({ repositories: [] }),
      '[Prod] repositories is given, but a mirrored namespace has no such prop. Declare them with addRepository.',
    ),
    namespace(
      'no instances',
      wrong({ instances: undefined }),
      '[Prod] instances is missing, but it is a list. Give one.',
    ),
    {
      what: 'one instance for a list',
      declare: app =>
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: wrong(instanceIn(app, 'cn-hangzhou')) }),
      messages: ['[Prod] instances is a RegistryInstance, but it is a list. Put it into square brackets.'],
    },
    namespace(
      'an instance id for an instance',
      { instances: [wrong('cri-1')] },
      '[Prod] instances[0] is "cri-1", but it is a RegistryInstance. Give what new RegistryInstance(...) or RegistryInstance.fromInstanceAttributes(...) returns.',
    ),
    namespace(
      'a namespace that is decided at deploy time',
      { namespaceName: LATE },
      '[Prod] namespaceName is decided at deploy time, but names of stacks and resources are made of it at synth. Write the name itself.',
    ),
    namespace(
      'one region for a list',
      wrong({ existingIn: 'cn-hangzhou' }),
      '[Prod] existingIn is "cn-hangzhou", but it is a list. Put it into square brackets.',
    ),
    {
      what: 'to add what is no instance',
      declare: app =>
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [] }).addInstance(
          wrong(stackIn(app, 'cn-hangzhou')),
        ),
      messages: [
        '[Prod] instance is a Stack, but it is a RegistryInstance. Give what new RegistryInstance(...) returns.',
      ],
    },
    {
      what: 'a namespace twice on one instance',
      declare: app => {
        const instance = instanceIn(app, 'cn-hangzhou');
        ['One', 'Two'].forEach(id => new MirroredNamespace(app, id, { namespaceName: 'prod', instances: [instance] }));
      },
      messages: [
        '[Two] namespaceName is "prod", but instance stack-cn-hangzhou/Registry already has a namespace of that name (One). Remove one of the two, or add the instance to the first with addInstance.',
      ],
    },
    {
      what: 'an instance twice',
      declare: app => {
        const instance = instanceIn(app, 'cn-hangzhou');
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [instance] }).addInstance(instance);
      },
      messages: [
        '[Prod] namespaceName is "prod", but instance stack-cn-hangzhou/Registry already has a namespace of that name (this very namespace). Remove one of the two, or add the instance to the first with addInstance.',
      ],
    },
    {
      what: 'a namespace twice on an instance that was imported twice',
      declare: app =>
        ['one', 'two'].forEach(id => {
          const scope = stackIn(app, 'cn-hangzhou', id);
          const old = RegistryInstance.fromInstanceAttributes(scope, 'Old', {
            instanceId: 'cri-1',
            instanceName: 'old',
          });
          new MirroredNamespace(scope, 'Prod', { namespaceName: 'prod', instances: [old] });
        }),
      messages: [
        '[two/Prod] namespaceName is "prod", but instance two/Old already has a namespace of that name (one/Prod). Remove one of the two, or add the instance to the first with addInstance.',
      ],
    },
    {
      what: 'a namespace to create in another account, or from another region',
      declare: app => {
        const stack = stackIn(app, 'eu-central-1');
        const attributes = { instanceId: 'cri-1', instanceName: 'old', region: 'cn-hangzhou' };
        const theirs = RegistryInstance.fromInstanceAttributes(stack, 'Theirs', { ...attributes, accountId: '42' });
        const old = RegistryInstance.fromInstanceAttributes(stack, 'Old', attributes);
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [theirs, old] });
      },
      messages: [
        '[Prod] instances is "stack-eu-central-1/Theirs", but it belongs to account 42, not the one deployed to, so the namespace cannot be created there. Ask its owner to create it, and name cn-hangzhou in existingIn; if you deploy to that account, leave accountId out.',
        '[Prod] instances is "stack-eu-central-1/Old", but a namespace is created by a stack in the region of its instance, cn-hangzhou. Import the instance inside a stack with env: { region: \'cn-hangzhou\' }, or name cn-hangzhou in existingIn.',
      ],
    },
    repositories(
      'a repository twice',
      [{ name: 'api' }, { name: 'api' }],
      '[Prod] the name of a repository is "api", but namespace prod already has a repository of that name. Remove the repeated one.',
    ),
    repositories(
      'a name for a repository',
      [wrong('api')],
      '[Prod] repository is "api", but a repository is written as an object. Write it like { name: \'api\' }.',
    ),
    repositories(
      'regions of a repository that are decided at deploy time',
      [wrong({ name: 'api', existingIn: ros.Lazy.anyValue({ produce: () => [] }) })],
      '[Prod] repository.existingIn is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    {
      what: 'a namespace to create on an instance of an account that is decided at deploy time',
      declare: app => {
        const stack = stackIn(app, 'eu-central-1');
        const attributes = { instanceId: 'cri-1', instanceName: 'old', accountId: ros.RosPseudo.region };
        const theirs = RegistryInstance.fromInstanceAttributes(stack, 'Theirs', attributes);
        new MirroredNamespace(stack, 'Prod', { namespaceName: 'prod', instances: [theirs] });
      },
      messages: [
        '[stack-eu-central-1/Prod] instances is "stack-eu-central-1/Theirs", but it belongs to another account, not the one deployed to, so the namespace cannot be created there. Ask its owner to create it, and name eu-central-1 in existingIn; if you deploy to that account, leave accountId out.',
      ],
    },
  ],
};
