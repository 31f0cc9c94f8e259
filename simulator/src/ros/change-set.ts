import type { JsonMap } from '../runtime/json';
import type { Identifier, Intent } from './model';

export type ChangeSetType = 'CREATE' | 'UPDATE' | 'IMPORT';

export type ExecutionStatus =
  'UNAVAILABLE' | 'AVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED' | 'OBSOLETE';

/** What is to become of a stack, to be looked at before it is done. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: ChangeSetType;
  readonly description: string;
  readonly stackId: string;
  readonly created: number;
  readonly intent: Intent;
  /** What exists already and is taken into the stack, by logical id. */
  readonly imports: Readonly<Record<string, Identifier>>;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly timeoutInMinutes: number;
  readonly disableRollback: boolean;
  readonly parallelism?: number;
  readonly replacement: boolean;
  status: 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'CREATE_FAILED';
  statusReason: string;
  executionStatus: ExecutionStatus;
  /** As the API tells them. */
  changes: JsonMap[];
}
