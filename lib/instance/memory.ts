import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { RegionalValue } from '../core/regional-value';
import { isRemoved } from '../core/removed';
import { isLiteral } from '../core/tokens';
import { GranteeKind } from '../domain/choices';
import type { PermissionPaths } from '../domain/policies';
import { IRegistryInstance } from './instance';
import { VpcAccess } from './settings';

/** A mirrored namespace, as far as others look at it. */
export interface NamespaceDeclared extends ros.IConstruct {
  readonly namespaceName: string;
  readonly autoCreateRepositories: boolean;
  readonly repositoryNames: string[];
  /** What of it everybody may pull without logging in: `prod`, `prod/api`. */
  readonly _publicPaths: string[];
  /** Whether the tags of a declared repository can never be pushed again; undefined for one that is not declared. */
  _immutableTags(repository: string): boolean | undefined;
  /** Whether this app creates a repository in a region. */
  _createsRepository(repository: string, region: string): boolean;
}

/** A mirrored namespace as one instance has it. */
export interface NamespaceThere {
  readonly namespace: NamespaceDeclared;
  /** Under which the resources of the namespace are made: the instance itself, or its stand-in in a stack of a group. */
  readonly owner: ros.Construct;
  /** Whether it was there before, so that its settings are not ours to know. */
  readonly existing: boolean;
}

/** A scan or retention rule, and what it is about. */
export interface ImageRule {
  readonly subject: string;
  readonly about: { readonly namespaceName?: string; readonly repositoryName?: string };
  readonly resource: ros.RosResource;
}

/** What somebody may do on an instance. */
export interface Granted {
  readonly kind: GranteeKind;
  readonly name: string;
  /** Always, whatever the instance is to others. */
  readonly always: PermissionPaths;
  /** Only as long as the instance receives nothing by replication. */
  readonly unlessTarget: PermissionPaths;
}

/** An instance of ours, with what it remembers. */
export interface RememberingInstance extends IRegistryInstance {
  /** The id as the guards of other stacks read it. */
  readonly _id: RegionalValue | string;
  readonly _removalPolicy: ros.RemovalPolicy;
  readonly _imageRules: ImageRule[];
  readonly _granted: Map<string, Granted>;
  /** What each policy that was made says, by the id of its construct. */
  readonly _policies: Map<string, Set<Granted>>;
  /** What its resources wait for, by the construct under which they are made. */
  readonly _guards: Map<ros.Construct, string[]>;
  readonly _namespaces: Map<string, NamespaceThere>;
  /** Other imports of the same instance that set the same on it. */
  readonly _rivals: Set<string>;
  /** The namespaces of which somebody asked for the reference of an image. */
  readonly _namedNamespaces: ReadonlySet<string>;
  /** How VPCs are linked to it, as it was given. */
  readonly _links: VpcAccess[];
  /** The VPCs that are linked to it. */
  readonly _linkedVpcs: Set<string>;
  /** Whether it was opened to the whole Internet. */
  _isOpen: boolean;
}

/** The inside of an instance; constructors and methods take none but ours. */
export function remembering(instance: IRegistryInstance): RememberingInstance {
  return instance as RememberingInstance;
}

/** The mirrored namespaces of an instance, by name; an instance that was imported several times is known by its literal id. */
export function namespacesOn(instance: IRegistryInstance): Map<string, NamespaceThere> {
  const id = remembering(instance)._id;
  return isLiteral(id)
    ? withoutRemoved(inApp(instance, `namespaces on ${id}`, () => new Map<string, NamespaceThere>()))
    : remembering(instance)._namespaces;
}

/** Forgets the namespaces that were removed from the tree together with the instance that had them. */
function withoutRemoved(there: Map<string, NamespaceThere>): Map<string, NamespaceThere> {
  there.forEach(({ namespace, owner }, name) => {
    if (isRemoved(namespace) && isRemoved(owner)) {
      there.delete(name);
    }
  });
  return there;
}
