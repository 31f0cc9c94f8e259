/** With --json there is a document on stdout whatever becomes of a command, so that programs need not guess. */
import type { Output } from '../session/output';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Sees to it that something is told before the process ends, by whatever it is ended.
 *
 * @param tell what is told where there was no result
 * @param code that the process ends with when a signal comes that nobody else minds
 * @returns what to call when the command is done
 */
export function answerAlways(output: Output, tell: () => void, code: number): () => void {
  const answer = () => {
    if (!output.hasResult) {
      tell();
    }
  };
  const handlers = SIGNALS.map(signal => {
    const leave = () => {
      if (process.listenerCount(signal) === 1) {
        process.exit(code); // and answers on its way out
      }
    };
    process.on(signal, leave);
    return () => process.off(signal, leave);
  });
  process.on('exit', answer);
  return () => {
    handlers.forEach(release => release());
    process.off('exit', answer);
    answer();
  };
}
