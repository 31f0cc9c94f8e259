import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  Edition,
  GlobalRegistryProps,
  Grantee,
  MirroredNamespace,
  PublicAccess,
  RegistryInstance,
  RegistryInstanceProps,
  RegistryServiceRoles,
  RetentionRule,
  RetentionSchedule,
  ScanRegions,
  ScanRule,
  ScanTrigger,
  ScanType,
  SyncRule,
} from '../lib';
import { Assembly, newApp, problems, synth } from './support/assembly';
import { acme, instanceIn, stackIn } from './support/registries';

const ACL = 'ALIYUN::CR::InstanceEndpointAclPolicy';
const VPC = 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc';
const SCAN = 'ALIYUN::CR::ScanRule';
const RETENTION = 'ALIYUN::CR::ArtifactLifecycleRule';
const POLICY = 'ALIYUN::RAM::ManagedPolicy';

const instance = (props: Partial<RegistryInstanceProps>) => synth(app => instanceIn(app, 'cn-hangzhou', props));
const registry = (props: Partial<GlobalRegistryProps>) => synth(app => acme(app, props));
const refusals = (props: Partial<RegistryInstanceProps>) => problems(app => instanceIn(app, 'cn-hangzhou', props));
const here = (message: string) => `[stack-cn-hangzhou/Registry] ${message}`;
const all = (assembly: Assembly, stack: string, type: string) =>
  assembly.resources(stack, type).map(resource => resource.Properties as Record<string, never>);
const entries = (assembly: Assembly, stack = 'stack-cn-hangzhou') =>
  all(assembly, stack, ACL).map(({ Entry }) => Entry);

describe('public access', () => {
  test('is closed by default, and when it is none', () => {
    expect(entries(instance({}))).toEqual([]);
    expect(entries(instance({ publicAccess: PublicAccess.none() }))).toEqual([]);
  });

  test('begins with an entry that lets nobody in, which stays, and on which all others depend', () => {
    const assembly = instance({ publicAccess: PublicAccess.fromCidrs('203.0.113.0/24', '198.51.100.7/32') });
    expect(entries(assembly)).toEqual(['127.0.0.2/32', '203.0.113.0/24', '198.51.100.7/32']);
    const [nobody, ...others] = Object.entries(assembly.template('stack-cn-hangzhou').Resources).filter(
      ([, { Type }]) => Type === ACL,
    );
    expect(nobody[1]).toMatchObject({
      Properties: { AutoEnableType: 'internet', EndpointType: 'internet' },
      DeletionPolicy: 'Retain',
    });
    others.forEach(([, entry]) => {
      expect(entry.DependsOn).toContain(nobody[0]);
      expect(entry.DeletionPolicy).toBeUndefined();
    });
  });

  test('is opened again with another entry that lets nobody in, if asked', () => {
    expect(entries(instance({ publicAccess: PublicAccess.fromCidrs('203.0.113.0/24').reopened(1) }))[0]).toBe(
      '127.0.0.3/32',
    );
  });

  test('may be for anywhere, with a warning', () => {
    const assembly = instance({ publicAccess: PublicAccess.anywhere() });
    expect(entries(assembly)).toEqual(['127.0.0.2/32', '0.0.0.0/0']);
    expect(assembly.messages('warning')).toEqual([
      'PublicAccess.anywhere() lets the whole Internet reach this instance. Name address blocks with PublicAccess.fromCidrs.',
    ]);
  });

  test('is said once for every region, unless a region says otherwise; what exists is left alone', () => {
    const assembly = registry({
      publicAccess: PublicAccess.fromCidrs('203.0.113.0/24'),
      replicas: [
        { region: 'cn-hangzhou', publicAccess: PublicAccess.none() },
        { region: 'us-east-1' },
        { region: 'eu-west-1', existingInstanceId: 'cri-1' },
        {
          region: 'ap-northeast-1',
          existingInstanceId: 'cri-2',
          publicAccess: PublicAccess.fromCidrs('198.51.100.7/32'),
        },
      ],
    });
    expect(entries(assembly, 'acme-eu-central-1')).toHaveLength(2);
    expect(entries(assembly, 'acme-us-east-1')).toHaveLength(2);
    expect(entries(assembly, 'acme-cn-hangzhou')).toEqual([]);
    expect(entries(assembly, 'acme-eu-west-1')).toEqual([]);
    expect(entries(assembly, 'acme-ap-northeast-1').sort()).toEqual(['127.0.0.2/32', '198.51.100.7/32']);
  });

  test('refuses blocks that are none, everything at once', () => {
    expect(() => PublicAccess.fromCidrs('203.0.113.7/24', 'office')).toThrow(
      new Error(
        '[PublicAccess.fromCidrs] 2 problems:\n' +
          '  cidrs[0] is "203.0.113.7/24", but the bits after the first 24 are zero in the address of a block. Did you mean "203.0.113.0/24"?\n' +
          '  cidrs[1] is "office", but an address block is written in IPv4 CIDR notation. Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32".',
      ),
    );
    expect(() => PublicAccess.fromCidrs('203.0.113.0/24').reopened(0.5)).toThrow(
      new Error(
        '[PublicAccess.reopened] timesClosed is 0.5, but it counts from 1 to 200. Say how many times access was closed.',
      ),
    );
  });

  test('refuses the whole Internet as a block among others, and names the maker that says so', () => {
    expect(() => PublicAccess.fromCidrs('0.0.0.0/0')).toThrow(
      new Error(
        '[PublicAccess.fromCidrs] cidrs[0] is "0.0.0.0/0", but it lets in the whole Internet. Say so with PublicAccess.anywhere(), or name a smaller block.',
      ),
    );
  });
});

describe('settings of the wrong form', () => {
  test('are refused', () => {
    expect(refusals({ publicAccess: { enabled: true } as never, vpcAccess: {} as never })).toEqual([
      here(
        'publicAccess is {"enabled":true}, but it is made by PublicAccess. Write PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
      ),
      here('vpcAccess is {}, but it is a list. Put it into square brackets.'),
    ]);
  });
});

describe('an instance of another stack', () => {
  test('is guarded, since an empty id would mean the Personal Edition', () => {
    const assembly = synth(app => {
      const theirs = new ros.RosResource(stackIn(app, 'cn-hangzhou', 'theirs'), 'Theirs', {
        type: 'ALIYUN::CR::Instance',
        properties: { InstanceName: 'old' },
      });
      const attributes = { instanceId: theirs.getAtt('InstanceId'), instanceName: 'old' };
      const old = RegistryInstance.fromInstanceAttributes(stackIn(app, 'cn-hangzhou', 'ours'), 'Old', attributes);
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [old] });
    });
    const { OldNamespaceProd, ...others } = assembly.template('ours').Resources;
    const ready = Object.keys(others).find(id => id.startsWith('OldInstanceReady'))!;
    expect(OldNamespaceProd.DependsOn).toEqual(['DeployRegion', ready]);
    expect(others[ready]).toMatchObject({ Type: 'ALIYUN::ROS::Assert', DependsOn: ['DeployRegion'] });
    expect(assembly.dependencies('ours')).toEqual(['theirs']);
  });

  test('that was imported twice has its rules wait for the namespace where it is', () => {
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
});

describe('VPC access', () => {
  test('links each VPC', () => {
    const assembly = instance({
      vpcAccess: [
        { vpcId: 'vpc-1', vswitchId: 'vsw-1', privateDns: true },
        { vpcId: 'vpc-2', vswitchId: 'vsw-2' },
      ],
    });
    expect(all(assembly, 'stack-cn-hangzhou', VPC)).toEqual([
      expect.objectContaining({
        VpcId: 'vpc-1',
        VswitchId: 'vsw-1',
        ModuleName: 'Registry',
        EnableCreateDNSRecordInPvzt: true,
      }),
      expect.objectContaining({ VpcId: 'vpc-2', VswitchId: 'vsw-2', EnableCreateDNSRecordInPvzt: false }),
    ]);
  });

  test('refuses ids that are none, and the same link twice', () => {
    expect(refusals({ vpcAccess: [{ vpcId: 'main', vswitchId: '' }] })).toEqual([
      here('vpcAccess[0].vpcId is "main", but such an id begins with "vpc-". Copy it from the VPC console.'),
      here('vpcAccess[0].vswitchId is "", but such an id begins with "vsw-". Copy it from the VPC console.'),
    ]);
    const link = { vpcId: 'vpc-1', vswitchId: 'vsw-1' };
    expect(refusals({ vpcAccess: [link, link] })).toEqual([
      here('vpcAccess[1] is "vpc-1", but each VPC is linked once, through one vSwitch. Remove the repeated link.'),
    ]);
  });
});

describe('scan rules', () => {
  test('cover the instance, a namespace or a repository', () => {
    const assembly = synth(app => {
      const scanRules = [
        ScanRule.instance(),
        ScanRule.namespace('prod', { trigger: ScanTrigger.MANUAL, tagsMatching: 'v.*' }),
        ScanRule.repository('prod', 'api', { type: ScanType.CONTENTS }),
      ];
      const made = instanceIn(app, 'cn-hangzhou', { scanRules });
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [made] }).addRepository({ name: 'api' });
    });
    expect(all(assembly, 'stack-cn-hangzhou', SCAN)).toEqual([
      expect.objectContaining({
        ScanScope: 'INSTANCE',
        ScanType: 'VUL',
        TriggerType: 'AUTO',
        RepoTagFilterPattern: '.*',
      }),
      expect.objectContaining({
        ScanScope: 'NAMESPACE',
        Namespaces: ['prod'],
        TriggerType: 'MANUAL',
        RepoTagFilterPattern: 'v.*',
      }),
      expect.objectContaining({ ScanScope: 'REPO', Namespaces: ['prod'], RepoNames: ['api'], ScanType: 'SBOM' }),
    ]);
    const [, , repository] = assembly.resources('stack-cn-hangzhou', SCAN);
    expect(repository.DependsOn).toEqual([
      'DeployRegion',
      'RegistryNamespaceProd',
      expect.stringMatching(/^RegistryRepositoryProdApi/),
    ]);
  });

  test('are in every region that has the namespace, or only in some', () => {
    const assembly = registry({
      replicas: [{ region: 'cn-hangzhou' }, { region: 'us-east-1' }],
      namespaces: [{ name: 'china', replicateTo: ['cn-hangzhou'] }],
      scanRules: [
        ScanRule.instance({ regions: ScanRegions.REPLICAS }),
        ScanRule.instance({ regions: ScanRegions.PRIMARY, type: ScanType.CONTENTS }),
        ScanRule.namespace('china'),
      ],
    });
    const rules = (stack: string) =>
      all(assembly, stack, SCAN)
        .map(({ ScanScope, ScanType: type }) => `${ScanScope} ${type}`)
        .sort();
    expect(rules('acme-eu-central-1')).toEqual(['INSTANCE SBOM', 'NAMESPACE VUL']);
    expect(rules('acme-cn-hangzhou')).toEqual(['INSTANCE VUL', 'NAMESPACE VUL']);
    expect(rules('acme-us-east-1')).toEqual(['INSTANCE VUL']);
  });

  test('are made anew when they change', () => {
    const ids = (tagsMatching: string) =>
      Object.keys(
        instance({ scanRules: [ScanRule.instance({ tagsMatching })] }).template('stack-cn-hangzhou').Resources,
      );
    expect(ids('a')).not.toEqual(ids('b'));
    expect(ids('a')).toEqual(ids('a'));
  });

  test('refuse to be said twice', () => {
    expect(refusals({ scanRules: [ScanRule.instance(), ScanRule.instance()] })).toEqual([
      here('scanRules[1] is "the instance", but each scan rule is given once. Remove the repeated one.'),
    ]);
  });

  test('refuse a namespace that is not there, and a broken filter', () => {
    expect(refusals({ scanRules: [ScanRule.namespace('prod')] })).toEqual([
      here(
        'scanRules[0].namespaceName is "prod", but the instance has no namespace of that name. Add the instance to a MirroredNamespace of that name.',
      ),
    ]);
    expect(() => ScanRule.instance({ tagsMatching: '(' })).toThrow(
      new Error(
        '[ScanRule.instance] tagsMatching is "(", but a filter is a regular expression, and this one has an error (unterminated group). Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)".',
      ),
    );
    expect(problems(app => acme(app, { scanRules: [ScanRule.namespace('prd')] }))).toEqual([
      '[Acme] scanRules[0].namespaceName is "prd", but the registry has no namespace of that name. Did you mean "prod"?',
    ]);
  });
});

describe('retention rules', () => {
  test('say what is kept, the same in every region', () => {
    const assembly = registry({
      retentionRules: [
        RetentionRule.instance({ keepLast: 100 }),
        RetentionRule.namespace('prod', { keepTags: 'v.*', automatic: false, schedule: RetentionSchedule.WEEKLY }),
      ],
    });
    for (const stack of ['acme-eu-central-1', 'acme-cn-hangzhou']) {
      const common = { InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] } };
      expect(all(assembly, stack, RETENTION)).toEqual([
        { ...common, Auto: true, RetentionTagCount: 100, ScheduleTime: 'WEEK', Scope: 'INSTANCE' },
        { ...common, Auto: false, NamespaceName: 'prod', ScheduleTime: 'WEEK', TagRegexp: 'v.*' },
      ]);
    }
  });

  test('refuse to keep nothing, half an image, or what a pattern of a shell would not keep', () => {
    expect(() => RetentionRule.instance({})).toThrow(
      new Error(
        '[RetentionRule.instance] keepLast is missing, but a clean-up that keeps nothing would remove every image. Set keepLast, keepTags or both.',
      ),
    );
    expect(() => RetentionRule.instance({ keepLast: 0.5 })).toThrow(
      new Error('[RetentionRule.instance] keepLast is 0.5, but it is a whole number of images. Choose 1 or more.'),
    );
    expect(() => RetentionRule.namespace('prod', { keepTags: 'release-*' })).toThrow(
      new Error(
        '[RetentionRule.namespace] keepTags is "release-*", but it is a regular expression, in which "*" repeats the letter before it, so images that you want to keep would be removed. Did you mean "release-.*"?',
      ),
    );
    expect(() => RetentionRule.instance({ keepLast: 5, keepTag: 'release-.*' } as never)).toThrow(
      new Error(
        '[RetentionRule.instance] keepTag is given, but a retention rule has no such prop. Did you mean "keepTags"?',
      ),
    );
  });

  test('refuse to speak twice about the same', () => {
    const rule = () => RetentionRule.instance({ keepLast: 5 });
    expect(refusals({ retentionRules: [rule(), rule()] })).toEqual([
      here('retentionRules[1] is "the instance", but each scope has one rule. Put both into one rule.'),
    ]);
  });

  test('warn of rules that cover the same images, and of doubtful filters', () => {
    const retentionRules = [
      RetentionRule.instance({ keepLast: 5 }),
      RetentionRule.namespace('prod', { keepTags: '(?!rc).*' }),
    ];
    const assembly = registry({ retentionRules, replicas: [] });
    expect(assembly.messages('warning').sort()).toEqual([
      'The filter "(?!rc).*" uses (?!, which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      'The retention rules for the instance and for prod cover the same images, and it is not documented which of them holds. Give each image one rule.',
    ]);
  });
});

describe('the login password', () => {
  const secret = '{{resolve:kms-secret:registry}}';

  test('is taken as a reference to a secret, or from a parameter that is not shown', () => {
    expect(instance({ loginPassword: secret }).properties('stack-cn-hangzhou', 'ALIYUN::CR::UserInfo')).toEqual({
      InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
      User: { Password: secret },
    });
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      const parameter = new ros.RosParameter(stack, 'Password', { type: ros.RosParameterType.STRING, noEcho: true });
      new RegistryInstance(stack, 'Registry', {
        instanceName: 'acme',
        edition: Edition.BASIC,
        loginPassword: parameter.valueAsString,
      });
    });
    expect(assembly.properties('stack-cn-hangzhou', 'ALIYUN::CR::UserInfo').User).toEqual({
      Password: { Ref: 'Password' },
    });
  });

  const plain =
    'loginPassword is not a reference to a secret, but a template and its history can be read by many. ' +
    'Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.';

  test.each(['Secret123', '', '{{resolve:oos:x}}', `x${secret}`])('refuses %j without repeating it', loginPassword => {
    expect(refusals({ loginPassword })).toEqual([here(plain)]);
  });

  test('refuses a parameter that everybody sees', () => {
    const shown = problems(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      const parameter = new ros.RosParameter(stack, 'Password', { type: ros.RosParameterType.STRING });
      new RegistryInstance(stack, 'Registry', {
        instanceName: 'acme',
        edition: Edition.BASIC,
        loginPassword: parameter.valueAsString,
      });
    });
    expect(shown).toEqual([here(plain)]);
  });
});

describe('permissions', () => {
  const statements = (assembly: Assembly, stack: string, index = 0) =>
    (all(assembly, stack, POLICY)[index].PolicyDocument as { Statement: { Action: string[]; Resource: unknown[] }[] })
      .Statement;
  const arn = (region: string, path: string) => ({
    'Fn::Join': [
      '',
      [
        `acs:cr:${region}:`,
        { Ref: 'ALIYUN::TenantId' },
        ':repository/',
        { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
        `/${path}`,
      ],
    ],
  });
  const token = { Effect: 'Allow', Action: ['cr:GetAuthorizationToken'], Resource: ['*'] };
  const allow = (Action: string[], ...Resource: unknown[]) => ({ Effect: 'Allow', Action, Resource });

  test('to pull from a registry are given in every region, later ones included; to push only on the primary', () => {
    const assembly = synth(app => {
      const made = acme(app);
      made.grantPullPush(Grantee.user('ci'));
      made.addReplica({ region: 'us-east-1' });
    });
    expect(statements(assembly, 'acme-eu-central-1')).toEqual([
      allow(['cr:PullRepository'], arn('eu-central-1', '*')),
      allow(['cr:PushRepository'], arn('eu-central-1', '*')),
      allow(['cr:CreateRepository', 'cr:GetRepository'], arn('eu-central-1', '*')),
      token,
    ]);
    for (const region of ['cn-hangzhou', 'us-east-1']) {
      expect(statements(assembly, `acme-${region}`)).toEqual([allow(['cr:PullRepository'], arn(region, '*')), token]);
    }
  });

  test('on a namespace and a repository name just these, and never let anybody push to a replica', () => {
    const assembly = synth(app => {
      const made = acme(app, {
        namespaces: [
          { name: 'prod' },
          { name: 'base', autoCreateRepositories: false, repositories: [{ name: 'alpine' }] },
        ],
      });
      made.namespaces[0].grantPush(Grantee.role('ci'));
      made.namespaces[0].addRepository({ name: 'api' }).grantPull(Grantee.role('ci'));
      made.namespaces[1].grantPush(Grantee.role('ci'));
    });
    expect(statements(assembly, 'acme-eu-central-1')).toEqual([
      allow(['cr:PullRepository'], arn('eu-central-1', 'prod/api')),
      allow(['cr:PushRepository'], arn('eu-central-1', 'base/*'), arn('eu-central-1', 'prod/*')),
      allow(['cr:CreateRepository', 'cr:GetRepository'], arn('eu-central-1', 'prod'), arn('eu-central-1', 'prod/*')),
      token,
    ]);
    expect(statements(assembly, 'acme-cn-hangzhou')).toEqual([
      allow(['cr:PullRepository'], arn('cn-hangzhou', 'prod/api')),
      token,
    ]);
  });

  test('to push are the same whether replication is declared before or after, and however the target was imported', () => {
    const granted = (order: number) =>
      synth(app => {
        const [source, target] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
        const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] });
        const both = [
          () => namespace.grantPullPush(Grantee.user('ci')),
          () =>
            new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', {
              source,
              target,
              rules: [SyncRule.namespace('prod')],
            }),
        ];
        (order === 0 ? both : both.reverse()).forEach(declare => declare());
      });
    const actions = (order: number) => statements(granted(order), 'stack-cn-hangzhou').flatMap(({ Action }) => Action);
    expect(actions(0)).toEqual(['cr:PullRepository', 'cr:GetAuthorizationToken']);
    expect(actions(1)).toEqual(actions(0));
  });

  test.each([
    [Grantee.role('r.1'), 'ALIYUN::RAM::AttachPolicyToRole', { RoleName: 'r.1' }],
    [Grantee.user('u1'), 'ALIYUN::RAM::AttachPolicyToUser', { UserName: 'u1' }],
    [Grantee.group('g1'), 'ALIYUN::RAM::AttachPolicyToGroup', { GroupName: 'g1' }],
  ])('are attached by a resource of their own: %j', (grantee, type, whom) => {
    const assembly = synth(app => instanceIn(app, 'cn-hangzhou').grantPull(grantee));
    const policy = all(assembly, 'stack-cn-hangzhou', POLICY)[0];
    expect(Object.keys(policy).sort()).toEqual(['PolicyDocument', 'PolicyName']);
    expect(assembly.properties('stack-cn-hangzhou', type)).toEqual({
      PolicyName: policy.PolicyName,
      PolicyType: 'Custom',
      ...whom,
    });
  });

  test('have names of their own in the whole account, at most 128 characters long', () => {
    const names = (name: string) =>
      synth(app => {
        const stack = stackIn(app, 'cn-hangzhou', name);
        const two = ['One', 'Two'].map(
          id => new RegistryInstance(stack, id, { instanceName: id.toLowerCase(), edition: Edition.BASIC }),
        );
        two.forEach(made => ['x'.repeat(64), 'y'].forEach(user => made.grantPull(Grantee.user(user))));
      });
    const found = [`a${'b'.repeat(90)}`, 'b'].flatMap(name =>
      all(names(name), name, POLICY).map(({ PolicyName }) => PolicyName as string),
    );
    expect(new Set(found).size).toBe(8);
    expect(Math.max(...found.map(name => name.length))).toBeLessThanOrEqual(128);
  });

  test('are not given in another account', () => {
    const assembly = synth(app => {
      const replica = { region: 'cn-hangzhou', accountId: '42', existingInstanceId: 'cri-1' };
      acme(app, { replicas: [replica] }).grantPull(Grantee.role('nodes'));
    });
    expect(assembly.stacks()).not.toContain('acme-cn-hangzhou');
    const foreign = RegistryInstance.fromInstanceAttributes(newApp(), 'Theirs', {
      instanceId: 'cri-1',
      instanceName: 'theirs',
      region: 'cn-hangzhou',
      accountId: '42',
    });
    expect(() => foreign.grantPull(Grantee.role('nodes'))).toThrow(
      new Error(
        '[Theirs] grantee is "nodes", but permissions are granted by a stack in the account and the region of the instance. ' +
          'Import the instance inside such a stack, or let its owner grant them.',
      ),
    );
  });

  test('refuse an ARN where a name belongs', () => {
    expect(() => Grantee.role('acs:ram::1:role/nodes')).toThrow(
      new Error(
        '[Grantee.role] the name of the role is "acs:ram::1:role/nodes", but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Give the name, not the ARN.',
      ),
    );
  });
});

describe('RegistryServiceRoles', () => {
  const roles = (buckets?: string[]) =>
    synth(app => new RegistryServiceRoles(stackIn(app, 'eu-central-1'), 'Roles', { storageBucketNames: buckets }));

  test('makes the role of a first instance, leaving alone what exists', () => {
    expect(roles().resources('stack-eu-central-1', 'ALIYUN::RAM::Role')).toEqual([
      {
        Type: 'ALIYUN::RAM::Role',
        Properties: {
          RoleName: 'AliyunContainerRegistryDefaultRole',
          IgnoreExisting: true,
          PolicyAttachments: { System: ['AliyunContainerRegistryRolePolicy'] },
          AssumeRolePolicyDocument: {
            Version: '1',
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['cr.aliyuncs.com'] } }],
          },
        },
        DependsOn: ['DeployRegion'],
        DeletionPolicy: 'Retain',
      },
    ]);
  });

  test('makes the role of own buckets, with the rights to these buckets alone', () => {
    const assembly = roles(['layers-b', 'layers-a', 'layers-b']);
    const policies = all(assembly, 'stack-eu-central-1', POLICY) as unknown as {
      PolicyDocument: { Statement: [{ Resource: string[] }] };
    }[];
    expect(policies.map(({ PolicyDocument }) => PolicyDocument.Statement[0].Resource)).toEqual([
      ['acs:oss:*:*:layers-a', 'acs:oss:*:*:layers-a/*'],
      ['acs:oss:*:*:layers-b', 'acs:oss:*:*:layers-b/*'],
    ]);
    const attachments = all(assembly, 'stack-eu-central-1', 'ALIYUN::RAM::AttachPolicyToRole');
    expect(new Set(attachments.map(({ RoleName }) => RoleName))).toEqual(
      new Set(['AliyunContainerRegistryCustomizedOSSBucketRole']),
    );
  });

  test('are deployed before every registry that names them', () => {
    const assembly = synth(app => {
      const serviceRoles = new RegistryServiceRoles(stackIn(app, 'eu-central-1', 'account'), 'Roles');
      acme(app, { serviceRoles, tags: { team: 'platform' } });
    });
    expect(assembly.dependencies('acme-cn-hangzhou')).toEqual(['account']);
    expect(assembly.dependencies('acme-eu-central-1')).toEqual(['account']);
    expect(assembly.files()['manifest.json']).toContain('"team": "platform"');
  });
});

describe('immutable tags', () => {
  const warning =
    'Tags of repository prod/api are immutable on stack-cn-hangzhou/Registry but not on stack-eu-central-1/Registry: pushing a tag ' +
    'again is copied with the error TAG_CONFLICT. Make them immutable on the source as well.';

  test.each([
    ['warn where only the target has them', false, true, [warning]],
    ['are fine where the source has them too', true, true, []],
    ['are fine where only the source has them', true, false, []],
  ])('%s', (_what, onSource, onTarget, expected) => {
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
    expect(assembly.messages('warning')).toEqual(expected);
  });
});

describe('hosts', () => {
  test('are named for images, VPCs and charts, and a login line is published for the host that can be reached', () => {
    const made = instanceIn(newApp(), 'cn-hangzhou');
    expect(made.chartHost).toBe('acme-chart.cn-hangzhou.cr.aliyuncs.com');
    const login = (props: Partial<RegistryInstanceProps>) =>
      (instance(props).template('stack-cn-hangzhou').Outputs as Record<string, { Value: string }>).RegistryDockerLogin
        .Value;
    expect(login({})).toBe('docker login --username=YOUR_USER_NAME acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com');
    expect(login({ publicAccess: PublicAccess.anywhere() })).toBe(
      'docker login --username=YOUR_USER_NAME acme-registry.cn-hangzhou.cr.aliyuncs.com',
    );
  });

  test('every output of every stack says what it is', () => {
    const assembly = registry({ publicAccess: PublicAccess.anywhere() });
    for (const stack of assembly.stacks()) {
      for (const output of Object.values(
        assembly.template(stack).Outputs as Record<string, { Description?: string }>,
      )) {
        expect(output.Description).toMatch(/^\S.* \S/);
      }
    }
  });
});
