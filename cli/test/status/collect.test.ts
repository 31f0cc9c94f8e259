import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { NO_LEFTOVERS } from '../../src/deployment/orphans';
import { statusText } from '../../src/report/status-report';
import { isComplete } from '../../src/status/model';
import { GERMANY_HANGZHOU, declared } from '../support/assemblies';
import { deployTo, stateOf } from '../support/cloud';
import { noColours } from '../support/colours';
import { startProxy } from '../support/proxy';

const stacks = declared(GERMANY_HANGZHOU);
const same = (command: string) => command;
let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const state = (endpoint?: string) => stateOf(simulator, stacks, endpoint);

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
    };
    const { size } = await simulator.pushImage(image);
    await simulator.advance(60_000);
    const text = statusText(await state(), NO_LEFTOVERS, simulator.now, same, noColours);
    const kilobytes = (size / 1024).toFixed(1);
    expect(text.replace(/\d+ s ago/, '1 s ago')).toContain(`  copy  prod/api:v1  SUCCESS  ${kilobytes} KB  1 s ago`);
  });

  test('misses what is not there', async () => {
    const found = await state();
    expect(isComplete(found)).toBe(false);
    expect(statusText(found, NO_LEFTOVERS, 0, same, noColours)).toContain(
      '  acme-cn-hangzhou                  cn-hangzhou   MISSING',
    );
  });

  test('tells of a rule that was deleted in the console', async () => {
    await deployTo(simulator, stacks);
    const proxy = await startProxy(simulator.endpoint, action =>
      action === 'ListRepoSyncRule' ? { status: 200, code: 'success', message: '' } : undefined,
    );
    const found = await state(proxy.endpoint);
    await proxy.close();
    expect(found.arrows[0].rules).toMatchObject([{ name: 'ruleprod-cn-hangzhou', state: 'missing', drift: [] }]);
    expect(isComplete(found)).toBe(false);
  });

  test('misses existing registries where a rule begins and ends, and that are gone', async () => {
    const { name, template, purpose } = GERMANY_HANGZHOU[2];
    const rule = { ...template.Resources.RuleProd.Properties, InstanceId: 'cri-gone', TargetInstanceId: 'cri-there' };
    const existing = { Resources: { RuleProd: { Type: 'ALIYUN::CR::RepoSyncRule', Properties: rule } } };
    const found = await stateOf(simulator, declared([{ name, template: existing, purpose }]));
    expect(found.instances).toMatchObject([
      { region: 'eu-central-1', id: 'cri-gone', name: 'acme', namespaces: [] },
      { region: 'cn-hangzhou', id: 'cri-there', name: 'acme', namespaces: [] },
    ]);
    expect(isComplete(found)).toBe(false);
  });

  test('looks at no registry of another account', async () => {
    const { name, template, purpose } = GERMANY_HANGZHOU[2];
    const ends = { InstanceId: 'cri-gone', TargetInstanceId: 'cri-theirs', TargetUserId: '1234567890123456' };
    const rule = { ...template.Resources.RuleProd.Properties, ...ends };
    const existing = { Resources: { RuleProd: { Type: 'ALIYUN::CR::RepoSyncRule', Properties: rule } } };
    const found = await stateOf(simulator, declared([{ name, template: existing, purpose }]));
    expect(found.instances.map(({ id }) => id)).toEqual(['cri-gone']);
  });

  test('tells of a region that is down and shows the others', async () => {
    await deployTo(simulator, stacks);
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    const found = await state();
    expect(found.stacks.map(({ unreadable }) => unreadable === undefined)).toEqual([false, true, true]);
  });
});
