import type { Simulator } from 'ros-cdk-simulator';
import { type Body, CrApi } from '../../src/cloud/cr-api';
import { connectionTo } from './cloud';

/** What somebody does in the console of Container Registry, behind the stacks. */
export function consoleOf(simulator: Simulator) {
  const api = new CrApi(connectionTo(simulator));
  const instanceIn = (region: string) => simulator.registries(region)[0];
  const on = (region: string, action: string, query: Body) =>
    api.call(action, region, { InstanceId: instanceIn(region).id, ...query });
  const INTERNET = { EndpointType: 'Internet', ModuleName: 'Registry' };
  return {
    on,
    async deleteRules(region: string): Promise<void> {
      for (const id of Object.keys(instanceIn(region).rules)) {
        await on(region, 'DeleteRepoSyncRule', { SyncRuleId: id });
      }
    },
    letIn: (region: string, entry: string) =>
      on(region, 'CreateInstanceEndpointAclPolicy', { ...INTERNET, Entry: entry }),
    shutOut: (region: string, entry: string) =>
      on(region, 'DeleteInstanceEndpointAclPolicy', { ...INTERNET, Entry: entry }),
    switchInternet: (region: string, enable: boolean) =>
      on(region, 'UpdateInstanceEndpointStatus', { ...INTERNET, Enable: enable }),
  };
}
