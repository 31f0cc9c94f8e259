import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { readAssembly } from '../../src/assembly/read-assembly';
import type { DeclaredStack } from '../../src/domain/model';
import {
  GERMANY_HANGZHOU,
  declared,
  globalRegistry,
  registryStack,
  replicationStack,
  writeAssembly,
} from '../support/assemblies';
import { clients, deployTo, results } from '../support/cloud';
import { startProxy } from '../support/proxy';

let simulator: Simulator;
let stacks: DeclaredStack[];
beforeEach(async () => {
  simulator = await startSimulator();
  stacks = declared(GERMANY_HANGZHOU);
});
afterEach(() => simulator.close());

const DEPLOYED = [
  'acme-cn-hangzhou: deployed',
  'acme-eu-central-1-to-cn-hangzhou: deployed',
  'acme-eu-central-1: deployed',
];
const UNCHANGED = DEPLOYED.map(line => line.replace('deployed', 'unchanged'));
const statuses = () =>
  simulator
    .stacks()
    .map(({ name, status }) => `${name}: ${status}`)
    .sort();
const arrows = () => simulator.arrows().map(({ from, to }) => `${from} -> ${to}`);

describe('a deployment', () => {
  test('makes the registries side by side, then what replicates between them', async () => {
    const run = await deployTo(simulator, stacks);
    expect(results(run)).toEqual(DEPLOYED);
    expect(arrows()).toEqual(['eu-central-1 -> cn-hangzhou']);
    const order = run.events
      .filter(({ kind }) => kind === 'started' || kind === 'ended')
      .map(event =>
        event.kind === 'ended'
          ? `ended ${event.outcome.stack.role}`
          : `${event.kind} ${'stack' in event ? event.stack.role : ''}`,
      );
    expect(order).toEqual([
      'started registry',
      'started registry',
      'ended registry',
      'ended registry',
      'started replication',
      'ended replication',
    ]);
  });

  test('leaves alone what is done', async () => {
    await deployTo(simulator, stacks);
    expect(results(await deployTo(simulator, stacks))).toEqual(UNCHANGED);
  });

  test('replaces a changed rule by a new one and touches nothing else', async () => {
    await deployTo(simulator, stacks);
    const [primary, replica] = GERMANY_HANGZHOU;
    const changed = replicationStack('eu-central-1', 'cn-hangzhou', { tags: 'v.*', rule: 'RuleProd2' });
    expect(results(await deployTo(simulator, declared([primary, replica, changed])))).toEqual([
      'acme-cn-hangzhou: unchanged',
      'acme-eu-central-1-to-cn-hangzhou: deployed',
      'acme-eu-central-1: unchanged',
    ]);
    expect(simulator.arrows().map(({ rule }) => rule.name)).toEqual(['ruleprod2-cn-hangzhou']);
  });

  test('passes parameters, and updates a stack whose values differ', async () => {
    const Resources = {
      Wait: { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 0, UpdateDuration: { Ref: 'Size' } } },
    };
    const Parameters = { Size: { Type: 'Number', Default: 1 }, Name: { Type: 'String' } };
    const template = { ROSTemplateFormatVersion: '2015-09-01', Parameters, Resources };
    const app = writeAssembly([{ name: 'mine', template, purpose: { region: 'cn-hangzhou', role: 'custom' } }]);
    const given = (Size: string) => [
      ...readAssembly(app, { regionOf: {}, parameters: { mine: { Size }, '*': { Name: 'n', Other: 'ignored' } } })
        .stacks,
    ];
    expect(results(await deployTo(simulator, given('2')))).toEqual(['mine: deployed']);
    expect(results(await deployTo(simulator, given('2')))).toEqual(['mine: unchanged']);
    expect(results(await deployTo(simulator, given('3')))).toEqual(['mine: deployed']);
    const { ros } = clients(simulator);
    const live = await ros.getStack('cn-hangzhou', (await ros.findStack('cn-hangzhou', 'mine'))!);
    expect(live!.parameters).toMatchObject({ Size: '3', Name: 'n' });
  });

  test('never runs more stacks at a time than it is told', async () => {
    const regions = ['cn-beijing', 'cn-shanghai', 'cn-shenzhen', 'us-east-1', 'us-west-1'];
    let running = 0;
    let most = 0;
    await deployTo(simulator, declared(globalRegistry('eu-central-1', ...regions)), {
      concurrency: 2,
      onEvent: event => {
        running += event.kind === 'started' ? 1 : event.kind === 'ended' ? -1 : 0;
        most = Math.max(most, running);
      },
    });
    expect(most).toBe(2);
  });
});

describe('faults', () => {
  test.each(['throttle', 'unavailable', 'reset-before', 'reset-after'] as const)(
    'of kind %s are got over by trying again',
    async kind => {
      simulator.faults.add({ kind, times: 3 });
      simulator.faults.add({ kind, action: 'CreateStack', times: 3 });
      expect(results(await deployTo(simulator, stacks))).toEqual(DEPLOYED);
      expect(simulator.registries()).toHaveLength(2);
      expect(simulator.stacks(undefined, { deleted: true })).toHaveLength(3);
    },
  );

  test('that keep a region down stop only what depends on it', async () => {
    const meanwhile = () => simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    const [first, second, third] = results(await deployTo(simulator, stacks, { meanwhile }));
    expect(first).toBe('acme-cn-hangzhou: failed - The request has failed due to a temporary failure of the server.');
    expect(second).toBe('acme-eu-central-1-to-cn-hangzhou: skipped - It waits for acme-cn-hangzhou, which failed.');
    expect(third).toBe('acme-eu-central-1: deployed');
    simulator.faults.clear();
    expect(results(await deployTo(simulator, stacks))).toEqual([DEPLOYED[0], DEPLOYED[1], UNCHANGED[2]]);
  });

  test('of a resource leave a stack whose creation the next run continues, with the registry it has already', async () => {
    const type = 'ALIYUN::CR::Namespace';
    simulator.faults.add({
      kind: 'fail-resource',
      resourceType: type,
      region: 'cn-hangzhou',
      times: 1,
      code: 'NO',
      message: 'Not today.',
    });
    const failed = results(await deployTo(simulator, stacks))[0];
    expect(failed).toBe(`acme-cn-hangzhou: failed - CREATE_FAILED: NamespaceProd (${type}): NO: Not today.`);
    const before = simulator.registries().map(({ id }) => id);
    expect(results(await deployTo(simulator, stacks))).toEqual([DEPLOYED[0], DEPLOYED[1], UNCHANGED[2]]);
    expect(simulator.registries().map(({ id }) => id)).toEqual(before);
  });

  test('of the answer to a continued creation are got over', async () => {
    simulator.faults.add({
      kind: 'fail-resource',
      resourceType: 'ALIYUN::CR::Namespace',
      region: 'cn-hangzhou',
      times: 1,
    });
    await deployTo(simulator, stacks);
    simulator.faults.add({ kind: 'reset-after', action: 'ContinueCreateStack', times: 1 });
    expect(results(await deployTo(simulator, stacks))[0]).toBe(DEPLOYED[0]);
  });
});

describe('stacks that others have to do with', () => {
  test('are waited for while somebody else makes them, and are not made twice', async () => {
    const slow = await startSimulator({ clock: { speed: 50 } });
    await clients(slow).ros.createStack(stacks[0], 'somebody-else');
    expect(results(await deployTo(slow, stacks))).toEqual(DEPLOYED);
    expect(slow.registries()).toHaveLength(2);
    await slow.close();
  });

  test('are waited for while somebody else updates them, then updated', async () => {
    await deployTo(simulator, stacks);
    const [primary, , rules] = GERMANY_HANGZHOU;
    const theirs = declared([primary, registryStack('cn-hangzhou', { autoCreate: false }), rules]);
    const { ros } = clients(simulator);
    const id = await ros.findStack('cn-hangzhou', 'acme-cn-hangzhou');
    await ros.updateStack(
      id!,
      theirs.find(({ name }) => name === 'acme-cn-hangzhou')!,
      'theirs',
    );
    expect(results(await deployTo(simulator, stacks))[0]).toBe(DEPLOYED[0]);
    expect(simulator.registries('cn-hangzhou')[0].namespaces.prod.autoCreate).toBe(true);
  });

  test('are made again where they were deleted by hand', async () => {
    await deployTo(simulator, stacks);
    const { ros } = clients(simulator);
    const { name, region } = stacks.find(({ role }) => role === 'replication')!;
    await ros.deleteStack(region, (await ros.findStack(region, name))!);
    expect(results(await deployTo(simulator, stacks))).toEqual([UNCHANGED[0], DEPLOYED[1], UNCHANGED[2]]);
    expect(arrows()).toEqual(['eu-central-1 -> cn-hangzhou']);
  });

  test('are removed and made again where their creation was taken back, after consent to a plan that says so', async () => {
    const slow = await startSimulator({ clock: { speed: 200 } });
    slow.faults.add({
      kind: 'fail-resource',
      logicalId: 'Registry',
      region: 'cn-hangzhou',
      times: 1,
      code: 'NO',
      message: 'Not today.',
    });
    await createWithRollback(slow, stacks[0]);
    expect(results(await deployTo(slow, stacks))[0]).toBe(
      'acme-cn-hangzhou: failed - CREATE_ROLLBACK_COMPLETE: Registry (ALIYUN::CR::Instance): NO: Not today. ' +
        'What is left of the stack must be removed first, which needs your consent.',
    );
    expect(results(await deployTo(slow, stacks))).toEqual([DEPLOYED[0], DEPLOYED[1], UNCHANGED[2]]);
    await slow.close();
  });
});

/** As the stock tools create stacks: with rollback. */
async function createWithRollback(
  cloud: Simulator,
  stack: { name: string; region: string; templateBody: string },
): Promise<void> {
  const { default: RosSdk, CreateStackRequest } = await import('@alicloud/ros20190910');
  const { Config } = await import('@alicloud/openapi-client');
  const Client = (RosSdk as unknown as { default?: typeof RosSdk }).default ?? RosSdk;
  const config = new Config({ ...cloud.credentials, endpoint: cloud.endpoint, protocol: 'HTTP' });
  const { name, region, templateBody } = stack;
  await new Client(config as never).createStack(
    new CreateStackRequest({ stackName: name, regionId: region, templateBody }),
  );
}

describe('stopping', () => {
  test('starts nothing new, and says so of every stack', async () => {
    const stop = new AbortController();
    const run = await deployTo(simulator, stacks, { stop, onEvent: event => event.kind === 'started' && stop.abort() });
    expect(results(run)).toEqual([
      'acme-cn-hangzhou: deployed',
      'acme-eu-central-1-to-cn-hangzhou: skipped - It waits for acme-eu-central-1, which was not done.',
      'acme-eu-central-1: skipped - It was stopped before its turn.',
    ]);
    expect(results(await deployTo(simulator, stacks))).toEqual([UNCHANGED[0], DEPLOYED[1], DEPLOYED[2]]);
  });

  test('begins by itself when the credentials are no longer accepted half-way', async () => {
    let calls = 0;
    const proxy = await startProxy(simulator.endpoint, () =>
      ++calls > 18
        ? { status: 400, code: 'InvalidSecurityToken.Expired', message: 'The token has expired.' }
        : undefined,
    );
    const regions = ['cn-beijing', 'cn-shanghai', 'cn-shenzhen'];
    const many = declared(globalRegistry('eu-central-1', ...regions));
    const run = await deployTo(simulator, many, { endpoint: proxy.endpoint, concurrency: 1 });
    await proxy.close();
    expect(run.outcomes.filter(({ cause }) => cause === 'credentials')).toHaveLength(1);
    expect(results(run)).toContain('acme-eu-central-1: skipped - The credentials are no longer accepted.');
    expect(results(await deployTo(simulator, many)).filter(line => !/deployed|unchanged/.test(line))).toEqual([]);
    expect(simulator.registries()).toHaveLength(4);
  });
});

test('nothing is left in progress', async () => {
  await deployTo(simulator, stacks);
  expect(statuses()).toEqual(DEPLOYED.map(line => line.replace('deployed', 'CREATE_COMPLETE')));
});
