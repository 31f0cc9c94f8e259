import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  GlobalRegistry,
  MirroredNamespace,
  RegistryInstance,
  RegistryServiceRoles,
  SyncRule,
} from '../lib';
import { newApp, synth } from './support/assembly';
import { acme, instanceIn, stackIn } from './support/registries';

/** What an action throws. */
function caught(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was refused');
}

const WRONG = { nonsense: true } as never;

const CONSTRUCTS: Readonly<Record<string, (app: ros.App) => unknown>> = {
  GlobalRegistry: app => new GlobalRegistry(app, 'Wrong', WRONG),
  'a GlobalRegistry of which one region is wrong': app =>
    acme(app, {
      replicas: [{ region: 'cn-hangzhou', vpcAccess: [{ vpcId: foreign(app), vswitchId: 'vsw-1' }] }],
    }),
  RegistryInstance: app => new RegistryInstance(stackIn(app, 'cn-hangzhou'), 'Wrong', WRONG),
  'an instance that exists': app => RegistryInstance.fromInstanceAttributes(app, 'Wrong', WRONG),
  MirroredNamespace: app => new MirroredNamespace(app, 'Wrong', WRONG),
  CrossRegionReplication: app => new CrossRegionReplication(stackIn(app, 'cn-hangzhou'), 'Wrong', WRONG),
  RegistryServiceRoles: app => new RegistryServiceRoles(stackIn(app, 'cn-hangzhou'), 'Wrong', WRONG),
  'a replica that is added': app => {
    const vpcAccess = [{ vpcId: foreign(app), vswitchId: 'vsw-1' }];
    return acme(app, { replicas: [] }).addReplica({ region: 'cn-hangzhou', vpcAccess });
  },
};

/** A VPC of a region in which nothing else is. */
function foreign(app: ros.App): string {
  const stack = stackIn(app, 'us-east-1', 'network');
  return new ros.RosResource(stack, 'Vpc', { type: 'ALIYUN::ECS::VPC' }).getAtt('VpcId').toString();
}

describe('a refusal that somebody has caught', () => {
  test.each(Object.entries(CONSTRUCTS))('is repeated at synth: %s', (_name, make) => {
    const app = newApp();
    instanceIn(app, 'eu-west-1', { instanceName: 'other' });
    const refusal = caught(() => make(app));
    expect(caught(() => app.synth()).message).toBe(refusal.message);
  });

  test('is repeated with every other', () => {
    const app = newApp();
    const refusals = ['One', 'Two'].map(id => caught(() => new GlobalRegistry(app, id, WRONG)).message);
    expect(caught(() => app.synth()).message).toBe(refusals.join('\n'));
  });

  test('is repeated in a stage', () => {
    const app = newApp();
    const refusal = caught(() => new GlobalRegistry(new ros.Stage(app, 'Prod'), 'Wrong', WRONG));
    expect(caught(() => app.synth()).message).toBe(refusal.message);
  });

  test('is forgotten once the construct is taken out, and made again', () => {
    const assembly = synth(app => {
      caught(() => acme(app, WRONG));
      app.node.tryRemoveChild('Acme');
      acme(app, { replicas: [] });
    });
    expect(Object.keys(assembly.templates())).toEqual(['acme-eu-central-1.template.json']);
  });

  test('is no matter where nothing was made: a rule that is refused leaves its replication as it is', () => {
    const assembly = synth(app => {
      const [replication] = acme(app).replications;
      caught(() => replication.addRule(SyncRule.namespace('prod')));
    });
    expect(Object.keys(assembly.templates())).toHaveLength(3);
  });

  test('is told in words of its own where it was no refusal of ours', () => {
    const app = newApp();
    class Mine extends RegistryServiceRoles {}
    caught(() => {
      jest.spyOn(ros.RosResource.prototype, 'addRosDependency').mockImplementationOnce(() => {
        throw new Error('out of order');
      });
      return new Mine(stackIn(app, 'cn-hangzhou'), 'Roles');
    });
    jest.restoreAllMocks();
    expect(caught(() => app.synth()).message).toBe(
      '[stack-cn-hangzhou/Roles] the construct is half made, but only what is whole is synthesised. ' +
        'Correct what its error says, or take it out with node.tryRemoveChild.',
    );
  });
});
