import { CloudAssembly } from '@alicloud/ros-cdk-cxapi';
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry, GlobalRegistryProps, Grantee, PublicAccess } from '../lib';
import { Assembly, newApp, problems, synth } from './support/assembly';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

const NAMESPACE = 'ALIYUN::CR::Namespace';
const RULE = 'ALIYUN::CR::RepoSyncRule';

const large = (count: number, props: Partial<GlobalRegistryProps> = {}) =>
  synth(app => {
    new GlobalRegistry(app, 'Large', {
      instanceName: 'large',
      primary: { region: 'eu-central-1' },
      replicas: [{ region: 'cn-hangzhou' }],
      namespaces: Array.from({ length: count }, (_, i) => ({ name: `team${i}` })),
      ...props,
    });
  });

/** Which stack each resource of a type is in, by what it says. */
function places(assembly: Assembly, type: string, key: string): Map<string, string> {
  return new Map(
    assembly
      .stacks()
      .filter(stack => type === RULE || stack.startsWith('large-cn-hangzhou'))
      .flatMap(stack =>
        assembly
          .resources(stack, type)
          .map(({ Properties }) => [(Properties as Record<string, string>)[key], stack] as const),
      ),
  );
}

describe('a stack that would pass 200 resources', () => {
  test('stays whole up to 200, and is split beyond', () => {
    expect(large(197).stacks()).toHaveLength(3);
    expect(Object.keys(large(197).template('large-eu-central-1-to-cn-hangzhou').Resources)).toHaveLength(200);
    expect(large(199).stacks()).toEqual(expect.arrayContaining(['large-eu-central-1-to-cn-hangzhou-2']));
  });

  test('holds at most 200 in each part, and loses nothing', () => {
    const assembly = large(450);
    for (const stack of assembly.stacks()) {
      expect(Object.keys(assembly.template(stack).Resources).length).toBeLessThanOrEqual(200);
    }
    expect(places(assembly, NAMESPACE, 'Namespace').size).toBe(450);
    expect(places(assembly, RULE, 'NamespaceName').size).toBe(450);
  });

  test('reads the instance of its first part by stack output, guarded, and waits for it', () => {
    const assembly = large(250);
    const read = { 'Fn::GetStackOutput': ['large-cn-hangzhou', 'InstanceId', 'cn-hangzhou'] };
    const part = assembly.template('large-cn-hangzhou-2');
    expect(part.Resources.DeployRegion).toEqual(assembly.template('large-cn-hangzhou').Resources.DeployRegion);
    expect(part.Resources.InstanceReady).toMatchObject({
      Properties: { Values: [read, ''] },
      DependsOn: ['DeployRegion'],
    });
    const namespaces = Object.values(part.Resources).filter(resource => resource.Type === NAMESPACE);
    expect(namespaces.length).toBeGreaterThan(50);
    for (const namespace of namespaces) {
      expect(namespace).toMatchObject({
        Properties: { InstanceId: read },
        DependsOn: ['DeployRegion', 'InstanceReady'],
      });
    }
    expect(part.Outputs).toBeUndefined();
    expect(assembly.dependencies('large-cn-hangzhou-2')).toEqual(['large-cn-hangzhou']);
    expect(assembly.metadata('large-cn-hangzhou-2')).toEqual(assembly.metadata('large-cn-hangzhou'));
  });

  test('lets replication wait for every part of both registries', () => {
    const assembly = large(250);
    const registries = ['large-cn-hangzhou', 'large-cn-hangzhou-2', 'large-eu-central-1', 'large-eu-central-1-2'];
    const waitsFor = (stack: string) => new Set([...assembly.dependencies(stack), ...additional(assembly, stack)]);
    expect(waitsFor('large-eu-central-1-to-cn-hangzhou')).toEqual(new Set(registries));
    expect(waitsFor('large-eu-central-1-to-cn-hangzhou-2')).toEqual(new Set(registries));
  });

  test('publishes each rule where it is', () => {
    const part = large(250).template('large-eu-central-1-to-cn-hangzhou-2');
    const rules = Object.entries(part.Resources).filter(([, resource]) => resource.Type === RULE);
    expect(Object.keys(part.Outputs!).sort()).toEqual(rules.map(([id]) => `${id}Id`).sort());
  });

  test('moves nothing when one more is added and every part has room', () => {
    const [before, after] = [large(250), large(251)];
    for (const [type, key] of [
      [NAMESPACE, 'Namespace'],
      [RULE, 'NamespaceName'],
    ]) {
      const moved = [...places(before, type, key)].filter(
        ([name, stack]) => places(after, type, key).get(name) !== stack,
      );
      expect(moved).toEqual([]);
    }
  });

  test('gives a rule another name when it moves to another part, so that it can exist beside the old one', () => {
    const names = (assembly: Assembly) => places(assembly, RULE, 'SyncRuleName');
    const [before, after] = [names(large(150)), names(large(250))];
    const same = [...before].filter(([name]) => after.has(name));
    expect(same.length).toBeGreaterThan(0);
    expect(same.filter(([name, stack]) => after.get(name) !== stack)).toEqual([]);
  });

  test('warns that a registry was split, for what holds images cannot move by itself', () => {
    expect(large(250).messages('warning')).toContainEqual(
      'Stack large-cn-hangzhou passes 200 resources and is split into 2 stacks. A namespace that an earlier deployment made in another ' +
        'of them is kept there and cannot be made again: list its region in existingIn.',
    );
  });

  test('refuses a namespace that alone passes the limit', () => {
    const repositories = Array.from({ length: 250 }, (_, i) => ({ name: `service${i}` }));
    const bad = problems(app => {
      new GlobalRegistry(app, 'Large', {
        instanceName: 'large',
        primary: { region: 'eu-central-1' },
        namespaces: [{ name: 'prod', repositories }],
      });
    });
    expect(bad).toEqual([
      '[Large/eu-central-1] the number of resources for prod is 251, but a stack holds at most 200, and these stay together. Declare fewer, such as repositories that pushing creates anyway.',
    ]);
  });

  test('refuses what users add, if it reads what is put into another part', () => {
    const bad = problems(app => {
      const registry = new GlobalRegistry(app, 'Large', {
        instanceName: 'large',
        primary: { region: 'eu-central-1' },
        namespaces: Array.from({ length: 250 }, (_, i) => ({ name: `team${i}` })),
      });
      const stack = ros.Stack.of(registry.primary as never);
      ['NamespaceTeam0', 'NamespaceTeam1', 'NamespaceTeam2', 'NamespaceTeam3'].forEach(
        id =>
          new ros.RosResource(stack, `Mine${id}`, {
            type: 'ALIYUN::ROS::Sleep',
            properties: { Triggers: { 'Fn::GetAtt': [id, 'Namespace'] } },
          }),
      );
    });
    expect(bad.length).toBeGreaterThan(0);
    bad.forEach(message =>
      expect(message).toMatch(
        /^\[Large\/eu-central-1\] resource MineNamespaceTeam\d is "NamespaceTeam\d", but it reads or waits for this, which a split has put into another stack\. Move what you added yourself into a stack of your own\.$/,
      ),
    );
  });

  test('spreads grants and address blocks as well', () => {
    const assembly = synth(app => {
      const cidrs = Array.from({ length: 120 }, (_, i) => `203.0.${i}.0/24`);
      const registry = new GlobalRegistry(app, 'Large', {
        instanceName: 'large',
        primary: { region: 'eu-central-1' },
        publicAccess: PublicAccess.from(...cidrs),
      });
      Array.from({ length: 60 }, (_, i) => registry.grantPull(Grantee.user(`user${i}`)));
    });
    const sizes = assembly.stacks().map(stack => Object.keys(assembly.template(stack).Resources).length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
  });

  test('gives every part the tags, and an id of its own where stack names may repeat', () => {
    const app = new ros.App({ outdir: newApp().outdir, context: { 'ros-cdk:enableStackNameDuplicates': 'true' } });
    new GlobalRegistry(app, 'Large', {
      instanceName: 'large',
      primary: { region: 'eu-central-1' },
      tags: { team: 'x' },
      namespaces: Array.from({ length: 250 }, (_, i) => ({ name: `team${i}` })),
    });
    const { stacks } = app.synth();
    expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(['large-eu-central-1', 'large-eu-central-1-2']);
    const [first, second] = stacks;
    expect([first.id, second.id]).toEqual([first.id, `${first.id}-2`]);
    expect(second.manifest.dependencies).toEqual([first.id]);
    expect(second.tags).toEqual({ team: 'x' });
  });

  test('refuses a stack of the user under the name of a part', () => {
    const bad = problems(app => {
      new ros.Stack(app, 'large-eu-central-1-2', { env: { region: 'eu-central-1' } });
      new GlobalRegistry(app, 'Large', {
        instanceName: 'large',
        primary: { region: 'eu-central-1' },
        namespaces: Array.from({ length: 250 }, (_, i) => ({ name: `team${i}` })),
      });
    });
    expect(bad).toEqual([
      '[Large] the name of a stack is "large-eu-central-1-2", but large-eu-central-1-2 already makes a stack of that name. Choose another stackNamePrefix for one of the two.',
    ]);
  });
});

function additional(assembly: Assembly, stack: string): string[] {
  const { properties } = new CloudAssembly(assembly.directory).getStackByName(stack).manifest as {
    properties?: { additionalDependencies?: string[] };
  };
  return properties?.additionalDependencies ?? [];
}
