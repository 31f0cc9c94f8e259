import { setTimeout as sleep } from 'node:timers/promises';
import type { RosClient } from '../cloud/ros-client';
import { isBusy } from '../domain/condition';
import type { DeclaredStack } from '../domain/model';
import type { DeployEvent } from './events';

/** Seconds between two looks at a stack: often at first, since rules take seconds; then seldom, since instances take minutes. */
const SHORTEST = 1;
const LONGEST = 3;
const GROWTH = 1.25;

export interface WatchOptions {
  readonly ros: RosClient;
  /** Real seconds that stand for one second of waiting. */
  readonly pace: number;
  readonly onEvent: (event: DeployEvent) => void;
  /** Aborted when time is up: nothing more is done, nor waited for. */
  readonly deadline?: AbortSignal;
}

/** Looks at a stack until ROS has done with it, and tells what becomes of its resources meanwhile. */
export class Watcher {
  hasWaited = false;
  private readonly seen = new Set<string>();
  private status = '';

  constructor(
    private readonly stack: DeclaredStack,
    private readonly options: WatchOptions,
  ) {}

  /** Events of before are not news. */
  async begin(id: string | undefined): Promise<void> {
    if (id === undefined) {
      return;
    }
    for (const event of await this.options.ros.listEvents(this.stack.region, id)) {
      this.seen.add(event.id);
    }
  }

  async watch(id: string): Promise<void> {
    for (let interval = SHORTEST; await this.isBusy(id); interval = Math.min(LONGEST, interval * GROWTH)) {
      this.hasWaited = true;
      await this.pause(interval);
    }
  }

  pause(seconds = SHORTEST): Promise<void> {
    const { pace, deadline: signal } = this.options;
    return sleep(Math.max(1, seconds * 1000 * pace), undefined, { signal });
  }

  private async isBusy(id: string): Promise<boolean> {
    const { ros, onEvent } = this.options;
    const { stack } = this;
    const live = await ros.getStack(stack.region, id, false);
    if (live === undefined) {
      return false;
    }
    if (live.status !== this.status && (this.hasWaited || isBusy(live.status))) {
      onEvent({ kind: 'status', stack, status: live.status });
    }
    this.status = live.status;
    for (const event of await ros.listEvents(stack.region, id)) {
      if (this.seen.has(event.id)) {
        continue;
      }
      this.seen.add(event.id);
      if (event.logicalId !== stack.name && event.logicalId !== '') {
        onEvent({ kind: 'resource', stack, event });
      }
    }
    return isBusy(live.status);
  }
}
