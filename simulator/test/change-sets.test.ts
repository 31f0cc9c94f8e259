import { type Simulator, startSimulator } from '../src';
import { changeSet as made, changesOf, executed as done } from './support/change-sets';
import { type Map, callRos, refusal } from './support/clients';
import { deploy, finished, instance, remove, template, update } from './support/stacks';

const REGION = 'cn-hangzhou';
let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const call = (action: string, query: Map = {}, body: Map = {}) =>
  callRos(simulator)(action, { RegionId: REGION, ...query }, body);

const changeSet = (query: Map, body: string) => made(simulator, query, body);
const executed = (changes: Map) => done(simulator, changes);

const registry = (name: string) => ({ Registry: instance(name, 'Basic') });
const space = (name: unknown, more: Map = {}) => ({
  Space: { Type: 'ALIYUN::CR::Namespace', Properties: { InstanceId: { Ref: 'Registry' }, Namespace: name, ...more } },
});
const repository = (summary: unknown) => ({
  Repo: {
    Type: 'ALIYUN::CR::Repository',
    Properties: {
      InstanceId: { Ref: 'Registry' },
      RepoNamespace: { 'Fn::GetAtt': ['Space', 'Namespace'] },
      RepoName: 'api',
      RepoType: 'PRIVATE',
      Summary: summary,
    },
  },
});

describe('a change set of the type CREATE', () => {
  test('makes a stack that is under review until it is executed', async () => {
    const body = template({ ...registry('acme'), ...space('prod') });
    const changes = await changeSet({ ChangeSetType: 'CREATE', StackName: 'acme', Description: 'The first' }, body);
    expect(changes).toMatchObject({
      ChangeSetName: 'changes',
      ChangeSetType: 'CREATE',
      Description: 'The first',
      Status: 'CREATE_COMPLETE',
      StatusReason: '',
      ExecutionStatus: 'AVAILABLE',
      StackName: 'acme',
    });
    expect(changes.Changes).toEqual([
      {
        Type: 'Resource',
        ResourceChange: { Action: 'Add', LogicalResourceId: 'Registry', ResourceType: 'ALIYUN::CR::Instance' },
      },
      {
        Type: 'Resource',
        ResourceChange: { Action: 'Add', LogicalResourceId: 'Space', ResourceType: 'ALIYUN::CR::Namespace' },
      },
    ]);
    expect(simulator.registries()).toEqual([]);
    const waiting = await call('GetStack', { StackId: changes.StackId });
    expect(waiting).toMatchObject({ Status: 'REVIEW_IN_PROGRESS', StackName: 'acme' });
    const { stack, execution } = await executed(changes);
    expect([stack.Status, execution]).toEqual(['CREATE_COMPLETE', 'EXECUTE_COMPLETE']);
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod']);
  });

  test('shows its template and its parameters, the secret ones as stars', async () => {
    const body = template(
      {},
      { Parameters: { Word: { Type: 'String', NoEcho: true }, Number: { Type: 'Number', Default: 2 } } },
    );
    const { ChangeSetId } = await changeSet(
      {
        ChangeSetType: 'CREATE',
        StackName: 'shown',
        'Parameters.1.ParameterKey': 'Word',
        'Parameters.1.ParameterValue': 'secret',
      },
      body,
    );
    const shown = await call('GetChangeSet', { ChangeSetId, ShowTemplate: true });
    expect(shown.TemplateBody).toBe(body);
    expect(shown.Parameters).toEqual(
      expect.arrayContaining([
        { ParameterKey: 'Word', ParameterValue: '******' },
        { ParameterKey: 'Number', ParameterValue: '2' },
        { ParameterKey: 'ALIYUN::Region', ParameterValue: REGION },
      ]),
    );
  });

  test('ends in EXECUTE_FAILED where the creation fails', async () => {
    const body = template({ Wrong: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [1, 2] } } });
    const { stack, execution } = await executed(await changeSet({ ChangeSetType: 'CREATE', StackName: 'no' }, body));
    expect([stack.Status, execution]).toEqual(['CREATE_ROLLBACK_COMPLETE', 'EXECUTE_FAILED']);
  });

  test('refuses a stack that exists, a second change set during the review, and a bad template', async () => {
    await deploy(simulator, 'there', template({}));
    const create = (StackName: string, body = template({})) => changeSet({ ChangeSetType: 'CREATE', StackName }, body);
    expect(await refusal(create('there'))).toEqual({
      code: 'StackExists',
      message: 'The Stack (there) already exists.',
      status: 409,
    });
    const { StackId } = await create('review');
    expect(await refusal(changeSet({ StackId, ChangeSetName: 'second' }, template({})))).toMatchObject({
      code: 'NotSupported',
      message:
        'The stack review is REVIEW_IN_PROGRESS, from which it cannot be updated. Delete it, or continue its creation where that failed.',
    });
    expect((await refusal(create('bad', template({ X: { Type: 'No::Type' } })))).code).toBe('StackValidationFailed');
    expect(simulator.stacks().map(({ name }) => name)).toEqual(['there', 'review']);
  });

  test('goes away with its stack, and leaves the stack when it is deleted', async () => {
    const first = await changeSet({ ChangeSetType: 'CREATE', StackName: 'first' }, template({}));
    await call('DeleteChangeSet', { ChangeSetId: first.ChangeSetId });
    expect(await refusal(call('GetChangeSet', { ChangeSetId: first.ChangeSetId }))).toEqual({
      code: 'ChangeSetNotFound',
      message: `The ChangeSet ${first.ChangeSetId} could not be found.`,
      status: 404,
    });
    expect((await call('GetStack', { StackId: first.StackId })).Status).toBe('REVIEW_IN_PROGRESS');
    const second = await changeSet({ ChangeSetType: 'CREATE', StackName: 'second' }, template({}));
    expect((await remove(simulator, second)).Status).toBe('DELETE_COMPLETE');
    expect((await refusal(call('GetChangeSet', { ChangeSetId: second.ChangeSetId }))).code).toBe('ChangeSetNotFound');
  });
});

describe('a change set of the type UPDATE', () => {
  test('tells what is added, modified and removed, and does just that', async () => {
    const stack = await deploy(simulator, 'acme', template({ ...registry('acme'), ...space('prod') }));
    const [{ id }] = simulator.registries();
    const body = template({
      ...registry('acme'),
      Other: { Type: 'ALIYUN::CR::Namespace', Properties: { InstanceId: { Ref: 'Registry' }, Namespace: 'test' } },
      Registry: { ...registry('acme').Registry, Metadata: { Team: 'platform' }, DeletionPolicy: 'Retain' },
    });
    const changes = await changeSet({ StackId: stack.StackId }, body);
    const direct = { ChangeSource: 'DirectModification', CausingEntity: '', Evaluation: 'Static' };
    expect(changesOf(changes)).toEqual([
      {
        Action: 'Modify',
        LogicalResourceId: 'Registry',
        PhysicalResourceId: id,
        ResourceType: 'ALIYUN::CR::Instance',
        Replacement: 'False',
        Scope: ['Metadata', 'DeletionPolicy'],
        Details: [
          { ...direct, Target: { Attribute: 'Metadata', Name: null, RequiresRecreation: 'Never' } },
          { ...direct, Target: { Attribute: 'DeletionPolicy', Name: null, RequiresRecreation: 'Never' } },
        ],
      },
      { Action: 'Add', LogicalResourceId: 'Other', ResourceType: 'ALIYUN::CR::Namespace' },
      {
        Action: 'Remove',
        LogicalResourceId: 'Space',
        PhysicalResourceId: expect.stringMatching(/^crn-/),
        ResourceType: 'ALIYUN::CR::Namespace',
      },
    ]);
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod']);
    const { stack: after, execution } = await executed(changes);
    expect([after.Status, execution]).toEqual(['UPDATE_COMPLETE', 'EXECUTE_COMPLETE']);
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['test']);
  });

  test('names the parameter, the resource and the attribute that make a property change', async () => {
    const body = (name: unknown, summary: unknown) =>
      template(
        { ...registry('acme'), ...space(name), ...repository(summary) },
        { Parameters: { Name: { Type: 'String', Default: 'prod' }, Summary: { Type: 'String', Default: 'Api' } } },
      );
    const stack = await deploy(simulator, 'acme', body({ Ref: 'Name' }, { Ref: 'Summary' }));
    const changes = await changeSet(
      {
        StackId: stack.StackId,
        'Parameters.1.ParameterKey': 'Name',
        'Parameters.1.ParameterValue': 'test',
        'Parameters.2.ParameterKey': 'Summary',
        'Parameters.2.ParameterValue': 'The API',
      },
      body({ Ref: 'Name' }, { Ref: 'Summary' }),
    );
    const [inSpace, inRepo] = changesOf(changes);
    expect(inSpace).toMatchObject({ LogicalResourceId: 'Space', Replacement: 'True', Scope: ['Properties'] });
    expect(inSpace.Details).toEqual([
      {
        ChangeSource: 'ParameterReference',
        CausingEntity: 'Name',
        Evaluation: 'Static',
        Target: { Attribute: 'Properties', Name: 'Namespace', RequiresRecreation: 'Always' },
      },
    ]);
    expect(inRepo).toMatchObject({ LogicalResourceId: 'Repo', Replacement: 'Conditional' });
    expect(inRepo.Details).toEqual([
      {
        ChangeSource: 'ResourceAttribute',
        CausingEntity: 'Space.Namespace',
        Evaluation: 'Dynamic',
        Target: { Attribute: 'Properties', Name: 'RepoNamespace', RequiresRecreation: 'Always' },
      },
      {
        ChangeSource: 'ParameterReference',
        CausingEntity: 'Summary',
        Evaluation: 'Static',
        Target: { Attribute: 'Properties', Name: 'Summary', RequiresRecreation: 'Never' },
      },
    ]);
  });

  test('says Dynamic of what refers to a resource that is new', async () => {
    const stack = await deploy(simulator, 'acme', template({ ...registry('acme'), ...space('prod') }));
    const other = { Other: instance('other', 'Basic') };
    const moved = { InstanceId: { Ref: 'Other' } };
    const changes = await changeSet(
      { StackId: stack.StackId },
      template({ ...registry('acme'), ...other, ...space('prod', moved) }),
    );
    const target = { Attribute: 'Properties', Name: 'InstanceId', RequiresRecreation: 'Always' };
    expect(changesOf(changes)[1]).toMatchObject({
      LogicalResourceId: 'Space',
      Replacement: 'Conditional',
      Details: [
        { ChangeSource: 'DirectModification', CausingEntity: '', Evaluation: 'Dynamic', Target: target },
        { ChangeSource: 'ResourceReference', CausingEntity: 'Other', Evaluation: 'Dynamic', Target: target },
      ],
    });
  });

  test('A68 tells what would be replaced, whatever ReplacementOption is, and fails only when it is executed', async () => {
    const stack = await deploy(simulator, 'acme', template(registry('acme')));
    const query = { StackId: stack.StackId };
    const refused = await changeSet(query, template(registry('other')));
    expect(changesOf(refused)).toMatchObject([{ Action: 'Modify', Replacement: 'True' }]);
    const { stack: rolledBack, execution } = await executed(refused);
    expect([rolledBack.Status, execution]).toEqual(['ROLLBACK_COMPLETE', 'EXECUTE_FAILED']);
    const allowed = await changeSet(
      { ...query, ChangeSetName: 'again', ReplacementOption: 'Enabled' },
      template(registry('other')),
    );
    expect((await executed(allowed)).stack.Status).toBe('UPDATE_COMPLETE');
    expect(simulator.registries().map(({ name }) => name)).toEqual(['other']);
  });

  test('A69 compares for 2 seconds and cannot be executed meanwhile; an update makes it obsolete', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    const { StackId } = await call('CreateStack', { StackName: 'acme' }, { TemplateBody: template(registry('acme')) });
    await simulator.advance(120_000);
    const query = { StackId, ChangeSetName: 'slow' };
    const body = { TemplateBody: template({ ...registry('acme'), ...space('prod') }) };
    const { ChangeSetId } = await call('CreateChangeSet', query, body);
    await simulator.advance(1_999);
    expect(await call('GetChangeSet', { ChangeSetId })).toMatchObject({
      Status: 'CREATE_IN_PROGRESS',
      ExecutionStatus: 'UNAVAILABLE',
      Changes: [],
    });
    expect(await refusal(call('ExecuteChangeSet', { ChangeSetId }))).toEqual({
      code: 'NotSupported',
      message: 'The change set slow is CREATE_IN_PROGRESS and UNAVAILABLE, but only one that is AVAILABLE is executed.',
      status: 400,
    });
    expect(await refusal(call('DeleteChangeSet', { ChangeSetId }))).toEqual({
      code: 'NotSupported',
      message: 'The change set slow is CREATE_IN_PROGRESS and UNAVAILABLE, from which it cannot be deleted.',
      status: 400,
    });
    await simulator.advance(1);
    expect((await call('GetChangeSet', { ChangeSetId })).ExecutionStatus).toBe('AVAILABLE');
    await call('UpdateStack', { StackId }, { TemplateBody: template({ ...registry('acme'), ...space('test') }) });
    await simulator.advance(120_000);
    expect((await call('GetChangeSet', { ChangeSetId })).ExecutionStatus).toBe('OBSOLETE');
    expect((await refusal(call('ExecuteChangeSet', { ChangeSetId }))).message).toBe(
      'The change set slow is CREATE_COMPLETE and OBSOLETE, but only one that is AVAILABLE is executed.',
    );
  });

  test('takes along a change of outputs alone, and refuses no change at all', async () => {
    const stack = await deploy(simulator, 'acme', template(registry('acme')));
    const query = { StackId: stack.StackId };
    expect(await refusal(changeSet(query, template(registry('acme'))))).toEqual({
      code: 'NotSupported',
      message: 'Update the completely same stack (acme) is not supported.',
      status: 400,
    });
    const more = template(registry('acme'), { Outputs: { Id: { Value: { Ref: 'Registry' } } } });
    const changes = await changeSet(query, more);
    expect([changes.Status, changes.Changes]).toEqual(['CREATE_COMPLETE', []]);
    expect((await executed(changes)).stack.Outputs).toHaveLength(1);
  });

  test('deletes the other change sets of its stack when it is executed', async () => {
    const stack = await deploy(simulator, 'acme', template(registry('acme')));
    const query = { StackId: stack.StackId };
    const one = await changeSet({ ...query, ChangeSetName: 'one' }, template({ ...registry('acme'), ...space('one') }));
    const two = await changeSet({ ...query, ChangeSetName: 'two' }, template({ ...registry('acme'), ...space('two') }));
    await executed(two);
    expect((await refusal(call('GetChangeSet', { ChangeSetId: one.ChangeSetId }))).code).toBe('ChangeSetNotFound');
    const { ChangeSets } = await call('ListChangeSets', query);
    expect(ChangeSets.map((other: Map) => [other.ChangeSetName, other.ExecutionStatus])).toEqual([
      ['two', 'EXECUTE_COMPLETE'],
    ]);
    expect(await refusal(call('DeleteChangeSet', { ChangeSetId: two.ChangeSetId }))).toMatchObject({
      message: 'The change set two is CREATE_COMPLETE and EXECUTE_COMPLETE, from which it cannot be deleted.',
    });
  });

  test('refuses a name that is taken, or is none, and a twenty-first change set', async () => {
    const stack = await deploy(simulator, 'acme', template(registry('acme')));
    const more = template({ ...registry('acme'), ...space('prod') });
    const create = (ChangeSetName: string) => changeSet({ StackId: stack.StackId, ChangeSetName }, more);
    await create('c0');
    expect(await refusal(create('c0'))).toEqual({
      code: 'ChangeSetExists',
      message: 'The ChangeSet (c0) of Stack (acme) already exists.',
      status: 409,
    });
    expect((await refusal(create('-c'))).message).toBe(
      'The parameter ChangeSetName is "-c", but it is a letter or digit followed by up to 254 letters, digits, "-" and "_".',
    );
    for (let count = 1; count < 20; count++) {
      await create(`c${count}`);
    }
    expect(await refusal(create('c20'))).toEqual({
      code: 'RequestLimitExceeded',
      message: 'Request limit exceeded: the stack acme has 20 change sets, the most it may have. Delete some.',
      status: 400,
    });
    const { ChangeSets, TotalCount } = await call('ListChangeSets', {
      StackId: stack.StackId,
      'ChangeSetName.1': 'c1*',
      'ExecutionStatus.1': 'AVAILABLE',
      PageSize: 3,
    });
    expect([ChangeSets.map(({ ChangeSetName }: Map) => ChangeSetName), TotalCount]).toEqual([
      ['c19', 'c18', 'c17'],
      11,
    ]);
  });

  test('refuses a stack in which something is being done, by every action', async () => {
    const stack = await deploy(simulator, 'acme', template(registry('acme')));
    const query = { StackId: stack.StackId };
    const more = template({ ...registry('acme'), ...space('prod') });
    const { ChangeSetId } = await changeSet(query, more);
    const fault = simulator.faults.add({ kind: 'stuck', stackName: 'acme' });
    await call('UpdateStack', query, { TemplateBody: template({ ...registry('acme'), ...space('test') }) });
    const busy = {
      code: 'ActionInProgress',
      message: 'Stack acme already has an action (UPDATE) in progress.',
      status: 409,
    };
    expect(await refusal(changeSet({ ...query, ChangeSetName: 'other' }, more))).toEqual(busy);
    expect(await refusal(call('ExecuteChangeSet', { ChangeSetId }))).toEqual(busy);
    expect(await refusal(call('DeleteChangeSet', { ChangeSetId }))).toEqual(busy);
    expect(await refusal(call('DetectStackDrift', query))).toEqual(busy);
    simulator.faults.remove(fault);
    await finished(simulator, stack.StackId, REGION);
  });

  test('is executed once per ClientToken', async () => {
    const stack = await deploy(simulator, 'acme', template(registry('acme')));
    const changes = await changeSet({ StackId: stack.StackId }, template({ ...registry('acme'), ...space('prod') }));
    const execute = () => call('ExecuteChangeSet', { ChangeSetId: changes.ChangeSetId, ClientToken: 'once' });
    await execute();
    await execute();
    expect((await finished(simulator, stack.StackId, REGION)).Status).toBe('UPDATE_COMPLETE');
  });

  test('compares with the stack as it is, not as it was created', async () => {
    const stack = await deploy(simulator, 'acme', template(registry('acme')));
    await update(simulator, stack, template({ ...registry('acme'), ...space('prod') }));
    const changes = await changeSet({ StackId: stack.StackId }, template(registry('acme')));
    expect(changesOf(changes)).toMatchObject([{ Action: 'Remove', LogicalResourceId: 'Space' }]);
  });
});
