import { type FaultRule, type Simulator, startSimulator } from '../src';
import { callCr, callRos, refusal } from './support/clients';
import { deploy, instance, remove, finished, template } from './support/stacks';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const REGION = 'cn-hangzhou';
const list = () => callRos(simulator)('ListStacks', { RegionId: REGION });
const create = (name: string) =>
  callRos(simulator)('CreateStack', { StackName: name, RegionId: REGION }, { TemplateBody: template({}) });

describe('a fault rule', () => {
  test.each([
    ['throttle', 'Throttling.User', 400],
    ['unavailable', 'ServiceUnavailable', 503],
    ['region-down', 'ServiceUnavailable', 503],
  ] as const)('%s answers %s', async (kind, code, status) => {
    simulator.faults.add({ kind, region: REGION });
    expect(await refusal(list())).toMatchObject({ code, status });
    expect((await callRos(simulator)('ListStacks', { RegionId: 'eu-central-1' })).TotalCount).toBe(0);
  });

  test('unsuccessful answers HTTP 200 with IsSuccess false, and the call has no effect', async () => {
    const registry = simulator.addRegistry({ region: REGION, name: 'acme' });
    const call = (action: string, more = {}) =>
      callCr(simulator)(action, { RegionId: REGION, InstanceId: registry.id, ...more });
    simulator.faults.add({ kind: 'unsuccessful', action: 'GetInstance', code: 'INSTANCE_BUSY', message: 'Try later.' });
    simulator.faults.add({ kind: 'unsuccessful', action: 'GetAuthorizationToken' });
    const before = simulator.registries();
    const failed = { RequestId: expect.any(String), IsSuccess: false };
    expect(await call('GetInstance')).toEqual({ ...failed, Code: 'INSTANCE_BUSY', Message: 'Try later.' });
    expect(await call('GetAuthorizationToken')).toEqual({
      ...failed,
      Code: 'INTERNAL_ERROR',
      Message: 'The call failed on purpose.',
    });
    expect(simulator.registries()).toEqual(before);
  });

  test.each([
    [
      { kind: 'trottle' },
      'The fault rule {"kind":"trottle"} has no known kind. It is one of throttle, unavailable, reset-before, reset-after, unsuccessful, region-down, fail-resource, stuck, expired-token, fail-sync.',
    ],
    [
      { kind: 'throttle', regions: 'x' },
      'The fault rule {"kind":"throttle","regions":"x"} has the field "regions". It takes kind, action, region, stackName, resourceType, logicalId, operation, code, message, issue, afterBytes, skip, times, probability.',
    ],
    [
      { kind: 'throttle', probability: 2 },
      'The fault rule {"kind":"throttle","probability":2} has a probability that is not from 0 to 1.',
    ],
    [
      { kind: 'throttle', times: -1 },
      'The fault rule {"kind":"throttle","times":-1} takes whole numbers of 0 or more as skip, times and afterBytes.',
    ],
  ])('refuses %j', (rule, message) =>
    expect(() => simulator.faults.add(rule as FaultRule)).toThrow(new Error(message)),
  );

  test('strikes so many times, after so many are let pass', async () => {
    simulator.faults.add({ kind: 'unavailable', action: 'ListStacks', skip: 1, times: 2 });
    const outcomes: string[] = [];
    for (let count = 0; count < 5; count++) {
      outcomes.push(
        await list().then(
          () => 'fine',
          error => error.code,
        ),
      );
    }
    expect(outcomes).toEqual(['fine', 'ServiceUnavailable', 'ServiceUnavailable', 'fine', 'fine']);
  });

  test('strikes by chance, the same for the same seed', async () => {
    const run = async (seed: number) => {
      const other = await startSimulator({ seed, faults: [{ kind: 'unavailable', probability: 0.5 }] });
      const outcomes: boolean[] = [];
      for (let count = 0; count < 20; count++) {
        outcomes.push(
          await callRos(other)('DescribeRegions').then(
            () => true,
            () => false,
          ),
        );
      }
      await other.close();
      return outcomes;
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
    expect(new Set(first).size).toBe(2);
  });

  test('breaks the connection before the effect, or after it', async () => {
    simulator.faults.add({ kind: 'reset-before', action: 'CreateStack', times: 1 });
    await expect(create('before')).rejects.toThrow();
    expect(simulator.stacks()).toEqual([]);
    simulator.faults.add({ kind: 'reset-after', action: 'CreateStack', times: 1 });
    await expect(create('after')).rejects.toThrow();
    expect(simulator.stacks().map(stack => stack.name)).toEqual(['after']);
  });

  test('lets a resource fail in one region', async () => {
    simulator.faults.add({
      kind: 'fail-resource',
      resourceType: 'ALIYUN::CR::Instance',
      region: REGION,
      code: 'QuotaExceeded',
      message: 'No more instances.',
    });
    const here = await deploy(simulator, 'here', template({ Registry: instance('acme') }));
    expect(here).toMatchObject({
      Status: 'CREATE_ROLLBACK_COMPLETE',
      OperationInfo: { Code: 'QuotaExceeded', Message: 'No more instances.' },
    });
    expect((await deploy(simulator, 'there', template({ Registry: instance('acme') }), 'eu-central-1')).Status).toBe(
      'CREATE_COMPLETE',
    );
  });

  test('lets a deletion fail, and the next one succeed', async () => {
    const stack = await deploy(simulator, 'sticky', template({ Registry: instance('acme') }));
    simulator.faults.add({ kind: 'fail-resource', operation: 'DELETE', times: 1 });
    expect((await remove(simulator, stack)).Status).toBe('DELETE_FAILED');
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
  });

  test('lets a rollback fail', async () => {
    simulator.faults.add({ kind: 'fail-resource', operation: 'DELETE', logicalId: 'Registry', times: 1 });
    const body = template({
      Registry: instance('acme'),
      Wrong: { Type: 'ALIYUN::ROS::Assert', DependsOn: 'Registry', Properties: { Values: [1, 2] } },
    });
    expect((await deploy(simulator, 'worse', body)).Status).toBe('CREATE_ROLLBACK_FAILED');
  });

  test('holds a stack in progress past its timeout, until it is removed', async () => {
    const id = simulator.faults.add({ kind: 'stuck', stackName: 'held', logicalId: 'Registry' });
    const { StackId } = await callRos(simulator)(
      'CreateStack',
      { StackName: 'held', RegionId: REGION, TimeoutInMinutes: 10 },
      { TemplateBody: template({ Registry: instance('acme') }) },
    );
    await simulator.advance(24 * 3_600_000);
    const held = await callRos(simulator)('GetStack', { StackId, RegionId: REGION });
    expect(held.Status).toBe('CREATE_IN_PROGRESS');
    simulator.faults.remove(id);
    expect((await finished(simulator, StackId, REGION)).Status).toBe('CREATE_COMPLETE');
  });

  test.each<[FaultRule, string]>([
    [{ kind: 'fail-sync', region: REGION, issue: 'OSS_POLICY_UNAUTHORIZED' }, 'OSS_POLICY_UNAUTHORIZED'],
    [{ kind: 'region-down', region: REGION }, 'NETWORK_ERROR'],
  ])('lets copies fail: %j', async (rule, issue) => {
    const source = simulator.addRegistry({ region: 'eu-central-1', name: 'source', namespaces: ['prod'] });
    const target = simulator.addRegistry({ region: REGION, name: 'target', namespaces: ['prod'] });
    const properties = {
      InstanceId: source.id,
      NamespaceName: 'prod',
      SyncRuleName: 'r',
      SyncScope: 'NAMESPACE',
      SyncTrigger: 'PASSIVE',
      TargetInstanceId: target.id,
      TargetRegionId: REGION,
      TargetNamespaceName: 'prod',
    };
    await deploy(
      simulator,
      'rules',
      template({ Rule: { Type: 'ALIYUN::CR::RepoSyncRule', Properties: properties } }),
      'eu-central-1',
    );
    simulator.faults.add(rule);
    await simulator.pushImage({
      region: 'eu-central-1',
      instanceId: source.id,
      namespace: 'prod',
      repository: 'api',
      tag: 'v1',
    });
    await simulator.advance(60_000);
    expect(simulator.tasks()).toMatchObject([{ status: 'ERROR', issue }]);
  });
});

describe('time', () => {
  test('stands still by hand, and jumps virtually', async () => {
    const manual = await startSimulator({ clock: 'manual', startTime: new Date('2026-11-24T00:00:00Z') });
    await callRos(manual)(
      'CreateStack',
      { StackName: 'a', RegionId: REGION },
      { TemplateBody: template({ Registry: instance('acme') }) },
    );
    await manual.advance(59_999);
    expect(manual.registries()[0].status).toBe('PENDING');
    await manual.advance(1);
    expect([manual.registries()[0].status, manual.stacks()[0].status, new Date(manual.now).toISOString()]).toEqual([
      'RUNNING',
      'CREATE_COMPLETE',
      '2026-11-24T00:01:00.000Z',
    ]);
    await manual.close();
  });

  test('passes faster than real time where a speed says so', async () => {
    const fast = await startSimulator({ clock: { speed: 600 } });
    const began = Date.now();
    expect((await deploy(fast, 'a', template({ Registry: instance('acme') }))).Status).toBe('CREATE_COMPLETE');
    const real = Date.now() - began;
    expect(real).toBeGreaterThanOrEqual(95);
    expect(real).toBeLessThan(3_000);
    await fast.close();
  });

  test('passes while an action is answered', async () => {
    const slow = await startSimulator({ latency: { actions: { DescribeRegions: 5_000 } } });
    const began = slow.now;
    await callRos(slow)('DescribeRegions');
    expect(slow.now - began).toBe(5_000);
    await slow.close();
  });

  test('and chance are the same for the same seed: so are ids and events', async () => {
    const run = async () => {
      const one = await startSimulator({ seed: 3, startTime: new Date(0) });
      await deploy(one, 'a', template({ Registry: instance('acme'), Other: instance('other', 'Basic') }));
      const stacks = one.stacks();
      await one.close();
      return stacks;
    };
    expect(await run()).toEqual(await run());
  });
});
