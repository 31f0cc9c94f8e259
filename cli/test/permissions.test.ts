import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import type { Cloud } from '../src/cloud/cloud';
import { CrApi } from '../src/cloud/cr-api';
import { surveyRegions } from '../src/cloud/survey';
import { carryOut, planRegistry } from '../src/copies/backfill';
import { Budget } from '../src/copies/budget';
import { checkDeeply } from '../src/copies/deep-check';
import { registryOf } from '../src/copies/find-registries';
import { findDeletions } from '../src/deployment/deletions';
import { destroy } from '../src/deployment/execute';
import { discover } from '../src/discovery/discover';
import { examine } from '../src/doctor/checks';
import { permissionFor, permissionsFor } from '../src/domain/permissions';
import { GERMANY_HANGZHOU, declared, replicationStack } from './support/assemblies';
import { PACE, clients, connectionTo, deployTo, results, stateOf } from './support/cloud';
import { startProxy } from './support/proxy';

const REGIONS = ['cn-hangzhou', 'eu-central-1'];

/** What wait, verify, backfill and explain ask. */
async function lookAtImages(simulator: Simulator, cloud: Cloud): Promise<void> {
  const [{ id: instanceId, region }] = simulator.registries('eu-central-1');
  const image = { region, instanceId, namespace: 'prod', repository: 'api', tag: 'v1' };
  await simulator.pushImage({ ...image, tag: 'v1' });
  const registry = await registryOf({ region, instanceId }, cloud);
  const settings = { images: cloud.watch, timing: { pace: PACE, random: () => 0.5 }, budget: new Budget(1) };
  const journey = { ...settings, stop: new AbortController().signal, onEvent: () => undefined, tries: 1 };
  const [{ id, region: away }] = simulator.registries('cn-hangzhou');
  await waitUntil(() => simulator.tasks().every(({ status }) => status === 'SUCCESS'));
  const copy = Object.values(simulator.registries('cn-hangzhou')[0].repositories)[0];
  const call = new CrApi(connectionTo(simulator));
  await call.call('DeleteRepoTag', away, { InstanceId: id, RepoId: copy.id, Tag: 'v1' });
  const plan = await planRegistry(registry, {}, false, cloud.images);
  expect((await carryOut(plan, 1, journey)).map(({ result }) => result)).toEqual(['there']);
  await checkDeeply(plan.read, [], {}, cloud.registries);
  // The registries let nobody in from the Internet, so nobody logs in.
  await cloud.images.login({ region, instanceId });
}

/** What adopt asks. */
async function lookAtSettings(simulator: Simulator, { settings, imports }: Cloud): Promise<void> {
  const [{ id: instanceId, region }] = simulator.registries('eu-central-1');
  await discover([{ region, instanceId }], settings);
  await imports.importable(region);
  // Of nothing that can be imported; the calls are what counts.
  const nothing = { templateBody: JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: {} }) };
  const order = { region, name: 'imported', parameters: {}, tags: {}, resources: [], ...nothing };
  await Promise.allSettled([
    imports.createImport(order, 'adopt'),
    imports.changeSet(region, 'none'),
    imports.executeImport(region, 'none'),
    imports.removeChangeSet(region, 'none'),
  ]);
}

async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

test('the policy of doctor grants the calls that the deployer makes, and no others', async () => {
  const simulator = await startSimulator();
  const calls = new Set<string>();
  // Requests to registries name no action.
  const proxy = await startProxy(simulator.endpoint, action => void (action !== '' && calls.add(action)));
  const { endpoint } = proxy;
  const cloud = clients(simulator, endpoint);
  const { ros } = cloud;
  const stacks = declared(GERMANY_HANGZHOU);
  const [primary, replica] = GERMANY_HANGZHOU;
  const changed = declared([primary, replica, replicationStack('eu-central-1', 'cn-hangzhou', { rule: 'RuleProd2' })]);

  await examine(stacks, cloud);
  simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::Namespace', times: 1 });
  await deployTo(simulator, stacks, { endpoint });
  await deployTo(simulator, stacks, { endpoint });
  expect(results(await deployTo(simulator, changed, { endpoint }))).toContain(
    'acme-eu-central-1-to-cn-hangzhou: deployed',
  );
  await stateOf(simulator, stacks, endpoint);
  await lookAtImages(simulator, cloud);
  await ros.getAttribute('cn-hangzhou', simulator.stacks('cn-hangzhou')[0].id, 'Registry', 'InstanceId');
  await lookAtSettings(simulator, cloud);
  await examine(stacks, cloud);
  const stop = new AbortController().signal;
  const deletions = await findDeletions(stacks, await surveyRegions(REGIONS, ros), ros, {});
  await destroy(deletions, { ros, concurrency: 8, stop, pace: PACE, onEvent: () => undefined });
  await proxy.close();
  await simulator.close();

  const granted = permissionsFor([]).policy.Statement.flatMap(({ Action }) => Action);
  // The service roles are asked of RAM itself, which no simulator stands in for.
  // Whoever logs in to a registry pulls from it.
  const ram = ['ram:GetRole', 'ram:ListPoliciesForGroup', 'ram:ListPoliciesForRole', 'ram:ListPoliciesForUser'];
  const asked = new Set([...calls].map(permissionFor).concat(ram, 'cr:PullRepository', 'ros:ListChangeSets'));
  expect([...asked].sort()).toEqual(granted);
});
