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

/** Time was up before an answer came. */
export class TimeUpError extends Error {}

/** Timers of the platform wait no longer. */
const LONGEST = 2 ** 31 - 1;

/** Real milliseconds that a look gets which was begun in time, or as the last one. */
const LOOK = 5_000;

/**
 * What comes of some work, unless time is up first: a connection may hang for longer. What is left of it comes to nothing.
 *
 * @param deadline when time is up, by `elapsed`
 */
export async function inTime<T>(work: Promise<T>, deadline: number | undefined): Promise<T> {
  if (deadline === undefined) {
    return work;
  }
  const done = new AbortController();
  const left = Math.min(LONGEST, Math.max(LOOK, deadline - elapsed()));
  const late = sleep(left, undefined, { signal: done.signal }).then((): never => {
    throw new TimeUpError(
      'Time was up before the registries had answered. Check the network, or give it more time with --timeout.',
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** Waits; wakes early when it is asked to stop. */
export async function pause(milliseconds: number, { pace }: Timing, stop?: AbortSignal): Promise<void> {
  await sleep(Math.max(1, milliseconds * pace), undefined, { signal: stop }).catch(() => undefined);
}
