import type { Credentials } from './api/signature';
import type { Edition, SyncRule } from './cr/model';
import type { TypeList } from './ros/features';
import type { ClockMode } from './runtime/clock';
import type { FaultRule } from './runtime/faults';

/** Where the registry of an instance is reached. */
export interface RegistryAddress {
  readonly instanceId: string;
  readonly name: string;
  readonly region: string;
  /** For a client on the Internet, such as `http://127.0.0.1:40001`. */
  readonly url: string;
  /** For a client inside a VPC that is linked to the instance. */
  readonly vpcUrl: string;
}

/** Who logs in to a registry. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface SimulatorOptions {
  /**
   * The port on 127.0.0.1.
   *
   * @default - a free one
   */
  readonly port?: number;
  /**
   * A file that keeps the state over restarts.
   *
   * @default - the state is gone when the simulator is closed
   */
  readonly stateFile?: string;
  /**
   * Where the random numbers begin, of which ids and the chances of faults are made.
   *
   * @default 1
   */
  readonly seed?: number;
  /**
   * How simulated time passes: `virtual` (it jumps to what comes next whenever no request is being answered),
   * `manual` (only `advance()` moves it), or `{ speed: 60 }` (a simulated minute in a second).
   *
   * @default virtual
   */
  readonly clock?: ClockMode;
  /**
   * The moment at which a new world begins.
   *
   * @default - now, in whole seconds
   */
  readonly startTime?: Date;
  /**
   * The only key pair that is let in.
   *
   * @default simulator / simulator-secret
   */
  readonly credentials?: Credentials;
  /**
   * The id of the Alibaba Cloud account.
   *
   * @default 1234567890123456
   */
  readonly accountId?: string;
  /**
   * Whether a region may hold several instances of one name, for clients that must not buy twice even there.
   *
   * @default false
   */
  readonly repeatedNames?: boolean;
  /**
   * Whether clients of registries have to log in, and to come from where an instance lets them in.
   *
   * @default true
   */
  readonly login?: boolean;
  /**
   * The address that clients have which come by the Internet ports of registries.
   *
   * @default 203.0.113.10
   */
  readonly clientAddress?: string;
  /**
   * The types of resources that ROS imports into stacks, or `all` that the simulator can find. The service tells its own by
   * GetFeatureDetails.
   *
   * @default - those of the documentation: ALIYUN::RAM::Role, ALIYUN::RAM::ManagedPolicy, ALIYUN::RAM::AttachPolicyToRole
   */
  readonly importableTypes?: TypeList;
  /**
   * The types of resources whose drift ROS detects, or `all` that the simulator can read.
   *
   * @default - the same as those of the documentation for imports
   */
  readonly driftTypes?: TypeList;
  /**
   * Whether ROS tells by GenerateTemplatePolicy what a template takes; else it refuses to, for clients that must do without.
   *
   * @default true
   */
  readonly templatePolicies?: boolean;
  /**
   * Whether signatures and other referrers are copied also when they come after their image was copied: then its copy is
   * done again, and takes along what is new.
   *
   * @default false
   */
  readonly lateReferrers?: boolean;
  /** Told when the ports of a registry are open. */
  readonly onRegistry?: (registry: RegistryAddress) => void;
  /** How long things take. */
  readonly latency?: {
    /** Simulated milliseconds until an API action is answered, by its name. */
    readonly actions?: Readonly<Record<string, number>>;
    /** Simulated seconds that an operation on a resource takes, by resource type. */
    readonly resources?: Readonly<Record<string, number>>;
  };
  /** Faults that are in force from the beginning. */
  readonly faults?: readonly FaultRule[];
  /**
   * Gets a line for each call, and for each request to a registry.
   *
   * @default - nothing is logged
   */
  readonly log?: (line: string) => void;
}

/** A registry as if it had been bought in the console. */
export interface ExistingRegistry {
  readonly region: string;
  readonly name: string;
  /** @default Advanced */
  readonly edition?: Edition;
  /** The id of the instance, for an app that names it. @default - one is made up */
  readonly instanceId?: string;
  /** @default - the account of the simulator */
  readonly accountId?: string;
  /** Namespaces on it; repositories are created in them by themselves. */
  readonly namespaces?: readonly string[];
}

/** One line of what replicates where. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly fromInstanceId: string;
  readonly toInstanceId: string;
  readonly rule: SyncRule;
}
