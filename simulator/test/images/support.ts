import type { Instance, Simulator } from '../../src';
import { callCr } from '../support/clients';

export const HOME = 'eu-central-1';
export const AWAY = 'cn-hangzhou';

/** Two registries with the namespace `prod`, and a rule that copies all of it from one to the other. */
export async function twoRegions(simulator: Simulator): Promise<{ source: Instance; target: Instance }> {
  const source = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
  const target = simulator.addRegistry({ region: AWAY, name: 'acme', edition: 'Basic', namespaces: ['prod'] });
  await callCr(simulator)('CreateRepoSyncRule', {
    RegionId: HOME,
    InstanceId: source.id,
    SyncRuleName: 'prod',
    SyncScope: 'NAMESPACE',
    SyncTrigger: 'PASSIVE',
    NamespaceName: 'prod',
    TagFilter: '.*',
    TargetInstanceId: target.id,
    TargetRegionId: AWAY,
    TargetNamespaceName: 'prod',
  });
  return { source, target };
}

/** Lets the clients of an instance in by the Internet, as somebody does in the console. */
export async function openToInternet(simulator: Simulator, { id, region }: Instance, entry: string): Promise<void> {
  const call = callCr(simulator);
  const endpoint = { RegionId: region, InstanceId: id, EndpointType: 'internet' };
  await call('UpdateInstanceEndpointStatus', { ...endpoint, Enable: true });
  await call('CreateInstanceEndpointAclPolicy', { ...endpoint, Entry: entry });
}
