import { setTimeout as sleep } from 'node:timers/promises';

/** How waiting is done: tests wait less, and by numbers that they know. */
export interface Timing {
  /** Real milliseconds that stand for one. */
  readonly pace: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Milliseconds that only go forward. */
export const elapsed = (): number => performance.now();

/** Waits; wakes early when it is asked to stop. */
export async function pause(milliseconds: number, { pace }: Timing, stop?: AbortSignal): Promise<void> {
  await sleep(Math.max(1, milliseconds * pace), undefined, { signal: stop }).catch(() => undefined);
}
