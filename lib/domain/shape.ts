import { Problem } from '../private/problem';
import { nearest } from './regions';

/** What an object may hold. */
export interface Shape {
  /** What it is called, with an article: "a replica". */
  readonly what: string;
  /** How it is written, for who wrote something else. */
  readonly example: string;
  readonly props: readonly string[];
}

/** What is wrong with a value that must be an object of known props; a misspelt prop would be ignored otherwise. */
export function shapeProblems(subject: string, got: unknown, { what, example, props }: Shape): Problem[] {
  if (typeof got !== 'object' || got === null || Array.isArray(got)) {
    return [
      { subject, got: got ?? undefined, rule: `${what} is written as an object`, fix: `Write it like ${example}` },
    ];
  }
  return Object.keys(got)
    .filter(name => !props.includes(name))
    .map(name => ({
      subject: `${subject}.${name}`,
      got: 'given',
      rule: `${what} has no such prop`,
      fix: `Did you mean ${JSON.stringify(nearest(name, props))}?`,
    }));
}

/** What is wrong with a value that must be a list, if it is given. */
export function listProblems(subject: string, got: unknown): Problem[] {
  return got === undefined || got === null || Array.isArray(got)
    ? []
    : [{ subject, got, rule: 'it is a list', fix: 'Put it into square brackets' }];
}
