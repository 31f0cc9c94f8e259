import type { Json, JsonMap } from '../runtime/json';

export type Action =
  | 'CREATE'
  | 'UPDATE'
  | 'DELETE'
  | 'CREATE_ROLLBACK'
  | 'ROLLBACK'
  | 'IMPORT_CREATE'
  | 'IMPORT_UPDATE'
  | 'IMPORT_CREATE_ROLLBACK'
  | 'IMPORT_UPDATE_ROLLBACK';
export type ResourceOperation = 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT';

/** The properties that name an existing resource, such as `{ InstanceId: 'cri-...' }`. */
export type Identifier = Readonly<Record<string, string>>;

/** A resource that a stack has made, or taken over. */
export interface Resource {
  readonly logicalId: string;
  type: string;
  physicalId: string;
  status: string;
  statusReason: string;
  /** As they were worked out when it was made or last updated. */
  properties: JsonMap;
  attributes: JsonMap;
  retain: boolean;
  /** Logical ids of the resources that it was made after. */
  needs: string[];
  readonly created: number;
  updated: number;
  /** What the last detection of drift found, if nothing was done to the stack since. */
  drift?: ResourceDrift;
}

/** A property that is not as the template has it. Values are JSON; a text is itself. */
export interface PropertyDifference {
  /** Such as `/RepoNames/0`. */
  readonly path: string;
  readonly kind: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
  readonly expected: Json;
  readonly actual: Json;
}

export interface ResourceDrift {
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED' | 'NOT_CHECKED';
  readonly at: number;
  readonly expected: JsonMap;
  /** Null where the resource is gone. */
  readonly actual: JsonMap | null;
  readonly differences: readonly PropertyDifference[];
}

export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly statusReason: string;
  readonly at: number;
}

export interface Output {
  readonly key: string;
  readonly description: string;
  readonly label?: Json;
  readonly value: Json;
  /** Whether the value is shown as stars. */
  readonly secret: boolean;
}

/** One resource of an operation. */
export interface Step {
  readonly logicalId: string;
  readonly kind: 'CREATE' | 'UPDATE' | 'REPLACE' | 'DELETE' | 'IMPORT';
  /** Of what exists already and is imported. */
  readonly identifier?: Identifier;
  /** Logical ids of the steps that come before. */
  readonly needs: string[];
  state: 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED' | 'SKIPPED';
  /** What a running step turns into when its time is over. */
  failure?: Failure;
  /** The nested stack that a running step waits for. */
  nested?: string;
  /** The fault rule that holds a running step. */
  stuckBy?: string;
}

export interface Failure {
  readonly logicalId: string;
  readonly type: string;
  readonly action: string;
  readonly code: string;
  readonly message: string;
}

/** What is being done to a stack. */
export interface Operation {
  readonly number: number;
  readonly action: Action;
  readonly steps: Record<string, Step>;
  readonly parallelism: number;
  readonly retain: readonly string[] | 'all';
  /** Whether a property that cannot be changed in place may cost the resource its life. */
  readonly replacement: boolean;
  /** How far the operation had come that this one takes back, from 0 to 100. */
  readonly reached?: number;
  failure?: Failure;
  cancelled?: boolean;
}

/** How far an operation has come, from 0 to 100. */
export interface Progress {
  /** Of what was asked for: it goes back while it is taken back. */
  readonly operation: number;
  /** Of what is being done: creating, or rolling back. */
  readonly action: number;
}

/** A template with the parameters that were passed for it. */
export interface Intent {
  readonly templateBody: string;
  readonly given: Readonly<Record<string, string>>;
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  status: string;
  statusReason: string;
  readonly created: number;
  updated?: number;
  deleted?: number;
  /** What the stack is, or is becoming. */
  intent: Intent;
  /** What an update goes back to. */
  previous?: Intent;
  tags: { key: string; value: string }[];
  timeoutInMinutes: number;
  disableRollback: boolean;
  deletionProtection: boolean;
  resourceGroupId: string;
  createOption: string;
  notificationUrls: string[];
  resources: Record<string, Resource>;
  outputs: Output[];
  events: StackEvent[];
  /** Ids of the stacks whose outputs it has read. */
  reads: string[];
  readonly parent?: { readonly stackId: string; readonly logicalId: string };
  /** 1 for a stack of its own, 2 for one nested in it, and so on. */
  readonly depth: number;
  operations: number;
  operation?: Operation;
  /** How far the last operation came. */
  progress: Progress;
  /** Why the last operation failed. */
  lastFailure?: Failure;
  /** What the last detection of drift found, if nothing was done to the stack since. */
  drift?: { readonly status: 'IN_SYNC' | 'DRIFTED'; readonly at: number };
}

/** The status of a stack that waits for its first change set to be executed. */
export const UNDER_REVIEW = 'REVIEW_IN_PROGRESS';

/** Whether something is being done to the stack. */
export function isBusy(stack: Stack): boolean {
  return stack.operation !== undefined;
}

export function isDeleted(stack: Stack): boolean {
  return stack.status === 'DELETE_COMPLETE';
}
