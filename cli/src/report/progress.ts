import type { DeployEvent } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';

/** Shows how the work goes on. */
export interface Progress {
  show(event: DeployEvent): void;
  /** A line that stays. */
  say(text: string): void;
  /** Stacks that are being worked on now. */
  running(): DeclaredStack[];
  close(): void;
}
