import { CloudAssembly } from '@alicloud/ros-cdk-cxapi';
import { GlobalRegistry, GlobalRegistryProps } from '../lib';
import { Assembly, problems, synth } from './support/assembly';

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
      '[Large/eu-central-1] namespace prod is "251 resources", but a stack holds at most 200. Declare fewer of its repositories and let pushing create the others.',
    ]);
  });
});

function additional(assembly: Assembly, stack: string): string[] {
  const { properties } = new CloudAssembly(assembly.directory).getStackByName(stack).manifest as {
    properties?: { additionalDependencies?: string[] };
  };
  return properties?.additionalDependencies ?? [];
}
