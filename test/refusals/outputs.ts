import * as ros from '@alicloud/ros-cdk-core';
import { Grantee, RegistryInstance } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { Subject } from './refusal';

/** A value that a stack has for others, or reads of another. */
const output = (stack: ros.Stack, id: string, value: unknown = 'x') => new ros.RosOutput(stack, id, { value });

/** Refusals of outputs that users read by the names of stacks, in an app with a registry. */
export const OUTPUTS: Subject = {
  title: 'Outputs read by name',
  cases: [
    {
      what: 'stacks of the user that read each other in a circle',
      declare: app => {
        acme(app, { replicas: [] });
        const [a, b, c] = ['a', 'b', 'c'].map(id => stackIn(app, 'cn-hangzhou', id));
        output(a, 'Name', ros.Fn.getStackOutput('c', 'Name'));
        output(b, 'Name', ros.Fn.getStackOutput('a', 'Name', 'cn-hangzhou'));
        output(c, 'Name', ros.Fn.getStackOutput('b', 'Name'));
      },
      messages: [
        '[Acme/eu-central-1] output Name of stack b is read by stack c, but stack b, which has it, waits for that stack by way of a. Move one of the two into a third stack.',
      ],
    },
    {
      what: 'a stack of the user in a circle with one of the registry',
      declare: app => {
        const account = stackIn(app, 'eu-central-1', 'account');
        output(account, 'Role', 'nodes');
        output(account, 'Registry', ros.Fn.getStackOutput('acme-eu-central-1', 'InstanceId'));
        const role = ros.Fn.getStackOutput('account', 'Role', 'eu-central-1').toString();
        acme(app, { replicas: [] }).grantPull(Grantee.role(role));
      },
      messages: [
        '[Acme/eu-central-1] output InstanceId of stack acme-eu-central-1 is read by stack account, but stack acme-eu-central-1, which has it, waits for that stack. Move one of the two into a third stack.',
      ],
    },
    {
      what: 'a stack of the user that reads what waits for it because somebody said so',
      declare: app => {
        const registry = acme(app, { replicas: [] });
        const [network, compute] = ['network', 'compute'].map(id => stackIn(app, 'eu-central-1', id));
        ros.Stack.of(registry.primary as never).addDependency(network);
        compute.addDependency(ros.Stack.of(registry.primary as never));
        output(compute, 'Machine');
        output(network, 'Machine', ros.Fn.getStackOutput('compute', 'Machine'));
      },
      messages: [
        '[Acme/eu-central-1] output Machine of stack compute is read by stack network, but stack compute, which has it, waits for that stack by way of acme-eu-central-1. Move one of the two into a third stack.',
      ],
    },
    {
      what: 'an output that its stack does not have',
      declare: app => {
        acme(app, { replicas: [] });
        const [network, compute] = ['network', 'compute'].map(id => stackIn(app, 'cn-hangzhou', id));
        output(network, 'VpcId');
        output(compute, 'One', ros.Fn.getStackOutput('network', 'VpcID'));
        output(compute, 'Two', ros.Fn.getStackOutput('network', 'SecurityGroup'));
        output(compute, 'Three', ros.Fn.getStackOutput('acme-eu-central-1', 'InstanceID', 'eu-central-1'));
      },
      messages: [
        '[Acme/eu-central-1] output InstanceID of stack acme-eu-central-1 is read by stack compute, but that stack has no such output (it has DockerLogin, InstanceId, RegistryHost and RegistryVpcHost), and ROS would give an empty text. Did you mean InstanceId?',
        '[Acme/eu-central-1] output SecurityGroup of stack network is read by stack compute, but that stack has no such output (it has VpcId), and ROS would give an empty text. Add it to that stack with new ros.RosOutput.',
        '[Acme/eu-central-1] output VpcID of stack network is read by stack compute, but that stack has no such output (it has VpcId), and ROS would give an empty text. Did you mean VpcId?',
      ],
    },
    {
      what: 'a grantee that its stack does not tell',
      declare: app => {
        stackIn(app, 'eu-central-1', 'account');
        const role = ros.Fn.getStackOutput('account', 'Role', 'eu-central-1').toString();
        acme(app, { replicas: [] }).grantPull(Grantee.role(role));
      },
      messages: [
        '[Acme/eu-central-1] output Role of stack account is read by stack acme-eu-central-1, but that stack has no such output (it has none), and ROS would give an empty text. Add it to that stack with new ros.RosOutput.',
      ],
    },
    {
      what: 'an output of another stack that is asked for by its stackId',
      declare: app => {
        acme(app, { replicas: [] });
        const [network, compute] = ['network', 'compute'].map(id => stackIn(app, 'cn-hangzhou', id));
        output(network, 'VpcId');
        output(compute, 'Vpc', ros.Fn.getStackOutput(network.stackId, 'VpcId'));
      },
      messages: [
        '[Acme/eu-central-1] output VpcId is read by its own stack compute, but ROS gives a stack the outputs of other stacks only. Use the value itself; another stack is named by its stackName, for stackId is that of whoever writes it.',
      ],
    },
    {
      what: 'a value of another stack in a resource of ours, past its props',
      declare: app => {
        const { node } = instanceIn(app, 'cn-hangzhou');
        const mine = new ros.RosResource(stackIn(app, 'cn-hangzhou', 'mine'), 'Mine', { type: 'ALIYUN::ROS::Sleep' });
        (node.defaultChild as ros.RosResource).addPropertyOverride('ResourceGroupId', mine.ref);
      },
      messages: [
        '[stack-cn-hangzhou] what stack-cn-hangzhou/Registry/Resource reads is mine/Mine.Ref, but it is a value of another stack, and ROS hands none over by import. Write the value itself, or read an output with ros.Fn.getStackOutput.',
      ],
    },
    {
      what: 'an instance that is made in a nested stack',
      declare: app => {
        const nested = new ros.NestedStack(stackIn(app, 'eu-central-1', 'outer'), 'Nested');
        const made = new ros.RosResource(nested, 'Made', { type: 'ALIYUN::CR::Instance' });
        const instanceId = made.getAtt('InstanceId').toString();
        RegistryInstance.fromInstanceAttributes(nested, 'Old', {
          instanceId,
          instanceName: 'old',
          region: 'eu-central-1',
        });
      },
      messages: [
        "[outer/Nested/Old] instanceId is a value of the nested stack outer/Nested, but nothing outside of a nested stack reads what is in it but its outputs. Give the nested stack an output of it, and take nested.getAtt('NAME').",
      ],
    },
    {
      what: 'a VPC that is an output of a stack in another region',
      declare: app => {
        output(stackIn(app, 'us-east-1', 'network'), 'Vpc', 'vpc-1');
        const vpcId = ros.Fn.getStackOutput('network', 'Vpc', 'us-east-1').toString();
        acme(app, { replicas: [] }).primary.linkVpc({ vpcId, vswitchId: 'vsw-1' });
      },
      messages: [
        '[Acme/eu-central-1/Registry] output Vpc of stack network is a value of a stack in us-east-1, but a VPC is in the region of its instance, eu-central-1. Give one of eu-central-1.',
      ],
    },
    {
      what: 'one VPC by an output whose region is said once, and once not',
      declare: app => {
        output(stackIn(app, 'eu-central-1', 'network'), 'Vpc', 'vpc-1');
        const { primary } = acme(app, { replicas: [] });
        [undefined, 'eu-central-1'].forEach(region => {
          const vpcId = ros.Fn.getStackOutput('network', 'Vpc', region).toString();
          primary.linkVpc({ vpcId, vswitchId: 'vsw-1' });
        });
      },
      messages: [
        '[Acme/eu-central-1/Registry] vpcId is decided at deploy time, but each VPC is linked once, through one vSwitch. Remove the repeated link.',
      ],
    },
    {
      what: 'an output that is read in a condition',
      declare: app => {
        acme(app, { replicas: [] });
        output(stackIn(app, 'cn-hangzhou', 'network'), 'Size', 'large');
        const expression = ros.Fn.conditionEquals(ros.Fn.getStackOutput('network', 'Size'), 'large');
        new ros.RosCondition(stackIn(app, 'cn-hangzhou', 'compute'), 'IsLarge', { expression });
      },
      messages: [
        '[Acme/eu-central-1] what compute/IsLarge reads is an output of another stack, but ROS reads such outputs in the properties of resources and in outputs, not in a condition. Give the value to its stack as a parameter.',
      ],
    },
    {
      what: 'a value of a nested stack',
      declare: app => {
        const nested = new ros.NestedStack(stackIn(app, 'eu-central-1', 'network'), 'Nested');
        const vpc = new ros.RosResource(nested, 'Vpc', { type: 'ALIYUN::ECS::VPC' });
        acme(app, { replicas: [] }).primary.linkVpc({ vpcId: vpc.ref, vswitchId: 'vsw-1' });
      },
      messages: [
        "[Acme/eu-central-1/Registry] network/Nested/Vpc.Ref is a value of the nested stack network/Nested, but nothing outside of a nested stack reads what is in it but its outputs. Give the nested stack an output of it, and take nested.getAtt('NAME').",
      ],
    },
    {
      what: 'stacks of two accounts that share outputs by way of the registry',
      declare: app => {
        const { instanceId } = acme(app, { replicas: [] }).primary;
        const [one, two] = ['1', '2'].map(account => {
          return new ros.Stack(app, `of${account}`, { env: { region: 'eu-central-1', account } });
        });
        [one, two].forEach(stack => output(stack, 'Id', instanceId));
      },
      messages: [
        '[Acme/eu-central-1] the account of stack of2 is "2", but outputs are read within one account, and they connect it with stack of1 of account 1. Give both one account, or write the values themselves.',
      ],
    },
  ],
};
