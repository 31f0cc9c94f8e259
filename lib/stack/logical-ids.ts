import * as ros from '@alicloud/ros-cdk-core';
import { shortHash } from '../domain/short-hash';
import { RegionStack } from './region-stack';

/**
 * The name in the template of something that a construct of ours makes: `Registry`, `NamespaceProd`, `InstanceId`.
 *
 * In a stack of ours there is one of each kind, so the name says just that. In a user's stack the path of the owner comes first.
 * These names are a contract: ROS deletes and creates anew what changes its name.
 */
export function logicalIdFor(owner: ros.Construct, kind: string, name = ''): string {
  return bounded(prefixFor(owner) + kind + inWords(name));
}

/** ROS takes names of 255 characters; this leaves room for what follows such a name. */
const NAME_MAX = 200;

/** A name that ROS takes: it begins with a letter, and the rest of one that is too long becomes a hash. */
export function bounded(name: string): string {
  const legal = /^(?:[A-Za-z]|$)/.test(name) ? name : `Id${name}`;
  return legal.length <= NAME_MAX ? legal : legal.slice(0, NAME_MAX) + hash(name);
}

/** The same for what ROS cannot change: a hash of all that it says makes a changed one another resource. */
export function hashedLogicalId(owner: ros.Construct, kind: string, name: string, said: string): string {
  return `${logicalIdFor(owner, kind, name)}${said.toUpperCase()}`;
}

/** What a stack of ours holds itself; what users add to it is named by its path. */
const OURS = ['Registry', 'Replication'];

function prefixFor(owner: ros.Construct): string {
  const stack = ros.Stack.of(owner);
  if (stack instanceof RegionStack && owner.node.scope === stack && OURS.includes(owner.node.id)) {
    return '';
  }
  const scopes = owner.node.scopes;
  const ids = scopes.slice(scopes.indexOf(stack) + 1).map(scope => scope.node.id);
  return ids.length === 1 && /^[A-Za-z0-9]+$/.test(ids[0]) ? ids[0] : ids.map(words).join('') + hash(ids);
}

/** A name in letters and digits: `prod` becomes `Prod`; where something had to go, a hash keeps it apart from its neighbours. */
function inWords(name: string): string {
  return /^[a-z0-9]*$/.test(name) ? words(name) : words(name) + hash(name);
}

/** The letters and digits of a name, each word with a capital. */
export function words(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function hash(value: unknown): string {
  return shortHash(value).toUpperCase();
}
