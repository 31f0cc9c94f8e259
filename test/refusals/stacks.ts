import * as ros from '@alicloud/ros-cdk-core';
import {
  cr,
  CrossRegionReplication,
  Edition,
  MirroredNamespace,
  RegistryInstance,
  RegistryServiceRoles,
} from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { namespace, registry, Said, Subject, wrong } from './refusal';

const MANY = Array.from({ length: 120 }, (_, i) => ({ name: `r${i}` }));

const inPrimary = (
  what: string,
  properties: (app: ros.App) => Record<string, unknown>,
  ...messages: string[]
): Said => ({
  what,
  declare: app => {
    const stack = ros.Stack.of(wrong<ros.IConstruct>(acme(app).primary) as ros.Construct);
    new ros.RosResource(stack, 'Mine', { type: 'ALIYUN::OSS::Bucket', properties: properties(app) });
  },
  messages,
});

const bucketOf = (app: ros.App) =>
  new ros.RosResource(stackIn(app, 'eu-central-1', 'mine'), 'Bucket', { type: 'ALIYUN::OSS::Bucket', properties: {} });

/** Refusals about stacks. */
export const STACKS: Subject = {
  title: 'Stacks',
  cases: [
    registry(
      'a stack of more than 200 resources',
      { replicas: [], namespaces: ['aa', 'bb'].map(name => ({ name, repositories: MANY })) },
      '[Acme/eu-central-1] the number of resources is 244, but a stack holds at most 200. Give the namespaces that you add from now on a stackGroup (the largest are aa with 121, bb with 121).',
    ),
    registry(
      'a template that is too large',
      {
        replicas: [],
        namespaces: [{ name: 'prod', repositories: MANY.map(({ name }) => ({ name, detail: '漢'.repeat(2000) })) }],
      },
      '[Acme/eu-central-1] the size of the template in bytes is 780395, but ROS takes at most 524288. Give the namespaces that you add from now on a stackGroup (the largest are prod with 121).',
    ),
    {
      what: 'more than 200 resources that users add',
      declare: app => {
        const stack = ros.Stack.of(wrong<ros.Construct>(acme(app, { replicas: [], namespaces: [] }).primary));
        Array.from(
          { length: 200 },
          (_, i) => new ros.RosResource(stack, `Mine${i}`, { type: 'ALIYUN::OSS::Bucket', properties: {} }),
        );
      },
      messages: ['[Acme/eu-central-1] the number of resources is 202, but a stack holds at most 200. Declare fewer.'],
    },
    namespace(
      'a bad name of a stack group',
      { stackGroup: 'Team A' },
      '[Acme] namespaces[0].stackGroup is "Team A", but a stack group has 1 to 30 lowercase letters, digits and hyphens, and no hyphen at either end. Choose a name such as "team-a".',
    ),
    namespace(
      'a stack group whose stacks would have the name of another',
      { stackGroup: 'to-cn-hangzhou' },
      '[Acme] namespaces[0].stackGroup is "to-cn-hangzhou", but stack eu-central-1-to-cn-hangzhou of the registry has that very name. Choose another group.',
    ),
    {
      what: 'two registries that would share stacks and hosts',
      declare: app => ['One', 'Two'].forEach(id => acme(new ros.Construct(app, id), { replicas: [] })),
      messages: [
        '[One/Acme/eu-central-1] the name of stack Two/Acme/eu-central-1 is "acme-eu-central-1", but One/Acme/eu-central-1 has the same name, and one template would overwrite the other. Choose another stackNamePrefix or stackName for one of the two.',
        '[Two/Acme/eu-central-1/Registry] instanceName is "acme", but region eu-central-1 already has an instance of that name (One/Acme/eu-central-1/Registry), and the host names follow from it. Choose another name for one of the two.',
      ],
    },
    {
      what: 'a stack of the user under the name of one of ours, declared before it',
      declare: app => {
        new ros.Stack(app, 'mine', { stackName: 'acme-cn-hangzhou' });
        acme(app);
      },
      messages: [
        '[Acme/eu-central-1] the name of stack Acme/cn-hangzhou is "acme-cn-hangzhou", but mine has the same name, and one template would overwrite the other. Choose another stackNamePrefix or stackName for one of the two.',
      ],
    },
    {
      what: 'a stack of the user under the name of one of ours, declared after it',
      declare: app => {
        acme(app);
        new ros.Stack(app, 'mine', { stackName: 'acme-cn-hangzhou' });
      },
      messages: [
        '[Acme/eu-central-1] the name of stack mine is "acme-cn-hangzhou", but Acme/cn-hangzhou has the same name, and one template would overwrite the other. Choose another stackNamePrefix or stackName for one of the two.',
      ],
    },
    {
      what: 'a replication outside every stack',
      declare: app => new CrossRegionReplication(app, 'Copies', wrong({})),
      messages: [
        "[Copies] the stack around it is missing, but a replication is made in a stack. Give it a stack as its scope, such as new ros.Stack(app, 'mine', { env: { region: 'cn-hangzhou' } }).",
      ],
    },
    {
      what: 'service roles outside every stack',
      declare: app => new RegistryServiceRoles(app, 'Roles'),
      messages: [
        "[Roles] the stack around it is missing, but a set of service roles is made in a stack. Give it a stack as its scope, such as new ros.Stack(app, 'mine', { env: { region: 'cn-hangzhou' } }).",
      ],
    },
    inPrimary(
      'a value imported from another stack',
      app => ({ BucketName: bucketOf(app).getAtt('Name') }),
      '[Acme/eu-central-1] resource Mine is "mine:ExportsOutputFnGetAttBucketNameF17C51C7", but it reads a value of another stack, and ROS hands none over by import. Write the value itself, or read an output with ros.Fn.getStackOutput.',
    ),
    inPrimary(
      'a value that is not in the stack',
      () => ({ BucketName: { Ref: 'Nowhere' } }),
      '[Acme/eu-central-1] resource Mine is "Nowhere", but it reads or waits for this, and its stack has nothing of that name. Move what you added yourself into a stack of your own.',
    ),
    {
      what: 'to wait for what is not in the stack',
      declare: app => {
        const stack = ros.Stack.of(wrong<ros.Construct>(acme(app).primary));
        new ros.RosResource(stack, 'Mine', { type: 'ALIYUN::OSS::Bucket', properties: {} }).addRosDependency('Nowhere');
      },
      messages: [
        '[Acme/eu-central-1] resource Mine is "Nowhere", but it reads or waits for this, and its stack has nothing of that name. Move what you added yourself into a stack of your own.',
      ],
    },
    {
      what: 'a stack of the registry that is made to wait for one that needs it',
      declare: app => {
        const registry = acme(app, { namespaces: [{ name: 'prod', stackGroup: 'team' }] });
        const copies = ros.Stack.of(registry.replications[1]);
        (registry.node.findChild('cn-hangzhou-team') as ros.Stack).addDependency(copies);
      },
      messages: [
        '[Acme/eu-central-1-to-cn-hangzhou-team] stack Acme/cn-hangzhou-team is made to wait for this stack, but this stack needs what that one makes, and is deployed after it. Remove what was added with addDependency.',
      ],
    },
    {
      what: 'a resource of the user that makes what ours makes',
      declare: app => {
        const { primary } = acme(app, { replicas: [] });
        const { instanceId } = primary;
        new cr.RosNamespace(ros.Stack.of(wrong(primary)), 'Mine', { instanceId, namespace: 'prod' });
      },
      messages: [
        '[Acme/eu-central-1] a resource is "NamespaceProd", but resource Mine of the stack makes the same, and the second would fail when it is deployed. Remove the one that you have added.',
      ],
    },
    {
      what: 'a tag that was set on a stack itself',
      declare: app => ros.Stack.of(wrong(acme(app, { replicas: [] }).primary)).tags.setTag('acs:team', 'platform'),
      messages: [
        '[Acme/eu-central-1] a key of tags is "acs:team", but the key of a tag has 1 to 128 characters, does not begin with "aliyun" or "acs:", and holds no "http://", no "https://" and no line break. Choose another key.',
      ],
    },
    {
      what: 'an output of the user under the name of ours',
      declare: app => {
        const stack = ros.Stack.of(instanceIn(app, 'cn-hangzhou'));
        new ros.RosOutput(stack, 'RegistryInstanceId', { value: 'mine' });
      },
      messages: [
        '[stack-cn-hangzhou] the id of a construct is "RegistryInstanceId", but stack-cn-hangzhou/Registry/RegistryInstanceId goes by that name in the template. Rename stack-cn-hangzhou/RegistryInstanceId.',
      ],
    },
    {
      what: 'a resource of the user under the name of ours, deep in a stack of the registry',
      declare: app => {
        const { primary } = acme(app, { replicas: [] });
        const mine = new ros.Construct(ros.Stack.of(wrong(primary)), 'Mine');
        new ros.RosResource(mine, 'NamespaceProd', { type: 'ALIYUN::OSS::Bucket' });
      },
      messages: [
        '[Acme/eu-central-1] the id of a construct is "NamespaceProd", but Acme/eu-central-1/Registry/Namespace-prod/Resource goes by that name in the template. Rename Acme/eu-central-1/Mine/NamespaceProd.',
      ],
    },
    {
      what: 'single constructs whose resources would share a name',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou');
        const instance = (id: string, instanceName: string) =>
          new RegistryInstance(stack, id, { instanceName, edition: Edition.BASIC });
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [instance('Registry', 'acme')] });
        instance('RegistryNamespaceProd', 'other');
      },
      messages: [
        '[stack-cn-hangzhou] the id of a construct is "RegistryNamespaceProd", but stack-cn-hangzhou/Registry/Namespace-prod/Resource goes by that name in the template. Rename stack-cn-hangzhou/RegistryNamespaceProd/Resource.',
      ],
    },
    {
      what: 'a file in a stack of the registry',
      declare: app =>
        ros.Stack.of(wrong<ros.Construct>(acme(app).primary)).synthesizer.addFileAsset(
          wrong({ fileName: 'code.zip', sourceHash: 'abc' }),
        ),
      messages: [
        '[Acme/eu-central-1] a file is "code.zip", but a stack of the registry uploads none. Put what needs a file into a stack of your own.',
      ],
    },
  ],
};
