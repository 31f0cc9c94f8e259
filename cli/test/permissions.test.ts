import { startSimulator } from 'ros-cdk-simulator';
import { surveyRegions } from '../src/cloud/survey';
import { findDeletions } from '../src/deployment/deletions';
import { destroy } from '../src/deployment/execute';
import { examine } from '../src/doctor/checks';
import { destructionOrder } from '../src/domain/destruction';
import { permissionFor, permissionsFor } from '../src/domain/permissions';
import { collectState } from '../src/status/collect';
import { GERMANY_HANGZHOU, declared, replicationStack } from './support/assemblies';
import { PACE, clients, deployTo, results } from './support/cloud';
import { startProxy } from './support/proxy';

const REGIONS = ['cn-hangzhou', 'eu-central-1'];

test('the policy of doctor grants the calls that the deployer makes, and no others', async () => {
  const simulator = await startSimulator();
  const calls = new Set<string>();
  const proxy = await startProxy(simulator.endpoint, action => void calls.add(action));
  const { endpoint } = proxy;
  const { ros, cr } = clients(simulator, endpoint);
  const stacks = declared(GERMANY_HANGZHOU);
  const [primary, replica] = GERMANY_HANGZHOU;
  const changed = declared([primary, replica, replicationStack('eu-central-1', 'cn-hangzhou', { rule: 'RuleProd2' })]);

  await examine(stacks, { ros, cr, roles: undefined as never, simulated: true, now: () => 0 });
  simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::Namespace', times: 1 });
  await deployTo(simulator, stacks, { endpoint });
  await deployTo(simulator, stacks, { endpoint });
  expect(results(await deployTo(simulator, changed, { endpoint }))).toContain(
    'acme-eu-central-1-to-cn-hangzhou: deployed',
  );
  await collectState(stacks, ros, cr);
  await examine(stacks, { ros, cr, roles: undefined as never, simulated: true, now: () => 0 });
  const stop = new AbortController().signal;
  const deletions = await findDeletions(destructionOrder(stacks), await surveyRegions(REGIONS, ros), ros, []);
  await destroy(deletions, { ros, concurrency: 8, stop, pace: PACE, onEvent: () => undefined });
  await proxy.close();
  await simulator.close();

  const granted = permissionsFor([]).policy.Statement.flatMap(({ Action }) => Action);
  // The service roles are asked of RAM itself, which no simulator stands in for.
  expect([...calls].map(permissionFor).concat('ram:GetRole').sort()).toEqual(granted);
});
