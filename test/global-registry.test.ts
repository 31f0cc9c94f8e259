import * as ros from '@alicloud/ros-cdk-core';
import {
  SyncTrigger,
  Visibility,
  Edition,
  GlobalRegistryProps,
  Grantee,
  ImageScanner,
  MirroredNamespace,
  PublicAccess,
  RegistryInstance,
  ScanRule,
  SyncRule,
} from '../lib';
import { newApp, synth } from './support/assembly';
import { acme } from './support/registries';

const INSTANCE = 'ALIYUN::CR::Instance';
const NAMESPACE = 'ALIYUN::CR::Namespace';
const REPOSITORY = 'ALIYUN::CR::Repository';
const RULE = 'ALIYUN::CR::RepoSyncRule';

const registry = (props: Partial<GlobalRegistryProps> = {}) => synth(app => acme(app, props));

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

  test('makes no rule beside one that exists, and one for a replica that comes later', () => {
    const existing = { existingIn: ['eu-central-1', 'cn-hangzhou'], existingRulesTo: ['cn-hangzhou'] };
    const assembly = registry({
      replicas: [{ region: 'cn-hangzhou', existingInstanceId: 'cri-2' }, { region: 'us-east-1' }],
      namespaces: [{ name: 'prod', ...existing }],
    });
    expect(assembly.resources('acme-eu-central-1-to-cn-hangzhou', RULE)).toEqual([]);
    expect(assembly.resources('acme-eu-central-1-to-us-east-1', RULE)).toHaveLength(1);
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

  test('says nothing of copies that stay outside mainland China', () => {
    expect(registry({ replicas: [{ region: 'us-east-1' }] }).messages('info')).toEqual([]);
  });

  test('says nothing of a replica that is copied to by rules of its replication alone', () => {
    const declared = synth(app => {
      const made = acme(app, { namespaces: [{ name: 'prod', replicateTo: [] }] });
      const instances = [made.replica('cn-hangzhou')];
      new MirroredNamespace(made, 'Apart', { namespaceName: 'prod', instances });
      made.replications[0].addRule(SyncRule.namespace('prod', { tagsMatching: 'rel-.*' }));
    });
    expect(declared.messages('warning')).toEqual([]);
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

  test('hold what would pass 200 resources in one stack', () => {
    const repositories = Array.from({ length: 120 }, (_, i) => ({ name: `r${i}` }));
    const namespaces = ['aa', 'bb'].map(name => ({ name, repositories, stackGroup: name }));
    expect(grouped({ namespaces }).resources('acme-cn-hangzhou-bb', REPOSITORY)).toHaveLength(120);
  });
});
