import { EXIT } from './run';

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Back to how signals were treated before. */
  release(): void;
}

/** Ctrl-C, whoever ends processes, and a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal asks to stop, the second leaves at once. */
export function onInterrupt(first: () => void): Interrupt {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) {
      process.exit(EXIT.interrupted);
    }
    controller.abort();
    first();
  };
  SIGNALS.forEach(signal => process.on(signal, handle));
  return {
    signal: controller.signal,
    release: () => SIGNALS.forEach(signal => process.off(signal, handle)),
  };
}
