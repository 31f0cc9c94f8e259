import type { Verdict } from './verdict';

/** How often an order ended how: a test that excuses everything would see nothing. */
export class Tally {
  private readonly counts = new Map<string, number>();

  count(command: string, verdict: Verdict, code: number | undefined): void {
    const key = `${command} ${verdict}, ${code === undefined ? 'killed' : code === 0 ? 'well' : 'failed'}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** By command, how it had to end and how it ended. */
  get endings(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort());
  }
}
