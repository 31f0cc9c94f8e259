/** How many copies run at a time: fewer when the service throttles, slowly more again when it does not. */
export class Budget {
  private running = 0;
  private allowed: number;

  constructor(private readonly most: number) {
    this.allowed = most;
  }

  /** Takes a place if there is one; gives what lets go of it. */
  take(): (() => void) | undefined {
    if (this.running >= Math.floor(this.allowed)) {
      return undefined;
    }
    this.running++;
    return () => void this.running--;
  }

  throttled(): void {
    this.allowed = Math.max(1, this.allowed / 2);
  }

  answered(): void {
    this.allowed = Math.min(this.most, this.allowed + 0.5);
  }
}
