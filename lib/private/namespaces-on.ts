import * as ros from '@alicloud/ros-cdk-core';
import type { MirroredNamespace } from '../mirrored-namespace';
import type { IRegistryInstance } from '../registry-instance';

/** A mirrored namespace as one instance has it. */
export interface NamespaceThere {
  readonly namespace: MirroredNamespace;
  /** Whether it was there before, so that its settings are not ours to know. */
  readonly existing: boolean;
}

type Namespaces = Map<string, NamespaceThere>;

const BY_INSTANCE = new WeakMap<IRegistryInstance, Namespaces>();
const BY_ID = new WeakMap<ros.IConstruct, Map<string, Namespaces>>();

/** The mirrored namespaces of an instance, by name; an instance that was imported several times is known by its id. */
export function namespacesOn(instance: IRegistryInstance): Namespaces {
  const namespaces = BY_INSTANCE.get(instance) ?? namespacesById(instance);
  BY_INSTANCE.set(instance, namespaces);
  return namespaces;
}

function namespacesById(instance: IRegistryInstance): Namespaces {
  const id = instance.instanceId;
  if (id === undefined || ros.Token.isUnresolved(id)) {
    return new Map();
  }
  const app = instance.node.root;
  const byId = BY_ID.get(app) ?? new Map<string, Namespaces>();
  BY_ID.set(app, byId);
  const namespaces = byId.get(id) ?? new Map<string, NamespaceThere>();
  byId.set(id, namespaces);
  return namespaces;
}
