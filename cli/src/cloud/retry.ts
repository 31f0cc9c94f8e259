import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { isTransient } from './cloud-error';

const ATTEMPTS = 8;
const FIRST_DELAY = 400;
const LONGEST_DELAY = 20_000;

export type Retry = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Repeats calls that were throttled, met a fault of the service or got no answer; the delay grows, with jitter.
 *
 * @param pace what a second is taken to be, in seconds: below 1 against a simulator whose time runs faster
 * @param onRetry told of every repetition
 * @param attempts how often: fewer for what looks again anyway
 */
export function retrying(
  pace: number,
  onRetry: (error: Error, delay: number) => void = () => undefined,
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
  return call => policy.execute(call);
}
