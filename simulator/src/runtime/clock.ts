/** What is to be done when simulated time reaches `at`. Plain data, so that it survives a restart. */
export interface Timer<E> {
  readonly at: number;
  readonly order: number;
  readonly event: E;
}

/** The time of a world, and what is due in it. */
export interface TimeState<E> {
  now: number;
  order: number;
  timers: Timer<E>[];
}

/** Where parts of the simulator leave what they want done later. */
export interface Scheduler<E> {
  schedule(delay: number, event: E): void;
  /** Takes back what was scheduled and is no longer wanted, by whomever. */
  cancel(unwanted: (event: object) => boolean): void;
  /** Lets time stand until the work is done. */
  waitFor(work: Promise<void>): void;
}

/**
 * How simulated time passes.
 *
 * - `virtual`: it jumps to the next event whenever no request is being answered, so that waiting costs nothing;
 * - `manual`: only `advance()` moves it;
 * - `{ speed }`: so many simulated seconds pass in one real second.
 */
export type ClockMode = 'virtual' | 'manual' | { readonly speed: number };

/** Long enough for a client to send the request it already has in hand before time moves on. */
const IDLE_MILLISECONDS = 1;
/** Events handled in one go before requests get their turn. */
const BATCH = 64;
/** The longest real wait that setTimeout takes. */
const LONGEST_WAIT = 2 ** 31 - 1;

export class Clock<E extends object> implements Scheduler<E> {
  private answering = 0;
  private readonly working = new Set<Promise<void>>();
  private wake?: NodeJS.Timeout;
  private closed = false;
  private realBase = Date.now();
  private simulatedBase: number;

  constructor(
    private readonly world: TimeState<E>,
    private readonly mode: ClockMode,
    private readonly fire: (event: E) => void,
    private readonly rested: () => void = () => undefined,
  ) {
    this.simulatedBase = world.now;
  }

  get now(): number {
    return this.world.now;
  }

  /** What time it is by now, whether what is due until then has been done or not. */
  get present(): number {
    return this.speed === 0
      ? this.world.now
      : Math.max(this.world.now, Math.floor(this.simulatedBase + (Date.now() - this.realBase) * this.speed));
  }

  schedule(delay: number, event: E): void {
    const timer = { at: this.world.now + Math.max(0, Math.round(delay)), order: this.world.order++, event };
    const timers = this.world.timers;
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timers[middle].at <= timer.at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    timers.splice(low, 0, timer);
    this.arrange();
  }

  cancel(unwanted: (event: object) => boolean): void {
    this.world.timers = this.world.timers.filter(timer => !unwanted(timer.event));
  }

  /** Lets time stand until the work is done, which must not fail: nothing that is due later overtakes it. */
  waitFor(work: Promise<void>): void {
    const waited = work.then(() => {
      this.working.delete(waited);
      this.worked();
    });
    this.working.add(waited);
  }

  /** Answers when no work is under way. */
  async atRest(): Promise<void> {
    while (this.working.size > 0) {
      await Promise.all(this.working);
    }
  }

  /** Moves time on by so many milliseconds; everything due on the way is done in order. */
  async advance(milliseconds: number): Promise<void> {
    const moment = this.world.now + milliseconds;
    this.runUntil(moment, Number.POSITIVE_INFINITY);
    while (this.working.size > 0) {
      await this.atRest();
      this.runUntil(moment, Number.POSITIVE_INFINITY);
    }
    this.rebase();
    this.arrange();
  }

  requestStarted(): void {
    this.answering++;
    this.catchUp();
  }

  requestEnded(): void {
    this.answering--;
    this.arrange();
  }

  /** Lets an answer take so many simulated milliseconds. */
  async pass(milliseconds: number): Promise<void> {
    if (milliseconds <= 0 || this.mode === 'manual') {
      return;
    }
    if (this.mode === 'virtual') {
      return this.advance(milliseconds);
    }
    await new Promise(resolve => setTimeout(resolve, milliseconds / this.speed).unref());
    this.catchUp();
  }

  /** Does what is due by now, so that what happens next happens now and not at the moment of the last event. */
  catchUp(): void {
    if (this.speed > 0) {
      this.runUntil(this.present, Number.POSITIVE_INFINITY);
    }
  }

  /** Starts the waiting for what was already scheduled, after a restart. */
  start(): void {
    this.rebase();
    this.arrange();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.wake);
  }

  private get speed(): number {
    return typeof this.mode === 'object' ? this.mode.speed : 0;
  }

  private rebase(): void {
    this.realBase = Date.now();
    this.simulatedBase = this.world.now;
  }

  private runUntil(moment: number, most: number): void {
    for (let count = 0; count < most && this.working.size === 0; count++) {
      const next = this.world.timers[0];
      if (!next || next.at > moment) {
        this.world.now = Math.max(this.world.now, Number.isFinite(moment) ? moment : this.world.now);
        return;
      }
      this.world.timers.shift();
      this.world.now = Math.max(this.world.now, next.at);
      this.fire(next.event);
    }
  }

  private arrange(): void {
    if (this.closed || this.mode === 'manual' || this.world.timers.length === 0) {
      return;
    }
    if (this.mode === 'virtual') {
      if (this.answering === 0 && this.working.size === 0) {
        this.wakeIn(IDLE_MILLISECONDS, () => this.jump());
      }
      return;
    }
    const wait = (this.world.timers[0].at - this.world.now) / this.speed;
    this.wakeIn(Math.min(LONGEST_WAIT, Math.max(1, wait)), () => {
      this.catchUp();
      this.rested();
      this.arrange();
    });
  }

  /** Work is done, and what follows from it need not wait for a client. */
  private worked(): void {
    if (this.mode === 'virtual') {
      setImmediate(() => this.jump());
    } else {
      this.arrange();
    }
  }

  private wakeIn(milliseconds: number, action: () => void): void {
    clearTimeout(this.wake);
    this.wake = setTimeout(action, milliseconds);
  }

  private jump(): void {
    if (this.closed || this.answering > 0 || this.working.size > 0) {
      return;
    }
    this.runUntil(Number.POSITIVE_INFINITY, BATCH);
    if (this.working.size > 0) {
      return;
    }
    if (this.world.timers.length > 0) {
      setImmediate(() => this.jump());
    } else {
      this.rested();
    }
  }
}
