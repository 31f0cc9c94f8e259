import type { StackEvent } from '../cloud/ros-client';
import type { DeclaredStack, LiveStack } from '../domain/model';

/** What became of one stack. */
export interface StackOutcome {
  readonly stack: DeclaredStack;
  readonly result: 'deployed' | 'unchanged' | 'deleted' | 'absent' | 'failed' | 'skipped';
  /** Why, when it failed or was skipped. */
  readonly reason?: string;
  readonly live?: LiveStack;
  /** Whether it failed because the credentials are no longer accepted. */
  readonly credentials?: boolean;
  readonly error?: unknown;
}

/** What happens while stacks are deployed or deleted. */
export type DeployEvent =
  | { readonly kind: 'started'; readonly stack: DeclaredStack }
  | { readonly kind: 'status'; readonly stack: DeclaredStack; readonly status: string }
  | { readonly kind: 'resource'; readonly stack: DeclaredStack; readonly event: StackEvent }
  | { readonly kind: 'ended'; readonly outcome: StackOutcome };
