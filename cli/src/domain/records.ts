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

/** A copy with its size, which the service tells of one copy at a time only. */
export interface SizedTask extends TaskRecord {
  readonly bytes: number;
}
