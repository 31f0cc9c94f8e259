import { isThrottled } from '../cloud/cloud-error';
import type { Watcher } from './watcher';

/** Seconds between two tries, and how many there are: together most of an hour, with what repeats each call. */
const SECONDS = 15;
const TRIES = 40;

/** ROS runs so many operations for an account at a time, and others may have them all: what is begun then waits for its turn. */
export async function inTurn<T>(begin: () => Promise<T>, watcher: Watcher): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await begin();
    } catch (error) {
      if (!isThrottled(error) || tries === TRIES) {
        throw error;
      }
      await watcher.pause(SECONDS);
    }
  }
}
