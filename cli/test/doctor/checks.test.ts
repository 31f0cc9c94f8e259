import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { clock, quotaCheck, examine } from '../../src/doctor/checks';
import { permissionsFor } from '../../src/domain/permissions';
import { doctorText } from '../../src/report/doctor-report';
import { GERMANY_HANGZHOU, declared } from '../support/assemblies';
import { clients } from '../support/cloud';
import { noColours } from '../support/colours';
import { startProxy } from '../support/proxy';

const stacks = declared(GERMANY_HANGZHOU);
let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

describe('doctor', () => {
  const examined = async (endpoint?: string) => {
    return examine(stacks, clients(simulator, endpoint));
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
});
