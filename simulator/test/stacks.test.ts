import { type Simulator, startSimulator } from '../src';
import { type Map, callRos, refusal } from './support/clients';
import { deploy, instance, outputs, remove, finished, template, update } from './support/stacks';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const REGION = 'cn-hangzhou';
const namespace = (name: string, more: Map = {}): Map => ({
  Type: 'ALIYUN::CR::Namespace',
  Properties: { Namespace: name, InstanceId: { Ref: 'Registry' }, ...more },
});
const sleep = (seconds: number, more: Map = {}): Map => ({
  Type: 'ALIYUN::ROS::Sleep',
  Properties: { CreateDuration: seconds },
  ...more,
});
const failing = { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [1, 2], ErrorMessage: 'One is not two.' } };
const events = async (stack: Map) =>
  (
    await callRos(simulator)('ListStackEvents', { StackId: stack.StackId, RegionId: stack.RegionId, PageSize: 50 })
  ).Events.map((event: Map) => `${event.LogicalResourceId} ${event.Status}`).reverse();

describe('creating a stack', () => {
  test('makes resources in the order of their needs and tells of each step', async () => {
    const stack = await deploy(simulator, 'ordered', template({ Prod: namespace('prod'), Registry: instance('acme') }));
    expect(await events(stack)).toEqual([
      'ordered CREATE_IN_PROGRESS',
      'Registry CREATE_IN_PROGRESS',
      'Registry CREATE_COMPLETE',
      'Prod CREATE_IN_PROGRESS',
      'Prod CREATE_COMPLETE',
      'ordered CREATE_COMPLETE',
    ]);
  });

  test('makes what does not depend on each other at the same time', async () => {
    const began = simulator.now;
    await deploy(simulator, 'parallel', template({ A: sleep(60), B: sleep(60), C: sleep(60) }));
    expect(simulator.now - began).toBe(60_000);
  });

  test('makes one after the other where Parallelism says so', async () => {
    const began = simulator.now;
    await deploy(simulator, 'serial', template({ A: sleep(60), B: sleep(60), C: sleep(60) }), REGION, {
      Parallelism: 1,
    });
    expect(simulator.now - began).toBe(180_000);
  });

  test('rolls back what it made when something fails, in reverse order', async () => {
    const stack = await deploy(
      simulator,
      'failing',
      template({ Registry: instance('acme'), Prod: namespace('prod'), Wrong: { ...failing, DependsOn: 'Prod' } }),
    );
    expect(stack).toMatchObject({
      Status: 'CREATE_ROLLBACK_COMPLETE',
      OperationInfo: {
        Action: 'CREATE',
        Code: 'AssertionFailed',
        LogicalResourceId: 'Wrong',
        Message: 'One is not two.',
      },
    });
    expect(
      (await events(stack)).filter(
        (event: string) => / DELETE_| CREATE_(FAILED|ROLLBACK)/.test(event) && !event.startsWith('Wrong DELETE'),
      ),
    ).toEqual([
      'Wrong CREATE_FAILED',
      'failing CREATE_FAILED',
      'failing CREATE_ROLLBACK_IN_PROGRESS',
      'Prod DELETE_IN_PROGRESS',
      'Prod DELETE_COMPLETE',
      'Registry DELETE_IN_PROGRESS',
      'Registry DELETE_COMPLETE',
      'failing CREATE_ROLLBACK_COMPLETE',
    ]);
    expect(simulator.registries()).toEqual([]);
  });

  test('A03 leaves a retained resource behind when it rolls back', async () => {
    await deploy(
      simulator,
      'failing',
      template({
        Registry: { ...instance('acme'), DeletionPolicy: 'Retain' },
        Wrong: { ...failing, DependsOn: 'Registry' },
      }),
    );
    expect(simulator.registries().map(registry => registry.name)).toEqual(['acme']);
  });

  test('stays failed with DisableRollback, and goes on with ContinueCreateStack', async () => {
    const stack = await deploy(
      simulator,
      'halfway',
      template({ Registry: instance('acme'), Wrong: { ...failing, DependsOn: 'Registry' } }),
      REGION,
      { DisableRollback: true },
    );
    expect(stack.Status).toBe('CREATE_FAILED');
    const id = simulator.registries()[0].id;
    const right = template({ Registry: instance('acme'), Prod: namespace('prod') });
    await callRos(simulator)(
      'ContinueCreateStack',
      { StackId: stack.StackId, RegionId: REGION },
      { TemplateBody: right },
    );
    expect((await finished(simulator, stack.StackId, REGION)).Status).toBe('CREATE_COMPLETE');
    expect(simulator.registries().map(registry => [registry.id, Object.keys(registry.namespaces)])).toEqual([
      [id, ['prod']],
    ]);
  });

  test('fails after its timeout', async () => {
    await simulator.close();
    simulator = await startSimulator({ latency: { resources: { 'ALIYUN::CR::Instance': 7200 } } });
    const stack = await deploy(simulator, 'slow', template({ Registry: instance('acme') }), REGION, {
      TimeoutInMinutes: 10,
      DisableRollback: true,
    });
    expect(stack).toMatchObject({
      Status: 'CREATE_FAILED',
      OperationInfo: { Code: 'StackTimeout', Message: 'The stack did not finish within 10 minutes.' },
    });
  });

  test('does the same once for the same ClientToken', async () => {
    const call = callRos(simulator);
    const query = { StackName: 'once', RegionId: REGION, ClientToken: 'token-1' };
    const first = await call('CreateStack', query, { TemplateBody: template({}) });
    const again = await call('CreateStack', query, { TemplateBody: template({}) });
    expect(again.StackId).toBe(first.StackId);
    expect(
      await refusal(call('CreateStack', { ...query, StackName: 'other' }, { TemplateBody: template({}) })),
    ).toEqual({
      code: 'InvalidIdempotenceParameter',
      message: 'The ClientToken token-1 was used for a call with other parameters. Use a new one.',
      status: 409,
    });
  });

  test('refuses a name that is taken, and takes it again after the stack is deleted', async () => {
    const stack = await deploy(simulator, 'twice', template({}));
    expect(await refusal(deploy(simulator, 'twice', template({})))).toEqual({
      code: 'StackExists',
      message: 'The Stack (twice) already exists.',
      status: 409,
    });
    expect((await deploy(simulator, 'twice', template({}), 'eu-central-1')).Status).toBe('CREATE_COMPLETE');
    await remove(simulator, stack);
    expect((await deploy(simulator, 'twice', template({}))).Status).toBe('CREATE_COMPLETE');
  });

  test.each(['1st', '-x', 'a b', 'a'.repeat(256), 'ü'])('refuses the stack name %s', async name => {
    expect((await refusal(deploy(simulator, name, template({})))).code).toBe('InvalidParameter');
  });

  test('abandons the stack where CreateOption says so, and keeps the resources', async () => {
    await callRos(simulator)(
      'CreateStack',
      { StackName: 'gone', RegionId: REGION, CreateOption: 'AbandonStackOnCreationComplete' },
      { TemplateBody: template({ Registry: instance('acme') }) },
    );
    await new Promise(resolve => setTimeout(resolve, 50));
    expect([simulator.stacks().length, simulator.registries().length]).toEqual([0, 1]);
  });
});

describe('updating a stack', () => {
  const before = template({ Registry: instance('acme'), Prod: namespace('prod', { AutoCreate: false }) });

  test('changes what can be changed in place, adds, and removes', async () => {
    const stack = await deploy(simulator, 'changing', before);
    const [{ id }] = simulator.registries();
    const updated = await update(
      simulator,
      stack,
      template({ Registry: instance('acme'), Prod: namespace('prod', { AutoCreate: true }), Dev: namespace('dev') }),
    );
    expect(updated.Status).toBe('UPDATE_COMPLETE');
    expect(simulator.registries()).toMatchObject([{ id, namespaces: { prod: { autoCreate: true }, dev: {} } }]);
    await update(simulator, updated, template({ Registry: instance('acme'), Dev: namespace('dev') }));
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['dev']);
  });

  test('refuses the completely same stack', async () => {
    const stack = await deploy(simulator, 'same', before);
    expect(await refusal(update(simulator, stack, before))).toEqual({
      code: 'NotSupported',
      message: 'Update the completely same stack (same) is not supported.',
      status: 400,
    });
    expect(
      (
        await callRos(simulator)(
          'UpdateStack',
          { StackId: stack.StackId, RegionId: REGION, DryRun: true },
          { TemplateBody: before },
        )
      ).DryRunResult.ParametersAllowedToBeModified,
    ).toEqual([]);
  });

  test('A04 refuses a change that would replace a resource, and leaves the stack alone', async () => {
    const stack = await deploy(simulator, 'fixed', before);
    expect(
      await refusal(
        update(simulator, stack, template({ Registry: instance('acme', 'Basic'), Prod: namespace('prod') })),
      ),
    ).toEqual({
      code: 'StackValidationFailed',
      message:
        'The resource Registry (ALIYUN::CR::Instance) cannot change the property InstanceType in place. It would have to be replaced: deleted and created again, which ReplacementOption Disabled forbids.',
      status: 400,
    });
    expect((await finished(simulator, stack.StackId, REGION)).Status).toBe('CREATE_COMPLETE');
  });

  test('replaces it when asked to, with a new physical id', async () => {
    const stack = await deploy(simulator, 'replaced', template({ Registry: instance('acme', 'Basic') }));
    const [{ id }] = simulator.registries();
    expect(
      (
        await update(simulator, stack, template({ Registry: instance('acme', 'Advanced') }), {
          ReplacementOption: 'Enabled',
        })
      ).Status,
    ).toBe('UPDATE_COMPLETE');
    expect(simulator.registries()).toMatchObject([{ edition: 'Advanced', id: expect.not.stringMatching(id) }]);
  });

  test('goes back to what was there when something fails', async () => {
    const stack = await deploy(simulator, 'back', before);
    const wrong = template({
      Registry: instance('acme'),
      Prod: namespace('prod', { AutoCreate: true }),
      Dev: namespace('dev'),
      Wrong: { ...failing, DependsOn: ['Prod', 'Dev'] },
    });
    const rolledBack = await update(simulator, stack, wrong);
    expect(rolledBack).toMatchObject({ Status: 'ROLLBACK_COMPLETE', OperationInfo: { LogicalResourceId: 'Wrong' } });
    expect(simulator.registries()[0].namespaces).toMatchObject({ prod: { autoCreate: false } });
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod']);
    expect((await update(simulator, rolledBack, template({ Registry: instance('acme') }))).Status).toBe(
      'UPDATE_COMPLETE',
    );
  });

  test('can be cancelled, and goes back', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    const call = callRos(simulator);
    const { StackId } = await call(
      'CreateStack',
      { StackName: 'cancelled', RegionId: REGION },
      { TemplateBody: template({ A: sleep(5) }) },
    );
    await simulator.advance(5_000);
    await call(
      'UpdateStack',
      { StackId, RegionId: REGION },
      { TemplateBody: template({ A: sleep(5), B: sleep(60), C: sleep(60, { DependsOn: 'B' }) }) },
    );
    await call('CancelUpdateStack', { StackId, RegionId: REGION });
    await simulator.advance(120_000);
    const stack = await finished(simulator, StackId, REGION);
    expect(stack.Status).toBe('ROLLBACK_COMPLETE');
    expect(Object.keys(simulator.stacks()[0].resources)).toEqual(['A']);
  });

  test('refuses to begin while something is being done', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    const call = callRos(simulator);
    const { StackId } = await call(
      'CreateStack',
      { StackName: 'busy', RegionId: REGION },
      { TemplateBody: template({ A: sleep(60) }) },
    );
    const query = { StackId, RegionId: REGION };
    const busy = {
      code: 'ActionInProgress',
      message: 'Stack busy already has an action (CREATE) in progress.',
      status: 409,
    };
    expect(await refusal(call('UpdateStack', query, { TemplateBody: template({}) }))).toEqual(busy);
    expect(await refusal(call('DeleteStack', query))).toEqual(busy);
  });

  test('A22 refuses to begin from CREATE_ROLLBACK_COMPLETE', async () => {
    const stack = await deploy(simulator, 'dead', template({ Wrong: failing }));
    expect((await refusal(update(simulator, stack, template({})))).message).toBe(
      'The stack dead is CREATE_ROLLBACK_COMPLETE, from which it cannot be updated. Delete it, or continue its creation where that failed.',
    );
  });

  test('keeps parameters only with UsePreviousParameters', async () => {
    const body = (word: string) =>
      template(
        {},
        {
          Parameters: { Word: { Type: 'String', Default: 'default' } },
          Outputs: { Word: { Value: { 'Fn::Join': ['', [word, { Ref: 'Word' }]] } } },
        },
      );
    const stack = await deploy(simulator, 'remembering', body(''), REGION, {
      'Parameters.1.ParameterKey': 'Word',
      'Parameters.1.ParameterValue': 'given',
    });
    const kept = await update(simulator, stack, body('1'), { UsePreviousParameters: true });
    expect(outputs(kept)).toEqual({ Word: '1given' });
    expect(outputs(await update(simulator, kept, body('2')))).toEqual({ Word: '2default' });
  });
});

describe('deleting a stack', () => {
  test('A20 removes from the far end, and says DELETE_COMPLETE afterwards', async () => {
    const stack = await deploy(simulator, 'leaving', template({ Registry: instance('acme'), Prod: namespace('prod') }));
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
    expect((await events(stack)).slice(-5)).toEqual([
      'Prod DELETE_IN_PROGRESS',
      'Prod DELETE_COMPLETE',
      'Registry DELETE_IN_PROGRESS',
      'Registry DELETE_COMPLETE',
      'leaving DELETE_COMPLETE',
    ]);
    expect((await callRos(simulator)('ListStacks', { RegionId: REGION })).TotalCount).toBe(0);
    expect(
      (await callRos(simulator)('ListStacks', { RegionId: REGION, 'Status.1': 'DELETE_COMPLETE' })).TotalCount,
    ).toBe(1);
  });

  test('leaves what is retained by its policy, by name, or altogether', async () => {
    const body = (name: string, more: Map) => template({ Registry: { ...instance(name), ...more } });
    await remove(simulator, await deploy(simulator, 'policy', body('one', { DeletionPolicy: 'Retain' })));
    await remove(simulator, await deploy(simulator, 'named', body('two', {})), { 'RetainResources.1': 'Registry' });
    await remove(simulator, await deploy(simulator, 'all', body('three', {})), { RetainAllResources: true });
    await remove(simulator, await deploy(simulator, 'none', body('four', {})));
    expect(
      simulator
        .registries()
        .map(registry => registry.name)
        .sort(),
    ).toEqual(['one', 'three', 'two']);
  });

  test('refuses while deletion protection is on', async () => {
    const stack = await deploy(simulator, 'guarded', template({}), REGION, { DeletionProtection: 'Enabled' });
    expect(await refusal(remove(simulator, stack))).toEqual({
      code: 'InvalidOperation.DeletionProtection',
      message: 'The stack guarded has deletion protection enabled. Disable it with SetDeletionProtection first.',
      status: 400,
    });
    await callRos(simulator)('SetDeletionProtection', {
      StackId: stack.StackId,
      RegionId: REGION,
      DeletionProtection: 'Disabled',
    });
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
  });

  test('A05 fails on a registry that still holds images, and can be tried again', async () => {
    const stack = await deploy(
      simulator,
      'full',
      template({ Registry: instance('acme'), Prod: namespace('prod', { AutoCreate: true }) }),
    );
    const [{ id }] = simulator.registries();
    await simulator.pushImage({
      region: REGION,
      instanceId: id,
      namespace: 'prod',
      repository: 'api',
      tag: 'v1',
    });
    const failed = await remove(simulator, stack);
    expect(failed).toMatchObject({
      Status: 'DELETE_FAILED',
      OperationInfo: { Code: 'NAMESPACE_NOT_EMPTY', LogicalResourceId: 'Prod' },
    });
    expect((await remove(simulator, failed, { RetainAllResources: true })).Status).toBe('DELETE_COMPLETE');
  });
});

describe('what a stack can say', () => {
  test('pages of events, filters, resources and their attributes', async () => {
    const stack = await deploy(simulator, 'telling', template({ Registry: instance('acme') }));
    const call = callRos(simulator);
    const query = { StackId: stack.StackId, RegionId: REGION };
    expect((await call('ListStackEvents', { ...query, PageSize: 3, PageNumber: 2 })).Events).toHaveLength(1);
    expect(
      (await call('ListStackEvents', { ...query, 'LogicalResourceId.1': 'Registry', 'Status.1': 'CREATE_COMPLETE' }))
        .Events,
    ).toMatchObject([
      {
        PhysicalResourceId: simulator.registries()[0].id,
        CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      },
    ]);
    expect((await call('ListStackResources', query)).Resources).toMatchObject([
      { LogicalResourceId: 'Registry', ResourceType: 'ALIYUN::CR::Instance', Status: 'CREATE_COMPLETE' },
    ]);
    const resource = await call('GetStackResource', {
      ...query,
      LogicalResourceId: 'Registry',
      ShowResourceAttributes: true,
    });
    expect(resource.ResourceAttributes).toContainEqual({
      ResourceAttributeKey: 'InstanceName',
      ResourceAttributeValue: 'acme',
    });
    expect((await refusal(call('GetStackResource', { ...query, LogicalResourceId: 'constructor' }))).code).toBe(
      'ResourceNotFound',
    );
    expect((await call('GetTemplate', query)).TemplateBody).toBe(template({ Registry: instance('acme') }));
    expect((await call('GetStack', { ...query, OutputOption: 'Disabled' })).Outputs).toEqual([]);
  });

  test('secret parameters as stars', async () => {
    const body = template({}, { Parameters: { Password: { Type: 'String', NoEcho: true } } });
    const stack = await deploy(simulator, 'secret', body, REGION, {
      'Parameters.1.ParameterKey': 'Password',
      'Parameters.1.ParameterValue': 'hunter2',
    });
    expect(JSON.stringify(stack)).not.toContain('hunter2');
    expect(stack.Parameters).toContainEqual({ ParameterKey: 'Password', ParameterValue: '******' });
  });

  test('secrets as stars in a preview', async () => {
    const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
    const body = template(
      {
        User: {
          Type: 'ALIYUN::CR::UserInfo',
          Properties: { InstanceId: registry.id, User: { Password: { Ref: 'Password' } } },
        },
      },
      { Parameters: { Password: { Type: 'String', NoEcho: true, Default: 'Hunter2-Hunter2' } } },
    );
    const preview = await callRos(simulator)(
      'PreviewStack',
      { StackName: 'secret', RegionId: REGION },
      { TemplateBody: body },
    );
    expect(JSON.stringify(preview)).not.toContain('Hunter2');
    expect(preview.Stack.Resources[0].Properties.User).toBe('******');
  });

  test('its tags, set, listed, searched and taken away', async () => {
    const stack = await deploy(simulator, 'tagged', template({}), REGION, {
      'Tags.1.Key': 'team',
      'Tags.1.Value': 'blue',
    });
    const call = callRos(simulator);
    const query = { RegionId: REGION, ResourceType: 'stack', 'ResourceId.1': stack.StackId };
    await call('TagResources', { ...query, 'Tag.1.Key': 'env', 'Tag.1.Value': 'prod' });
    expect((await call('ListTagResources', query)).TagResources.map((tag: Map) => [tag.TagKey, tag.TagValue])).toEqual([
      ['team', 'blue'],
      ['env', 'prod'],
    ]);
    expect((await call('ListStacks', { RegionId: REGION, 'Tag.1.Key': 'env', 'Tag.1.Value': 'prod' })).TotalCount).toBe(
      1,
    );
    await call('UntagResources', { ...query, 'TagKey.1': 'team' });
    expect((await call('ListTagResources', query)).TagResources).toHaveLength(1);
  });

  test('what a preview would do, without doing it', async () => {
    const stack = await deploy(simulator, 'looking', template({ Registry: instance('acme'), Prod: namespace('prod') }));
    const body = template({ Registry: instance('acme', 'Basic'), Dev: namespace('dev') });
    const { Stack } = await callRos(simulator)(
      'PreviewStack',
      { StackId: stack.StackId, RegionId: REGION },
      { TemplateBody: body },
    );
    expect(
      Stack.Resources.map((resource: Map) => [resource.LogicalResourceId, resource.Action, resource.Replacement]),
    ).toEqual([
      ['Registry', 'Modify', 'True'],
      ['Dev', 'Add', undefined],
      ['Prod', 'Remove', undefined],
    ]);
    const fresh = await callRos(simulator)(
      'PreviewStack',
      { StackName: 'fresh', RegionId: REGION },
      { TemplateBody: body },
    );
    expect(fresh.Stack.Resources[1]).toMatchObject({
      Action: 'Add',
      Properties: { Namespace: 'dev', InstanceId: { Ref: 'Registry' } },
    });
    expect(simulator.stacks()).toHaveLength(1);
  });

  test('an old list price, marked as such', async () => {
    const body = template({
      Registry: instance('acme', 'Advanced', { Period: 12 }),
      Other: instance('other', 'Standard'),
      Free: sleep(1),
    });
    const { Resources } = await callRos(simulator)(
      'GetTemplateEstimateCost',
      { RegionId: 'eu-central-1' },
      { TemplateBody: body },
    );
    expect(Resources.Registry).toMatchObject({
      Success: true,
      Result: { Order: { Currency: 'USD', TradeAmount: 12 * 557 } },
      Note: 'An old list price ("starting at", before 2024) from the billing page, not an offer. Ask Alibaba Cloud for the price of today.',
    });
    expect(Resources.Other).toMatchObject({
      Success: false,
      Note: 'No list price is known for the edition Standard in eu-central-1.',
    });
    expect(Resources.Free).toBeUndefined();
  });
});

describe('limits', () => {
  test('A06 lets 50 operations run at a time, and 200 stacks exist', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    const create = (name: string) =>
      callRos(simulator)(
        'CreateStack',
        { StackName: name, RegionId: REGION },
        { TemplateBody: template({ A: sleep(60) }) },
      );
    for (let index = 0; index < 200; index++) {
      if (index === 50) {
        expect(await refusal(create('too-many'))).toMatchObject({
          code: 'Throttling.ConcurrentOperations',
          status: 429,
        });
      }
      if (index % 50 === 0) {
        await simulator.advance(60_000);
      }
      await create(`s${index}`);
    }
    await simulator.advance(60_000);
    expect(await refusal(create('one-more'))).toMatchObject({
      code: 'QuotaExceeded.Stack',
      message: 'The account has 200 stacks, the most it may have. Delete some.',
    });
  });
});
