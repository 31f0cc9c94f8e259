import type { Stack } from './model';

/** One look at a stack, whether it is still as its template says. */
export interface DriftDetection {
  readonly id: string;
  readonly stackId: string;
  /** When it was asked for. */
  readonly at: number;
  /** The only resources to look at; all where there are none. */
  readonly logicalIds: readonly string[];
  status: 'DETECTION_IN_PROGRESS' | 'DETECTION_COMPLETE' | 'DETECTION_FAILED';
  statusReason: string;
  stackStatus: 'NOT_CHECKED' | 'IN_SYNC' | 'DRIFTED';
  /** How many resources have drifted. */
  drifted: number;
}

/** What was found says nothing of what the stack becomes. */
export function forgetDrift(stack: Stack): void {
  stack.drift = undefined;
  for (const resource of Object.values(stack.resources)) {
    resource.drift = undefined;
  }
}
