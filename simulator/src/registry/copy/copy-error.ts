/**
 * - `SOURCE_MISSING`: the source does not have what is to be copied
 * - `TAG_CONFLICT`: the tag is there already, names something else, and must not be overwritten
 * - `TARGET_CHANGED`: somebody took away at the target what the copy had just put there
 */
export type CopyIssue = 'SOURCE_MISSING' | 'TAG_CONFLICT' | 'TARGET_CHANGED';

/** Why an image could not be copied. */
export class CopyError extends Error {
  constructor(
    readonly issue: CopyIssue,
    message: string,
  ) {
    super(message);
  }
}
