/** One thing that was looked at. */
export interface Check {
  readonly subject: string;
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
  /** The permission that is missing. */
  readonly permission?: string;
}
