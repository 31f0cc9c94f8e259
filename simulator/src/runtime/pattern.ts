import { RE2JS, RE2JSException } from 're2js';

/** A text that is no regular expression in RE2 syntax. */
export class PatternError extends Error {}

/** A regular expression that takes no more than linear time: expressions come from strangers. */
export function compilePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) {
      throw new PatternError(error.message);
    }
    throw error;
  }
}
