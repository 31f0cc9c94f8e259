import type { Random } from '../runtime/random';
import type { Intent, Stack } from './model';
import type { RosState } from './state';

export interface NewStack {
  readonly name: string;
  readonly region: string;
  readonly intent: Intent;
  readonly disableRollback: boolean;
  readonly timeoutInMinutes: number;
  readonly parent?: Stack['parent'];
  readonly depth?: number;
  readonly tags?: Stack['tags'];
  readonly deletionProtection?: boolean;
  readonly resourceGroupId?: string;
  readonly createOption?: string;
  readonly notificationUrls?: string[];
}

/** A stack of which nothing is made yet. */
export function newStack(parts: { world: RosState; random: Random }, options: NewStack): Stack {
  return {
    id: parts.random.uuid(),
    name: options.name,
    region: options.region,
    status: 'CREATE_IN_PROGRESS',
    statusReason: '',
    created: parts.world.now,
    intent: options.intent,
    tags: options.tags ?? [],
    timeoutInMinutes: options.timeoutInMinutes,
    disableRollback: options.disableRollback,
    deletionProtection: options.deletionProtection ?? false,
    resourceGroupId: options.resourceGroupId ?? 'rg-simulator',
    createOption: options.createOption ?? 'KeepStackOnCreationComplete',
    notificationUrls: options.notificationUrls ?? [],
    resources: {},
    outputs: [],
    events: [],
    reads: [],
    ...(options.parent ? { parent: options.parent } : {}),
    depth: options.depth ?? 1,
    operations: 0,
    progress: { operation: 0, action: 0 },
  };
}
