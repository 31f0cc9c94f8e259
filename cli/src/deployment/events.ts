import type { DeclaredStack, LiveStack } from '../domain/model';
import type { StackEvent } from '../domain/records';

/** What became of one stack. */
export interface StackOutcome {
  readonly stack: DeclaredStack;
  readonly result: 'deployed' | 'unchanged' | 'deleted' | 'absent' | 'failed' | 'skipped';
  /** Why, when it failed or was skipped; and who did it, when another run has. */
  readonly reason?: string;
  readonly live?: LiveStack;
  /**
   * What it failed for, where a person has to see to it: credentials that are no longer accepted, a permission that is missing, a plan that is
   * no longer true, a region that does not answer, time that is up.
   */
  readonly cause?: 'credentials' | 'permission' | 'changed' | 'unreachable' | 'timeout';
  /** How long it took; nothing where it was skipped. */
  readonly milliseconds?: number;
}

/** What is told while stacks are deployed or deleted. */
export type DeployEvent =
  | { readonly kind: 'started'; readonly stack: DeclaredStack }
  | { readonly kind: 'status'; readonly stack: DeclaredStack; readonly status: string }
  | { readonly kind: 'resource'; readonly stack: DeclaredStack; readonly event: StackEvent }
  /** It has another turn later, and what for. */
  | { readonly kind: 'paused'; readonly stack: DeclaredStack; readonly reason: string }
  | { readonly kind: 'ended'; readonly outcome: StackOutcome };
