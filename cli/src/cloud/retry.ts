import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { isTransient } from './cloud-error';

const ATTEMPTS = 8;
const FIRST_DELAY = 400;
const LONGEST_DELAY = 20_000;

/** Milliseconds after which whoever waits is told of it. */
const PATIENCE = 5_000;

/** Which call it is, for whoever is told of it. */
export interface CallName {
  readonly action: string;
  readonly region: string;
}

export type Retry = <T>(call: () => Promise<T>, name?: CallName) => Promise<T>;

/** Told, once for each call, that it has had no answer for a while, and of the last error. */
export type OnSilence = (name: CallName, seconds: number, error: Error | undefined) => void;

/**
 * Repeats calls that were throttled, met a fault of the service or got no answer; the delay grows, with jitter.
 *
 * @param pace what a second is taken to be, in seconds: below 1 against a simulator whose time runs faster
 * @param onRetry told of every repetition
 * @param onSilence told of calls that have no answer for long, whatever is tried
 * @param attempts how often: fewer for what looks again anyway
 */
export function retrying(
  pace: number,
  onRetry: (error: Error, delay: number) => void = () => undefined,
  onSilence: OnSilence = () => undefined,
  attempts = ATTEMPTS,
): Retry {
  const policy = retry(handleWhen(isTransient), {
    maxAttempts: attempts,
    backoff: new ExponentialBackoff({ initialDelay: FIRST_DELAY * pace, maxDelay: LONGEST_DELAY * pace }),
  });
  policy.onFailure(({ reason }) => {
    if ('error' in reason && isTransient(reason.error)) {
      onRetry(reason.error, 0);
    }
  });
  return async (call, name) => {
    let last: Error | undefined;
    const timer = setTimeout(() => name && onSilence(name, PATIENCE / 1000, last), PATIENCE);
    try {
      return await policy.execute(() => call().catch(error => Promise.reject((last = error as Error))));
    } finally {
      clearTimeout(timer);
    }
  };
}
