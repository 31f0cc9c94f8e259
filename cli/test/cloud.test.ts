import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { examine } from '../src/doctor/checks';
import { permissionsFor } from '../src/domain/permissions';
import { doctorText } from '../src/report/doctor-report';
import { statusText } from '../src/report/status-report';
import { collectState } from '../src/status/collect';
import { isComplete } from '../src/status/model';
import { Output } from '../src/session/output';
import { Redactor } from '../src/cloud/redact';
import { GERMANY_HANGZHOU, declared } from './support/assemblies';
import { clients, deployTo } from './support/cloud';
import { startProxy } from './support/proxy';

const { colours } = new Output(new Redactor());
const stacks = declared(GERMANY_HANGZHOU);
let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const state = async (endpoint?: string) => {
  const { ros, cr } = clients(simulator, endpoint);
  return collectState(stacks, ros, cr);
};

describe('status', () => {
  test('shows the last copies along an arrow, with state, size and age', async () => {
    await deployTo(simulator, stacks);
    const [source] = simulator.registries('eu-central-1');
    const image = {
      region: 'eu-central-1',
      instanceId: source.id,
      namespace: 'prod',
      repository: 'api',
      tag: 'v1',
      digest: `sha256:${'ab'.repeat(32)}`,
      size: 1536,
    };
    simulator.pushImage(image);
    simulator.advance(60_000);
    const text = statusText(await state(), simulator.now, colours);
    expect(text).toMatch(/ {2}copy {2}prod\/api:v1 {2}SUCCESS {2}1\.5 KB {2}\d+ s ago/);
  });

  test('misses what is not there', async () => {
    const found = await state();
    expect(isComplete(found)).toBe(false);
    expect(statusText(found, 0, colours)).toContain('  acme-cn-hangzhou                  cn-hangzhou   MISSING');
  });

  test('tells of a rule that was deleted in the console', async () => {
    await deployTo(simulator, stacks);
    const proxy = await startProxy(simulator.endpoint, action =>
      action === 'ListRepoSyncRule' ? { status: 200, code: 'success', message: '' } : undefined,
    );
    const found = await state(proxy.endpoint);
    await proxy.close();
    expect(found.arrows[0].rules).toEqual([{ name: 'ruleprod-cn-hangzhou', state: 'missing', drift: [] }]);
    expect(isComplete(found)).toBe(false);
  });

  test('misses an existing registry that the app builds on and that is gone', async () => {
    const { name, template, purpose } = GERMANY_HANGZHOU[2];
    const rule = { ...template.Resources.RuleProd.Properties, InstanceId: 'cri-gone', TargetInstanceId: 'cri-there' };
    const existing = { Resources: { RuleProd: { Type: 'ALIYUN::CR::RepoSyncRule', Properties: rule } } };
    const { ros, cr } = clients(simulator);
    const found = await collectState(declared([{ name, template: existing, purpose }]), ros, cr);
    expect(found.instances).toEqual([{ region: 'eu-central-1', id: 'cri-gone', name: 'acme', namespaces: [] }]);
    expect(isComplete(found)).toBe(false);
  });

  test('tells of a region that is down and shows the others', async () => {
    await deployTo(simulator, stacks);
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    const found = await state();
    expect(found.stacks.map(({ unreadable }) => unreadable === undefined)).toEqual([false, true, true]);
  });
});

test('a signature that does not match is told without what was signed', async () => {
  const message = 'Specified signature is not matched with our calculation. server string to sign is:POST\n/\nhost:x';
  const proxy = await startProxy(simulator.endpoint, () => ({ status: 400, code: 'SignatureDoesNotMatch', message }));
  await expect(clients(simulator, proxy.endpoint).ros.countStacks('cn-hangzhou')).rejects.toThrow(
    /^Specified signature is not matched with our calculation\.$/,
  );
  await proxy.close();
});

describe('doctor', () => {
  const examined = async (endpoint?: string) => {
    const cloud = { ...clients(simulator, endpoint), roles: undefined as never, simulated: true, now: () => 0 };
    return examine(stacks, cloud);
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
    expect(doctorText(checks, permissionsFor(stacks), colours)).toContain('"cr:CreateNamespace"');
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
});
