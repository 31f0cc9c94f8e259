import type { TaskDue } from '../cr/state';
import type { ImageState } from '../images/state';
import type { ChangeSetDue, DetectionDue, RosState, StackTimer } from '../ros/state';
import type { TimeState } from '../runtime/clock';
import type { JsonMap } from '../runtime/json';

export type TimerEvent = StackTimer | ChangeSetDue | DetectionDue | TaskDue;

/** An answer that the same ClientToken gets again. */
export interface RememberedCall {
  readonly fingerprint: string;
  readonly reply: JsonMap;
  readonly at: number;
}

/** Everything that exists, as JSON: what is saved to disk is exactly this. */
export interface World extends RosState, ImageState, TimeState<TimerEvent> {
  readonly format: 1;
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
    changeSets: {},
    detections: {},
    instances: {},
    tasks: {},
    identities: {},
    logins: {},
    ports: {},
    calls: {},
  };
}
