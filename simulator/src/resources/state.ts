import type { CrState } from '../cr/state';
import type { JsonMap } from '../runtime/json';

/** A policy, role or attachment that a stack made in RAM. */
export interface Identity {
  readonly kind: 'policy' | 'role' | 'attachment';
  readonly name: string;
  properties: JsonMap;
}

/** What resources are made in: registries, and the identities of RAM. */
export interface ResourceState extends CrState {
  identities: Record<string, Identity>;
}
