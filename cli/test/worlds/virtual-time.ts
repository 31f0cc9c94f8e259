import timers from 'node:timers/promises';
import type { Turns } from './turns';

/** Lets whoever sleeps in this process sleep in the time of a world, while something is done. */
export async function inTimeOf<T>(turns: Turns, work: () => Promise<T>): Promise<T> {
  const real = timers.setTimeout;
  timers.setTimeout = ((milliseconds: number) => turns.sleep(milliseconds)) as typeof real;
  try {
    return await work();
  } finally {
    timers.setTimeout = real;
  }
}
