import { conditionOf } from './condition';
import type { LiveStack } from './model';
import type { PlannedStack } from './plan';

/** What this run has already done with a stack. Each is done at most once: what fails twice needs a person. */
export interface Tried {
  create?: boolean;
  update?: boolean;
  continue?: boolean;
  delete?: boolean;
  /** ROS said that an update would change nothing. */
  same?: boolean;
}

export type Step =
  | { readonly kind: 'create' | 'update' | 'continue' | 'delete' | 'wait' | 'done' }
  | { readonly kind: 'fail'; readonly reason: string };

const fail = (reason: string): Step => ({ kind: 'fail', reason });

/** The next step that brings a stack to what is declared, from nothing but what ROS says of it and what was tried. */
export function nextStep(
  planned: Omit<PlannedStack, 'wave'>,
  live: LiveStack | undefined,
  tried: Readonly<Tried>,
  mayRemoveRemains: boolean,
): Step {
  switch (conditionOf(live?.status)) {
    case 'busy':
    case 'leaving':
      return { kind: 'wait' };
    case 'missing':
      return tried.create ? fail('It was deleted by somebody else while it was being made.') : { kind: 'create' };
    case 'half-created':
      return tried.create || tried.continue ? fail(reasonOf(live!)) : { kind: 'continue' };
    case 'remains':
      return afterRemains(live!, tried, mayRemoveRemains);
    case 'stuck':
      return fail(planned.problems.join(' ') || reasonOf(live!));
    case 'updatable':
      return afterComparison(planned, live!, tried);
  }
}

function afterRemains(live: LiveStack, tried: Readonly<Tried>, mayRemoveRemains: boolean): Step {
  if (tried.create || tried.delete) {
    return fail(reasonOf(live));
  }
  if (mayRemoveRemains) {
    return { kind: 'delete' };
  }
  return fail(`${reasonOf(live)} What is left of the stack must be removed first, which needs your consent.`);
}

function afterComparison(planned: Omit<PlannedStack, 'wave'>, live: LiveStack, tried: Readonly<Tried>): Step {
  // ROS may give a template back in other words: what it calls the same, or has just updated, is not compared again.
  const upToDate = tried.same || (tried.update && live.status === 'UPDATE_COMPLETE');
  if (planned.action === 'unchanged' || upToDate) {
    return { kind: 'done' };
  }
  if (planned.action === 'refused') {
    return fail(planned.problems.join(' '));
  }
  if (tried.update) {
    return fail(reasonOf(live));
  }
  return { kind: 'update' };
}

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
