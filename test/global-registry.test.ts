import * as ros from '@alicloud/ros-cdk-core';
import {
  SyncTrigger,
  Visibility,
  Edition,
  GlobalRegistryProps,
  GlobalRegistry,
  Grantee,
  ImageScanner,
  PublicAccess,
  RegistryInstance,
  RegistryServiceRoles,
  ScanRule,
} from '../lib';
import { newApp, problems, synth } from './support/assembly';
import { acme } from './support/registries';

const INSTANCE = 'ALIYUN::CR::Instance';
const NAMESPACE = 'ALIYUN::CR::Namespace';
const REPOSITORY = 'ALIYUN::CR::Repository';
const RULE = 'ALIYUN::CR::RepoSyncRule';

const registry = (props: Partial<GlobalRegistryProps> = {}) => synth(app => acme(app, props));
const refusals = (props: Partial<GlobalRegistryProps>) => problems(app => acme(app, props));

describe('GlobalRegistry', () => {
  test('makes a registry stack per region and a replication stack per arrow', () => {
    const assembly = registry({ replicas: [{ region: 'us-east-1' }, { region: 'cn-hangzhou' }] });
    expect(assembly.stacks().sort()).toEqual([
      'acme-cn-hangzhou',
      'acme-eu-central-1',
      'acme-eu-central-1-to-cn-hangzhou',
      'acme-eu-central-1-to-us-east-1',
      'acme-us-east-1',
    ]);
    expect(assembly.dependencies('acme-eu-central-1-to-us-east-1')).toEqual(['acme-eu-central-1', 'acme-us-east-1']);
    expect(assembly.dependencies('acme-us-east-1')).toEqual([]);
  });

  test('reads the target across regions by stack output, guarded', () => {
    const assembly = registry();
    const target = { 'Fn::GetStackOutput': ['acme-cn-hangzhou', 'InstanceId', 'cn-hangzhou'] };
    expect(assembly.properties('acme-eu-central-1-to-cn-hangzhou', RULE)).toMatchObject({
      InstanceId: { 'Fn::GetStackOutput': ['acme-eu-central-1', 'InstanceId', 'eu-central-1'] },
      TargetInstanceId: target,
      TargetRegionId: 'cn-hangzhou',
    });
    const { Resources } = assembly.template('acme-eu-central-1-to-cn-hangzhou');
    const [ready] = Object.keys(Resources).filter(id => /^TargetReady[0-9A-F]{8}$/.test(id));
    expect(Resources[ready]).toEqual({
      Type: 'ALIYUN::ROS::Assert',
      Properties: {
        Values: [target, ''],
        Operation: 'NotEqual',
        AbortCreation: true,
        ErrorMessage:
          'Stack acme-cn-hangzhou in cn-hangzhou gives no InstanceId: it is missing, or still busy. Deploy it first, then this stack.',
      },
      DependsOn: ['DeployRegion'],
    });
    const rule = Object.values(Resources).find(resource => resource.Type === RULE)!;
    expect(rule.DependsOn).toEqual(['DeployRegion', expect.stringMatching(/^SourceReady/), ready]);
  });

  test('lets everything wait for the region, also what users add to a stack', () => {
    const assembly = synth(app => {
      const made = acme(app);
      new ros.RosResource(ros.Stack.of(made.primary as never), 'Mine', {
        type: 'ALIYUN::OSS::Bucket',
        properties: { BucketName: 'mine' },
      });
    });
    for (const name of assembly.stacks()) {
      for (const [id, resource] of Object.entries(assembly.template(name).Resources)) {
        expect([id, id === 'DeployRegion' || resource.DependsOn?.includes('DeployRegion')]).toEqual([id, true]);
      }
    }
    expect(assembly.template('acme-eu-central-1').Resources.DeployRegion).toMatchObject({
      Properties: {
        Values: [{ Ref: 'ALIYUN::Region' }, 'eu-central-1'],
        ErrorMessage: {
          'Fn::Sub':
            'Stack acme-eu-central-1 belongs in eu-central-1, but this deployment goes to ${ALIYUN::Region}. Nothing was bought. ' +
            'Deploy it again with the region set to eu-central-1.',
        },
      },
    });
  });

  test('tells the deployer where each stack goes', () => {
    const assembly = registry();
    expect(assembly.metadata('acme-cn-hangzhou')).toEqual({
      region: 'cn-hangzhou',
      version: 1,
      role: 'registry',
      tier: 'replica',
      instanceName: 'acme',
    });
    expect(assembly.metadata('acme-eu-central-1-to-cn-hangzhou')).toEqual({
      region: 'eu-central-1',
      version: 1,
      role: 'replication',
      source: {
        region: 'eu-central-1',
        instanceName: 'acme',
        registryHost: 'acme-registry.eu-central-1.cr.aliyuncs.com',
      },
      target: {
        region: 'cn-hangzhou',
        instanceName: 'acme',
        registryHost: 'acme-registry.cn-hangzhou.cr.aliyuncs.com',
      },
    });
  });

  test('buys an Advanced primary and Basic replicas that inherit the rest', () => {
    const assembly = registry({
      primary: {
        region: 'eu-central-1',
        periodMonths: 12,
        autoRenewMonths: 6,
        imageScanner: ImageScanner.SAS,
        resourceGroupId: 'rg-1',
      },
      replicas: [{ region: 'cn-hangzhou' }, { region: 'us-east-1', periodMonths: 1, edition: Edition.ADVANCED }],
    });
    const common = {
      InstanceName: 'acme',
      ImageScanner: 'SAS',
      RenewalStatus: 'AutoRenewal',
      RenewPeriod: 6,
      ResourceGroupId: 'rg-1',
    };
    expect(assembly.properties('acme-eu-central-1', INSTANCE)).toEqual({
      ...common,
      InstanceType: 'Advanced',
      Period: 12,
    });
    expect(assembly.properties('acme-cn-hangzhou', INSTANCE)).toEqual({ ...common, InstanceType: 'Basic', Period: 12 });
    expect(assembly.properties('acme-us-east-1', INSTANCE)).toEqual({ ...common, InstanceType: 'Advanced', Period: 1 });
  });

  test('keeps a bucket to its own region', () => {
    const assembly = registry({ primary: { region: 'eu-central-1', storageBucketName: 'layers' } });
    expect(assembly.properties('acme-eu-central-1', INSTANCE).InstanceStorageName).toBe('layers');
    expect(assembly.properties('acme-cn-hangzhou', INSTANCE).InstanceStorageName).toBeUndefined();
  });

  test('keeps what holds images, unless told otherwise, in every region', () => {
    const policies = (props: Partial<GlobalRegistryProps>) => {
      const assembly = registry({ ...props, namespaces: [{ name: 'prod', repositories: [{ name: 'api' }] }] });
      return ['acme-eu-central-1', 'acme-cn-hangzhou'].flatMap(stack =>
        [INSTANCE, NAMESPACE, REPOSITORY].map(type => assembly.resources(stack, type)[0].DeletionPolicy),
      );
    };
    expect(new Set(policies({}))).toEqual(new Set(['Retain']));
    const primary = { region: 'eu-central-1', removalPolicy: ros.RemovalPolicy.DESTROY };
    expect(new Set(policies({ primary }))).toEqual(new Set(['Delete']));
  });

  test('puts a namespace only where its images go', () => {
    const assembly = registry({
      replicas: [{ region: 'cn-hangzhou' }, { region: 'us-east-1' }],
      namespaces: [
        { name: 'china', replicateTo: ['cn-hangzhou'] },
        { name: 'home', replicateTo: [] },
      ],
    });
    const names = (stack: string) =>
      assembly.resources(stack, NAMESPACE).map(({ Properties }) => (Properties as { Namespace: string }).Namespace);
    expect(names('acme-eu-central-1')).toEqual(['china', 'home']);
    expect(names('acme-cn-hangzhou')).toEqual(['china']);
    expect(names('acme-us-east-1')).toEqual([]);
  });

  test('copies with the filters and the trigger of the namespace', () => {
    const assembly = registry({
      namespaces: [{ name: 'prod', repositoriesMatching: 'team-.*', tagsMatching: 'v.*', trigger: SyncTrigger.MANUAL }],
    });
    expect(assembly.properties('acme-eu-central-1-to-cn-hangzhou', RULE)).toMatchObject({
      SyncScope: 'NAMESPACE',
      RepoNameFilter: 'team-.*',
      TagFilter: 'v.*',
      SyncTrigger: 'INITIATIVE',
    });
  });

  test('copies repository by repository where pushing creates none', () => {
    const assembly = synth(app => {
      const made = acme(app, {
        namespaces: [
          {
            name: 'prod',
            autoCreateRepositories: false,
            repositories: [{ name: 'team-api' }, { name: 'other' }],
            repositoriesMatching: 'team-.*',
          },
        ],
      });
      made.namespaces[0].addRepository({ name: 'team-web', visibility: Visibility.PUBLIC });
    });
    const rules = assembly
      .resources('acme-eu-central-1-to-cn-hangzhou', RULE)
      .map(({ Properties }) => Properties as Record<string, string>);
    expect(rules.map(rule => [rule.SyncScope, rule.RepoName, rule.TargetRepoName]).sort()).toEqual([
      ['REPO', 'team-api', 'team-api'],
      ['REPO', 'team-web', 'team-web'],
    ]);
    expect(rules[0].RepoNameFilter).toBeUndefined();
    expect(assembly.resources('acme-cn-hangzhou', REPOSITORY)).toHaveLength(3);
  });

  test('takes an existing instance as the primary and creates only what is new', () => {
    const assembly = registry({
      primary: { region: 'eu-central-1', existingInstanceId: 'cri-1', instanceName: 'old' },
      namespaces: [{ name: 'prod', existingIn: ['eu-central-1'] }, { name: 'tools' }],
    });
    expect(assembly.resources('acme-eu-central-1', INSTANCE)).toEqual([]);
    expect(assembly.properties('acme-eu-central-1', NAMESPACE)).toMatchObject({
      InstanceId: 'cri-1',
      Namespace: 'tools',
    });
    const rules = assembly.resources('acme-eu-central-1-to-cn-hangzhou', RULE);
    expect(rules.map(({ Properties }) => (Properties as { InstanceId: string }).InstanceId)).toEqual([
      'cri-1',
      'cri-1',
    ]);
    expect(
      Object.keys(assembly.template('acme-eu-central-1-to-cn-hangzhou').Resources).filter(id =>
        id.startsWith('SourceReady'),
      ),
    ).toEqual([]);
    expect(assembly.dependencies('acme-eu-central-1-to-cn-hangzhou')).toEqual([
      'acme-cn-hangzhou',
      'acme-eu-central-1',
    ]);
  });

  test('makes no registry stack for a region with nothing to create', () => {
    const assembly = registry({
      replicas: [{ region: 'cn-hangzhou', existingInstanceId: 'cri-2' }],
      namespaces: [{ name: 'prod', existingIn: ['cn-hangzhou'] }],
    });
    expect(assembly.stacks()).toEqual(['acme-eu-central-1', 'acme-eu-central-1-to-cn-hangzhou']);
    expect(assembly.dependencies('acme-eu-central-1-to-cn-hangzhou')).toEqual(['acme-eu-central-1']);
  });

  test('copies to another account and lists what its owner must have ready', () => {
    const replica = {
      region: 'cn-hangzhou',
      accountId: '1234567890123456',
      existingInstanceId: 'cri-2',
      instanceName: 'partner',
    };
    const assembly = registry({
      replicas: [replica],
      namespaces: [
        { name: 'prod' },
        { name: 'base', autoCreateRepositories: false, repositories: [{ name: 'alpine' }] },
      ],
    });
    const rules = assembly.resources('acme-eu-central-1-to-cn-hangzhou', RULE).map(({ Properties }) => Properties);
    expect(rules).toHaveLength(2);
    rules.forEach(rule => expect(rule).toMatchObject({ TargetUserId: '1234567890123456', TargetInstanceId: 'cri-2' }));
    expect(assembly.stacks()).not.toContain('acme-cn-hangzhou');
    expect(assembly.messages('info')).toContain(
      'Account 1234567890123456 must have ready in cn-hangzhou: instance cri-2, named partner; ' +
        'namespace base with the repositories alpine; namespace prod with automatic creation of repositories. ' +
        'Its owner also creates the RAM role and the policy that let this account copy into it, before the rules are deployed.',
    );
  });

  test('says that copies across the border of mainland China can be slow, and how to speed them up', () => {
    const slow =
      'Copies from eu-central-1 to cn-hangzhou cross the border of mainland China and can be slow or fail. There are two remedies, both for edition ' +
      'Advanced (Premium in the console) and both in the console only: sync acceleration, under Distribution > Instance Replication of ' +
      'the source, or a custom link over Cloud Enterprise Network, which some regions demand.';
    expect(registry().messages('info')).toEqual([slow]);
    expect(registry({ replicas: [{ region: 'us-east-1' }] }).messages('info')).toEqual([]);
  });

  test('warns of a region it does not know, and of one that is closed', () => {
    expect(
      registry({ replicas: [{ region: 'cn-hangzhuo' }, { region: 'ap-southeast-2' }] })
        .messages('warning')
        .sort(),
    ).toEqual([
      'Region ap-southeast-2 (Sydney) is listed as closed for Container Registry. Choose another region.',
      'Region cn-hangzhuo is not known to have Container Registry. Did you mean cn-hangzhou?',
    ]);
  });

  test('adds replicas and namespaces later, with the same bytes as if they had been declared', () => {
    const declared = registry({
      replicas: [{ region: 'cn-hangzhou' }, { region: 'us-east-1' }],
      namespaces: [{ name: 'a1' }, { name: 'b2' }],
    });
    const added = synth(app => {
      const made = acme(app, { replicas: [], namespaces: [] });
      made.addNamespace({ name: 'b2' });
      made.addReplica({ region: 'us-east-1' });
      made.addNamespace({ name: 'a1' });
      made.addReplica({ region: 'cn-hangzhou' });
    });
    expect(added.templates()).toEqual(declared.templates());
  });

  test('hands out its parts by region, in the order of the declaration', () => {
    const made = acme(newApp(), {
      replicas: [{ region: 'us-east-1' }, { region: 'cn-hangzhou' }],
      namespaces: [{ name: 'z9' }, { name: 'a1' }],
    });
    expect(made.replicas.map(replica => replica.region)).toEqual(['us-east-1', 'cn-hangzhou']);
    expect(made.replications.map(({ source, target }) => `${source.region} -> ${target.region}`)).toEqual([
      'eu-central-1 -> us-east-1',
      'eu-central-1 -> cn-hangzhou',
    ]);
    expect(made.namespaces.map(namespace => namespace.namespaceName)).toEqual(['z9', 'a1']);
    expect(made.replica('cn-hangzhou')).toBe(made.replicas[1]);
    expect(made.primary).toBeInstanceOf(RegistryInstance);
  });

  test('keeps the replication stack of a replica when its last rule goes, so that the rule is deleted', () => {
    const assembly = registry({ namespaces: [] });
    expect(Object.keys(assembly.template('acme-eu-central-1-to-cn-hangzhou').Resources)).toEqual([
      'DeployRegion',
      expect.stringMatching(/^SourceReady/),
      expect.stringMatching(/^TargetReady/),
    ]);
  });

  test('keeps the stack of an existing instance whose access is closed, so that it is closed', () => {
    const replica = { region: 'cn-hangzhou', existingInstanceId: 'cri-2', publicAccess: PublicAccess.none() };
    expect(registry({ replicas: [replica], namespaces: [] }).stacks()).toContain('acme-cn-hangzhou');
  });

  test('takes what is undefined for left out', () => {
    const given = registry({
      primary: { region: 'eu-central-1', edition: undefined },
      replicas: [{ region: 'cn-hangzhou', edition: undefined }],
    });
    expect(given.templates()).toEqual(registry().templates());
  });

  test('does not create repositories that exist', () => {
    const assembly = registry({
      namespaces: [
        {
          name: 'prod',
          autoCreateRepositories: false,
          repositories: [{ name: 'api', existingIn: ['eu-central-1', 'cn-hangzhou'] }],
        },
      ],
    });
    expect(assembly.resources('acme-cn-hangzhou', REPOSITORY)).toEqual([]);
    expect(assembly.properties('acme-eu-central-1-to-cn-hangzhou', RULE).RepoName).toBe('api');
  });

  test('names stacks by the prefix, and lives in a stage', () => {
    const assembly = synth(app => {
      const stage = new ros.Stage(app, 'Prod');
      acme(stage, { stackNamePrefix: 'shop' });
    });
    expect(Object.keys(assembly.templates())).toEqual([
      'assembly-Prod/shop-cn-hangzhou.template.json',
      'assembly-Prod/shop-eu-central-1-to-cn-hangzhou.template.json',
      'assembly-Prod/shop-eu-central-1.template.json',
    ]);
  });
});

describe('values of other stacks of the app', () => {
  const network = (app: ros.App) => {
    const stack = new ros.Stack(app, 'network', { env: { region: 'cn-hangzhou' } });
    const vpc = new ros.RosResource(stack, 'Vpc', { type: 'ALIYUN::ECS::VPC', properties: {} });
    const vswitch = new ros.RosResource(stack, 'VSwitch', { type: 'ALIYUN::ECS::VSwitch', properties: {} });
    return { vpcId: vpc.getAtt('VpcId').toString(), vswitchId: vswitch.getAtt('VSwitchId').toString() };
  };

  test('are read by stack output, guarded, after the stack that has them', () => {
    const assembly = synth(app => {
      acme(app, { replicas: [{ region: 'cn-hangzhou', vpcAccess: [network(app)] }] });
    });
    expect(assembly.dependencies('acme-cn-hangzhou')).toEqual(['network']);
    const outputs = Object.keys(assembly.template('network').Outputs!);
    expect(outputs).toEqual([
      expect.stringMatching(/^VpcVpcId[0-9A-F]{8}$/),
      expect.stringMatching(/^VSwitchVSwitchId/),
    ]);
    const link = assembly.resources('acme-cn-hangzhou', 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc')[0];
    expect(link.Properties).toMatchObject({
      VpcId: { 'Fn::GetStackOutput': ['network', outputs[0], 'cn-hangzhou'] },
      VswitchId: { 'Fn::GetStackOutput': ['network', outputs[1], 'cn-hangzhou'] },
    });
    const { Resources } = assembly.template('acme-cn-hangzhou');
    const guards = (link.DependsOn as string[]).filter(id => id.includes('Ready'));
    expect(guards).toHaveLength(2);
    expect(guards.map(id => (Resources[id].Properties as { ErrorMessage: string }).ErrorMessage)).toContain(
      `Stack network in cn-hangzhou gives no ${outputs[0]}: it is missing, or still busy. Deploy it first, then this stack.`,
    );
  });

  test('may be the resource group, the bucket and the name of a grantee', () => {
    const assembly = synth(app => {
      const stack = new ros.Stack(app, 'account', { env: { region: 'eu-central-1' } });
      const group = new ros.RosParameter(stack, 'Group', { type: ros.RosParameterType.STRING });
      const bucket = new ros.RosResource(stack, 'Layers', { type: 'ALIYUN::OSS::Bucket', properties: {} });
      const role = new ros.RosResource(stack, 'Nodes', { type: 'ALIYUN::RAM::Role', properties: {} });
      const registry = acme(app, {
        primary: {
          region: 'eu-central-1',
          resourceGroupId: group.valueAsString,
          storageBucketName: bucket.getAtt('Name').toString(),
        },
      });
      registry.grantPull(Grantee.role(role.getAtt('RoleName').toString()));
    });
    expect(assembly.properties('acme-eu-central-1', INSTANCE)).toMatchObject({
      ResourceGroupId: { 'Fn::GetStackOutput': ['account', expect.stringMatching(/^GroupRef/), 'eu-central-1'] },
      InstanceStorageName: { 'Fn::GetStackOutput': ['account', expect.stringMatching(/^LayersName/), 'eu-central-1'] },
    });
    for (const stack of ['acme-eu-central-1', 'acme-cn-hangzhou']) {
      expect(assembly.properties(stack, 'ALIYUN::RAM::AttachPolicyToRole').RoleName).toEqual({
        'Fn::GetStackOutput': ['account', expect.stringMatching(/^NodesRoleName/), 'eu-central-1'],
      });
      expect(assembly.dependencies(stack)).toEqual(['account']);
    }
  });
});

describe('stack groups', () => {
  const grouped = (props: Partial<GlobalRegistryProps> = {}) =>
    registry({ namespaces: [{ name: 'prod' }, { name: 'tools', stackGroup: 'team-a' }], ...props });

  test('hold the namespaces that name them, and the rules that copy these', () => {
    const assembly = grouped();
    expect(assembly.stacks().sort()).toEqual([
      'acme-cn-hangzhou',
      'acme-cn-hangzhou-team-a',
      'acme-eu-central-1',
      'acme-eu-central-1-team-a',
      'acme-eu-central-1-to-cn-hangzhou',
      'acme-eu-central-1-to-cn-hangzhou-team-a',
    ]);
    expect(assembly.properties('acme-cn-hangzhou-team-a', NAMESPACE)).toMatchObject({
      Namespace: 'tools',
      InstanceId: { 'Fn::GetStackOutput': ['acme-cn-hangzhou', 'InstanceId', 'cn-hangzhou'] },
    });
    expect(assembly.properties('acme-eu-central-1-to-cn-hangzhou-team-a', RULE).NamespaceName).toBe('tools');
    expect(assembly.dependencies('acme-cn-hangzhou-team-a')).toEqual(['acme-cn-hangzhou']);
    expect(assembly.dependencies('acme-eu-central-1-to-cn-hangzhou-team-a')).toEqual([
      'acme-cn-hangzhou',
      'acme-cn-hangzhou-team-a',
      'acme-eu-central-1',
      'acme-eu-central-1-team-a',
    ]);
  });

  test('change nothing of the stacks without a group', () => {
    const plain = registry({ namespaces: [{ name: 'prod' }] }).templates();
    expect(grouped().templates()).toMatchObject(plain);
  });

  test('take the scan and retention rules about their namespaces along', () => {
    const assembly = grouped({ scanRules: [ScanRule.instance(), ScanRule.namespace('tools')] });
    expect(assembly.properties('acme-cn-hangzhou', 'ALIYUN::CR::ScanRule').ScanScope).toBe('INSTANCE');
    expect(assembly.properties('acme-cn-hangzhou-team-a', 'ALIYUN::CR::ScanRule').Namespaces).toEqual(['tools']);
  });

  test('make no stack where everything exists already', () => {
    const namespaces = [{ name: 'tools', stackGroup: 'a', existingIn: ['eu-central-1', 'cn-hangzhou'] }];
    expect(grouped({ namespaces }).stacks().sort()).toEqual([
      'acme-cn-hangzhou',
      'acme-eu-central-1',
      'acme-eu-central-1-to-cn-hangzhou',
      'acme-eu-central-1-to-cn-hangzhou-a',
    ]);
  });

  test('are asked for where a stack would pass 200 resources', () => {
    const repositories = Array.from({ length: 120 }, (_, i) => ({ name: `r${i}` }));
    const namespaces = ['aa', 'bb'].map(name => ({ name, repositories }));
    expect(refusals({ namespaces })).toEqual(
      ['cn-hangzhou', 'eu-central-1']
        .sort((a, b) => (a < b ? 1 : -1))
        .map(
          region =>
            `[Acme/${region}] the number of resources is 244, but a stack holds at most 200. ` +
            'Give the namespaces that you add from now on a stackGroup (the largest are aa with 121, bb with 121).',
        ),
    );
    const grouped = namespaces.map(namespace => ({ ...namespace, stackGroup: namespace.name }));
    expect(refusals({ namespaces: grouped })).toEqual([]);
  });

  test('refuse a name that is none, and one that another stack has', () => {
    expect(refusals({ namespaces: [{ name: 'prod', stackGroup: 'Team A' }] })).toEqual([
      '[Acme] namespaces[0].stackGroup is "Team A", but a stack group has 1 to 30 lowercase letters, digits and hyphens, and no hyphen at either end. Choose a name such as "team-a".',
    ]);
    expect(refusals({ namespaces: [{ name: 'prod', stackGroup: 'to-cn-hangzhou' }] })).toEqual([
      '[Acme] namespaces[0].stackGroup is "to-cn-hangzhou", but stack eu-central-1-to-cn-hangzhou of the registry has that very name. Choose another group.',
    ]);
  });
});

describe('GlobalRegistry refuses', () => {
  test('everything that is wrong at once', () => {
    expect(
      refusals({
        instanceName: 'Acme',
        primary: { region: '' },
        replicas: [{ region: 'cn-hangzhou' }, { region: 'cn-hangzhou' }, { region: 'Hangzhou' }],
        namespaces: [{ name: 'p' }, { name: 'prod', tagsMatching: '(' }],
      }),
    ).toEqual([
      '[Acme] instanceName is "Acme", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "acme"?',
      '[Acme] primary.region is "", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
      '[Acme] replicas[2].region is "Hangzhou", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Did you mean "cn-hangzhou"?',
      '[Acme] namespaces[0].name is "p", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Choose a name of at least 2 characters.',
      '[Acme] namespaces[1].tagsMatching is "(", but a filter is a regular expression, and this one has an error (unterminated group). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
      '[Acme] replicas[1].region is "cn-hangzhou", but each region holds at most one replica. Remove the repeated entry (first seen at replicas[0]).',
    ]);
  });

  const late = ros.RosPseudo.region;

  test.each<[string, Partial<GlobalRegistryProps>, string]>([
    [
      'a replica in the region of the primary',
      { replicas: [{ region: 'eu-central-1' }] },
      'replicas[0].region is "eu-central-1", but a replica lives outside the primary region. Remove it, or choose a region other than eu-central-1.',
    ],
    [
      'a region that is known only at deploy time',
      { replicas: [{ region: late }] },
      'replicas[0].region is decided at deploy time, but stacks are placed at synth, so the region must be known by then. Write the region id itself, such as "cn-hangzhou".',
    ],
    [
      'a missing region',
      { replicas: [{} as never] },
      'replicas[0].region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
    ],
    [
      'a primary that cannot replicate',
      { primary: { region: 'eu-central-1', edition: Edition.BASIC } },
      'primary.edition is "Basic", but only editions Advanced (Premium in the console) and Standard can replicate to others. Choose Edition.ADVANCED; an instance that exists is upgraded in the console first.',
    ],
    [
      'an edition that does not exist',
      { primary: { region: 'eu-central-1', edition: 'Economy' as never } },
      'primary.edition is "Economy", but it is Edition.BASIC, Edition.STANDARD or Edition.ADVANCED. Choose one of these.',
    ],
    [
      'a period that is not sold',
      { primary: { region: 'eu-central-1', periodMonths: 4 } },
      'primary.periodMonths is 4, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Choose one of these.',
    ],
    [
      'half a month of renewal',
      { replicas: [{ region: 'cn-hangzhou', autoRenewMonths: 0.5 }] },
      'replicas[0].autoRenewMonths is 0.5, but a renewal adds a whole number of months. Choose 1 or more, or leave it out to renew by hand.',
    ],
    [
      'a bucket that cannot exist',
      { primary: { region: 'eu-central-1', storageBucketName: 'My_Bucket' } },
      'primary.storageBucketName is "My_Bucket", but a bucket name has 3 to 63 lowercase letters, digits and hyphens, and no hyphen at either end. Give the name of an OSS bucket in the region of the instance.',
    ],
    [
      'to buy what exists',
      { primary: { region: 'eu-central-1', existingInstanceId: 'cri-1', periodMonths: 12 } },
      'primary.periodMonths is 12, but an instance that exists already is taken as it is. Remove it, or remove existingInstanceId to buy a new instance.',
    ],
    [
      'an id that is none',
      { primary: { region: 'eu-central-1', existingInstanceId: 'acme' } },
      'primary.existingInstanceId is "acme", but the id of an Enterprise Edition instance is "cri-" followed by letters and digits. Copy it from the overview page of the instance.',
    ],
    [
      'an id that is known only at deploy time',
      { primary: { region: 'eu-central-1', existingInstanceId: late } },
      'primary.existingInstanceId is decided at deploy time, but stacks in several regions read it, and ROS hands no value of one stack to another region by itself. Write the id itself, such as "cri-0123456789abcdef".',
    ],
    [
      'to buy for another account',
      { replicas: [{ region: 'cn-hangzhou', accountId: '42' }] },
      'replicas[0].existingInstanceId is missing, but account 42 is not the one deployed to, so no instance can be bought there. Let its owner buy the instance, and give its id as existingInstanceId.',
    ],
    [
      'an account that is no number',
      { replicas: [{ region: 'cn-hangzhou', accountId: 'bob', existingInstanceId: 'cri-1' }] },
      'replicas[0].accountId is "bob", but an account is named by its UID, which is a number in quotes. Copy the account ID from the page "Security Settings" of that account.',
    ],
    [
      'to replicate from the public cloud to the finance cloud',
      { replicas: [{ region: 'cn-shanghai-finance-1' }] },
      'replicas[0].region is "cn-shanghai-finance-1", but images never replicate from the public cloud (eu-central-1) to the finance cloud. Push to the registry in cn-shanghai-finance-1 directly, or choose a region of the public cloud.',
    ],
    [
      'a namespace twice',
      { namespaces: [{ name: 'prod' }, { name: 'prod' }] },
      'namespaces[1].name is "prod", but each namespace is declared once. Remove the repeated entry (first seen at namespaces[0]).',
    ],
    [
      'a namespace whose name is known only at deploy time',
      { namespaces: [{ name: late }] },
      'namespaces[0].name is decided at deploy time, but names of stacks and resources are made of it at synth. Write the name itself.',
    ],
    [
      'a visibility that does not exist',
      { namespaces: [{ name: 'prod', visibility: 'SECRET' as never }] },
      'namespaces[0].visibility is "SECRET", but it is Visibility.PRIVATE or Visibility.PUBLIC. Choose one of these.',
    ],
    [
      'a trigger that does not exist',
      { namespaces: [{ name: 'prod', trigger: 'NOW' as never }] },
      'namespaces[0].trigger is "NOW", but it is SyncTrigger.AUTOMATIC or SyncTrigger.MANUAL. Choose one of these.',
    ],
    [
      'a repository name with a slash',
      { namespaces: [{ name: 'prod', repositories: [{ name: 'team/api' }] }] },
      'namespaces[0].repositories[0].name is "team/api", but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "team-api"?',
    ],
    [
      'an empty filter',
      { namespaces: [{ name: 'prod', repositoriesMatching: '' }] },
      'namespaces[0].repositoriesMatching is "", but a filter is a regular expression that is not empty. Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
    ],
    [
      'to replicate to an unknown replica',
      { namespaces: [{ name: 'prod', replicateTo: ['cn-hangzhuo'] }] },
      'namespaces[0].replicateTo[0] is "cn-hangzhuo", but a replica of this registry is named by its region. Did you mean "cn-hangzhou"?',
    ],
    [
      'a namespace that exists in an unknown region',
      { namespaces: [{ name: 'prod', existingIn: ['us-east-1'] }] },
      'namespaces[0].existingIn[0] is "us-east-1", but the primary or a replica is named by its region. Did you mean "eu-central-1"?',
    ],
    [
      'to copy a namespace whose target creates no repositories',
      { namespaces: [{ name: 'prod', autoCreateRepositories: false }] },
      'namespaces[0].autoCreateRepositories is false, but a whole namespace is copied only where the target creates repositories by itself, and no repository is declared. Set it to true, or declare the repositories to copy.',
    ],
    [
      'a stack name that begins with a digit',
      { instanceName: '1acme' },
      'stackNamePrefix is missing, but stack names begin with a letter, and without a prefix they begin like the instance name "1acme". Set stackNamePrefix, such as "registry-1acme".',
    ],
    [
      'a prefix with an underscore',
      { stackNamePrefix: 'my_shop' },
      'stackNamePrefix is "my_shop", but a stack name prefix has 1 to 100 characters, uses only letters, digits and hyphens, begins with a letter and ends with a letter or a digit. Did you mean "my-shop"?',
    ],
    [
      'a name that is known only at deploy time',
      { instanceName: late },
      'instanceName is decided at deploy time, but names of stacks and resources are made of it at synth. Write the name itself.',
    ],
  ])('%s', (_what, props, message) => {
    expect(refusals(props)).toEqual([`[Acme] ${message}`]);
  });

  test.each<[string, object, string[]]>([
    [
      'no props at all',
      undefined as never,
      [
        "props is missing, but a registry is written as an object. Write it like { instanceName: 'acme', primary: { region: 'eu-central-1' } }.",
      ],
    ],
    [
      'a prop that does not exist',
      { replica: [] },
      ['replica is given, but a registry has no such prop. Did you mean "replicas"?'],
    ],
    [
      'a region for a replica',
      { replicas: ['cn-hangzhou'] },
      [
        'replicas[0] is "cn-hangzhou", but a replica is written as an object. Write it like { region: \'cn-hangzhou\' }.',
      ],
    ],
    [
      'a name for a namespace',
      { namespaces: ['prod', null] },
      [
        'namespaces[0] is "prod", but a namespace is written as an object. Write it like { name: \'prod\' }.',
        "namespaces[1] is missing, but a namespace is written as an object. Write it like { name: 'prod' }.",
      ],
    ],
    [
      'a misspelt filter, which would copy everything',
      { namespaces: [{ name: 'prod', tagMatching: 'v.*' }] },
      ['namespaces[0].tagMatching is given, but a namespace has no such prop. Did you mean "tagsMatching"?'],
    ],
    [
      'one for many',
      { replicas: { region: 'cn-hangzhou' }, namespaces: [{ name: 'prod', replicateTo: 'cn-hangzhou' }] },
      [
        'replicas is {"region":"cn-hangzhou"}, but it is a list. Put it into square brackets.',
        'namespaces[0].replicateTo is "cn-hangzhou", but it is a list. Put it into square brackets.',
      ],
    ],
    [
      'text for true and false',
      { namespaces: [{ name: 'prod', autoCreateRepositories: 'false' }] },
      ['namespaces[0].autoCreateRepositories is "false", but it is true or false. Write it without quotes.'],
    ],
  ])('%s', (what, props, messages) => {
    const said = problems(app => {
      if (what === 'no props at all') {
        new GlobalRegistry(app, 'Acme', undefined as never);
      } else {
        acme(app, props);
      }
    });
    expect(said.slice(0, messages.length)).toEqual(messages.map(message => `[Acme] ${message}`));
    expect(said.length === messages.length || what === 'no props at all').toBe(true);
  });

  test('one instance, or one bucket, in two regions', () => {
    expect(
      refusals({
        primary: { region: 'eu-central-1', storageBucketName: 'layers' },
        namespaces: [],
        replicas: [
          { region: 'cn-hangzhou', existingInstanceId: 'cri-1' },
          { region: 'us-east-1', existingInstanceId: 'cri-1' },
          { region: 'eu-west-1', storageBucketName: 'layers' },
        ],
      }),
    ).toEqual([
      '[Acme] replicas[1].existingInstanceId is "cri-1", but an instance is in one region. Remove the repeated entry (first seen at replicas[0]).',
      '[Acme] replicas[2].storageBucketName is "layers", but a bucket is in one region. Remove the repeated entry (first seen at primary).',
    ]);
  });

  test('filters that no declared repository matches', () => {
    const namespaces = [
      { name: 'prod', autoCreateRepositories: false, repositories: [{ name: 'api' }], repositoriesMatching: 'web' },
    ];
    expect(refusals({ namespaces })).toEqual([
      '[Acme] namespaces[0].autoCreateRepositories is false, but a whole namespace is copied only where the target creates repositories by itself, and no declared repository matches "web". Change repositoriesMatching.',
    ]);
  });

  test('a password from a parameter of another stack, which would have to be published', () => {
    const said = problems(app => {
      const stack = new ros.Stack(app, 'other', { env: { region: 'eu-central-1' } });
      const loginPassword = new ros.RosParameter(stack, 'Password', { type: ros.RosParameterType.STRING, noEcho: true })
        .valueAsString;
      acme(app, { loginPassword });
    });
    expect(said).toEqual([
      '[Acme] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
    ]);
  });

  test('service roles of another stage', () => {
    const said = problems(app => {
      const other = new ros.Stage(app, 'Other');
      acme(app, {
        serviceRoles: new RegistryServiceRoles(
          new ros.Stack(other, 'account', { env: { region: 'eu-central-1' } }),
          'Roles',
        ),
      });
    });
    expect(said).toEqual([
      '[Acme] serviceRoles is "Other/account/Roles", but registries wait for their stack, and stacks wait only for stacks of their own stage. Make the roles in the stage of the registry.',
    ]);
  });

  test('to add to what is wrong already', () => {
    expect(() => acme(newApp(), { instanceName: 'Acme' }).addReplica({ region: 'us-east-1' })).toThrow(
      /^\[Acme\] instanceName is "Acme", but/,
    );
  });

  test('settings and purchases in another account', () => {
    const replica = {
      region: 'cn-hangzhou',
      accountId: '42',
      existingInstanceId: 'cri-1',
      publicAccess: PublicAccess.none(),
    };
    expect(refusals({ replicas: [replica] })).toEqual([
      '[Acme] replicas[0].publicAccess is given, but account 42 is not the one deployed to, so nothing can be set there. Let its owner set it.',
    ]);
  });

  test('two registries that would share stacks and hosts', () => {
    const twice = problems(app => {
      acme(new ros.Construct(app, 'One'), { replicas: [] });
      acme(new ros.Construct(app, 'Two'), { replicas: [] });
    });
    expect(twice).toEqual([
      '[Two/Acme] the name of a stack is "acme-eu-central-1", but One/Acme/eu-central-1 already makes a stack of that name. Choose another stackNamePrefix for one of the two.',
      '[Two/Acme/eu-central-1/Registry] instanceName is "acme", but region eu-central-1 already has an instance of that name (One/Acme/eu-central-1/Registry), and the host names follow from it. Choose another name for one of the two.',
    ]);
  });

  test.each([0, 1])('a stack of the user under the name of one of ours, whichever comes first (%i)', order => {
    const both = problems(app => {
      const both = [() => new ros.Stack(app, 'mine', { stackName: 'acme-cn-hangzhou' }), () => acme(app)];
      (order === 0 ? both : both.reverse()).forEach(declare => declare());
    });
    expect(both).toEqual([
      '[Acme] the name of a stack is "acme-cn-hangzhou", but mine already makes a stack of that name. Choose another stackNamePrefix for one of the two.',
    ]);
  });

  test('to hand out a replica that is not there', () => {
    expect(() => acme(newApp()).replica('us-east-1')).toThrow(
      new Error(
        '[Acme] region is "us-east-1", but a replica of this registry is named by its region, and there are: cn-hangzhou. Name one of them, or add a replica.',
      ),
    );
  });

  test('to add a replica twice, or a namespace twice', () => {
    const made = acme(newApp());
    expect(() => made.addReplica({ region: 'cn-hangzhou' })).toThrow(
      new Error(
        '[Acme] replica.region is "cn-hangzhou", but each region holds at most one replica. Remove the repeated entry (first seen at an earlier replica).',
      ),
    );
    expect(() => made.addNamespace({ name: 'prod' })).toThrow(
      new Error(
        '[Acme] namespace.name is "prod", but each namespace is declared once. Remove the repeated entry (first seen at an earlier namespace).',
      ),
    );
  });
});
