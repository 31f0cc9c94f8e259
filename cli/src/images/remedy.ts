/** The command that comes next for an image that is not where it should be; none where no command helps. */
export type Remedy = 'wait' | 'explain' | 'backfill' | 'backfill --overwrite';

/** Why something is not so, and what to do about it. */
export interface Obstacle {
  readonly reason: string;
  /** What to do, in words. */
  readonly help?: string;
  readonly next?: Remedy;
}

/** Copying by hand; what another image has the name of gives way only if that is asked for. */
export const copyByHand = (found: string | undefined): Remedy =>
  found === undefined ? 'backfill' : 'backfill --overwrite';
