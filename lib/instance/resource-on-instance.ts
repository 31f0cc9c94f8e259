import * as ros from '@alicloud/ros-cdk-core';
import { adopt } from '../core/element';
import { keepTracing } from '../core/traces';
import { logicalIdFor } from '../stack/logical-ids';
import { readinessOf } from '../stack/readiness';
import { RegionStack } from '../stack/region-stack';
import { IRegistryInstance } from './instance';
import { remembering } from './memory';

/** Where a resource that belongs to an instance is made, and for what. */
interface Belonging {
  readonly instance: IRegistryInstance;
  /** The construct under which it is made, where that is not the instance itself. */
  readonly owner?: ros.Construct;
  /** The namespace that it belongs to, if any. */
  readonly namespace?: string;
  /** Whether images go when it goes. */
  readonly holdsImages?: boolean;
  /** What else must be there before it. */
  readonly after?: readonly string[];
  /** What its name ends in, where a thing has more than one resource. */
  readonly suffix?: string;
}

/** The name in the template of one thing of a kind on an instance, such as the namespace `prod`. */
export function nameOn(owner: ros.Construct, kind: string, name: string): string {
  return logicalIdFor(owner, kind, name);
}

/**
 * Makes a resource that belongs to an instance: in the stack of its owner, under a name of its own, after the guards.
 *
 * @param kind what it is, such as `Namespace`
 * @param name its name among those of its kind
 */
export function addToInstance<T extends ros.RosResource>(
  belonging: Belonging,
  kind: string,
  name: string,
  make: (scope: ros.Construct, id: string) => T,
): T {
  const { instance, namespace, holdsImages = false, after = [], suffix = '' } = belonging;
  const owner = belonging.owner ?? (instance as unknown as ros.Construct);
  const scope = scopeFor(owner, `${kind}-${name.replace(/\//g, ':')}`);
  const resource = make(scope, suffix === '' ? 'Resource' : suffix);
  adopt(resource, `${nameOn(owner, kind, name)}${suffix}`);
  [...guardsOf(owner, instance), ...after].forEach(guard => resource.addRosDependency(guard));
  if (holdsImages) {
    resource.applyRemovalPolicy(remembering(instance)._removalPolicy);
  }
  const stack = ros.Stack.of(owner);
  if (stack instanceof RegionStack && namespace !== undefined) {
    stack.countFor(namespace);
  }
  return resource;
}

function scopeFor(owner: ros.Construct, id: string): ros.Construct {
  return (owner.node.tryFindChild(id) as ros.Construct | undefined) ?? keepTracing(new ros.Construct(owner, id));
}

/** What every resource under an owner waits for. */
function guardsOf(owner: ros.Construct, instance: IRegistryInstance): string[] {
  const { _guards: known, _id: id } = remembering(instance);
  const guards = known.get(owner) ?? readinessOf(owner, { Instance: id });
  known.set(owner, guards);
  return guards;
}
