import * as ros from '@alicloud/ros-cdk-core';
import type { IRegistryInstance } from '../registry-instance';
import { adopt } from './element';
import { InstanceBase } from './instance-base';
import { logicalIdFor } from './naming';
import { readinessOf } from './readiness';
import { RegionStack } from './region-stack';
import { keepTracing } from './traces';

/** How a resource is settled. */
interface Settlement {
  /** Keeps it with others when the stack is split; by default it may go alone. */
  readonly group?: string;
  /** Whether images go when it goes. */
  readonly holdsImages?: boolean;
  /** What its name ends in, where a place has more than one resource. */
  readonly suffix?: string;
}

/** Where something that belongs to an instance is put: in the stack of the instance, under a name of its own. */
export interface Place {
  readonly scope: ros.Construct;
  readonly logicalId: string;
  /** Names the resource, makes it wait for the guards, and keeps it with its group. */
  settle(resource: ros.RosResource, settlement?: Settlement): void;
}

/** The name in the template of one thing of a kind on an instance, such as the namespace `prod`. */
export function nameOn(instance: IRegistryInstance, kind: string, name: string): string {
  return logicalIdFor(instance as unknown as ros.Construct, kind, name);
}

/** The place of one thing of a kind. */
export function placeFor(instance: IRegistryInstance, kind: string, name: string): Place {
  const owner = instance as unknown as ros.Construct;
  const stack = ros.Stack.of(owner);
  const logicalId = nameOn(instance, kind, name);
  const scope = keepTracing(new ros.Construct(owner, `${kind}-${name.replace(/\//g, ':')}`));
  const guards = guardsOf(owner, instance);
  return {
    logicalId,
    scope,
    settle: (resource, { group, holdsImages = false, suffix = '' } = {}) => {
      adopt(resource, `${logicalId}${suffix}`);
      guards.forEach(guard => resource.addRosDependency(guard));
      if (holdsImages) {
        resource.applyRemovalPolicy(
          instance instanceof InstanceBase ? instance._removalPolicy : ros.RemovalPolicy.RETAIN,
        );
      }
      if (stack instanceof RegionStack) {
        stack.groups.assign(`${logicalId}${suffix}`, group ?? logicalId);
      }
    },
  };
}

const GUARDS = new WeakMap<IRegistryInstance, string[]>();

/** What every resource on an instance waits for. */
function guardsOf(owner: ros.Construct, instance: IRegistryInstance): string[] {
  const guards = GUARDS.get(instance) ?? readinessOf(owner, { Instance: instance });
  GUARDS.set(instance, guards);
  return guards;
}
