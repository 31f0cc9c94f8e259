import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  CrossRegionReplicationProps,
  Edition,
  GlobalRegistry,
  IRegistryInstance,
  MirroredNamespace,
  RegistryInstance,
  SyncRule,
} from '../../lib';
import { arrows, taken, replicate } from '../support/replications';
import { acme, instanceIn, stackIn } from '../support/registries';
import { Said, Subject, wrong } from './refusal';

const rules = (what: string, given: SyncRule[], ...messages: string[]): Said => ({
  what,
  declare: app => replicate(app, given),
  messages,
});

const drawn = (what: string, text: string, ...messages: string[]): Said => ({
  what,
  declare: app => arrows(app, text),
  messages,
});

/** Two instances that exist, in Germany and Hangzhou, and a replication in a stack of the given region. */
const between = (
  what: string,
  props: (source: IRegistryInstance, target: IRegistryInstance) => Partial<CrossRegionReplicationProps>,
  ...messages: string[]
): Said => ({
  what,
  declare: app => {
    const [source, target] = [taken(app, 'a'), taken(app, 'b')];
    new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', {
      source,
      target,
      ...props(source, target),
    });
  },
  messages,
});

/** Refusals about copying from one instance to another. */
export const REPLICATION: Subject = {
  title: 'Replication',
  cases: [
    {
      what: 'one instance as the replica of two registries',
      declare: app =>
        ['acme', 'other'].forEach(instanceName => {
          const replica = { region: 'cn-hangzhou', instanceName: 'shared', existingInstanceId: 'cri-1' };
          const [primary, namespaces] = [{ region: 'eu-central-1' }, [{ name: 'prod' }]];
          new GlobalRegistry(app, instanceName, { instanceName, primary, replicas: [replica], namespaces });
        }),
      messages: [
        '[other/Namespace-prod] target is "shared (cn-hangzhou)", but a target has one source (acme (eu-central-1) -> shared (cn-hangzhou) <- other (eu-central-1)). Replicate to it from acme (eu-central-1) or from other (eu-central-1), not from both.',
      ],
    },
    {
      what: 'one instance as the replica of two registries that say other things of it',
      declare: app =>
        ['acme', 'other'].forEach((instanceName, i) => {
          const replica = { region: 'cn-hangzhou', accountId: `4${i}`, existingInstanceId: 'cri-1' };
          const [primary, namespaces] = [{ region: 'eu-central-1' }, [{ name: 'prod' }]];
          new GlobalRegistry(app, instanceName, { instanceName, primary, replicas: [replica], namespaces });
        }),
      messages: [
        '[other/Namespace-prod] instanceName of other/cn-hangzhou/Registry is "other", but an instance has one name, and acme/cn-hangzhou/Registry says acme. Correct one of the two.',
        '[other/Namespace-prod] accountId of other/cn-hangzhou/Registry is "41", but an instance has one owner, and acme/cn-hangzhou/Registry says 40. Correct one of the two.',
        '[other/Namespace-prod] target is "acme (cn-hangzhou)", but a target has one source (acme (eu-central-1) -> acme (cn-hangzhou) <- other (eu-central-1)). Replicate to it from acme (eu-central-1) or from other (eu-central-1), not from both.',
      ],
    },
    drawn(
      'a chain',
      'a -> b, b -> c',
      '[copies1/Copies] source is "reg-b (cn-hangzhou)", but an instance that receives images cannot pass them on (reg-a (eu-central-1) -> reg-b (cn-hangzhou) -> reg-c (us-east-1)). Let reg-a (eu-central-1) replicate to reg-c (us-east-1) directly.',
    ),
    drawn(
      'a loop',
      'a -> b, b -> a',
      '[copies0/Copies] source is "reg-a (eu-central-1)", but an instance that receives images cannot pass them on (reg-b (cn-hangzhou) -> reg-a (eu-central-1) -> reg-b (cn-hangzhou)). Keep one direction: choose one primary and let it replicate to every other region.',
      '[copies1/Copies] source is "reg-b (cn-hangzhou)", but an instance that receives images cannot pass them on (reg-a (eu-central-1) -> reg-b (cn-hangzhou) -> reg-a (eu-central-1)). Keep one direction: choose one primary and let it replicate to every other region.',
    ),
    drawn(
      'two sources for one target',
      'a -> c, b -> c',
      '[copies1/Copies] target is "reg-c (us-east-1)", but a target has one source (reg-a (eu-central-1) -> reg-c (us-east-1) <- reg-b (cn-hangzhou)). Replicate to it from reg-a (eu-central-1) or from reg-b (cn-hangzhou), not from both.',
    ),
    drawn(
      'replication inside one region',
      'a -> a',
      '[copies0/Copies] target.region is "eu-central-1", but replication across regions goes to another region than that of the source. Choose a target outside eu-central-1.',
    ),
    {
      what: 'an instance that replicates to itself under another name',
      declare: app => {
        const [source, target] = [taken(app, 'a', 'cri-1'), taken(app, 'b', 'cri-1')];
        new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', { source, target });
      },
      messages: [
        '[b] region is "cn-hangzhou", but an instance is in one region, and a says eu-central-1. Correct one of the two.',
        '[b] instanceName is "reg-b", but an instance has one name, and a says reg-a. Correct one of the two.',
        '[copies/Copies] target is "reg-a (eu-central-1)", but an instance cannot replicate to itself (reg-a (eu-central-1) -> reg-a (eu-central-1)). Choose a target in another region.',
      ],
    },
    {
      what: 'a loop of new instances, whose stacks would wait for each other',
      declare: app => {
        const [a, b] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
        new CrossRegionReplication(ros.Stack.of(a), 'There', { source: a, target: b });
        new CrossRegionReplication(ros.Stack.of(b), 'Back', { source: b, target: a });
      },
      messages: [
        '[stack-eu-central-1] stack-cn-hangzhou/Registry.instanceId is read by stack stack-eu-central-1, but stack stack-cn-hangzhou, which has it, waits for that stack. Move one of the two into a third stack.',
        '[stack-eu-central-1/There] source is "acme (eu-central-1)", but an instance that receives images cannot pass them on (acme (cn-hangzhou) -> acme (eu-central-1) -> acme (cn-hangzhou)). Keep one direction: choose one primary and let it replicate to every other region.',
        '[stack-cn-hangzhou/Back] source is "acme (cn-hangzhou)", but an instance that receives images cannot pass them on (acme (eu-central-1) -> acme (cn-hangzhou) -> acme (eu-central-1)). Keep one direction: choose one primary and let it replicate to every other region.',
      ],
    },
    {
      what: 'a source that cannot replicate, and a stack outside its region',
      declare: app => {
        const source = instanceIn(app, 'eu-central-1', { edition: Edition.BASIC });
        const target = instanceIn(app, 'cn-hangzhou');
        new CrossRegionReplication(ros.Stack.of(target), 'Copies', { source, target });
      },
      messages: [
        '[stack-cn-hangzhou/Copies] source.edition is "Basic", but only editions Advanced (Premium in the console) and Standard can replicate to others. Choose Edition.ADVANCED; an instance that exists is upgraded in the console first.',
        '[stack-cn-hangzhou/Copies] the region of the stack is "cn-hangzhou", but a sync rule lives with its source, which is in eu-central-1. Move it to a stack with env: { region: \'eu-central-1\' }.',
      ],
    },
    {
      what: 'a stack without a fixed region',
      declare: app =>
        new CrossRegionReplication(stackIn(app, undefined, 'anywhere'), 'Copies', {
          source: taken(app, 'a'),
          target: taken(app, 'b'),
        }),
      messages: [
        '[anywhere/Copies] the region of the stack is decided at deploy time, but stacks are placed at synth, so the region must be known by then. Write the region id itself, such as "cn-hangzhou".',
      ],
    },
    {
      what: 'images that leave the public cloud',
      declare: app => {
        const [source, target] = ['eu-central-1', 'cn-hangzhou-finance'].map(region => instanceIn(app, region));
        new CrossRegionReplication(ros.Stack.of(source), 'Copies', { source, target });
      },
      messages: [
        '[stack-eu-central-1/Copies] target is "cn-hangzhou-finance", but images never replicate from the public cloud (eu-central-1) to the finance cloud. Push to the registry in cn-hangzhou-finance directly, or choose a region of the public cloud.',
      ],
    },
    {
      what: 'a source in another account',
      declare: app => {
        const source = RegistryInstance.fromInstanceAttributes(app, 'Theirs', {
          instanceId: 'cri-1',
          instanceName: 'theirs',
          region: 'eu-central-1',
          accountId: '42',
        });
        new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', {
          source,
          target: taken(app, 'b'),
        });
      },
      messages: [
        '[copies/Copies] source.accountId is "42", but a sync rule is made in the account of its source, and that is not the one deployed to. Let its owner make the rule, or push to an instance of your own; if you deploy to that account, leave accountId out.',
      ],
    },
    between(
      'an instance that is a registry',
      () => ({ source: wrong(acme(new ros.App())) }),
      '[copies/Copies] source is a GlobalRegistry, but it is a RegistryInstance. Give what new RegistryInstance(...) or RegistryInstance.fromInstanceAttributes(...) returns.',
    ),
    between(
      'a target that is missing',
      () => ({ target: wrong(undefined) }),
      '[copies/Copies] target is missing, but it is a RegistryInstance. Give what new RegistryInstance(...) or RegistryInstance.fromInstanceAttributes(...) returns.',
    ),
    between(
      'a target that is decided at deploy time',
      () => ({ target: wrong(ros.Lazy.anyValue({ produce: () => ({}) })) }),
      '[copies/Copies] target is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    between(
      'a sync rule that was not made by `SyncRule`',
      () => ({ rules: [wrong({ namespaceName: 'prod' })] }),
      '[copies/Copies] rules[0] is {"namespaceName":"prod"}, but it is made by SyncRule. Write SyncRule.namespace("prod") or SyncRule.repository("prod", "api").',
    ),
    between(
      'one sync rule for a list',
      () => ({ rules: wrong(SyncRule.namespace('prod')) }),
      '[copies/Copies] rules is a SyncRule, but it is a list. Put it into square brackets.',
    ),
    between(
      'a replication with a prop that does not exist',
      () => wrong({ targets: [] }),
      '[copies/Copies] targets is given, but a replication has no such prop. Did you mean "target"?',
    ),
    rules(
      'the same sync rule twice',
      [SyncRule.namespace('prod'), SyncRule.namespace('prod', { tagsMatching: '.*', ruleName: 'again' })],
      '[copies/Copies] rules[1] is "prod", but the same rule is given once. Remove the repeated rule (first seen at rules[0]).',
    ),
    rules(
      'two sync rules of one name',
      ['v1.*', 'v2.*'].map(tagsMatching => SyncRule.namespace('prod', { tagsMatching, ruleName: 'versions' })),
      '[copies/Copies] rules[1].ruleName is "versions", but each rule has a name of its own. Remove the repeated rule (first seen at rules[0]).',
    ),
    {
      what: 'to add a sync rule that is there',
      declare: app => replicate(app).addRule(SyncRule.namespace('prod')),
      messages: [
        '[copies/Copies] rule is "prod", but the same rule is given once. Remove the repeated rule (first seen at rules[0]).',
      ],
    },
    {
      what: 'to add what is no sync rule',
      declare: app => replicate(app).addRule(wrong('prod')),
      messages: [
        '[copies/Copies] rule is "prod", but it is made by SyncRule. Write SyncRule.namespace("prod") or SyncRule.repository("prod", "api").',
      ],
    },
    drawn(
      'the same sync rule in two replications',
      'a -> b, a -> b',
      '[copies1/Copies] rules[0] is "prod", but the same rule is given once. Remove one of the two (first seen in copies0/Copies).',
    ),
    {
      what: 'one name of a sync rule twice on a source',
      declare: app => {
        const source = taken(app, 'a');
        ['b', 'c'].forEach((name, i) => {
          const named = [SyncRule.namespace('prod', { ruleName: 'all' })];
          new CrossRegionReplication(stackIn(app, 'eu-central-1', `copies${i}`), 'Copies', {
            source,
            target: taken(app, name),
            rules: named,
          });
        });
      },
      messages: [
        '[copies1/Copies] rules[0] is "all", but each rule of a source has a name of its own. Remove one of the two (first seen in copies0/Copies).',
      ],
    },
    rules(
      'a sync rule for a namespace that an end does not have',
      [SyncRule.namespace('tools')],
      '[copies/Copies] rules[0].namespaceName is "tools", but both sides need the namespace, and the source stack-eu-central-1/Registry has none of that name. Add the instance to a MirroredNamespace of that name.',
      '[copies/Copies] rules[0].namespaceName is "tools", but both sides need the namespace, and the target stack-cn-hangzhou/Registry has none of that name. Add the instance to a MirroredNamespace of that name.',
    ),
    rules(
      'a sync rule for a repository that an end does not have',
      [SyncRule.repository('prod', 'api')],
      '[copies/Copies] rules[0].repositoryName is "api", but a rule for one repository needs it on both sides, and the source stack-eu-central-1/Registry has none of that name. Declare it with addRepository({ name: \'api\' }) on Prod.',
      '[copies/Copies] rules[0].repositoryName is "api", but a rule for one repository needs it on both sides, and the target stack-cn-hangzhou/Registry has none of that name. Declare it with addRepository({ name: \'api\' }) on Prod.',
    ),
    {
      what: 'a sync rule for a whole namespace where the target creates no repositories',
      declare: app => {
        const [source, target] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
        new MirroredNamespace(app, 'Prod', {
          namespaceName: 'prod',
          instances: [source, target],
          autoCreateRepositories: false,
        });
        new CrossRegionReplication(ros.Stack.of(source), 'Copies', {
          source,
          target,
          rules: [SyncRule.namespace('prod')],
        });
      },
      messages: [
        '[stack-eu-central-1/Copies] rules[0].namespaceName is "prod", but a rule for a whole namespace needs the target to create repositories by itself, and Prod does not. Set autoCreateRepositories to true, or add a rule for each repository with SyncRule.repository.',
      ],
    },
  ],
};
