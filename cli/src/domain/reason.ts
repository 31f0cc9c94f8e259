import type { LiveStack } from './model';

/** What ROS says about the failure, whole. */
export function reasonOf(live: LiveStack): string {
  const { failure } = live;
  if (failure === undefined) {
    return `${live.status}: ${live.statusReason || 'ROS gives no reason.'}`;
  }
  const where = failure.logicalId
    ? `${failure.logicalId}${failure.resourceType ? ` (${failure.resourceType})` : ''}: `
    : '';
  return `${live.status}: ${where}${failure.code ? `${failure.code}: ` : ''}${failure.message}`;
}
