import { EVERYTHING } from './image-matching';
import { Problem } from './problem';

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
    const rule = 'a repetition inside a repetition takes forever to compare with some names';
    return [{ subject, got: filter, rule, fix: 'Write it with one, such as "(a|b)+" or "[a-z]+"' }];
  }
  return broken === undefined
    ? []
    : [{ subject, got: filter, rule: `a filter is a regular expression, and this one has an error (${broken})`, fix }];
}

/**
 * What makes a filter doubtful: parts that RE2, which many services use, does not know; what looks like a shell pattern; and signs that
 * no repository or tag has, so that the filter takes nothing.
 */
function doubtsAbout(filter: string): string[] {
  const unportable = filter.match(/\(\?(?:[=!]|<[=!])|\\[1-9]|\[\[:[a-z]+:\]\]|\\p\{/g) ?? [];
  const foreign = filter.replace(/\\s|\(\?:|\{\d+(?:,\d*)?\}|\[\[:[a-z]+:\]\]|\(\?<?[=!]/g, '').match(/[\s,/:]/g) ?? [];
  return [
    ...unportable.map(part => `uses ${part}, which not every regular expression engine knows`),
    ...(looksLikeShellPattern(filter) && filter !== '*'
      ? ['has a "*" that repeats a letter; any text is written ".*"']
      : []),
    ...[...new Set(foreign)].map(sign => `has ${JSON.stringify(sign)}, which no repository or tag has`),
  ];
}

/** The doubts about a filter, each as a sentence for a person. */
export function filterWarnings(filter: string | undefined): string[] {
  return filter === undefined || filter === EVERYTHING
    ? []
    : doubtsAbout(filter).map(
        doubt =>
          `The filter ${JSON.stringify(filter)} ${doubt}. The engine of Container Registry is not documented: ` +
          'keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      );
}

/** Whether a filter looks like a pattern of a shell: `release-*` takes `release-` and `release---`, and no release. */
export function looksLikeShellPattern(filter: string): boolean {
  return /(?:^|[^\\.)\]}])\*/.test(filter.replace(/\\./g, ''));
}

/** Whether a group that repeats holds something that repeats, such as `(a+)+`. */
function repeatsRepetition(filter: string): boolean {
  const plain = filter.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  return /\([^()]*[+*}][^()]*\)(?:[+*]|\{\d+,\d*\})/.test(plain);
}

function syntaxError(filter: string): string | undefined {
  try {
    new RegExp(filter);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, '').toLowerCase();
  }
}
