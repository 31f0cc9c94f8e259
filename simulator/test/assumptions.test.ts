import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../src';
import { type Map, callCr, callRos, refusal } from './support/clients';
import { deploy, instance, outputs, remove, finished, template } from './support/stacks';

const REGION = 'cn-hangzhou';
let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

test('every assumption of the README is asserted by a test that carries its number', () => {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  const listed = [...readme.matchAll(/^\| (A\d\d) /gm)].map(match => match[1]);
  const tests = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts'))
    .map(file => readFileSync(join(__dirname, file), 'utf8'))
    .join('\n');
  const asserted = new Set([...tests.matchAll(/^[^|\n]*?['`](A\d\d) /gm)].map(match => match[1]));
  expect(listed).toHaveLength(83);
  expect(listed.filter(number => !asserted.has(number))).toEqual([]);
  expect([...asserted].filter(number => !listed.includes(number))).toEqual([]);
});

test.each(['TemplateURL', 'TemplateId', 'TemplateScratchId', 'StackPolicyBody'])('A11 refuses %s', async name => {
  expect(await refusal(deploy(simulator, 'elsewhere', template({}), REGION, { [name]: 'x' }))).toEqual({
    code: 'NotSupported',
    message: expect.stringMatching(`^The parameter ${name} of CreateStack is not simulated\\. Leave it out;`),
    status: 400,
  });
});

describe('GenerateTemplatePolicy', () => {
  const body = template({ Registry: instance('acme'), Wait: { Type: 'ALIYUN::ROS::Sleep', Properties: {} } });
  const generate = (of: Simulator) =>
    callRos(of)('GenerateTemplatePolicy', { RegionId: REGION }, { TemplateBody: body });

  test('A83 grants the actions of each type of the template, and nothing for a type whose actions are not known', async () => {
    expect((await generate(simulator)).Policy).toEqual({
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'cr:ChangeResourceGroup',
            'cr:CreateInstance',
            'cr:DeleteInstance',
            'cr:GetInstance',
            'cr:ListInstance',
          ],
          Resource: '*',
        },
      ],
    });
  });

  test('A83 refuses where the simulator is told to, and a template that is none', async () => {
    const other = await startSimulator({ templatePolicies: false });
    expect(await refusal(generate(other))).toEqual({
      code: 'NotSupported',
      message: 'No policy can be generated for this template.',
      status: 400,
    });
    await other.close();
    const broken = callRos(simulator)('GenerateTemplatePolicy', { RegionId: REGION }, { TemplateBody: '{}' });
    expect((await refusal(broken)).status).toBe(400);
  });
});

test('A21 a ClientToken is forgotten after 24 hours', async () => {
  const create = () =>
    callRos(simulator)(
      'CreateStack',
      { StackName: 'again', RegionId: REGION, ClientToken: 't' },
      { TemplateBody: template({}) },
    );
  const { StackId } = await create();
  await simulator.advance(23 * 3_600_000);
  expect((await create()).StackId).toBe(StackId);
  await simulator.advance(3_600_000);
  expect((await refusal(create())).code).toBe('StackExists');
});

test('A23 refuses to continue a creation in the mode Ignore', async () => {
  const stack = await deploy(
    simulator,
    'failed',
    template({ Wrong: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [1, 2] } } }),
    REGION,
    { DisableRollback: true },
  );
  const query = { StackId: stack.StackId, RegionId: REGION };
  expect((await refusal(callRos(simulator)('ContinueCreateStack', { ...query, Mode: 'Ignore' }))).message).toBe(
    'The Mode Ignore is not simulated. Use Recreate.',
  );
  const flipped = template({}, { Conditions: { Yes: { 'Fn::Equals': [1, 1] } } });
  expect((await refusal(callRos(simulator)('ContinueCreateStack', query, { TemplateBody: flipped }))).message).toBe(
    'The section Conditions differs, but a continued creation changes only Description, Metadata, Resources and Outputs.',
  );
});

test('A24 reads text as a number or boolean where one is due, and nothing else', async () => {
  const space = (AutoCreate: unknown) => ({
    Registry: instance('acme', 'Basic', { Period: '12' }),
    Space: {
      Type: 'ALIYUN::CR::Namespace',
      Properties: { InstanceId: { Ref: 'Registry' }, Namespace: 'prod', AutoCreate },
    },
  });
  await deploy(simulator, 'text', template(space('true')));
  expect(simulator.registries()[0].namespaces.prod.autoCreate).toBe(true);
  expect((await refusal(deploy(simulator, 'number', template(space(1))))).message).toBe(
    'Resources.Space.Properties.AutoCreate is a Number, but it takes a Boolean.',
  );
  expect((await refusal(deploy(simulator, 'list', template({ Registry: instance(['acme'] as never) })))).message).toBe(
    'Resources.Registry.Properties.InstanceName is a List, but it takes a String.',
  );
});

test('A25 gives CR errors the status 404 where something does not exist, else 400', async () => {
  const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
  const call = callCr(simulator);
  const query = { RegionId: REGION, InstanceId: registry.id };
  expect(await refusal(call('GetNamespace', { ...query, NamespaceName: 'none' }))).toMatchObject({
    code: 'NAMESPACE_NOT_EXIST',
    status: 404,
  });
  expect(await refusal(call('GetInstanceEndpoint', { ...query, EndpointType: 'moon' }))).toMatchObject({
    code: 'InvalidParameter',
    status: 400,
  });
});

test('A26 Ref gives the id of each CR resource', async () => {
  const id = { Ref: 'Registry' };
  const resources = {
    Registry: instance('acme'),
    Space: { Type: 'ALIYUN::CR::Namespace', Properties: { InstanceId: id, Namespace: 'prod' } },
    Repo: {
      Type: 'ALIYUN::CR::Repository',
      Properties: {
        InstanceId: id,
        RepoNamespace: { 'Fn::GetAtt': ['Space', 'Namespace'] },
        RepoName: 'api',
        RepoType: 'PRIVATE',
        Summary: 'Api',
      },
    },
    Entry: {
      Type: 'ALIYUN::CR::InstanceEndpointAclPolicy',
      Properties: { InstanceId: id, Entry: '10.0.0.0/8', AutoEnableType: 'internet' },
    },
  };
  const stack = await deploy(
    simulator,
    'refs',
    template(resources, {
      Outputs: Object.fromEntries(Object.keys(resources).map(name => [name, { Value: { Ref: name } }])),
    }),
  );
  const registry = simulator.registries()[0];
  expect(outputs(stack)).toEqual({
    Registry: registry.id,
    Space: registry.namespaces.prod.id,
    Repo: Object.keys(registry.repositories)[0],
    Entry: `${registry.id}:Registry:10.0.0.0/8`,
  });
});

test('A27 an instance takes 60 seconds to create and 20 to delete', async () => {
  const began = simulator.now;
  const stack = await deploy(simulator, 'timed', template({ Registry: instance('acme') }));
  const made = simulator.now;
  await remove(simulator, stack);
  expect([made - began, simulator.now - made]).toEqual([60_000, 20_000]);
});

test('A28 a region has two zones', async () => {
  expect(
    outputs(
      await deploy(
        simulator,
        'zones',
        template({}, { Outputs: { Zones: { Value: { 'Fn::GetAZs': { Ref: 'ALIYUN::Region' } } } } }),
      ),
    ),
  ).toEqual({ Zones: ['cn-hangzhou-a', 'cn-hangzhou-b'] });
});

test('A29 the executor is the account', async () => {
  const both = ['ALIYUN::AccountId', 'ALIYUN::TenantId'].map(name => ({ Ref: name }));
  expect(outputs(await deploy(simulator, 'who', template({}, { Outputs: { Both: { Value: both } } })))).toEqual({
    Both: [simulator.accountId, simulator.accountId],
  });
});

test.each<[string, unknown, boolean]>([
  ['A31 a list of one expression is false', [{ 'Fn::Equals': [1, 2] }], false],
  ['A31 a map is negated', { 'Fn::Equals': [1, 2] }, true],
  ['A31 a condition name is negated', ['Never'], true],
  ['A31 a named condition in a map is negated', [{ Condition: 'Never' }], true],
])('Fn::Not: %s', async (_, argument, result) => {
  const body = template(
    {},
    {
      Conditions: { Never: { 'Fn::Equals': [1, 2] }, Tested: { 'Fn::Not': argument } },
      Outputs: { Result: { Value: { 'Fn::If': ['Tested', true, false] } } },
    },
  );
  expect(outputs(await deploy(simulator, 'not', body))).toEqual({ Result: result });
});

test('A33 refuses a name where an id is due', async () => {
  await deploy(simulator, 'named', template({}));
  expect(await refusal(finished(simulator, 'named', REGION))).toMatchObject({ code: 'StackNotFound', status: 404 });
});

test('A34 refuses a rule name that is taken', async () => {
  const source = simulator.addRegistry({ region: 'eu-central-1', name: 'source', namespaces: ['prod'] });
  const target = simulator.addRegistry({ region: REGION, name: 'target', namespaces: ['prod'] });
  const rule = (more: Map = {}) => ({
    Type: 'ALIYUN::CR::RepoSyncRule',
    Properties: {
      InstanceId: source.id,
      NamespaceName: 'prod',
      SyncRuleName: 'twice',
      SyncScope: 'NAMESPACE',
      SyncTrigger: 'PASSIVE',
      TargetInstanceId: target.id,
      TargetRegionId: REGION,
      TargetNamespaceName: 'prod',
      ...more,
    },
  });
  const stack = await deploy(simulator, 'twins', template({ One: rule(), Two: rule() }), 'eu-central-1');
  expect(stack.OperationInfo.Code).toBe('SYNC_RULE_NAME_EXIST');
});

test.each(['-prod', 'Prod', 'prod.x', 'prod_'])('A35 refuses the namespace %s', async name => {
  const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
  const body = template(
    { Space: { Type: 'ALIYUN::CR::Namespace', Properties: { InstanceId: registry.id, Namespace: { Ref: 'Name' } } } },
    { Parameters: { Name: { Type: 'String' } } },
  );
  const { Status, OperationInfo } = await deploy(simulator, 'names', body, REGION, {
    'Parameters.1.ParameterKey': 'Name',
    'Parameters.1.ParameterValue': name,
  });
  expect([Status, OperationInfo.Message]).toEqual([
    'CREATE_ROLLBACK_COMPLETE',
    `Resources.Space.Properties.Namespace is "${name}", but it consists of lowercase letters, digits, hyphens and underscores, with a letter or a digit at either end.`,
  ]);
});

describe('a copy', () => {
  const image = {
    region: 'eu-central-1',
    namespace: 'prod',
    repository: 'api',
    tag: 'v1',
  };

  /** A source that holds the image, a target, and a way to copy by hand. */
  async function ends() {
    const source = simulator.addRegistry({ region: 'eu-central-1', name: 'source', namespaces: ['prod'] });
    const target = simulator.addRegistry({ region: REGION, name: 'target', namespaces: ['prod'] });
    const { digest } = await simulator.pushImage({ ...image, instanceId: source.id });
    const call = callCr(simulator);
    const query = { RegionId: 'eu-central-1', InstanceId: source.id };
    const [{ RepoId }] = (await call('ListRepository', query)).Repositories;
    const copy = (more: Map = {}) =>
      call('CreateRepoSyncTask', {
        ...query,
        RepoId,
        Tag: 'v1',
        TargetInstanceId: target.id,
        TargetRegionId: REGION,
        TargetNamespace: 'prod',
        TargetRepoName: 'api',
        TargetTag: 'v1',
        ...more,
      });
    return { source, target, call, query, RepoId, copy, digest };
  }

  const outcomes = async () => {
    await simulator.advance(60_000);
    return simulator.tasks().map(task => task.issue ?? task.status);
  };

  test('A41 does not wait for one with a higher priority', async () => {
    const { call, query, copy } = await ends();
    await copy({ Priority: 1 });
    await copy({ Priority: 5, TargetRepoName: 'web' });
    await simulator.advance(60_000);
    const { SyncTasks } = await call('ListRepoSyncTask', query);
    expect(SyncTasks.map((task: Map) => [task.Priority, task.TaskStatus])).toEqual([
      [5, 'SUCCESS'],
      [1, 'SUCCESS'],
    ]);
    const took = SyncTasks.map((task: Map) => task.ModifiedTime - task.CreateTime);
    expect(Math.max(...took)).toBeLessThan(1_010);
  });

  test('A42 tells when it changed in both spellings', async () => {
    const { call, query, copy } = await ends();
    await copy();
    await simulator.advance(60_000);
    const [task] = (await call('ListRepoSyncTask', query)).SyncTasks;
    const { modified } = simulator.tasks()[0];
    expect([task.ModifedTime, task.ModifiedTime]).toEqual([modified, modified]);
  });

  test('A43 has its digest with sha256:, where a tag has it without', async () => {
    const { call, query, RepoId, copy, digest } = await ends();
    const { SyncTaskId } = await copy();
    const { Images } = await call('ListRepoTag', { ...query, RepoId });
    const { LayerTasks } = await call('GetRepoSyncTask', { ...query, SyncTaskId });
    expect([`sha256:${Images[0].Digest}`, LayerTasks[0].ArtifactDigest]).toEqual([digest, digest]);
  });

  test('A45 conflicts with another image at the target, unless it may override it', async () => {
    const { target, copy } = await ends();
    await copy();
    await copy();
    expect(await outcomes()).toEqual(['SUCCESS', 'SUCCESS']);
    await simulator.pushImage({ ...image, region: REGION, instanceId: target.id, content: 'another' });
    await copy();
    await copy({ Override: false });
    expect((await outcomes()).slice(2)).toEqual(['TAG_CONFLICT', 'TAG_CONFLICT']);
    await copy({ Override: true });
    expect((await outcomes()).slice(4)).toEqual(['SUCCESS']);
  });

  test('A46 is cancelled while it has not ended', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    const { call, query, target, copy } = await ends();
    const { SyncTaskId } = await copy();
    const cancel = () => call('CancelRepoSyncTask', { ...query, SyncTaskId });
    await cancel();
    expect(await outcomes()).toEqual(['CANCELED']);
    expect(simulator.registries(REGION).find(({ id }) => id === target.id)?.repositories).toEqual({});
    expect(await refusal(cancel())).toEqual({
      code: 'SYNC_TASK_STATUS_NOT_SUPPORT',
      message: `The sync task ${SyncTaskId} is CANCELED, but only one that is PENDING or SYNCHRONIZING can be cancelled.`,
      status: 400,
    });
  });
});

test('A37 keeps a dynamic reference as it is', async () => {
  const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
  const user = (Password: string) =>
    template({ User: { Type: 'ALIYUN::CR::UserInfo', Properties: { InstanceId: registry.id, User: { Password } } } });
  expect((await deploy(simulator, 'kept', user('{{resolve:oos-secret:the-password-of-the-registry:3}}'))).Status).toBe(
    'CREATE_COMPLETE',
  );
  expect((await refusal(deploy(simulator, 'plain', user('the-password-of-the-registry-written-out')))).message).toBe(
    'Resources.User.Properties.User.Password has 40 characters, but it has 8 to 32.',
  );
});
