import type { Operation, Progress, Stack } from './model';

/** The progress of an operation that is going on. One that takes another back begins where that one ended. */
export function progressOf(operation: Operation): Progress {
  const steps = Object.values(operation.steps);
  const done = steps.filter(step => step.state === 'DONE').length;
  const share = steps.length === 0 ? 1 : done / steps.length;
  if (operation.reached === undefined) {
    return { operation: 100 * share, action: 100 * share };
  }
  return {
    operation: operation.reached * (1 - share),
    action: 100 - operation.reached + operation.reached * share,
  };
}

/** How many resources are where; without an operation, as the last one left them. */
export function resourceCounts(stack: Stack): Record<'running' | 'waiting' | 'done' | 'failed' | 'total', number> {
  if (stack.operation) {
    const states = Object.values(stack.operation.steps).map(step => step.state);
    const count = (state: string) => states.filter(other => other === state).length;
    return {
      running: count('RUNNING'),
      waiting: count('WAITING'),
      done: count('DONE'),
      failed: count('FAILED'),
      total: states.length,
    };
  }
  const resources = Object.values(stack.resources);
  const failed = resources.filter(resource => resource.status.endsWith('_FAILED')).length;
  return { running: 0, waiting: 0, done: resources.length - failed, failed, total: resources.length };
}
