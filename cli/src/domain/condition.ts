/** What a stack status of ROS means for us. Source: the stack management pages of ROS ("update a stack", GetStack). */

/** The statuses from which ROS takes an update. */
const TAKES_UPDATE = new Set([
  'CREATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_COMPLETE',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'IMPORT_CREATE_COMPLETE',
  'IMPORT_UPDATE_COMPLETE',
  'IMPORT_UPDATE_FAILED',
  'IMPORT_UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_UPDATE_ROLLBACK_FAILED',
  'CHECK_FAILED',
  'CHECK_COMPLETE',
]);

/** What is left of a stack whose creation was taken back or whose deletion stopped half-way. */
const REMAINS = new Set(['CREATE_ROLLBACK_COMPLETE', 'CREATE_ROLLBACK_FAILED', 'DELETE_FAILED']);

export type Condition = 'missing' | 'busy' | 'leaving' | 'updatable' | 'half-created' | 'remains' | 'stuck';

/** The condition that a status stands for. */
export function conditionOf(status: string | undefined): Condition {
  if (status === undefined || status === 'DELETE_COMPLETE') {
    return 'missing';
  }
  if (status === 'DELETE_IN_PROGRESS' || status === 'CREATE_ROLLBACK_IN_PROGRESS') {
    return 'leaving';
  }
  if (status === 'REVIEW_IN_PROGRESS') {
    return 'stuck';
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return 'busy';
  }
  if (status === 'CREATE_FAILED') {
    return 'half-created';
  }
  if (REMAINS.has(status)) {
    return 'remains';
  }
  return TAKES_UPDATE.has(status) ? 'updatable' : 'stuck';
}

/** Whether the stack has to be made: it is not there, or is not any more in a moment. */
export const isAbsent = (status: string | undefined): boolean =>
  ['missing', 'leaving', 'remains'].includes(conditionOf(status));

/** A stack holds nothing that waits for a change set, or whose import was taken back. */
export const isEmpty = (status: string): boolean =>
  status === 'REVIEW_IN_PROGRESS' || status === 'IMPORT_CREATE_ROLLBACK_COMPLETE';

/** Whether ROS is at work on the stack. */
export const isBusy = (status: string): boolean => ['busy', 'leaving'].includes(conditionOf(status));

/** Whether an updatable stack is not what its template says. */
export const isDamaged = (status: string): boolean => status.endsWith('_FAILED');

/** Whether the stack is at rest after something that went well. */
export const isSettled = (status: string): boolean =>
  conditionOf(status) === 'updatable' && status.endsWith('_COMPLETE');
