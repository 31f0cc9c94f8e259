import type { Instance, SyncTask } from '../cr/model';
import type { Stack } from '../ros/model';
import type { JsonMap } from './json';

/** What happens when simulated time reaches `at`. Plain data, so that it survives a restart. */
export interface Timer {
  readonly at: number;
  readonly order: number;
  readonly event: TimerEvent;
}

export type TimerEvent =
  | { readonly kind: 'step'; readonly stackId: string; readonly operation: number; readonly logicalId: string }
  | { readonly kind: 'deadline'; readonly stackId: string; readonly operation: number }
  | { readonly kind: 'task'; readonly taskId: string };

/** A policy, role or attachment that a stack made in RAM. */
export interface Identity {
  readonly kind: 'policy' | 'role' | 'attachment';
  readonly name: string;
  properties: JsonMap;
}

/** An answer that the same ClientToken gets again. */
export interface RememberedCall {
  readonly fingerprint: string;
  readonly reply: JsonMap;
  readonly at: number;
}

/** Everything that exists, as JSON: what is saved to disk is exactly this. */
export interface World {
  readonly format: 1;
  readonly accountId: string;
  now: number;
  random: number;
  order: number;
  timers: Timer[];
  stacks: Record<string, Stack>;
  instances: Record<string, Instance>;
  tasks: Record<string, SyncTask>;
  identities: Record<string, Identity>;
  calls: Record<string, RememberedCall>;
}

export function emptyWorld(options: { accountId: string; now: number; seed: number }): World {
  return {
    format: 1,
    accountId: options.accountId,
    now: options.now,
    random: options.seed | 0,
    order: 0,
    timers: [],
    stacks: {},
    instances: {},
    tasks: {},
    identities: {},
    calls: {},
  };
}

/** `2026-11-24T08:30:00`: UTC, without a zone, as ROS writes times. */
export function rosTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19);
}
