import type { Place } from './image-records';

/** What Container Registry says of a registry and of all that is set on it, as plain data. */

/** An instance as a list of them shows it. */
export interface ListedInstance extends Place {
  readonly name: string;
}

/** A registry with everything on it that can be read. */
export interface FoundRegistry extends Place {
  readonly name: string;
  /** `Advanced`, `Standard`, `Basic`, or what the service sells beside. */
  readonly edition: string;
  readonly resourceGroupId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly internet: FoundInternet;
  readonly vpcs: readonly FoundVpc[];
  readonly namespaces: readonly FoundNamespace[];
  readonly repositories: readonly FoundRepository[];
  /** The rules that begin here. */
  readonly rules: readonly FoundRule[];
  readonly scanRules: readonly FoundScanRule[];
  readonly retentionRules: readonly FoundRetentionRule[];
  /** What the service does not tell of this registry, and why. */
  readonly unread: readonly string[];
}

export interface FoundInternet {
  readonly enabled: boolean;
  readonly entries: readonly { readonly cidr: string; readonly comment: string }[];
}

export interface FoundVpc {
  readonly vpcId: string;
  readonly vswitchId: string;
}

export interface FoundNamespace {
  readonly name: string;
  readonly autoCreate: boolean;
  readonly visibility: string;
  /** Whether repositories that pushing makes keep their tags; ROS cannot say it. */
  readonly immutable: boolean;
}

export interface FoundRepository {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly visibility: string;
  readonly summary: string;
  readonly detail: string;
  readonly immutable: boolean;
  readonly tags: readonly { readonly tag: string; readonly digest: string }[];
}

export interface FoundRule {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly trigger: string;
  readonly namespace: string;
  readonly repository: string;
  readonly repositoryFilter: string;
  readonly tagFilter: string;
  readonly target: Place;
  readonly targetNamespace: string;
  readonly targetRepository: string;
  /** Whether the target is in another account. */
  readonly foreign: boolean;
  readonly priority: string;
}

export interface FoundScanRule {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly type: string;
  readonly trigger: string;
  readonly tagFilter: string;
  readonly namespaces: readonly string[];
  readonly repositories: readonly string[];
}

export interface FoundRetentionRule {
  readonly id: string;
  readonly automatic: boolean;
  readonly scope: string;
  readonly namespace: string;
  readonly repository: string;
  readonly keepLast: number;
  readonly keepTags: string;
  readonly schedule: string;
  /** What else it says, such as that it is a trial. */
  readonly others: Readonly<Record<string, string>>;
}
