import * as ros from '@alicloud/ros-cdk-core';
import { CrossRegionReplication, Edition, RegistryInstance } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { Subject } from './refusal';

/** Refusals about values that other stacks read. */
export const VALUES: Subject = {
  title: 'Values of other stacks',
  cases: [
    {
      what: 'a value that is read from another stage',
      declare: app => {
        const { instanceId } = instanceIn(app, 'cn-hangzhou');
        new ros.RosOutput(stackIn(new ros.Stage(app, 'Prod'), 'eu-central-1'), 'Id', { value: instanceId });
      },
      messages: [
        '[Prod/stack-eu-central-1/Id] stack-cn-hangzhou/Registry.instanceId is read in stack Prod/stack-eu-central-1, but the value can be read only inside its own stage. Use it in a stack of that stage, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ],
    },
    {
      what: 'a value that is read from another account',
      declare: app => {
        const [one, two] = ['1', '2'].map(
          account => new ros.Stack(app, `of${account}`, { env: { region: 'cn-hangzhou', account } }),
        );
        const made = new RegistryInstance(one, 'Registry', { instanceName: 'acme', edition: Edition.BASIC });
        new ros.RosOutput(two, 'Id', { value: made.instanceId });
      },
      messages: [
        '[of2/Id] of1/Registry.instanceId is read in stack of2, but the value stays in account 1. Use it in a stack of that account, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ],
    },
    {
      what: 'a value that is read by a nested stack of its own stack',
      declare: app => {
        const made = instanceIn(app, 'cn-hangzhou');
        new ros.RosOutput(new ros.NestedStack(ros.Stack.of(made), 'Nested'), 'Id', { value: made.instanceId });
      },
      messages: [
        '[stack-cn-hangzhou/Nested/Id] stack-cn-hangzhou/Registry.instanceId is read in stack stack-cn-hangzhou/Nested, but the value is not there while the stack around both is deployed. Use it in stack stack-cn-hangzhou itself, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ],
    },
    {
      what: 'a value of a stack without a fixed region',
      declare: app => {
        const anywhere = stackIn(app, undefined, 'anywhere');
        const theirs = new ros.RosResource(anywhere, 'Theirs', { type: 'ALIYUN::CR::Instance', properties: {} });
        const attributes = { instanceId: theirs.getAtt('InstanceId'), instanceName: 'old', region: 'cn-hangzhou' };
        const { instanceId } = RegistryInstance.fromInstanceAttributes(anywhere, 'Old', attributes);
        new ros.RosOutput(stackIn(app, 'cn-hangzhou'), 'Id', { value: instanceId });
      },
      messages: [
        "[stack-cn-hangzhou/Id] anywhere/Old.instanceId is read in stack stack-cn-hangzhou, but stack anywhere has no fixed region to read it from. Use it in a stack with env: { region: '...' }, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.",
      ],
    },
    {
      what: 'a value that is read deep in a resource of another stage',
      declare: app => {
        const { instanceId } = instanceIn(app, 'cn-hangzhou');
        const properties = { Env: { registries: [ros.Lazy.stringValue({ produce: () => `id ${instanceId}` })] } };
        const stack = stackIn(new ros.Stage(app, 'Prod'), 'eu-central-1');
        new ros.RosResource(stack, 'Function', { type: 'ALIYUN::FC3::Function', properties });
      },
      messages: [
        '[Prod/stack-eu-central-1/Function] stack-cn-hangzhou/Registry.instanceId is read in stack Prod/stack-eu-central-1, but the value can be read only inside its own stage. Use it in a stack of that stage, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes.',
      ],
    },
    {
      what: 'what goes wrong while the core resolves a value, in our own words alone',
      declare: app => {
        const { primary } = acme(app);
        const value = ros.Lazy.stringValue({ produce: () => primary.imageUri('PROD', 'api') });
        new ros.RosOutput(stackIn(app, 'eu-central-1'), 'Image', { value });
      },
      messages: [
        '[Acme/eu-central-1/Registry] namespace is "PROD", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?',
      ],
    },
    {
      what: 'a value that is read across a circle of stacks',
      declare: app => {
        const [source, target] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
        ros.Stack.of(target).addDependency(ros.Stack.of(source));
        new CrossRegionReplication(ros.Stack.of(source), 'Copies', { source, target });
      },
      messages: [
        '[stack-eu-central-1] stack-cn-hangzhou/Registry.instanceId is read by stack stack-eu-central-1, but stack stack-cn-hangzhou, which has it, waits for that stack. Move one of the two into a third stack.',
      ],
    },
  ],
};
