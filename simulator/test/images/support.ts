import { type Instance, type Simulator, startSimulator } from '../../src';
import { inOneCloud } from '../../src/cr/clouds';
import { OPEN_REGIONS } from '../../src/runtime/regions';
import { stopAll } from '../registry/support/registries';
import { type Map, callCr } from '../support/clients';
import { deploy, template } from '../support/stacks';
import type { Target } from './clients/real-clients';

export const HOME = 'eu-central-1';
export const AWAY = 'cn-hangzhou';

/** So many regions that take copies from Germany. */
export function otherRegions(count: number): string[] {
  const regions = OPEN_REGIONS.map(({ id }) => id).filter(id => id !== HOME && inOneCloud(HOME, id));
  return regions.slice(0, count);
}

/** Two registries with the namespace `prod`, and a rule that copies all of it from one to the other. */
export async function twoRegions(simulator: Simulator): Promise<{ source: Instance; target: Instance }> {
  const source = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
  return { source, target: await replica(simulator, source, AWAY) };
}

/** A registry in another region, and a rule that copies the namespace `prod` of the source to it. */
export async function replica(simulator: Simulator, source: Instance, region: string): Promise<Instance> {
  const target = simulator.addRegistry({ region, name: 'acme', edition: 'Basic', namespaces: ['prod'] });
  await callCr(simulator)('CreateRepoSyncRule', {
    RegionId: source.region,
    InstanceId: source.id,
    SyncRuleName: `prod-${region}`,
    SyncScope: 'NAMESPACE',
    SyncTrigger: 'PASSIVE',
    NamespaceName: 'prod',
    TagFilter: '.*',
    TargetInstanceId: target.id,
    TargetRegionId: region,
    TargetNamespaceName: 'prod',
  });
  return target;
}

/** Lets the clients of an instance in by the Internet, as somebody does in the console. */
export async function openToInternet(simulator: Simulator, { id, region }: Instance, entry: string): Promise<void> {
  const call = callCr(simulator);
  const endpoint = { RegionId: region, InstanceId: id, EndpointType: 'internet' };
  await call('UpdateInstanceEndpointStatus', { ...endpoint, Enable: true });
  await call('CreateInstanceEndpointAclPolicy', { ...endpoint, Entry: entry });
}

const LOGIN = { Effect: 'Allow', Action: ['cr:GetAuthorizationToken'], Resource: ['*'] };

export const allow = (Action: string[], resource: string) => ({ Effect: 'Allow', Action, Resource: [resource] });

/** Deploys a role that may log in, with a policy of these statements, and others that are attached to it. */
export async function deployRole(
  simulator: Simulator,
  RoleName: string,
  statements: readonly Map[],
  attached: Map = {},
): Promise<void> {
  const PolicyDocument = { Version: '1', Statement: [LOGIN, ...statements] };
  const trust = { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { RAM: ['*'] } }], Version: '1' };
  const Properties = {
    RoleName,
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: 'own', PolicyDocument }],
    PolicyAttachments: attached,
  };
  const body = template({ Role: { Type: 'ALIYUN::RAM::Role', Properties } });
  const { Status, StatusReason } = await deploy(simulator, 'role', body, HOME);
  expect([Status, StatusReason]).toEqual(['CREATE_COMPLETE', expect.any(String)]);
}

/** Two regions where clients have to log in, and come by the Internet. */
export async function twoOpenRegions(simulator: Simulator): Promise<void> {
  for (const instance of Object.values(await twoRegions(simulator))) {
    await openToInternet(simulator, instance, `${simulator.clientAddress}/32`);
  }
}

/** Gives each test of a file a simulator with two such regions, and stops it afterwards with all that was started beside it. */
export function eachInTwoOpenRegions(use: (simulator: Simulator) => void): void {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
    await twoOpenRegions(simulator);
    use(simulator);
  });
  afterEach(stopAll);
  afterEach(() => simulator.close());
}

/** Where clients find the registry of a region, and who they say they are. */
export async function targetIn(simulator: Simulator, region: string): Promise<Target> {
  const { url } = await simulator.registry(region);
  return { host: url.replace('http://', ''), login: simulator.login(region) };
}
