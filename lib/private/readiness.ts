import * as ros from '@alicloud/ros-cdk-core';
import type { IRegistryInstance } from '../registry-instance';
import { shortHash } from '../domain/short-hash';
import { Assertion, assertion, instanceReady } from './assertion';
import { logicalIdFor } from './naming';
import { guardRegion } from './region-guard';
import { withoutTraces } from './traces';

/**
 * One guard for the region, and one for each instance that is read from another stack: `Fn::GetStackOutput` gives an empty text while
 * that stack is missing, and an empty instance id would mean the Personal Edition.
 *
 * ROS cannot change a guard, so its name ends in a hash of what it says.
 *
 * @returns the logical ids that each resource must depend on
 */
export function readinessOf(owner: ros.Construct, instances: Record<string, IRegistryInstance>): string[] {
  const stack = ros.Stack.of(owner);
  const region = guardRegion(stack);
  const ready = Object.entries(instances).flatMap(([end, instance]) => {
    const id: unknown = stack.resolve(instance.instanceId);
    const read = (id as Record<string, string[]> | undefined)?.['Fn::GetStackOutput'];
    return read === undefined ? [] : [readyGuard(owner, end, instanceReady(id, read[0], read[2]), region)];
  });
  return [...region, ...ready];
}

function readyGuard(owner: ros.Construct, end: string, ready: Assertion, before: readonly string[]): string {
  const logicalId = `${logicalIdFor(owner, `${end}Ready`)}${shortHash(ready).toUpperCase()}`;
  if (owner.node.tryFindChild(`${end}Ready`) === undefined) {
    const guard = withoutTraces(() => assertion(owner, `${end}Ready`, logicalId, ready));
    before.forEach(other => guard.addRosDependency(other));
  }
  return logicalId;
}
