import * as ros from '@alicloud/ros-cdk-core';
import type { IRegistryInstance } from '../registry-instance';
import { assertion, instanceReady } from './assertion';
import { logicalIdFor } from './naming';
import { DEPLOY_REGION, guardRegion } from './region-guard';

/**
 * One guard for the region, and one for each instance that is read from another stack.
 *
 * @returns the logical ids that each resource must depend on
 */
export function readinessOf(owner: ros.Construct, instances: Record<string, IRegistryInstance>): string[] {
  const stack = ros.Stack.of(owner);
  const guards = guardRegion(stack);
  const ready = Object.entries(instances).flatMap(([end, instance]) => {
    const id: unknown = stack.resolve(instance.instanceId);
    const read = (id as Record<string, string[]> | undefined)?.['Fn::GetStackOutput'];
    if (read === undefined) {
      return [];
    }
    const logicalId = logicalIdFor(owner, `${end}Ready`);
    const guard = assertion(owner, `${end}Ready`, logicalId, instanceReady(id, read[0], read[2]));
    guardRegion(stack).forEach(region => guard.addRosDependency(region));
    return [logicalId];
  });
  return [...guards.filter(guard => guard === DEPLOY_REGION), ...ready];
}
