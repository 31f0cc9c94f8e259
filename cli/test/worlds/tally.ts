import type { Verdict } from './verdict';

/** How often each of something was counted. */
export type Counts = Readonly<Record<string, number>>;

/** What stories were about. Plain data, so that one process can tell another. */
export interface Counted {
  /** By command, how it had to end and how it ended. */
  readonly endings: Counts;
  readonly steps: Counts;
  /** By what is promised, how often there was something that could have broken it. */
  readonly cases: Counts;
}

const sum = (one: Counts, other: Counts): Counts => {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(names.map(name => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
};

export const NOTHING_COUNTED: Counted = { endings: {}, steps: {}, cases: {} };

export const together = (one: Counted, other: Counted): Counted => ({
  endings: sum(one.endings, other.endings),
  steps: sum(one.steps, other.steps),
  cases: sum(one.cases, other.cases),
});

/** Counts what stories are about: a test that excuses everything, or has nothing to judge, would see nothing. */
export class Tally {
  counted = NOTHING_COUNTED;

  /** An order, how it had to end, and how it ended. */
  count(command: string, verdict: Verdict, code: number | undefined): void {
    const ending = `${command} ${verdict}, ${code === undefined ? 'killed' : code === 0 ? 'well' : 'failed'}`;
    this.add('endings', { [ending]: 1 });
  }

  step(kind: string): void {
    this.add('steps', { [kind]: 1 });
  }

  /** What a promise was held against. */
  judged(cases: Counts): void {
    this.add('cases', cases);
  }

  private add(what: keyof Counted, counts: Counts): void {
    this.counted = { ...this.counted, [what]: sum(this.counted[what], counts) };
  }
}
