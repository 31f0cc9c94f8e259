import type { Output } from '../session/output';

/** Milliseconds without a word after which one is said, at first and at most. */
const SILENCE = 8_000;
const LONGEST_SILENCE = 60_000;
const LOOK = 1_000;

/** Lines with their times (UTC), for logs; whoever reads along is told now and then that all goes on. */
export class TimedLog {
  private readonly timer: NodeJS.Timeout;
  private spoke = Date.now();
  private patience = SILENCE;

  /** @param pending what is waited for; undefined where nothing is */
  constructor(
    private readonly output: Output,
    private readonly pending: () => string | undefined,
  ) {
    this.timer = setInterval(() => this.beat(), LOOK).unref();
  }

  say(text: string): void {
    this.patience = SILENCE;
    this.write(text);
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Seldom and more seldom: a log of an hour is to be read. */
  private beat(): void {
    if (Date.now() - this.spoke < this.patience) {
      return;
    }
    const pending = this.pending();
    if (pending !== undefined) {
      this.patience = Math.min(LONGEST_SILENCE, this.patience * 2);
      this.write(`    nothing new ${pending}`);
    }
  }

  private write(text: string): void {
    this.spoke = Date.now();
    this.output.progress(`${new Date(this.spoke).toISOString().slice(11, 19)}Z ${text}`);
  }
}

/** Things that are named when nothing is new. */
const NAMED = 3;

/** The first of a list, and how many more there are. */
export const firstOf = (texts: readonly string[]): string =>
  [...texts.slice(0, NAMED), ...(texts.length > NAMED ? [`and ${texts.length - NAMED} more`] : [])].join('; ');
