import * as ros from '@alicloud/ros-cdk-core';
import { CrossRegionReplication, MirroredNamespace, RegistryInstance, SyncRule } from '../lib';
import { Assembly, problems, synth } from './support/assembly';
import { instanceIn, stackIn } from './support/registries';
import { arrows, replicate } from './support/replications';

const RULE = 'ALIYUN::CR::RepoSyncRule';
const EVERYTHING = [SyncRule.namespace('prod')];

const rulesOf = (assembly: Assembly) =>
  assembly.resources('copies', RULE).map(resource => resource.Properties as Record<string, string>);

describe('CrossRegionReplication', () => {
  test('writes a rule that names both ends, everything said', () => {
    const assembly = synth(replicate);
    expect(rulesOf(assembly)).toEqual([
      {
        InstanceId: { 'Fn::GetStackOutput': ['stack-eu-central-1', 'RegistryInstanceId', 'eu-central-1'] },
        NamespaceName: 'prod',
        RepoNameFilter: '.*',
        SyncRuleName: expect.stringMatching(/^prod-[0-9a-f]{8}$/),
        SyncScope: 'NAMESPACE',
        SyncTrigger: 'PASSIVE',
        TagFilter: '.*',
        TargetInstanceId: { 'Fn::GetStackOutput': ['stack-cn-hangzhou', 'RegistryInstanceId', 'cn-hangzhou'] },
        TargetNamespaceName: 'prod',
        TargetRegionId: 'cn-hangzhou',
      },
    ]);
    expect(assembly.dependencies('copies')).toEqual(['stack-cn-hangzhou', 'stack-eu-central-1']);
  });

  test('publishes the id of each rule', () => {
    const assembly = synth(replicate);
    const [[id]] = Object.entries(assembly.template('copies').Resources).filter(
      ([, resource]) => resource.Type === RULE,
    );
    expect(assembly.template('copies').Outputs).toEqual({
      [`${id}Id`]: {
        Description: 'The id of the sync rule for prod to cn-hangzhou',
        Value: { 'Fn::GetAtt': [id, 'SyncRuleId'] },
      },
    });
  });

  test('makes a changed rule a new resource under a new name, and leaves the others alone', () => {
    const one = SyncRule.namespace('prod', { repositoriesMatching: 'a.*' });
    const ids = (...rules: SyncRule[]) => Object.keys(synth(app => replicate(app, rules)).template('copies').Resources);
    const before = ids(one, SyncRule.namespace('prod', { tagsMatching: 'v1' }));
    const after = ids(SyncRule.namespace('prod', { tagsMatching: 'v2' }), one);
    expect(before.filter(id => after.includes(id)).length).toBe(before.length - 1);
  });

  test('keeps names of its own within 30 plain characters, and those of the user as they are', () => {
    const assembly = synth(app => {
      const instances = [instanceIn(app, 'eu-central-1'), instanceIn(app, 'cn-hangzhou')];
      const name = 'a_rather-long_namespace-name01';
      new MirroredNamespace(app, 'Long', { namespaceName: name, instances });
      new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', {
        source: instances[0],
        target: instances[1],
        rules: [SyncRule.namespace(name), SyncRule.namespace(name, { tagsMatching: 'v.*', ruleName: 'Versions' })],
      });
    });
    expect(rulesOf(assembly).map(rule => rule.SyncRuleName)).toEqual([
      expect.stringMatching(/^a-rather-long-namespa-[0-9a-f]{8}$/),
      'Versions',
    ]);
  });

  test('lives in the stack of its source as well, which then waits for the target only', () => {
    const assembly = synth(app => {
      const source = instanceIn(app, 'eu-central-1');
      const target = instanceIn(app, 'cn-hangzhou');
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] });
      new CrossRegionReplication(ros.Stack.of(source), 'Copies', { source, target, rules: EVERYTHING });
    });
    expect(assembly.properties('stack-eu-central-1', RULE).InstanceId).toEqual({
      'Fn::GetAtt': ['Registry', 'InstanceId'],
    });
    expect(assembly.dependencies('stack-eu-central-1')).toEqual(['stack-cn-hangzhou']);
    expect(Object.keys(assembly.template('stack-eu-central-1').Resources)).toContainEqual(
      expect.stringMatching(/^CopiesTargetReady[0-9A-F]{8}$/),
    );
  });

  test.each(['v[0-9]*(-rc[0-9]{1,2})?', '(?:a|b)\\..*'])('has no doubt about the filter %s', tagsMatching => {
    const assembly = synth(app => replicate(app, [SyncRule.namespace('prod', { tagsMatching })]));
    expect(assembly.messages('warning')).toEqual([]);
  });

  test('lets a rule wait for what it copies, and the purchase for the target, where they share a stack', () => {
    const assembly = synth(app => {
      const source = instanceIn(app, 'eu-central-1');
      const target = instanceIn(app, 'cn-hangzhou');
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] }).addRepository({
        name: 'api',
      });
      new CrossRegionReplication(ros.Stack.of(source), 'Copies', {
        source,
        target,
        rules: [SyncRule.repository('prod', 'api')],
      });
    });
    const { Registry, ...others } = assembly.template('stack-eu-central-1').Resources;
    expect(Registry.DependsOn).toEqual(['DeployRegion', expect.stringMatching(/^CopiesTargetReady/)]);
    const rule = Object.values(others).find(resource => resource.Type === RULE)!;
    expect(rule.DependsOn).toEqual([
      'DeployRegion',
      expect.stringMatching(/^CopiesTargetReady/),
      'RegistryNamespaceProd',
      expect.stringMatching(/^RegistryRepositoryProdApi/),
    ]);
  });

  test('lets the rules of an instance that was imported twice wait for the namespace where it is', () => {
    const assembly = synth(app => {
      const [one, two] = ['one', 'two'].map(id =>
        RegistryInstance.fromInstanceAttributes(stackIn(app, 'eu-central-1', id), 'Old', {
          instanceId: 'cri-1',
          instanceName: 'old',
        }),
      );
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [one] });
      const target = RegistryInstance.fromInstanceAttributes(app, 'Target', {
        instanceId: 'cri-2',
        instanceName: 'far',
        region: 'cn-hangzhou',
      });
      new CrossRegionReplication(ros.Stack.of(two), 'Copies', {
        source: two,
        target,
        rules: [SyncRule.namespace('prod')],
      });
    });
    expect(assembly.dependencies('two')).toEqual(['one']);
    const [rule] = assembly.resources('two', 'ALIYUN::CR::RepoSyncRule');
    expect(rule.DependsOn).toEqual(['DeployRegion']);
  });

  test('lets instances that exist have what it cannot know', () => {
    expect(problems(app => arrows(app, 'a -> b, a -> c'))).toEqual([]);
  });
});

describe('immutable tags', () => {
  test.each([
    ['the source has them too', true, true],
    ['only the source has them', true, false],
  ])('are fine where %s', (_what, onSource, onTarget) => {
    const assembly = synth(app => {
      const [source, target] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
      [source, target].forEach((made, i) => {
        const namespace = new MirroredNamespace(app, `Prod${i}`, { namespaceName: 'prod', instances: [made] });
        namespace.addRepository({ name: 'api', immutableTags: [onSource, onTarget][i] });
      });
      new CrossRegionReplication(ros.Stack.of(source), 'Copies', {
        source,
        target,
        rules: [SyncRule.namespace('prod')],
      });
    });
    expect(assembly.messages('warning')).toEqual([]);
  });
});
