import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry, MirroredNamespace, RegistryInstance, RegistryServiceRoles } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { replicate } from '../support/replications';
import { Said, Subject, wrong } from './refusal';

const without = (what: string, remove: (registry: GlobalRegistry) => unknown, ...messages: string[]): Said => ({
  what,
  declare: app => remove(acme(app)),
  messages,
});

/** Refusals of taking apart what belongs together. */
export const REMOVED: Subject = {
  title: 'What was removed from the tree',
  cases: [
    without(
      'a registry without the stack of its primary',
      ({ node }) => node.tryRemoveChild('eu-central-1'),
      '[Acme] Acme/eu-central-1 is removed from the tree, but what Acme makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
    ),
    without(
      'a registry without both stacks of its replica',
      ({ node }) => ['cn-hangzhou', 'eu-central-1-to-cn-hangzhou'].forEach(id => node.tryRemoveChild(id)),
      '[Acme] Acme/cn-hangzhou is removed from the tree, but what Acme makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
      '[Acme] Acme/eu-central-1-to-cn-hangzhou is removed from the tree, but what Acme makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
    ),
    without(
      'a registry without one of its namespaces',
      ({ node }) => node.tryRemoveChild('Namespace-prod'),
      '[Acme/eu-central-1/Registry] namespace prod is removed from the tree, with Acme/Namespace-prod, but what was made with it cannot work without it. Leave it in the tree.',
      '[Acme/cn-hangzhou/Registry] namespace prod is removed from the tree, with Acme/Namespace-prod, but what was made with it cannot work without it. Leave it in the tree.',
    ),
    without(
      'a stack of a registry without its instance',
      ({ primary }) => ros.Stack.of(wrong(primary)).node.tryRemoveChild('Registry'),
      '[Acme/eu-central-1] Acme/eu-central-1/Registry is removed from the tree, but what Acme/eu-central-1 makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
    ),
    without(
      'a stack of a registry without its guard',
      ({ primary }) => ros.Stack.of(wrong(primary)).node.tryRemoveChild('DeployRegion'),
      '[Acme/eu-central-1] Acme/eu-central-1/DeployRegion is removed from the tree, but what Acme/eu-central-1 makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
    ),
    without(
      'an instance without its resource',
      ({ primary }) => primary.node.tryRemoveChild('Resource'),
      '[Acme/eu-central-1/Registry] Acme/eu-central-1/Registry/Resource is removed from the tree, but what Acme/eu-central-1/Registry makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
    ),
    without(
      'an instance without its outputs',
      ({ primary }) => primary.node.tryRemoveChild('InstanceId'),
      '[Acme/eu-central-1/Registry] Acme/eu-central-1/Registry/InstanceId is removed from the tree, but what Acme/eu-central-1/Registry makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
    ),
    without(
      'an instance with another child in the place of its own',
      ({ primary }) => {
        primary.node.tryRemoveChild('Namespace-prod');
        new ros.Construct(wrong(primary), 'Namespace-prod');
      },
      '[Acme/eu-central-1/Registry] Acme/eu-central-1/Registry/Namespace-prod is removed from the tree, but what Acme/eu-central-1/Registry makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
    ),
    {
      what: 'a stack of the user without the guard that was put there',
      declare: app => ros.Stack.of(instanceIn(app, 'cn-hangzhou')).node.tryRemoveChild('DeployRegion'),
      messages: [
        '[stack-cn-hangzhou] stack-cn-hangzhou/DeployRegion is removed from the tree, but stack-cn-hangzhou/Registry/Resource waits for it. Leave it there; what is not wanted is left out of the props.',
      ],
    },
    {
      what: 'a replication without its target',
      declare: app => {
        replicate(app);
        app.node.tryRemoveChild('stack-cn-hangzhou');
      },
      messages: [
        '[copies/Copies/Rule-prod-6618e9f1/Resource] stack-cn-hangzhou/Registry.instanceId is removed from the tree, with stack-cn-hangzhou, but what was made with it cannot work without it. Leave it in the tree.',
      ],
    },
    {
      what: 'a replication without one of its rules',
      declare: app => {
        const { node } = replicate(app);
        node.children
          .filter(({ node: { id } }) => id.startsWith('Rule-'))
          .forEach(rule => node.tryRemoveChild(rule.node.id));
      },
      messages: [
        '[copies/Copies] copies/Copies/Rule-prod-6618e9f1 is removed from the tree, but what copies/Copies makes belongs together, and the rest cannot work without it. Leave it there; what is not wanted is left out of the props.',
      ],
    },
    {
      what: 'a namespace on an instance that was taken and is removed',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou');
        const attributes = { instanceId: 'cri-1', instanceName: 'old' };
        const instances = [RegistryInstance.fromInstanceAttributes(stack, 'Old', attributes)];
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances });
        stack.node.tryRemoveChild('Old');
      },
      messages: [
        '[Prod] one of instances is removed from the tree, with stack-cn-hangzhou/Old, but what was made with it cannot work without it. Leave it in the tree.',
      ],
    },
    {
      what: 'a namespace of single instances that is removed, but not from them',
      declare: app => {
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [instanceIn(app, 'cn-hangzhou')] });
        app.node.tryRemoveChild('Prod');
      },
      messages: [
        '[stack-cn-hangzhou/Registry] namespace prod is removed from the tree, with Prod, but what was made with it cannot work without it. Leave it in the tree.',
      ],
    },
    {
      what: 'service roles that a registry waits for',
      declare: app => {
        const serviceRoles = new RegistryServiceRoles(stackIn(app, 'eu-central-1', 'account'), 'Roles');
        acme(app, { serviceRoles });
        app.node.tryRemoveChild('account');
      },
      messages: [
        '[Acme] serviceRoles is removed from the tree, with account, but what was made with it cannot work without it. Leave it in the tree.',
      ],
    },
    {
      what: 'the value of an instance that is removed',
      declare: app => {
        const { instanceId } = instanceIn(app, 'cn-hangzhou');
        app.node.tryRemoveChild('stack-cn-hangzhou');
        new ros.RosOutput(stackIn(app, 'eu-central-1'), 'Id', { value: instanceId });
      },
      messages: [
        '[stack-eu-central-1/Id] stack-cn-hangzhou/Registry.instanceId is removed from the tree, with stack-cn-hangzhou, but what was made with it cannot work without it. Leave it in the tree.',
      ],
    },
  ],
};
