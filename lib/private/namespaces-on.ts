import type { MirroredNamespace } from '../mirrored-namespace';
import type { IRegistryInstance } from '../registry-instance';

/** A mirrored namespace as one instance has it. */
export interface NamespaceThere {
  readonly namespace: MirroredNamespace;
  /** Whether it was there before, so that its settings are not ours to know. */
  readonly existing: boolean;
}

const BY_INSTANCE = new WeakMap<IRegistryInstance, Map<string, NamespaceThere>>();

/** The mirrored namespaces of an instance, by name. */
export function namespacesOn(instance: IRegistryInstance): Map<string, NamespaceThere> {
  const namespaces = BY_INSTANCE.get(instance) ?? new Map<string, NamespaceThere>();
  BY_INSTANCE.set(instance, namespaces);
  return namespaces;
}
