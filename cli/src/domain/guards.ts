import { type DeclaredStack, resourcesOf } from './model';

const GUARD = 'ALIYUN::ROS::Assert';

/**
 * Whether the stack of an arrow has nothing but guards: its replica is copied to by rules that were made elsewhere, or by none. Making it
 * would make nothing; one that is there already may have something to take away.
 */
export const holdsNothing = (stack: DeclaredStack): boolean =>
  stack.role === 'replication' && resourcesOf(stack).every(({ Type }) => Type === GUARD);
