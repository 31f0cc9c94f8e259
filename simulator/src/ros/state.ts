import type { ResourceState } from '../resources/state';
import type { Stack } from './model';

/** What ROS keeps, with what its stacks are made of. */
export interface RosState extends ResourceState {
  stacks: Record<string, Stack>;
}

/** The time of a step of an operation is over. */
export interface StepDue {
  readonly kind: 'step';
  readonly stackId: string;
  readonly operation: number;
  readonly logicalId: string;
}

/** An operation on a stack should have ended. */
export interface DeadlineDue {
  readonly kind: 'deadline';
  readonly stackId: string;
  readonly operation: number;
}

export type StackTimer = StepDue | DeadlineDue;
