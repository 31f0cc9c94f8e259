import { EXIT } from './run';

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Back to how signals were treated before. */
  release(): void;
}

/** The first Ctrl-C asks to stop, the second leaves at once. */
export function onInterrupt(first: () => void): Interrupt {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) {
      process.exit(EXIT.interrupted);
    }
    controller.abort();
    first();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, handle);
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.off(signal, handle);
      }
    },
  };
}
