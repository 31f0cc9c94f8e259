/** What ROS and Container Registry say, as plain data. */

/** A stack as a list of them shows it. */
export interface ListedStack {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly status: string;
  /** When its last update began. */
  readonly updated?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether ROS refuses to delete it. */
  readonly isProtected?: boolean;
}

export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason: string;
}

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}

/** The price of one resource, as ROS tells it. */
export interface Estimate {
  readonly logicalId: string;
  readonly type: string;
  readonly months?: number;
  readonly amount?: number;
  readonly currency?: string;
  readonly note?: string;
}

export interface RegistryRecord {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly edition: string;
}

/** The endpoint of a registry that the Internet reaches. */
export interface InternetRecord {
  readonly isOn: boolean;
  /** Whether its list is asked at all. */
  readonly hasList: boolean;
  /** Address blocks that are let in. */
  readonly entries: readonly string[];
}

export interface VpcLinkRecord {
  readonly vpcId: string;
  readonly vswitchId: string;
}

export interface NamespaceSettings {
  readonly name: string;
  /** Whether a push makes the repository that it goes to. */
  readonly autoCreate: boolean;
  /** PUBLIC or PRIVATE: of repositories that a push makes. */
  readonly visibility: string;
}

export interface RepositorySettings {
  readonly namespace: string;
  readonly name: string;
  /** PUBLIC or PRIVATE. */
  readonly visibility: string;
  /** Whether a tag stays what it is; undefined where the service does not tell. */
  readonly immutable?: boolean;
}

/** A sync rule. */
export interface RuleRecord {
  readonly id: string;
  readonly name: string;
  /** As the API names them. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A copy of one image, asked for by a sync rule. */
export interface TaskRecord {
  readonly id: string;
  readonly ruleId: string;
  readonly status: string;
  readonly issue: string;
  readonly image: string;
  readonly targetInstanceId: string;
  readonly modified: Date;
}
