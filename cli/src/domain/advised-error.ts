/** A refusal that a command leads out of. */
export class AdvisedError extends Error {
  constructor(
    message: string,
    /** What the command does for it, as a line above it: `What is left:`. */
    readonly why: string,
    /** The command without what it was called by and without where it works: `deploy`. */
    readonly command: string,
  ) {
    super(message);
  }
}

/** A simulated cloud has no console in which what is in the way could be removed. */
export const FRESH = 'Or begin with an empty simulated cloud:';
