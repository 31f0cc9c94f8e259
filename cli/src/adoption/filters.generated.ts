// Copied by `npm run generate` from lib/domain/filters.ts. Do not edit: it is changed there.

import { beginAlike, Compared, doubtsAbout } from './filter-doubts.generated';
import { EVERYTHING } from '../images/image-matching.generated';
import { Problem } from '../pulling/problem.generated';

/**
 * What is wrong with a filter of a sync, scan or retention rule.
 *
 * The dialect that the service reads is not documented, so whatever JavaScript cannot read is refused.
 */
export function filterProblems(subject: string, filter: unknown): Problem[] {
  const fix = 'Write a pattern such as "release-.*", "v[0-9]+" or "(api|web)"';
  if (typeof filter !== 'string' || filter === '') {
    return [{ subject, got: filter, rule: 'a filter is a regular expression that is not empty', fix }];
  }
  const broken = syntaxError(filter);
  if (broken === undefined && repeatsRepetition(filter)) {
    const rule = 'a repetition of what can be read in several ways takes forever to compare with some names';
    return [{ subject, got: filter, rule, fix: 'Write it in one way, such as "(a|b)+" or "[a-z]+"' }];
  }
  return broken === undefined
    ? []
    : [{ subject, got: filter, rule: `a filter is a regular expression, and this one has an error (${broken})`, fix }];
}

/** The doubts about a filter, each as a sentence for a person. */
export function filterWarnings(filter: string | undefined, compared: Compared): string[] {
  return filter === undefined || filter === EVERYTHING
    ? []
    : doubtsAbout(filter, compared).map(
        doubt =>
          `The filter ${JSON.stringify(filter)} ${doubt}. The engine of Container Registry is not documented: ` +
          'keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      );
}

/** Whether a group that repeats holds something that repeats, such as `(a+)+`, or two ways to read one name, such as `(a|ab)+`. */
function repeatsRepetition(filter: string): boolean {
  const plain = filter.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  const groups = [...filter.matchAll(/\((?:\?:)?([^()]*)\)(?:[+*]|\{\d+,\d*\})/g)].map(([, inside]) =>
    inside.split('|'),
  );
  return /\([^()]*[+*}][^()]*\)(?:[+*]|\{\d+,\d*\})/.test(plain) || groups.some(beginAlike);
}

function syntaxError(filter: string): string | undefined {
  try {
    new RegExp(filter);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, '').toLowerCase();
  }
}
