import type { CrState } from '../cr/state';
import type { JsonMap } from '../runtime/json';

/** A policy, role or attachment that a stack made in RAM. */
export interface Identity {
  readonly kind: 'policy' | 'role' | 'attachment';
  readonly name: string;
  properties: JsonMap;
}

/** A VPC or a vSwitch that a stack has made. */
export interface Network {
  readonly region: string;
  /** Of a vSwitch: the VPC that it is in. */
  readonly vpcId?: string;
}

/** What resources are made in: registries, the identities of RAM, and networks. */
export interface ResourceState extends CrState {
  identities: Record<string, Identity>;
  /** What stacks have made of networks, by its id. */
  networks?: Record<string, Network>;
}
