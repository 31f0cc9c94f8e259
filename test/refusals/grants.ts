import * as ros from '@alicloud/ros-cdk-core';
import { Grantee, RegistryInstance } from '../../lib';
import { acme, instanceIn } from '../support/registries';
import { Subject, wrong } from './refusal';

/** Refusals about permissions. */
export const GRANTS: Subject = {
  title: 'Permissions',
  cases: [
    {
      what: 'an ARN for a name',
      declare: () => Grantee.role('acs:ram::1:role/nodes'),
      messages: [
        '[Grantee.role] the name of the role is "acs:ram::1:role/nodes", but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Did you mean "nodes"?',
      ],
    },
    {
      what: 'a name with a space in front',
      declare: () => Grantee.role(' nodes'),
      messages: [
        '[Grantee.role] the name of the role is " nodes", but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Did you mean "nodes"?',
      ],
    },
    {
      what: 'a name that RAM does not take',
      declare: () => Grantee.group('名'),
      messages: [
        '[Grantee.group] the name of the group is "名", but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Give the name as the RAM console shows it.',
      ],
    },
    {
      what: 'a grantee without a name',
      declare: () => Grantee.user(wrong(undefined)),
      messages: [
        '[Grantee.user] the name of the user is missing, but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Give the name of the user.',
      ],
    },
    {
      what: 'a name for a grantee',
      declare: app => instanceIn(app, 'cn-hangzhou').grantPull(wrong('nodes')),
      messages: [
        '[stack-cn-hangzhou/Registry] grantee is "nodes", but it is made by Grantee. Write Grantee.role("..."), Grantee.user("...") or Grantee.group("...").',
      ],
    },
    {
      what: 'a grantee that was not made by `Grantee`',
      declare: app => acme(app).grantPull(wrong({ kind: 'Role', name: 'nodes' })),
      messages: [
        '[Acme] grantee is {"kind":"Role","name":"nodes"}, but it is made by Grantee. Write Grantee.role("..."), Grantee.user("...") or Grantee.group("...").',
      ],
    },
    {
      what: 'a grantee of a namespace that is missing',
      declare: app => acme(app).namespaces[0].grantPush(wrong(undefined)),
      messages: [
        '[Acme/Namespace-prod] grantee is missing, but it is made by Grantee. Write Grantee.role("..."), Grantee.user("...") or Grantee.group("...").',
      ],
    },
    {
      what: 'a permission where no stack can give it',
      declare: app => {
        const attributes = { instanceId: 'cri-1', instanceName: 'theirs', region: 'cn-hangzhou', accountId: '42' };
        RegistryInstance.fromInstanceAttributes(app, 'Theirs', attributes).grantPull(Grantee.role('nodes'));
      },
      messages: [
        '[Theirs] grantee is "nodes", but permissions are granted by a stack in the account and the region of the instance. Import the instance inside such a stack, or let its owner grant them.',
      ],
    },
    {
      what: 'a policy that is too long for RAM',
      declare: app => {
        const [namespace] = acme(app, { replicas: [] }).namespaces;
        Array.from({ length: 100 }, (_, i) => `repository-number-${i}`).forEach(name =>
          namespace.addRepository({ name }).grantPull(Grantee.role('nodes')),
        );
      },
      messages: [
        '[Acme/eu-central-1/Registry] the length of the policy for role nodes is 9856, but RAM takes at most 6144 characters. Grant on a namespace instead of on each repository.',
      ],
    },
    {
      what: 'a policy that is too long for RAM, of many namespaces',
      declare: app => {
        const namespaces = Array.from({ length: 40 }, (_, i) => ({ name: `namespace-number-${i}` }));
        const registry = acme(app, { replicas: [], namespaces });
        registry.namespaces.forEach(namespace => namespace.grantPullPush(Grantee.user('ci')));
      },
      messages: [
        '[Acme/eu-central-1/Registry] the length of the policy for user ci is 15073, but RAM takes at most 6144 characters. Grant on the whole registry instead, or divide what is granted among several roles, users or groups.',
      ],
    },
    {
      what: 'a permission on an instance of another account than its stack',
      declare: app => {
        const stack = new ros.Stack(app, 'mine', { env: { region: 'cn-hangzhou', account: '43' } });
        const attributes = { instanceId: 'cri-1', instanceName: 'theirs', accountId: '42' };
        RegistryInstance.fromInstanceAttributes(stack, 'Theirs', attributes).grantPull(Grantee.role('nodes'));
      },
      messages: [
        '[mine/Theirs] grantee is "nodes", but permissions are granted by a stack in the account and the region of the instance. Let its owner grant them; if you deploy to that account, leave accountId out.',
      ],
    },
  ],
};
