import { type Simulator, startSimulator } from '../src';
import { type Map, callCr, callRos, refusal } from './support/clients';
import { deploy, instance, remove, template, update } from './support/stacks';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

/** A resource of the type, with the properties. */
const resource = (type: string, Properties: Map, more: Map = {}): Map => ({
  Type: `ALIYUN::CR::${type}`,
  Properties,
  ...more,
});

function rule(from: string, to: { id: string; region: string }, more: Map = {}): Map {
  return resource('RepoSyncRule', {
    InstanceId: from,
    NamespaceName: 'prod',
    SyncRuleName: 'rule',
    SyncScope: 'NAMESPACE',
    SyncTrigger: 'PASSIVE',
    TargetInstanceId: to.id,
    TargetRegionId: to.region,
    TargetNamespaceName: 'prod',
    ...more,
  });
}

/** A source and a target with the namespace prod. */
function pair(more: { edition?: 'Basic' | 'Standard' | 'Advanced'; accountId?: string; targetRegion?: string } = {}) {
  const source = simulator.addRegistry({
    region: 'eu-central-1',
    name: 'source',
    edition: more.edition,
    namespaces: ['prod'],
  });
  const target = simulator.addRegistry({
    region: more.targetRegion ?? 'cn-hangzhou',
    name: 'target',
    edition: 'Basic',
    accountId: more.accountId,
    namespaces: ['prod'],
  });
  return { source, target };
}

/** Why a stack of the source's region with these resources fails. */
async function failure(resources: Map, region = 'eu-central-1'): Promise<string> {
  const stack = await deploy(simulator, `wrong-${simulator.stacks().length}`, template(resources), region);
  expect(stack.Status).toBe('CREATE_ROLLBACK_COMPLETE');
  return `${stack.OperationInfo.Code}: ${stack.OperationInfo.Message}`;
}

describe('a sync rule', () => {
  test('refuses a Basic source', async () => {
    const { source, target } = pair({ edition: 'Basic' });
    expect(await failure({ Rule: rule(source.id, target) })).toBe(
      `INSTANCE_EDITION_NOT_SUPPORT: The instance ${source.id} is of the edition Basic, which cannot be a source. Upgrade it to Advanced.`,
    );
  });

  test('takes a Basic source once it was upgraded', async () => {
    const { source, target } = pair({ edition: 'Basic' });
    expect(simulator.upgradeRegistry(source.id, 'Advanced').edition).toBe('Advanced');
    expect(
      (await deploy(simulator, 'upgraded', template({ Rule: rule(source.id, target) }), 'eu-central-1')).Status,
    ).toBe('CREATE_COMPLETE');
    expect(() => simulator.upgradeRegistry('cri-none', 'Advanced')).toThrow('There is no instance cri-none.');
  });

  test('takes a Standard source', async () => {
    const { source, target } = pair({ edition: 'Standard' });
    expect(
      (await deploy(simulator, 'standard', template({ Rule: rule(source.id, target) }), 'eu-central-1')).Status,
    ).toBe('CREATE_COMPLETE');
  });

  test('A12 refuses chains, loops and two sources of one target', async () => {
    const { source, target } = pair();
    const third = simulator.addRegistry({ region: 'us-east-1', name: 'third', namespaces: ['prod'] });
    await deploy(simulator, 'star', template({ Rule: rule(source.id, target) }), 'eu-central-1');
    const id = simulator.arrows()[0].rule.id;
    expect(await failure({ Rule: rule(target.id, third) }, 'cn-hangzhou')).toMatch(/^INSTANCE_EDITION_NOT_SUPPORT/);
    expect(await failure({ Rule: rule(third.id, source) }, 'us-east-1')).toBe(
      `SYNC_RULE_TOPOLOGY: The instance ${source.id} is the source of the sync rule ${id}, so it cannot be a target.`,
    );
    expect(await failure({ Rule: rule(third.id, target) }, 'us-east-1')).toBe(
      `SYNC_RULE_TOPOLOGY: The instance ${target.id} is the target of another source, by the sync rule ${id}. A target has one source.`,
    );
  });

  test('A12 refuses a target as a source', async () => {
    const { source } = pair();
    const second = simulator.addRegistry({ region: 'us-east-1', name: 'second', namespaces: ['prod'] });
    const third = simulator.addRegistry({ region: 'us-west-1', name: 'third', namespaces: ['prod'] });
    await deploy(simulator, 'first', template({ Rule: rule(source.id, second) }), 'eu-central-1');
    expect(await failure({ Rule: rule(second.id, third) }, 'us-east-1')).toBe(
      `SYNC_RULE_TOPOLOGY: The instance ${second.id} is the target of the sync rule ${simulator.arrows()[0].rule.id}, so it cannot be a source.`,
    );
  });

  test('may be one of several between the same two, and one of many from one source', async () => {
    const { source, target } = pair();
    const third = simulator.addRegistry({ region: 'us-east-1', name: 'third', namespaces: ['prod'] });
    const rules = {
      One: rule(source.id, target),
      Two: rule(source.id, target, { SyncRuleName: 'two' }),
      Three: rule(source.id, third, { SyncRuleName: 'three' }),
    };
    expect((await deploy(simulator, 'many', template(rules), 'eu-central-1')).Status).toBe('CREATE_COMPLETE');
  });

  test.each<[string, Map, (ids: { source: string; target: string }) => string]>([
    [
      'a namespace that is not there',
      { NamespaceName: 'dev' },
      ({ source }) => `NAMESPACE_NOT_EXIST: The namespace dev does not exist in ${source}.`,
    ],
    [
      'a target namespace that is not there',
      { TargetNamespaceName: 'dev' },
      ({ target }) => `NAMESPACE_NOT_EXIST: The namespace dev does not exist in ${target}.`,
    ],
    [
      'a target in another region than it says',
      { TargetRegionId: 'us-east-1' },
      ({ target }) => `INSTANCE_NOT_EXIST: The instance ${target} does not exist in us-east-1.`,
    ],
    [
      'the scope REPO without repositories',
      { SyncScope: 'REPO' },
      () => 'SYNC_RULE_SCOPE_INVALID: The sync rule rule has the scope REPO, which takes RepoName and TargetRepoName.',
    ],
    [
      'the scope REPO of a repository that is not there',
      { SyncScope: 'REPO', RepoName: 'api', TargetRepoName: 'api' },
      ({ source }) => `REPO_NOT_EXIST: The repository prod/api does not exist in ${source}.`,
    ],
    [
      'the scope NAMESPACE with a repository',
      { RepoName: 'api' },
      () =>
        'SYNC_RULE_SCOPE_INVALID: The sync rule rule has the scope NAMESPACE, which takes no RepoName and no TargetRepoName.',
    ],
    [
      'a filter that is no regular expression',
      { TagFilter: '(' },
      () => 'SYNC_RULE_FILTER_INVALID: The filter "(" is not a regular expression in RE2 syntax.',
    ],
  ])('refuses %s', async (_, more, message) => {
    const { source, target } = pair();
    expect(await failure({ Rule: rule(source.id, target, more) })).toBe(
      message({ source: source.id, target: target.id }),
    );
  });

  test('A13 refuses a target namespace that does not create repositories', async () => {
    const { source, target } = pair();
    await deploy(
      simulator,
      'space',
      template({ Off: resource('Namespace', { InstanceId: target.id, Namespace: 'off', AutoCreate: false }) }),
    );
    expect(await failure({ Rule: rule(source.id, target, { TargetNamespaceName: 'off' }) })).toBe(
      `SYNC_RULE_TARGET_INVALID: The namespace off of ${target.id} does not create repositories by itself, which a sync rule for a namespace needs. Switch AutoCreate on.`,
    );
  });

  test('refuses a finance cloud as target of a public one', async () => {
    const { source, target } = pair({ targetRegion: 'cn-shanghai-finance-1' });
    expect(await failure({ Rule: rule(source.id, target) })).toBe(
      'SYNC_RULE_TARGET_INVALID: Images are not copied between eu-central-1 and cn-shanghai-finance-1: they are in different clouds.',
    );
  });

  test('crosses accounts only with TargetUserId', async () => {
    const { source, target } = pair({ accountId: '99' });
    expect(await failure({ Rule: rule(source.id, target) })).toBe(
      `SYNC_RULE_TARGET_INVALID: The target ${target.id} is not owned by the account 1234567890123456. Pass TargetUserId, the account that owns it.`,
    );
    expect(
      (
        await deploy(
          simulator,
          'right',
          template({ Rule: rule(source.id, target, { TargetUserId: '99' }) }),
          'eu-central-1',
        )
      ).Status,
    ).toBe('CREATE_COMPLETE');
    expect(simulator.arrows()[0].rule.crossUser).toBe(true);
  });

  test('shows on both ends, with its direction', async () => {
    const { source, target } = pair();
    await deploy(simulator, 'both', template({ Rule: rule(source.id, target) }), 'eu-central-1');
    const call = callCr(simulator);
    const from = await call('ListRepoSyncRule', { RegionId: 'eu-central-1', InstanceId: source.id });
    const to = await call('ListRepoSyncRule', { RegionId: 'cn-hangzhou', InstanceId: target.id });
    expect(from).toMatchObject({
      Code: 'success',
      IsSuccess: true,
      TotalCount: 1,
      SyncRules: [
        { SyncDirection: 'FROM', SyncRuleName: 'rule', TagFilter: '.*', SyncRuleId: expect.stringMatching(/^crsr-/) },
      ],
    });
    expect(to.SyncRules).toMatchObject([
      { SyncDirection: 'TO', LocalRegionId: 'eu-central-1', TargetRegionId: 'cn-hangzhou' },
    ]);
  });
});

describe('a pushed image', () => {
  const push = (instanceId: string, more: Map = {}) =>
    simulator.pushImage({
      region: 'eu-central-1',
      instanceId,
      namespace: 'prod',
      repository: 'api',
      tag: 'v1',
      ...more,
    });
  const done = async () => {
    await simulator.advance(60_000);
    return simulator.tasks().map(task => [task.status, task.issue].filter(Boolean).join(' '));
  };

  async function replicated(more: Map = {}) {
    const ends = pair();
    const stack = await deploy(
      simulator,
      'replication',
      template({ Rule: rule(ends.source.id, ends.target, more) }),
      'eu-central-1',
    );
    return { ...ends, stack };
  }

  test('goes through PENDING and SYNCHRONIZING to SUCCESS', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    const { source, target } = pair();
    await callRos(simulator)(
      'CreateStack',
      { StackName: 's', RegionId: 'eu-central-1' },
      { TemplateBody: template({ Rule: rule(source.id, target) }) },
    );
    await simulator.advance(10_000);
    const { size } = await push(source.id);
    const status = () => simulator.tasks()[0].status;
    const seen = [status()];
    await simulator.advance(1_000);
    seen.push(status());
    await simulator.advance(10_000);
    expect([...seen, status()]).toEqual(['PENDING', 'SYNCHRONIZING', 'SUCCESS']);
    const query = { RegionId: 'eu-central-1', InstanceId: source.id };
    const call = callCr(simulator);
    const { SyncTasks } = await call('ListRepoSyncTask', query);
    expect(SyncTasks).toMatchObject([
      {
        TaskStatus: 'SUCCESS',
        TaskTrigger: 'PASSIVE',
        ImageTo: { RegionId: 'cn-hangzhou', RepoName: 'api', ImageTag: 'v1' },
      },
    ]);
    expect(await call('GetRepoSyncTask', { ...query, SyncTaskId: SyncTasks[0].SyncTaskId })).toMatchObject({
      TaskStatus: 'SUCCESS',
      SyncedSize: size,
      LayerTasks: [{ TaskStatus: 'SUCCESS' }, { TaskStatus: 'SUCCESS' }],
    });
  });

  test('A14 is copied where filters match the whole name', async () => {
    const { source } = await replicated({ TagFilter: 'v[0-9]+', RepoNameFilter: 'api|web' });
    expect((await push(source.id)).copies).toHaveLength(1);
    expect((await push(source.id, { tag: 'v1-rc' })).copies).toHaveLength(0);
    expect((await push(source.id, { repository: 'web' })).copies).toHaveLength(1);
    expect((await push(source.id, { repository: 'website' })).copies).toHaveLength(0);
  });

  test('is not copied by a rule that is for hands only, until a hand does it', async () => {
    const { source } = await replicated({ SyncTrigger: 'INITIATIVE' });
    expect((await push(source.id)).copies).toEqual([]);
    const call = callCr(simulator);
    const query = { RegionId: 'eu-central-1', InstanceId: source.id };
    const { Repositories } = await call('ListRepository', query);
    const { SyncTaskId } = await call('CreateRepoSyncTaskByRule', {
      ...query,
      RepoId: Repositories[0].RepoId,
      SyncRuleId: simulator.arrows()[0].rule.id,
      Tag: 'v1',
    });
    expect(await done()).toEqual(['SUCCESS']);
    expect(simulator.tasks()[0]).toMatchObject({ id: SyncTaskId, trigger: 'INITIATIVE' });
  });

  test('A44 refuses a copy on demand by a rule that copies by itself', async () => {
    const { source } = await replicated();
    await push(source.id);
    const [rule] = Object.values(simulator.registries('eu-central-1')[0].rules);
    const [RepoId] = Object.keys(simulator.registries('eu-central-1')[0].repositories);
    const query = { RegionId: 'eu-central-1', InstanceId: source.id, RepoId, SyncRuleId: rule.id, Tag: 'v1' };
    expect(await refusal(callCr(simulator)('CreateRepoSyncTaskByRule', query))).toEqual({
      code: 'SYNC_RULE_TRIGGER_INVALID',
      message: `The sync rule ${rule.id} copies by itself (PASSIVE), but only a manual one (INITIATIVE) starts copies on demand. Use CreateRepoSyncTask.`,
      status: 400,
    });
  });

  test('A15 is not copied when it was pushed before the rule', async () => {
    const { source, target } = pair();
    await push(source.id);
    await deploy(simulator, 'rule-after-push', template({ Rule: rule(source.id, target) }), 'eu-central-1');
    expect(simulator.tasks()).toEqual([]);
  });

  test('shares a batch among the targets it goes to', async () => {
    const { source, target } = pair();
    const third = simulator.addRegistry({ region: 'us-east-1', name: 'third', namespaces: ['prod'] });
    await deploy(
      simulator,
      'fan',
      template({ One: rule(source.id, target), Two: rule(source.id, third, { SyncRuleName: 'two' }) }),
      'eu-central-1',
    );
    expect(new Set((await push(source.id)).copies.map(task => task.batchId)).size).toBe(1);
    expect(await done()).toEqual(['SUCCESS', 'SUCCESS']);
  });

  test('meets TAG_CONFLICT at a repository whose tags cannot be overwritten', async () => {
    const { source, target } = pair();
    await deploy(
      simulator,
      'repo',
      template({
        Api: resource('Repository', {
          InstanceId: target.id,
          RepoNamespace: 'prod',
          RepoName: 'api',
          RepoType: 'PRIVATE',
          Summary: 'Api',
          TagImmutability: true,
        }),
      }),
    );
    await deploy(simulator, 'replication', template({ Rule: rule(source.id, target) }), 'eu-central-1');
    await push(source.id);
    await push(source.id, { content: 'another' });
    expect(await done()).toEqual(['SUCCESS', 'ERROR TAG_CONFLICT']);
  });

  test('is overwritten at the target when it is pushed again', async () => {
    const { source } = await replicated();
    await push(source.id);
    const { digest } = await push(source.id, { content: 'another' });
    expect(await done()).toEqual(['SUCCESS', 'SUCCESS']);
    expect(Object.values(simulator.registries('cn-hangzhou')[0].repositories)[0].tags.v1.digest).toBe(digest);
  });

  test.each([
    ['a tag that is none', { tag: '-v1' }, 'The tag "-v1" is not 1 to 128 letters, digits, "_", "." and "-".'],
    ['a prototype tag', { tag: '__proto__' }, 'The tag "__proto__" is not 1 to 128 letters, digits, "_", "." and "-".'],
  ])('refuses %s', async (_, more, message) => {
    const { source } = pair();
    await expect(push(source.id, more)).rejects.toThrow(new Error(message));
  });
});

describe('registries', () => {
  test('are released with all that is on them; rules of others that end there stay', async () => {
    const source = simulator.addRegistry({ region: 'eu-central-1', name: 'home', namespaces: ['prod'] });
    const target = simulator.addRegistry({ region: 'cn-hangzhou', name: 'away', namespaces: ['prod'] });
    await callCr(simulator)('CreateRepoSyncRule', {
      ...{ RegionId: 'eu-central-1', InstanceId: source.id, SyncRuleName: 'all', SyncScope: 'NAMESPACE' },
      ...{ SyncTrigger: 'PASSIVE', TagFilter: '.*', NamespaceName: 'prod', TargetNamespaceName: 'prod' },
      ...{ TargetRegionId: 'cn-hangzhou', TargetInstanceId: target.id },
    });
    simulator.releaseRegistry(target.id);
    expect(simulator.registries('cn-hangzhou')).toEqual([]);
    expect(simulator.arrows().map(({ toInstanceId }) => toInstanceId)).toEqual([target.id]);
    simulator.releaseRegistry(source.id);
    expect(simulator.arrows()).toEqual([]);
    expect(() => simulator.releaseRegistry('cri-none')).toThrow('There is no instance cri-none.');
  });

  test('A16 refuses a name that is taken in the region', async () => {
    const { source } = pair();
    expect(await failure({ Registry: instance('source') })).toBe(
      `INSTANCE_NAME_EXIST: The instance name source is taken in eu-central-1 by ${source.id}: names form the host name.`,
    );
  });

  test('A16 take a name several times where that is asked for', async () => {
    const generous = await startSimulator({ repeatedNames: true });
    const registry = { region: 'eu-central-1', name: 'source' };
    const ids = [generous.addRegistry(registry).id, generous.addRegistry(registry).id];
    const listed = await callCr(generous)('ListInstance', { RegionId: 'eu-central-1', InstanceName: 'source' });
    await generous.close();
    expect((listed.Instances as Map[]).map(({ InstanceId }) => InstanceId).sort()).toEqual(ids.sort());
    expect(new Set(ids).size).toBe(2);
  });

  test('A17 keep to their quota of namespaces', async () => {
    const registry = simulator.addRegistry({
      region: 'cn-hangzhou',
      name: 'small',
      edition: 'Basic',
      namespaces: Array.from({ length: 15 }, (_, index) => `n${index}`),
    });
    expect(
      await failure({ More: resource('Namespace', { InstanceId: registry.id, Namespace: 'more' }) }, 'cn-hangzhou'),
    ).toBe(`NAMESPACE_QUOTA_EXCEEDED: The Basic instance ${registry.id} has 15 namespaces, its quota.`);
  });

  test('A18 refuses the Personal Edition', async () => {
    expect(await failure({ Space: resource('Namespace', { Namespace: 'prod' }) })).toBe(
      'INSTANCE_ID_MISSING: InstanceId is not given, which means the Personal Edition. It is not simulated; name an Enterprise Edition instance.',
    );
  });

  test('A19 cannot be removed while they are the end of an arrow', async () => {
    const stack = await deploy(
      simulator,
      'target',
      template({
        Registry: instance('replica', 'Basic'),
        Prod: resource('Namespace', { InstanceId: { Ref: 'Registry' }, Namespace: 'prod', AutoCreate: true }),
      }),
    );
    const source = simulator.addRegistry({ region: 'eu-central-1', name: 'source', namespaces: ['prod'] });
    const target = simulator.registries('cn-hangzhou')[0];
    const rules = await deploy(simulator, 'rules', template({ Rule: rule(source.id, target) }), 'eu-central-1');
    expect((await remove(simulator, stack)).OperationInfo).toMatchObject({ Code: 'INSTANCE_IN_USE' });
    await remove(simulator, rules);
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
  });

  test('refuse all traffic at first, and take entries once the public endpoint is switched on', async () => {
    const registry = simulator.addRegistry({ region: 'cn-hangzhou', name: 'shut' });
    const call = callCr(simulator);
    const one = { RegionId: 'cn-hangzhou', InstanceId: registry.id };
    const query = { ...one, EndpointType: 'internet' };
    expect(await call('GetInstanceEndpoint', query)).toMatchObject({
      Enable: false,
      AclEntries: [],
      Domains: [{ Type: 'SYSTEM', Domain: 'shut-registry.cn-hangzhou.cr.aliyuncs.com' }],
    });
    const entry = (more: Map = {}) =>
      resource('InstanceEndpointAclPolicy', {
        InstanceId: registry.id,
        Entry: '10.0.0.0/8',
        EndpointType: 'internet',
        ...more,
      });
    expect(await failure({ Entry: entry() }, 'cn-hangzhou')).toBe(
      `INSTANCE_ACCESS_ACL_ENTRY_INVALID: The public endpoint of ${registry.id} is off. Set AutoEnableType to internet, or switch it on with UpdateInstanceEndpointStatus.`,
    );
    const stack = await deploy(
      simulator,
      'open',
      template({
        Entry: entry({ AutoEnableType: 'internet', Comment: 'office' }),
        Vpc: resource('InstanceVpcEndpointLinkedVpc', { InstanceId: registry.id, VpcId: 'vpc-1', VswitchId: 'vsw-1' }),
      }),
    );
    expect((await call('GetInstanceEndpoint', query)).AclEntries).toEqual([
      { Entry: '127.0.0.1/32', Comment: 'default' },
      { Entry: '10.0.0.0/8', Comment: 'office' },
    ]);
    expect(await call('GetInstanceVpcEndpoint', one)).toMatchObject({
      Enable: true,
      LinkedVpcs: [{ VpcId: 'vpc-1', VswitchId: 'vsw-1', Status: 'RUNNING', DefaultAccess: true }],
      Domains: ['shut-registry-vpc.cn-hangzhou.cr.aliyuncs.com'],
    });
    await remove(simulator, stack);
    expect((await call('GetInstanceEndpoint', query)).AclEntries).toHaveLength(1);
  });

  test('keep every other kind of resource, change it in place and let it go', async () => {
    const registry = simulator.addRegistry({ region: 'cn-hangzhou', name: 'full', namespaces: ['prod'] });
    const InstanceId = registry.id;
    const body = (word: string, keep: number) =>
      template({
        Scan: resource('ScanRule', {
          InstanceId,
          RuleName: word,
          RepoTagFilterPattern: '.*',
          ScanScope: 'INSTANCE',
          ScanType: 'VUL',
          TriggerType: 'AUTO',
        }),
        Clean: resource('ArtifactLifecycleRule', { InstanceId, Auto: true, RetentionTagCount: keep }),
        Route: resource('StorageDomainRoutingRule', {
          InstanceId,
          Routes: [{ EndpointType: 'internet', InstanceDomain: 'a', StorageDomain: word }],
        }),
        User: resource('UserInfo', { InstanceId, User: { Password: `${word}-Secret1` } }),
      });
    const stack = await deploy(simulator, 'rest', body('one', 3));
    expect(stack.Status).toBe('CREATE_COMPLETE');
    expect((await update(simulator, stack, body('two', 4))).Status).toBe('UPDATE_COMPLETE');
    expect(
      Object.values(simulator.registries()[0].attachments).map(({ kind, properties }) => [
        kind,
        properties.RuleName ?? properties.RetentionTagCount ?? 'kept',
      ]),
    ).toEqual([
      ['scan rule', 'two'],
      ['lifecycle rule', 4],
      ['routing rule', 'kept'],
      ['user', 'kept'],
    ]);
    expect(JSON.stringify(simulator.registries()[0].attachments)).not.toContain('Secret1');
    await remove(simulator, stack);
    expect(simulator.registries()[0].attachments).toEqual({});
  });

  test('can be looked at by data sources', async () => {
    pair();
    const body = template(
      {
        All: { Type: 'DATASOURCE::CR::Instances', Properties: {} },
        One: {
          Type: 'DATASOURCE::CR::Instance',
          Properties: { InstanceId: { 'Fn::Select': [0, { 'Fn::GetAtt': ['All', 'InstanceIds'] }] } },
        },
      },
      { Outputs: { Name: { Value: { 'Fn::GetAtt': ['One', 'InstanceName'] } } } },
    );
    expect((await deploy(simulator, 'looking', body)).Outputs).toMatchObject([{ OutputValue: 'target' }]);
    expect(await failure({ Spaces: { Type: 'DATASOURCE::CR::Namespaces', Properties: {} } })).toBe(
      'INSTANCE_ID_MISSING: This data source lists the Personal Edition, which is not simulated.',
    );
  });

  test('tell about themselves through the API, and refuse what is not there', async () => {
    const { source } = pair();
    const call = callCr(simulator);
    const query = { RegionId: 'eu-central-1', InstanceId: source.id };
    expect(await call('GetInstance', query)).toMatchObject({
      InstanceSpecification: 'Enterprise_Advanced',
      InstanceStatus: 'RUNNING',
      IsSuccess: true,
    });
    expect(await call('ListInstance', { RegionId: 'eu-central-1', InstanceName: 'nobody' })).toMatchObject({
      TotalCount: 0,
    });
    expect((await call('ListNamespace', query)).Namespaces).toMatchObject([
      { NamespaceName: 'prod', AutoCreateRepo: true, DefaultRepoType: 'PRIVATE' },
    ]);
    expect((await call('GetNamespace', { ...query, NamespaceName: 'prod' })).NamespaceId).toMatch(/^crn-/);
    expect(await call('GetAuthorizationToken', query)).toMatchObject({
      TempUsername: 'cr_temp_user',
      ExpireTime: simulator.now + 3_600_000,
    });
    expect(await refusal(call('GetInstance', { ...query, InstanceId: 'cri-none' }))).toEqual({
      code: 'INSTANCE_NOT_EXIST',
      message: 'The instance cri-none does not exist in eu-central-1.',
      status: 404,
    });
    expect((await refusal(call('GetRepository', { ...query, RepoNamespaceName: 'prod', RepoName: 'api' }))).code).toBe(
      'REPO_NOT_EXIST',
    );
    expect((await refusal(call('GetRepoSyncTask', { ...query, SyncTaskId: 'constructor' }))).code).toBe(
      'SYNC_TASK_NOT_EXIST',
    );
  });
});

describe('grants', () => {
  const policy = (name: string) => ({
    Type: 'ALIYUN::RAM::ManagedPolicy',
    Properties: {
      PolicyName: name,
      PolicyDocument: {
        Version: '1',
        Statement: [{ Effect: 'Allow', Action: ['cr:PullRepository'], Resource: ['*'] }],
      },
    },
  });
  const role = {
    Type: 'ALIYUN::RAM::Role',
    Properties: {
      RoleName: 'puller',
      AssumeRolePolicyDocument: {
        Version: '1',
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
      },
    },
  };
  const attach = {
    Type: 'ALIYUN::RAM::AttachPolicyToRole',
    DependsOn: ['Policy', 'Role'],
    Properties: { PolicyName: 'pull', PolicyType: 'Custom', RoleName: 'puller' },
  };

  test('are made, attached and removed', async () => {
    const stack = await deploy(
      simulator,
      'grants',
      template(
        { Policy: policy('pull'), Role: role, Attach: attach },
        { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } } },
      ),
    );
    expect(stack).toMatchObject({
      Status: 'CREATE_COMPLETE',
      Outputs: [{ OutputValue: 'acs:ram::1234567890123456:role/puller' }],
    });
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
  });

  test('refuse a policy that exists in the account, in whichever region', async () => {
    await deploy(simulator, 'one', template({ Policy: policy('pull') }), 'eu-central-1');
    expect(await failure({ Policy: policy('pull') }, 'cn-hangzhou')).toBe(
      'EntityAlreadyExists.Policy: The policy pull exists already.',
    );
    const foreign = { ...attach, DependsOn: [], Properties: { ...attach.Properties, PolicyName: 'missing' } };
    expect(await failure({ Attach: foreign })).toBe('EntityNotExist.Policy: The policy missing does not exist.');
  });

  test('A38 go to roles, users and groups that no stack has made', async () => {
    const holders = Object.entries({ Role: 'kubernetes-nodes', User: 'deployer', Group: 'pullers' }).map(
      ([kind, name]) => [
        `To${kind}`,
        {
          Type: `ALIYUN::RAM::AttachPolicyTo${kind}`,
          DependsOn: ['Policy'],
          Properties: { PolicyName: 'pull', PolicyType: 'Custom', [`${kind}Name`]: name },
        },
      ],
    );
    expect(
      (await deploy(simulator, 'foreign', template({ Policy: policy('pull'), ...Object.fromEntries(holders) }))).Status,
    ).toBe('CREATE_COMPLETE');
  });
});
