import { whatFailed, isTransient } from '../cloud/cloud-error';
import { delayBefore } from '../images/next-step';
import { type Timing, TimeUpError, elapsed, inTime, pause } from './timing';

export interface Patience {
  readonly timing: Timing;
  /** When time is up, by `elapsed`. */
  readonly deadline: number;
  /** Asks to stop. */
  readonly stop: AbortSignal;
  /** Told why there is no answer yet. */
  readonly onSilence: (reason: string) => void;
}

/** Asks until there is an answer: a service that is down or throttles may well answer while there is time. */
export async function untilAnswered<T>(
  ask: () => Promise<T>,
  { timing, deadline, stop, onSilence }: Patience,
): Promise<T> {
  let before = '';
  for (let attempt = 0; ; attempt++) {
    try {
      return await inTime(ask(), deadline);
    } catch (error) {
      if (error instanceof TimeUpError && before !== '') {
        throw new TimeUpError(`Time was up. ${before}`);
      }
      if (!isTransient(error) || stop.aborted) {
        throw error;
      }
      const reason = whatFailed(error as Error);
      if (reason !== before) {
        onSilence(reason);
      }
      before = reason;
    }
    const left = Math.max(0, deadline - elapsed()) / timing.pace;
    await pause(Math.min(left, delayBefore(attempt, timing.random())), timing, stop);
  }
}
