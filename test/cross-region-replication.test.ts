import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  Edition,
  IRegistryInstance,
  MirroredNamespace,
  RegistryInstance,
  SyncRule,
} from '../lib';
import { Assembly, newApp, problems, synth } from './support/assembly';
import { instanceIn, stackIn } from './support/registries';

const RULE = 'ALIYUN::CR::RepoSyncRule';
const EVERYTHING = [SyncRule.namespace('prod')];

/** A source in Germany, a target in Hangzhou, namespace "prod" on both, and rules between them. */
function replicate(app: ros.App, rules: SyncRule[] = EVERYTHING): CrossRegionReplication {
  const source = instanceIn(app, 'eu-central-1');
  const target = instanceIn(app, 'cn-hangzhou', { edition: Edition.BASIC });
  new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] });
  return new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', { source, target, rules });
}

/** Arrows between instances that exist, one stack each: "a -> b, b -> c". */
function arrows(app: ros.App, text: string, idOf = (name: string) => `cri-${name}`): void {
  const regions: Record<string, string> = { a: 'eu-central-1', b: 'cn-hangzhou', c: 'us-east-1' };
  text.split(', ').forEach((arrow, i) => {
    const [source, target] = arrow.split(' -> ').map((name, end): IRegistryInstance => {
      const scope = new ros.Construct(app, `${name}${i}${end}`);
      return RegistryInstance.fromInstanceAttributes(scope, name, {
        instanceId: idOf(name),
        instanceName: `reg-${name}`,
        region: regions[name],
      });
    });
    new CrossRegionReplication(stackIn(app, source.region, `copies${i}`), 'Copies', {
      source,
      target,
      rules: EVERYTHING,
    });
  });
}

const rulesOf = (assembly: Assembly) =>
  assembly.resources('copies', RULE).map(resource => resource.Properties as Record<string, string>);
const refusals = (rules: SyncRule[]) => problems(app => replicate(app, rules));

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

  const keep = 'The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".';

  test.each([
    ['(?!rc).*', ['uses (?!, which not every regular expression engine knows']],
    ['(a)\\1', ['uses \\1, which not every regular expression engine knows']],
    ['v*', ['has a "*" that repeats a letter; any text is written ".*"']],
    ['latest,v.*', ['has ",", which no repository or tag has']],
    ['prod/api:v1', ['has "/", which no repository or tag has', 'has ":", which no repository or tag has']],
    ['v[0-9]*(-rc[0-9]{1,2})?', []],
    ['(?:a|b)\\..*', []],
  ])('warns of a filter that is doubtful: %s', (tagsMatching, doubts) => {
    const assembly = synth(app => replicate(app, [SyncRule.namespace('prod', { tagsMatching })]));
    expect(assembly.messages('warning')).toEqual(
      doubts.map(doubt => `The filter ${JSON.stringify(tagsMatching)} ${doubt}. ${keep}`),
    );
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
});

describe('CrossRegionReplication refuses', () => {
  test('a chain over the whole app, and draws it', () => {
    expect(problems(app => arrows(app, 'a -> b, b -> c'))).toEqual([
      '[copies1/Copies] source is "reg-b (cn-hangzhou)", but an instance that receives images cannot pass them on ' +
        '(reg-a (eu-central-1) -> reg-b (cn-hangzhou) -> reg-c (us-east-1)). Let reg-a (eu-central-1) replicate to reg-c (us-east-1) directly.',
    ]);
  });

  test('a loop', () => {
    const keep = 'Keep one direction: choose one primary and let it replicate to every other region.';
    expect(problems(app => arrows(app, 'a -> b, b -> a'))).toEqual([
      `[copies0/Copies] source is "reg-a (eu-central-1)", but an instance that receives images cannot pass them on (reg-b (cn-hangzhou) -> reg-a (eu-central-1) -> reg-b (cn-hangzhou)). ${keep}`,
      `[copies1/Copies] source is "reg-b (cn-hangzhou)", but an instance that receives images cannot pass them on (reg-a (eu-central-1) -> reg-b (cn-hangzhou) -> reg-a (eu-central-1)). ${keep}`,
    ]);
  });

  test('two sources for one target', () => {
    expect(problems(app => arrows(app, 'a -> c, b -> c'))).toEqual([
      '[copies1/Copies] target is "reg-c (us-east-1)", but a target has one source (reg-a (eu-central-1) -> reg-c (us-east-1) <- reg-b (cn-hangzhou)). Replicate to it from reg-a (eu-central-1) or from reg-b (cn-hangzhou), not from both.',
    ]);
  });

  test('the region of the source', () => {
    expect(problems(app => arrows(app, 'a -> a'))).toEqual([
      '[copies0/Copies] target.region is "eu-central-1", but replication across regions goes to another region than that of the source. Choose a target outside eu-central-1.',
    ]);
  });

  test('a Basic source, and a stack outside its region', () => {
    const bad = problems(app => {
      const source = instanceIn(app, 'eu-central-1', { edition: Edition.BASIC });
      const target = instanceIn(app, 'cn-hangzhou');
      new CrossRegionReplication(ros.Stack.of(target), 'Copies', { source, target });
    });
    expect(bad).toEqual([
      '[stack-cn-hangzhou/Copies] source.edition is "Basic", but only editions Advanced (Premium in the console) and Standard can replicate to others. Choose Edition.ADVANCED; an instance that exists is upgraded in the console first.',
      '[stack-cn-hangzhou/Copies] the region of the stack is "cn-hangzhou", but a sync rule lives with its source, which is in eu-central-1. Move it to a stack with env: { region: \'eu-central-1\' }.',
    ]);
  });

  test('words that are known only at deploy time, and a stack without a region', () => {
    const late = problems(app => {
      const [source, target] = ['eu-central-1', 'cn-hangzhou'].map((region, i) =>
        RegistryInstance.fromInstanceAttributes(app, `i${i}`, { instanceId: `cri-${i}`, instanceName: 'acme', region }),
      );
      new CrossRegionReplication(stackIn(app, undefined, 'anywhere'), 'Copies', { source, target });
    });
    expect(late).toEqual([
      '[anywhere/Copies] the region of the stack is decided at deploy time, but stacks are placed at synth, so the region must be known by then. Write the region id itself, such as "cn-hangzhou".',
    ]);
    expect(() => SyncRule.namespace('prod', { tagsMatching: ros.RosPseudo.region })).toThrow(
      new Error(
        '[SyncRule.namespace] tagsMatching is decided at deploy time, but the name of a rule is made at synth of all that it says. Write the text itself.',
      ),
    );
  });

  test('to leave the public cloud', () => {
    const bad = problems(app => {
      const source = instanceIn(app, 'eu-central-1');
      const target = instanceIn(app, 'cn-hangzhou-finance');
      new CrossRegionReplication(ros.Stack.of(source), 'Copies', { source, target });
    });
    expect(bad).toEqual([
      '[stack-eu-central-1/Copies] target is "cn-hangzhou-finance", but images never replicate from the public cloud (eu-central-1) to the finance cloud. Push to the registry in cn-hangzhou-finance directly, or choose a region of the public cloud.',
    ]);
  });

  test('the same rule in two constructs, and one name on one source twice', () => {
    const said = problems(app => {
      arrows(app, 'a -> b, a -> b, a -> c');
    });
    expect(said).toEqual([
      '[copies1/Copies] rules[0] is "prod", but the same rule is given once. Remove one of the two (first seen in copies0/Copies).',
    ]);
    const named = problems(app => {
      const [a, b, c] = ['eu-central-1', 'cn-hangzhou', 'us-east-1'].map((region, i) =>
        RegistryInstance.fromInstanceAttributes(app, `i${i}`, { instanceId: `cri-${i}`, instanceName: 'acme', region }),
      );
      [b, c].forEach((target, i) => {
        const rules = [SyncRule.namespace('prod', { ruleName: 'all' })];
        new CrossRegionReplication(stackIn(app, 'eu-central-1', `copies${i}`), 'Copies', { source: a, target, rules });
      });
    });
    expect(named).toEqual([
      '[copies1/Copies] rules[0] is "all", but each rule of a source has a name of its own. Remove one of the two (first seen in copies0/Copies).',
    ]);
  });

  test('a source in another account', () => {
    const said = problems(app => {
      const [source, target] = ['eu-central-1', 'cn-hangzhou'].map((region, i) =>
        RegistryInstance.fromInstanceAttributes(app, `i${i}`, {
          instanceId: `cri-${i}`,
          instanceName: 'acme',
          region,
          accountId: i === 0 ? '42' : undefined,
        }),
      );
      new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', {
        source,
        target,
        rules: EVERYTHING,
      });
    });
    expect(said).toEqual([
      '[copies/Copies] source.accountId is "42", but a sync rule is made in the account of its source, and that is not the one deployed to. Let its owner make the rule, or push to an instance of your own.',
    ]);
  });

  test('a loop of instances that it makes, in stacks that would wait for each other', () => {
    const said = problems(app => {
      const [a, b] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [a, b] });
      new CrossRegionReplication(ros.Stack.of(a), 'There', { source: a, target: b, rules: EVERYTHING });
      new CrossRegionReplication(ros.Stack.of(b), 'Back', { source: b, target: a, rules: EVERYTHING });
    });
    expect(said.map(message => message.replace(/ but .*/, ''))).toEqual([
      '[stack-eu-central-1/There] source is "acme (eu-central-1)",',
      '[stack-cn-hangzhou/Registry] instanceId is read by stack stack-eu-central-1,',
      '[stack-cn-hangzhou/Back] source is "acme (cn-hangzhou)",',
    ]);
    expect(said[1]).toBe(
      '[stack-cn-hangzhou/Registry] instanceId is read by stack stack-eu-central-1, but stack stack-cn-hangzhou, which has it, waits for that stack. Move one of the two into a third stack.',
    );
  });

  test('the same rule twice, and two rules of one name', () => {
    expect(refusals([...EVERYTHING, SyncRule.namespace('prod', { tagsMatching: '.*', ruleName: 'again' })])).toEqual([
      '[copies/Copies] rules[1] is "prod", but the same rule is given once. Remove the repeated rule (first seen at rules[0]).',
    ]);
    const named = ['v1.*', 'v2.*'].map(tagsMatching =>
      SyncRule.namespace('prod', { tagsMatching, ruleName: 'versions' }),
    );
    expect(refusals(named)).toEqual([
      '[copies/Copies] rules[1].ruleName is "versions", but each rule has a name of its own. Remove the repeated rule (first seen at rules[0]).',
    ]);
  });

  test('bad words in a rule, at once', () => {
    const options = { tagsMatching: '*', repositoriesMatching: '', ruleName: '' };
    expect(() => SyncRule.namespace('prod', options)).toThrow(
      new Error(
        '[SyncRule.namespace] 3 problems:\n' +
          '  tagsMatching is "*", but a filter is a regular expression, and this one has an error (nothing to repeat). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".\n' +
          '  ruleName is "", but a rule has a name. Give one, or leave it out to have one made.\n' +
          '  repositoriesMatching is "", but a filter is a regular expression that is not empty. Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
      ),
    );
  });

  test('a namespace that an end does not have', () => {
    expect(refusals([SyncRule.namespace('tools')])).toEqual([
      '[copies/Copies] rules[0].namespaceName is "tools", but both sides need the namespace, and the source stack-eu-central-1/Registry has none of that name. Add the instance to a MirroredNamespace of that name.',
      '[copies/Copies] rules[0].namespaceName is "tools", but both sides need the namespace, and the target stack-cn-hangzhou/Registry has none of that name. Add the instance to a MirroredNamespace of that name.',
    ]);
  });

  test('a repository that an end does not have', () => {
    const missing = (end: string) =>
      `[copies/Copies] rules[0].repositoryName is "api", but a rule for one repository needs it on both sides, and the ${end} has none of that name. Declare it with addRepository({ name: 'api' }) on Prod.`;
    expect(refusals([SyncRule.repository('prod', 'api')])).toEqual([
      missing('source stack-eu-central-1/Registry'),
      missing('target stack-cn-hangzhou/Registry'),
    ]);
  });

  test('a whole namespace where the target creates no repositories', () => {
    const bad = problems(app => {
      const source = instanceIn(app, 'eu-central-1');
      const target = instanceIn(app, 'cn-hangzhou');
      new MirroredNamespace(app, 'Prod', {
        namespaceName: 'prod',
        instances: [source, target],
        autoCreateRepositories: false,
      });
      new CrossRegionReplication(ros.Stack.of(source), 'Copies', { source, target, rules: EVERYTHING });
    });
    expect(bad).toEqual([
      '[stack-eu-central-1/Copies] rules[0].namespaceName is "prod", but a rule for a whole namespace needs the target to create repositories by itself, and Prod does not. Set autoCreateRepositories to true, or add a rule for each repository with SyncRule.repository.',
    ]);
  });

  test('nothing about what it cannot know of imported instances', () => {
    expect(problems(app => arrows(app, 'a -> b, a -> c'))).toEqual([]);
    expect(newApp().node.children.length).toBe(1);
  });
});
