import type { ResourceState } from '../resources/state';
import type { ChangeSet } from './change-set';
import type { DriftDetection } from './drift-detection';
import type { Stack } from './model';

/** What ROS keeps, with what its stacks are made of. */
export interface RosState extends ResourceState {
  stacks: Record<string, Stack>;
  changeSets: Record<string, ChangeSet>;
  detections: Record<string, DriftDetection>;
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

/** What a change set would do can be told. */
export interface ChangeSetDue {
  readonly kind: 'change set';
  readonly changeSetId: string;
}

/** A detection of drift has looked at everything. */
export interface DetectionDue {
  readonly kind: 'detection';
  readonly detectionId: string;
}
