import * as ros from '@alicloud/ros-cdk-core';
import type { IRegistryInstance } from '../registry-instance';
import { InstanceBase } from './instance-base';
import { adopt } from './element';
import { logicalIdFor } from './naming';
import { guardRegion } from './region-guard';
import { RegionStack } from './region-stack';

/** Where something that belongs to an instance is put: in the stack of the instance, under a name of its own. */
export interface Place {
  readonly scope: ros.Construct;
  readonly logicalId: string;
  /** Names the resource, makes it wait for the guard, and keeps it with its group. */
  settle(resource: ros.RosResource, options?: { group?: string; holdsImages?: boolean }): void;
}

/** The place of one thing of a kind, such as the namespace `prod`. */
export function placeFor(instance: IRegistryInstance, kind: string, name: string): Place {
  const owner = instance as unknown as ros.Construct;
  const stack = ros.Stack.of(owner);
  const id = `${kind}-${name.replace(/\//g, ':')}`;
  const logicalId = logicalIdFor(owner, kind, name);
  return {
    logicalId,
    scope: (owner.node.tryFindChild(id) as ros.Construct | undefined) ?? new ros.Construct(owner, id),
    settle: (resource, { group, holdsImages = false } = {}) => {
      adopt(resource, logicalId);
      guardRegion(stack).forEach(guard => resource.addRosDependency(guard));
      if (holdsImages) {
        resource.applyRemovalPolicy(
          instance instanceof InstanceBase ? instance._removalPolicy : ros.RemovalPolicy.RETAIN,
        );
      }
      if (group !== undefined && stack instanceof RegionStack) {
        stack.groups.assign(logicalId, group);
      }
    },
  };
}
