import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { clock, examine } from '../../src/doctor/checks';
import { attachmentChecks } from '../../src/doctor/attachments';
import { quotaCheck, stackQuota } from '../../src/doctor/quotas';
import { granteesOf } from '../../src/domain/attachments';
import { permissionsFor } from '../../src/domain/permissions';
import { doctorText } from '../../src/report/doctor-report';
import { GERMANY_HANGZHOU, declared } from '../support/assemblies';
import { clients } from '../support/cloud';
import { noColours } from '../support/colours';
import { startProxy } from '../support/proxy';
import { stockClient } from '../support/stock';

const stacks = declared(GERMANY_HANGZHOU);
let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

describe('doctor', () => {
  const examined = async (endpoint?: string) => {
    return (await examine(stacks, clients(simulator, endpoint))).checks;
  };

  test('finds nothing wrong with a healthy account', async () => {
    expect((await examined()).filter(({ state: found }) => found === 'failed')).toEqual([]);
  });

  test('names the permission that a refused call lacks, and prints the policy', async () => {
    const proxy = await startProxy(simulator.endpoint, action =>
      action === 'ListRepoSyncRule'
        ? { status: 403, code: 'Forbidden.RAM', message: 'User not authorized.' }
        : undefined,
    );
    const checks = await examined(proxy.endpoint);
    await proxy.close();
    expect(checks.filter(({ state: found }) => found === 'failed')).toEqual([
      {
        subject: 'permission cr:ListSyncRule',
        state: 'failed',
        detail: 'User not authorized.',
        permission: 'cr:ListSyncRule',
        fix: 'Grant cr:ListSyncRule; the policy stands below.',
      },
    ]);
    expect(doctorText(checks, permissionsFor(stacks), noColours)).toContain('"cr:CreateNamespace"');
  });

  test('tells where nobody answers', async () => {
    expect((await examined('127.0.0.1:9')).map(({ detail }) => detail)).toEqual(['connect ECONNREFUSED 127.0.0.1:9']);
  });

  test('stops at credentials that are not accepted', async () => {
    const proxy = await startProxy(simulator.endpoint, () => ({
      status: 404,
      code: 'InvalidAccessKeyId.NotFound',
      message: 'No such key.',
    }));
    const checks = await examined(proxy.endpoint);
    await proxy.close();
    expect(checks).toEqual([
      {
        subject: 'credentials',
        state: 'failed',
        detail: 'No such key.',
        fix: 'Renew the access key, or choose another --profile.',
      },
    ]);
  });

  test('finds a clock that is wrong', () => {
    const now = Date.parse('2026-01-01T00:10:00Z');
    expect(clock(new Date('2026-01-01T00:00:00Z'), now)).toEqual({
      subject: 'clock',
      state: 'failed',
      detail: '600 s ahead of the service',
      fix: 'Set the clock of this machine (NTP): signatures carry the time.',
    });
    expect(clock(new Date('2026-01-01T00:09:59Z'), now).state).toBe('ok');
  });

  test('finds quotas that are used up', () => {
    const usage = { NamespaceUsage: 15, NamespaceQuota: 15, RepoUsage: 3, RepoQuota: 1000 };
    expect(quotaCheck('quotas of cri-x', usage)).toMatchObject({
      state: 'warning',
      detail: '15 of 15 namespaces, 3 of 1000 repositories',
    });
  });

  test('takes the policy from ROS where it answers, and from the types of the resources where it does not', async () => {
    const policy = async (of: Simulator) => {
      const { checks, told } = await examine(stacks, clients(of));
      return [told.size, checks.find(({ subject }) => subject === 'policy of the app')];
    };
    const other = await startSimulator({ templatePolicies: false });
    expect(await policy(simulator)).toEqual([
      stacks.length,
      { subject: 'policy of the app', state: 'ok', detail: 'told by ROS' },
    ]);
    expect(await policy(other)).toEqual([
      0,
      {
        subject: 'policy of the app',
        state: 'skipped',
        detail:
          'worked out from the types of the resources for all stacks; ROS said: No policy can be generated for this template.',
      },
    ]);
    await other.close();
  });

  test('counts the stacks of the whole account, also where the app is not', async () => {
    const stock = stockClient(simulator);
    await stock.create('stranger', 'us-east-1', { ROSTemplateFormatVersion: '2015-09-01' });
    expect((await examined()).find(({ subject }) => subject === 'quota of stacks')).toEqual({
      subject: 'quota of stacks',
      state: 'ok',
      detail: '1 of 200 used in all regions, 3 more to create',
    });
  });

  test('names regions whose stacks it could not count, and fails where there is no room for those of the app', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'us-east-1' });
    expect((await examined()).find(({ subject }) => subject === 'quota of stacks')).toMatchObject({
      state: 'warning',
      detail: '0 of 200 used in all regions, 3 more to create; not counted: us-east-1',
    });
    const full = { stacks: new Map([['cn-hangzhou', Array(198).fill({ name: 'other' })]]), unlisted: new Map() };
    expect(await stackQuota(stacks, full as never, clients(simulator))).toMatchObject({
      state: 'failed',
      detail: '198 of 200 used in all regions, 3 more to create; not counted: us-east-1',
    });
  });

  test('lists each region once', async () => {
    const lists: string[] = [];
    const proxy = await startProxy(simulator.endpoint, action => void (action === 'ListStacks' && lists.push(action)));
    await examined(proxy.endpoint);
    await proxy.close();
    const regions = await clients(simulator).ros.regions();
    expect(lists).toHaveLength(regions.length);
  });
});

describe('the policies that an app attaches', () => {
  const attach = (kind: string, name: unknown, policy: string, PolicyType = 'Custom') => ({
    Type: `ALIYUN::RAM::AttachPolicyTo${kind}`,
    Properties: { PolicyName: policy, PolicyType, [`${kind}Name`]: name },
  });
  const withResources = (Resources: Record<string, unknown>) => [{ ...stacks[0], template: { Resources } as never }];
  const many = (number: number) =>
    withResources(
      Object.fromEntries(Array.from({ length: number }, (_, i) => [`A${i}`, attach('Role', 'nodes', `p${i}`)])),
    );

  test('are counted for each user, group and role, those of the system apart, however they are attached', () => {
    const found = granteesOf(
      withResources({
        A: attach('Role', 'nodes', 'pull-1'),
        B: attach('Role', 'nodes', 'pull-2'),
        C: attach('Role', 'nodes', 'AliyunOSSFullAccess', 'System'),
        D: attach('User', { Ref: 'Who' }, 'push'),
        E: {
          Type: 'ALIYUN::RAM::ManagedPolicy',
          Properties: { PolicyName: 'more', Groups: ['dev'], Roles: ['nodes'] },
        },
        F: {
          Type: 'ALIYUN::RAM::Role',
          Properties: { RoleName: 'own', PolicyAttachments: { Custom: ['x'], System: ['y'] } },
        },
      }),
    );
    expect(found).toEqual([
      { kind: 'Group', name: 'dev', policies: ['more'] },
      { kind: 'Role', name: 'nodes', policies: ['more', 'pull-1', 'pull-2'] },
      { kind: 'Role', name: 'own', policies: ['x'] },
      { kind: 'User', name: undefined, policies: ['push'] },
    ]);
  });

  test('are warned of where they are more than RAM attaches, with those that are attached besides', async () => {
    const roles = { customPolicies: () => Promise.resolve(['p0', 'of-others']) } as never;
    const inCloud = { ...clients(simulator), roles, simulated: false };
    expect(await attachmentChecks(many(9), inCloud)).toEqual([
      {
        subject: 'policies of the role nodes',
        state: 'ok',
        detail: '9 by this app, 1 besides; RAM takes 10 custom ones',
      },
    ]);
    expect(await attachmentChecks(many(10), inCloud)).toEqual([
      {
        subject: 'policies of the role nodes',
        state: 'warning',
        detail: '10 by this app, 1 besides; RAM takes 10 custom ones',
        fix: 'Grant it in fewer regions, detach what it no longer needs, or ask RAM for a higher quota.',
      },
    ]);
  });

  test('are counted alone at a simulator, which has no RAM to ask', async () => {
    expect(await attachmentChecks(many(11), clients(simulator))).toMatchObject([
      {
        state: 'warning',
        detail: '11 by this app; what is attached besides is not known here; RAM takes 10 custom ones',
      },
    ]);
  });
});
