import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { adopt } from '../core/element';
import { decideRemoval } from '../core/past-props';
import { isRemoved } from '../core/removed';
import { isLiteral } from '../core/tokens';
import { keepTracing } from '../core/traces';
import { Problem } from '../domain/problem';
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
  /** What it is to the instance, where its name does not tell. */
  readonly claimed?: string;
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
  claim(instance, kind, belonging.claimed ?? name);
  adopt(resource, `${nameOn(owner, kind, name)}${suffix}`);
  [...guardsOf(owner, instance), ...after].forEach(guard => resource.addRosDependency(guard));
  if (owner === (instance as unknown)) {
    buyAfter(instance, after);
  }
  if (holdsImages) {
    decideRemoval(resource, remembering(instance)._removalPolicy);
  }
  const stack = ros.Stack.of(owner);
  if (stack instanceof RegionStack && namespace !== undefined) {
    stack.countFor(namespace);
  }
  return resource;
}

/** Kinds of which an instance takes one of each name, whoever makes it; namespaces and repositories are looked after elsewhere. */
const ONE_OF_EACH = ['PublicAccess', 'VpcAccess', 'Scan', 'Retention', 'LoginPassword'];

/** Remembers who makes something on an instance, known by its literal id however often it was imported. */
function claim(instance: IRegistryInstance, kind: string, name: string): void {
  const { _id: id } = remembering(instance);
  if (ONE_OF_EACH.includes(kind) && isLiteral(id)) {
    const claims = inApp(instance, `made on ${id}`, () => new Map<string, IRegistryInstance>());
    const thing = `${kind} ${name}`;
    const first = claims.get(thing);
    if (first === undefined || isRemoved(first)) {
      claims.set(thing, instance);
    } else if (first !== instance) {
      remembering(instance)._rivals.add(first.node.path);
    }
  }
}

/** What is wrong with an instance that was imported several times, where two of them set the same on it. */
export function rivalProblems(instance: IRegistryInstance): Problem[] {
  return [...remembering(instance)._rivals].map(first => ({
    subject: 'instanceId',
    got: instance.instanceId,
    rule: `${first} sets the same on that instance, and the second would fail when it is deployed`,
    fix: 'Set it in one of the two',
  }));
}

function scopeFor(owner: ros.Construct, id: string): ros.Construct {
  return (owner.node.tryFindChild(id) as ros.Construct | undefined) ?? keepTracing(new ros.Construct(owner, id));
}

/** Nothing is bought while a value is missing that something on the new instance needs: that would stop the deployment later. */
function buyAfter(instance: IRegistryInstance, guards: readonly string[]): void {
  const purchase = instance.node.tryFindChild('Resource') as ros.RosResource | undefined;
  guards.forEach(guard => purchase?.addRosDependency(guard));
}

/** What every resource under an owner waits for. */
function guardsOf(owner: ros.Construct, instance: IRegistryInstance): string[] {
  const { _guards: known, _id: id } = remembering(instance);
  const guards = known.get(owner) ?? readinessOf(owner, { Instance: id });
  known.set(owner, guards);
  return guards;
}
