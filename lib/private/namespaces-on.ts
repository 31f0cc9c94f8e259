import * as ros from '@alicloud/ros-cdk-core';
import type { MirroredNamespace } from '../mirrored-namespace';
import type { IRegistryInstance } from '../registry-instance';
import { nameOn } from './instance-place';
import { waitsFor } from './late';

/** A mirrored namespace as one instance has it. */
export interface NamespaceThere {
  readonly namespace: MirroredNamespace;
  /** The instance as it was when the namespace was added; the resources are in its stack, under its names. */
  readonly instance: IRegistryInstance;
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

/** Lets a resource wait for the namespace that it is about, and for the repository if there is one, in the same stack or in another. */
export function waitForNamespace(
  resource: ros.RosResource,
  there: NamespaceThere | undefined,
  repository?: string,
): void {
  if (there === undefined) {
    return;
  }
  const { namespace, instance, existing } = there;
  const created = [
    ...(existing ? [] : [nameOn(instance, 'Namespace', namespace.namespaceName)]),
    ...(repository !== undefined && namespace._createdRepositories().includes(repository)
      ? [nameOn(instance, 'Repository', `${namespace.namespaceName}/${repository}`)]
      : []),
  ];
  if (created.length === 0) {
    return;
  }
  const [here, stack] = [ros.Stack.of(resource), ros.Stack.of(instance)];
  if (here === stack) {
    created.forEach(logicalId => resource.addRosDependency(logicalId));
  } else if (!waitsFor(stack, here)) {
    here.addDependency(stack, `${resource.node.path} needs namespace ${namespace.namespaceName}`);
  }
}
