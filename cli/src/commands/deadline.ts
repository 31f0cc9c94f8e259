/** Milliseconds in which a command tells how it ended, once its time is up; calls without an answer do not keep it longer. */
const GRACE = 5_000;

/** Aborts a signal when time is up, and then lets nothing keep the process. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer?: NodeJS.Timeout;

  /**
   * @param milliseconds how long; for ever, where it is undefined
   * @param pace real seconds in one second of waiting
   */
  constructor(milliseconds: number | undefined, pace: number) {
    if (milliseconds !== undefined) {
      this.timer = setTimeout(() => this.pass(), milliseconds * pace);
    }
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  release(): void {
    clearTimeout(this.timer);
  }

  private pass(): void {
    setTimeout(() => process.exit(), GRACE).unref();
    this.controller.abort();
  }
}
