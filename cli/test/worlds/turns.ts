/** Chooses one of so many. */
export type Choose = (count: number) => number;

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/**
 * Who goes on: of all calls that are under way, one at a time, chosen by the seed; when none is, whoever has waited long enough. So what runs
 * side by side is mixed in every way, and always in the same one for the same seed. No time is lost by waiting.
 */
export class Turns {
  private readonly calls: (() => void)[] = [];
  private sleepers: Sleeper[] = [];
  private isArranged = false;

  /** @param passed moves the time of the world on to a moment */
  constructor(
    private readonly choose: Choose,
    private readonly now: () => number,
    private readonly passed: (moment: number) => Promise<void>,
  ) {}

  /** Answers when it is the turn of whoever asks. */
  take(): Promise<void> {
    return new Promise(resolve => {
      this.calls.push(resolve);
      this.arrange();
    });
  }

  /** Answers when so many milliseconds have passed in the world. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise(wake => {
      this.sleepers.push({ due: this.now() + milliseconds, wake });
      this.arrange();
    });
  }

  /** Answers when no call is under way any more, those of the dead included. */
  async quiet(): Promise<void> {
    while (this.calls.length > 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  private arrange(): void {
    if (!this.isArranged && this.calls.length + this.sleepers.length > 0) {
      this.isArranged = true;
      setImmediate(() => void this.next());
    }
  }

  private async next(): Promise<void> {
    if (this.calls.length > 0) {
      const [chosen] = this.calls.splice(this.choose(this.calls.length), 1);
      chosen();
    } else {
      const due = Math.min(...this.sleepers.map(sleeper => sleeper.due));
      await this.passed(due);
      const awake = this.sleepers.filter(sleeper => sleeper.due <= due);
      this.sleepers = this.sleepers.filter(sleeper => sleeper.due > due);
      awake.forEach(({ wake }) => wake());
    }
    this.isArranged = false;
    this.arrange();
  }
}
