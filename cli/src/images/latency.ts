import type { CopyTask } from '../domain/image-records';

/** How long an image took, by the times of the service: from its first copy's beginning to the end of the one that succeeded. */
export function secondsOf(tasks: readonly CopyTask[]): number | undefined {
  const success = tasks.findLast(({ status }) => status === 'SUCCESS');
  return success === undefined ? undefined : Math.max(0, success.modified - tasks[0].created) / 1000;
}
