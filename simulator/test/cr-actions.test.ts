import { type Instance, type Simulator, startSimulator } from '../src';
import { type Map, callCr, refusal } from './support/clients';
import { deploy, remove, template } from './support/stacks';

const REGION = 'eu-central-1';

let simulator: Simulator;
let registry: Instance;
beforeEach(async () => {
  simulator = await startSimulator();
  registry = simulator.addRegistry({ region: REGION, name: 'acme', edition: 'Basic', namespaces: ['prod'] });
});
afterEach(() => simulator.close());

const call = (action: string, more: Map = {}) =>
  callCr(simulator)(action, { RegionId: REGION, InstanceId: registry.id, ...more });
const refused = async (action: string, more: Map = {}) => {
  const { code, message } = await refusal(call(action, more));
  return `${code}: ${message}`;
};
const now = () => simulator.registries(REGION)[0];

describe('a namespace', () => {
  test('A51 is made without repositories on push and private, unless the call says otherwise', async () => {
    await call('CreateNamespace', { NamespaceName: 'plain' });
    expect(now().namespaces.plain).toMatchObject({ autoCreate: false, visibility: 'PRIVATE', tagImmutability: false });
    const configuration = JSON.stringify({ RepoType: 'PUBLIC', TagImmutability: true });
    await call('UpdateNamespace', { NamespaceName: 'plain', AutoCreateRepo: true });
    await call('UpdateNamespace', { NamespaceName: 'plain', DefaultRepoConfiguration: configuration });
    expect(now().namespaces.plain).toMatchObject({ autoCreate: true, visibility: 'PUBLIC', tagImmutability: true });
    await call('DeleteNamespace', { NamespaceName: 'plain' });
    expect(Object.keys(now().namespaces)).toEqual(['prod']);
  });

  test('gives its configuration to repositories that are made on push', async () => {
    const configuration = JSON.stringify({ RepoType: 'PUBLIC', TagImmutability: true });
    await call('UpdateNamespace', { NamespaceName: 'prod', DefaultRepoConfiguration: configuration });
    const image = { region: REGION, instanceId: registry.id, namespace: 'prod', repository: 'api', tag: 'v1' };
    await simulator.pushImage(image);
    expect(Object.values(now().repositories)).toMatchObject([{ type: 'PUBLIC', tagImmutability: true }]);
    await expect(simulator.pushImage({ ...image, content: 'another' })).rejects.toThrow(
      new Error('The tag v1 of prod/api exists and cannot be overwritten.'),
    );
  });

  test.each([
    ['CreateNamespace', { NamespaceName: 'prod' }, /^NAMESPACE_EXIST: The namespace prod exists in .* already\.$/],
    ['CreateNamespace', { NamespaceName: 'Prod' }, /^INVALID_NAMESPACE_NAME: The namespace name "Prod" takes/],
    ['DeleteNamespace', { NamespaceName: 'none' }, /^NAMESPACE_NOT_EXIST: The namespace none does not exist in/],
    [
      'UpdateNamespace',
      { NamespaceName: 'prod', DefaultRepoConfiguration: '{"RepoType":"OPEN"}' },
      /^InvalidParameter: .*it is a JSON map of RepoType \(PUBLIC or PRIVATE\) and TagImmutability \(true or false\)\.$/,
    ],
    [
      'UpdateNamespace',
      { NamespaceName: 'prod', DefaultRepoConfiguration: '{' },
      /^InvalidParameter: The parameter DefaultRepoConfiguration is "{", but it is JSON\.$/,
    ],
  ])('refuses %s of %j', async (action, more, message) => {
    expect(await refused(action, more)).toMatch(message);
  });
});

describe('a repository', () => {
  const named = { RepoNamespaceName: 'prod', RepoName: 'api' };

  test('A51 keeps what an update leaves out', async () => {
    const { RepoId } = await call('CreateRepository', {
      ...named,
      RepoType: 'PRIVATE',
      Summary: 'Api',
      Detail: 'The api',
      TagImmutability: true,
    });
    await call('UpdateRepository', { RepoId, RepoType: 'PUBLIC', Summary: 'Open api' });
    expect(await call('GetRepository', named)).toMatchObject({
      RepoType: 'PUBLIC',
      Summary: 'Open api',
      Detail: 'The api',
      TagImmutability: true,
    });
    await call('DeleteRepository', named);
    expect(await refused('GetRepository', named)).toBe(
      `REPO_NOT_EXIST: The repository prod/api does not exist in ${registry.id}.`,
    );
  });

  test('loses a tag', async () => {
    const { digest, size } = await simulator.pushImage({
      region: REGION,
      instanceId: registry.id,
      namespace: 'prod',
      repository: 'api',
      tag: 'v1',
    });
    const [RepoId] = Object.keys(now().repositories);
    expect(await call('GetRepoTag', { RepoId, Tag: 'v1' })).toMatchObject({
      Digest: digest.replace('sha256:', ''),
      ImageSize: size,
      ImageCreate: simulator.now,
    });
    await call('DeleteRepoTag', { RepoId, Tag: 'v1' });
    expect(await refused('GetRepoTag', { RepoId, Tag: 'v1' })).toBe(
      'TAG_NOT_EXIST: The tag v1 does not exist in prod/api.',
    );
  });

  test('that a stack made may be deleted by a call: the stack then finds nothing to delete', async () => {
    const Properties = {
      InstanceId: registry.id,
      RepoNamespace: 'prod',
      RepoName: 'api',
      RepoType: 'PRIVATE',
      Summary: 'Api',
    };
    const body = template({ Repo: { Type: 'ALIYUN::CR::Repository', Properties } });
    const stack = await deploy(simulator, 'repo', body, REGION);
    await call('DeleteRepository', named);
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
  });
});

describe('the public endpoint', () => {
  const open = { EndpointType: 'Internet' };
  const entries = () => now().internet.entries.map(({ entry }) => entry);

  test('A53 keeps its entries while it is off', async () => {
    await call('UpdateInstanceEndpointStatus', { ...open, Enable: true });
    await call('CreateInstanceEndpointAclPolicy', { ...open, Entry: '10.0.0.0/8', Comment: 'office' });
    await call('UpdateInstanceEndpointStatus', { ...open, Enable: false });
    expect(now().internet.enabled).toBe(false);
    await call('UpdateInstanceEndpointStatus', { ...open, Enable: true });
    expect(entries()).toEqual(['127.0.0.1/32', '10.0.0.0/8']);
  });

  test('takes several entries, all or none', async () => {
    await call('UpdateInstanceEndpointStatus', { ...open, Enable: true });
    const several = (...blocks: string[]) => JSON.stringify(blocks.map(Entry => ({ Entry })));
    await call('CreateInstanceEndpointAclPolicy', { ...open, Entries: several('10.0.0.0/8', '11.0.0.0/8') });
    expect(
      await refused('CreateInstanceEndpointAclPolicy', { ...open, Entries: several('12.0.0.0/8', '10.0.0.0/8') }),
    ).toBe(`ACL_ENTRY_EXIST: The entry 10.0.0.0/8 is in the access list of ${registry.id} already.`);
    expect(entries()).toEqual(['127.0.0.1/32', '10.0.0.0/8', '11.0.0.0/8']);
    await call('DeleteInstanceEndpointAclPolicy', { ...open, Entries: several('10.0.0.0/8', '11.0.0.0/8') });
    expect(entries()).toEqual(['127.0.0.1/32']);
  });

  test('is listed with the one for VPCs, in brief without entries', async () => {
    await call('UpdateInstanceEndpointStatus', { ...open, Enable: true });
    await call('CreateInstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-1' });
    const { Endpoints } = await call('ListInstanceEndpoint');
    expect(Endpoints).toMatchObject([
      { EndpointType: 'internet', Enable: true, AclEntries: [{ Entry: '127.0.0.1/32' }], LinkedVpcs: [] },
      { EndpointType: 'vpc', Enable: true, LinkedVpcs: [{ VpcId: 'vpc-1' }] },
    ]);
    const brief = await call('ListInstanceEndpoint', { Summary: true });
    expect(brief.Endpoints.map(({ AclEntries }: Map) => AclEntries)).toEqual([[], []]);
  });
});

test.each([
  [
    'DeleteInstanceEndpointAclPolicy',
    { EndpointType: 'Internet', Entry: '10.0.0.0/8' },
    'ACL_ENTRY_NOT_EXIST: The entry 10.0.0.0/8 is not in the access list of ID.',
  ],
  [
    'DeleteInstanceVpcEndpointLinkedVpc',
    { VpcId: 'vpc-1', VswitchId: 'vsw-1' },
    'LINKED_VPC_NOT_EXIST: The VPC vpc-1 is not linked to ID.',
  ],
  ['GetScanRule', { ScanRuleId: 'none' }, 'SCAN_RULE_NOT_EXIST: The scan rule none does not exist in ID.'],
  [
    'DeleteArtifactLifecycleRule',
    { RuleId: 'none' },
    'LIFECYCLE_RULE_NOT_EXIST: The lifecycle rule none does not exist in ID.',
  ],
  [
    'CreateArtifactLifecycleRule',
    { EnableDeleteTag: true, EnableDeleteUntaggedManifest: true },
    'LIFECYCLE_RULE_INVALID: A lifecycle rule has EnableDeleteTag and EnableDeleteUntaggedManifest, but only one of them can be true.',
  ],
  [
    'CreateScanRule',
    { ScanScope: 'REPO', TriggerType: 'AUTO', Namespaces: '["a","b"]' },
    'SCAN_RULE_SCOPE_INVALID: A scan rule for REPO takes one namespace and at least one repository.',
  ],
  [
    'CreateScanRule',
    { ScanScope: 'NAMESPACE', TriggerType: 'AUTO' },
    'SCAN_RULE_SCOPE_INVALID: A scan rule for NAMESPACE takes at least one namespace and no repository.',
  ],
])('A52 refuses %s of %j', async (action, more, message) => {
  expect(await refused(action, more)).toBe(message.replace(/ ID\.$/, ` ${registry.id}.`));
});

test('a sync rule that a call makes copies as one of a stack does', async () => {
  const source = simulator.addRegistry({ region: REGION, name: 'source', namespaces: ['prod'] });
  const target = simulator.addRegistry({ region: 'cn-hangzhou', name: 'target', namespaces: ['prod'] });
  const { SyncRuleId } = await call('CreateRepoSyncRule', {
    InstanceId: source.id,
    SyncRuleName: 'rule',
    SyncScope: 'NAMESPACE',
    NamespaceName: 'prod',
    TagFilter: 'v.*',
    TargetInstanceId: target.id,
    TargetRegionId: 'cn-hangzhou',
    TargetNamespaceName: 'prod',
  });
  const image = { region: REGION, instanceId: source.id, namespace: 'prod', repository: 'api' };
  expect((await simulator.pushImage({ ...image, tag: 'v1' })).copies).toMatchObject([
    { ruleId: SyncRuleId, trigger: 'PASSIVE' },
  ]);
  await call('DeleteRepoSyncRule', { InstanceId: source.id, SyncRuleId });
  expect((await simulator.pushImage({ ...image, tag: 'v2' })).copies).toEqual([]);
});

test('rules that a stack made are told by the calls', async () => {
  const Properties = {
    InstanceId: registry.id,
    RuleName: 'new',
    ScanScope: 'NAMESPACE',
    ScanType: 'VUL',
    TriggerType: 'AUTO',
    RepoTagFilterPattern: '.*',
    Namespaces: ['prod'],
  };
  const Rule = { Type: 'ALIYUN::CR::ArtifactLifecycleRule', Properties: { InstanceId: registry.id, Auto: true } };
  await deploy(simulator, 'rules', template({ Scan: { Type: 'ALIYUN::CR::ScanRule', Properties }, Rule }), REGION);
  expect((await call('ListScanRule')).ScanRules).toMatchObject([
    { RuleName: 'new', Namespaces: ['prod'], RepoNames: [] },
  ]);
  expect((await call('ListArtifactLifecycleRule')).Rules).toMatchObject([{ Auto: true, EnableDeleteTag: true }]);
});

test('A54 a scan rule for a whole instance is made by a stack, not by a call', async () => {
  const rule = { RuleName: 'all', ScanScope: 'INSTANCE', TriggerType: 'AUTO', RepoTagFilterPattern: '.*' };
  const Scan = {
    Type: 'ALIYUN::CR::ScanRule',
    Properties: { ...rule, InstanceId: registry.id, ScanType: 'VUL' },
  };
  expect((await deploy(simulator, 'scan', template({ Scan }), REGION)).Status).toBe('CREATE_COMPLETE');
  expect((await call('ListScanRule')).ScanRules).toMatchObject([{ ScanScope: 'INSTANCE' }]);
  expect(await refused('CreateScanRule', rule)).toBe(
    'InvalidParameter: The parameter ScanScope is "INSTANCE", but it is one of NAMESPACE, REPO.',
  );
});

test('A50 instances are counted in the region of the call', async () => {
  simulator.addRegistry({ region: 'cn-hangzhou', name: 'other' });
  expect((await callCr(simulator)('GetInstanceCount', { RegionId: REGION })).Count).toBe(1);
});

test('the usage of an instance is told with its quota', async () => {
  expect(await call('GetInstanceUsage')).toMatchObject({
    NamespaceQuota: '15',
    NamespaceUsage: '1',
    RepoQuota: '1000',
    RepoUsage: '0',
    VpcUsage: '0',
  });
});

describe('the password of the registry', () => {
  test.each(['short-1', 'onlyletters', '12345678', 'x'.repeat(32) + '1'])('refuses %s', async Password => {
    expect(await refused('ResetLoginPassword', { Password })).toBe(
      'InvalidParameter: The parameter Password is "******", but it has 8 to 32 characters of at least two kinds: letters, digits and others.',
    );
  });

  test('is taken and not kept', async () => {
    await call('ResetLoginPassword', { Password: 'hunter2-hunter2' });
    await call('ResetLoginPassword', { Password: 'hunter3-hunter3' });
    expect(Object.values(now().attachments)).toMatchObject([{ kind: 'user', properties: {} }]);
    expect(JSON.stringify(now())).not.toContain('hunter');
  });
});

describe('the tags of an instance', () => {
  const tagged = (more: Map) =>
    callCr(simulator)('TagResources', {
      RegionId: REGION,
      ResourceType: 'instance',
      'ResourceId.1': registry.id,
      ...more,
    });

  test('may have no value, are shown with the instance, and go', async () => {
    await tagged({ 'Tag.1.Key': 'team', 'Tag.1.Value': 'web', 'Tag.2.Key': 'alone' });
    expect((await call('GetInstance')).Tags).toEqual([
      { TagKey: 'team', TagValue: 'web' },
      { TagKey: 'alone', TagValue: '' },
    ]);
    const resource = { RegionId: REGION, ResourceType: 'instance', 'ResourceId.1': registry.id };
    const { TagResources } = await callCr(simulator)('ListTagResources', {
      ...resource,
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'web',
    });
    expect(TagResources).toEqual({
      TagResource: [{ ResourceId: registry.id, ResourceType: 'instance', TagKey: 'team', TagValue: 'web' }],
    });
    await callCr(simulator)('UntagResources', { ...resource, 'TagKey.1': 'team', All: true });
    expect(now().tags).toEqual({ alone: '' });
    await callCr(simulator)('UntagResources', { ...resource, All: true });
    expect(now().tags).toEqual({});
  });

  test.each([
    [
      { 'Tag.1.Key': 'acs:team' },
      'The parameter Tag.N.Key is "acs:team", but it has 1 to 128 characters, does not begin with "acs:" or "aliyun" and holds no "http://" or "https://".',
    ],
    [{ 'Tag.1.Key': 'a', 'Tag.2.Key': 'a' }, 'The parameter Tag.N.Key is "a", but each key is given once.'],
    [{}, 'The parameter Tag.1.Key is required but was not given. Add it to the request.'],
  ])('refuses %j', async (more, message) => {
    expect((await refusal(tagged(more))).message).toBe(message);
  });
});
