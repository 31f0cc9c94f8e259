import type { Random } from '../runtime/random';
import type { Resource, Stack } from './model';
import type { RosState } from './state';

export const STACK_TYPE = 'ALIYUN::ROS::Stack';

interface EventParts {
  readonly world: RosState;
  readonly random: Random;
}

function record(
  parts: EventParts,
  stack: Stack,
  event: { logicalId: string; physicalId: string; type: string; status: string; statusReason: string },
): void {
  const { logicalId, physicalId, type, status, statusReason } = event;
  stack.events.push({
    id: parts.random.uuid(),
    logicalId,
    physicalId,
    type,
    status,
    statusReason,
    at: parts.world.now,
  });
}

/** Sets the status of a resource and writes it down as an event. */
export function recordResource(
  parts: EventParts,
  stack: Stack,
  resource: Resource,
  status: string,
  reason: string,
): void {
  resource.status = status;
  resource.statusReason = reason || 'state changed';
  record(parts, stack, { ...resource, statusReason: resource.statusReason });
}

/** Sets the status of the stack and writes it down as an event. */
export function recordStack(parts: EventParts, stack: Stack, status: string, reason: string): void {
  stack.status = status;
  stack.statusReason = reason;
  record(parts, stack, { logicalId: stack.name, physicalId: stack.id, type: STACK_TYPE, status, statusReason: reason });
}
