/** What a refusal tells: which thing, what is wrong with it, which rule, what to do. */
interface Facts {
  readonly subject: string;
  readonly got: string;
  readonly rule: string;
  readonly fix: string;

  /** What another program said about it, line by line. */
  readonly details?: readonly string[];
}

/** What stops the work for a reason that a person can act on; the message says it all. */
export class Refusal extends Error {
  constructor({ subject, got, rule, fix, details = [] }: Facts) {
    super([`${subject} ${got}, but ${rule}. ${fix}`, ...details].join('\n'));
  }
}

/** The way out when a release of the core looks unlike those this script was written for. */
export const NEW_LAYOUT =
  'Install the releases that package-lock.json names (npm ci), or teach scripts/assemble-core the new layout.';

/** The way out when node_modules is not what npm makes of the lock file. */
export const REINSTALL = 'Run npm ci.';
