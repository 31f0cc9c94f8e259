import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  GlobalRegistry,
  Grantee,
  MirroredNamespace,
  RegistryInstance,
  RegistryServiceRoles,
  SyncRule,
} from '../../lib';
import { acme, stackIn } from '../support/registries';
import { LATE, Said, Subject, wrong } from './refusal';

const said = (what: string, declare: Said['declare'], message: string): Said => ({
  what,
  declare,
  messages: [message],
});

const LOST =
  'the app is synthesised already, but app.synth() writes once, and what is added now would be lost. Add it before app.synth().';

const late = (what: string, who: string, add: (registry: GlobalRegistry, app: ros.App) => unknown): Said => ({
  what: `${what} after \`app.synth()\``,
  declare: app => {
    const registry = acme(app);
    app.synth();
    add(registry, app);
  },
  messages: [`[${who}] ${LOST}`],
});

/** A construct of the user that does something when the core prepares it. */
class Late extends ros.Construct {
  constructor(
    scope: ros.Construct,
    private readonly work: () => unknown,
  ) {
    super(scope, 'Late');
  }

  protected prepare(): void {
    this.work();
  }
}

const meanwhile = (what: string, who: string, add: (registry: GlobalRegistry, app: ros.App) => unknown): Said => ({
  what: `${what} while \`app.synth()\` runs`,
  declare: app => {
    const registry = acme(app);
    new Late(app, () => add(registry, app));
  },
  messages: [`[${who}] ${LOST.replace('synthesised already', 'being synthesised')}`],
});

/** Refusals about where and when something is made. */
export const PLACES: Subject = {
  title: 'Where and when',
  cases: [
    said(
      'a construct without a scope',
      () => new GlobalRegistry(wrong(undefined), 'Acme', wrong({})),
      '[new GlobalRegistry] scope is missing, but a construct is made in an app, a stack or another construct. Give one as the first argument.',
    ),
    said(
      'a scope that is no construct',
      () => new MirroredNamespace(wrong('app'), 'Prod', wrong({})),
      '[new MirroredNamespace] scope is "app", but a construct is made in an app, a stack or another construct. Give one as the first argument.',
    ),
    said(
      'a construct without an id',
      app => new RegistryServiceRoles(stackIn(app, 'cn-hangzhou'), wrong(null)),
      '[new RegistryServiceRoles] id is missing, but a construct has an id, a text that is known at synth. Give one as the second argument, such as "Registry".',
    ),
    said(
      'an id that is decided at deploy time',
      app => new CrossRegionReplication(stackIn(app, 'cn-hangzhou'), LATE, wrong({})),
      '[new CrossRegionReplication] id is decided at deploy time, but a construct has an id, a text that is known at synth. Give one as the second argument, such as "Registry".',
    ),
    said(
      'an id that is taken',
      app => [acme(app), acme(app)],
      '[new GlobalRegistry] id is "Acme", but each construct has an id of its own in its scope. Choose another id for one of the two.',
    ),
    late('a replica', 'Acme', registry => registry.addReplica({ region: 'us-east-1' })),
    late('a namespace', 'Acme', registry => registry.addNamespace({ name: 'tools' })),
    late('a permission', 'Acme', registry => registry.grantPull(Grantee.user('ci'))),
    late('a permission on an instance', 'Acme/eu-central-1/Registry', registry =>
      registry.primary.grantPull(Grantee.user('ci')),
    ),
    late('a permission on a namespace', 'Acme/Namespace-prod', registry =>
      registry.namespaces[0].grantPull(Grantee.user('ci')),
    ),
    late('a repository', 'Acme/Namespace-prod', registry => registry.namespaces[0].addRepository({ name: 'api' })),
    late('a sync rule', 'Acme/eu-central-1-to-cn-hangzhou/Replication', registry =>
      registry.replications[0].addRule(SyncRule.namespace('prod')),
    ),
    late('another registry', 'new GlobalRegistry', (_, app) => new GlobalRegistry(app, 'Other', wrong({}))),
    meanwhile('a replica', 'Acme', registry => registry.addReplica({ region: 'us-east-1' })),
    meanwhile('a permission', 'Acme', registry => registry.grantPull(Grantee.user('ci'))),
    meanwhile('a link', 'Acme/eu-central-1/Registry', registry =>
      registry.primary.linkVpc({ vpcId: 'vpc-1', vswitchId: 'vsw-1' }),
    ),
    meanwhile('another registry', 'new GlobalRegistry', (_, app) => new GlobalRegistry(app, 'Other', wrong({}))),
    {
      what: 'a namespace by a lazy value',
      declare: app => {
        const registry = acme(app);
        const produce = () => registry.addNamespace({ name: 'tools' }).namespaceName;
        new ros.RosOutput(stackIn(app, 'eu-central-1'), 'Name', { value: ros.Lazy.stringValue({ produce }) });
      },
      messages: [`[Acme] ${LOST.replace('synthesised already', 'being synthesised')}`],
    },
    late(
      'an instance of a stage',
      'new RegistryInstance',
      (_, app) => new RegistryInstance(stackIn(new ros.Stage(app, 'Stage'), 'cn-hangzhou'), 'Registry', wrong({})),
    ),
  ],
};
