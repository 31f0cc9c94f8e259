// Copied by `npm run generate` from lib/domain/filter-doubts.ts. Do not edit: it is changed there.

import { allOf } from '../pulling/problem.generated';

/** What a filter is compared with. */
export type Compared = 'repository' | 'tag';

/** What such names begin with, and what else they hold. */
const SIGNS: Readonly<Record<Compared, { readonly first: string; readonly all: string }>> = {
  repository: { first: 'abcdefghijklmnopqrstuvwxyz0123456789', all: 'abcdefghijklmnopqrstuvwxyz0123456789._-' },
  tag: {
    first: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_',
    all: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-',
  },
};

/** A part of a filter: what stands for one sign of a name, an anchor, or the rest of the syntax. */
interface Part {
  readonly kind: 'sign' | 'anchor' | 'syntax';
  readonly text: string;
}

/** The parts of a filter that is a regular expression, in their order. */
function partsOf(filter: string): Part[] {
  const patterns: [Part['kind'], string][] = [
    ['syntax', String.raw`\(\?(?:<[A-Za-z]\w*>|<?[=!]|:)|\\[bB1-9]|\{\d+(?:,\d*)?\}|[.*+?()|]`],
    ['anchor', String.raw`[\^$]`],
    ['sign', String.raw`\[\[:[a-z]+:\]\]|\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\x..|\\.|.`],
  ];
  const all = new RegExp(patterns.map(([, pattern]) => `(${pattern})`).join('|'), 'gsu');
  return [...filter.matchAll(all)].map(match => ({
    kind: patterns[match.slice(1).findIndex(group => group !== undefined)][0],
    text: match[0],
  }));
}

/** Why a filter takes nothing, or a part of it does not: what it has is in no name. */
export function impossibleParts(filter: string, compared: Compared): string[] {
  const parts = partsOf(filter);
  const { first, all } = SIGNS[compared];
  const foreign = parts.filter(({ kind, text }) => kind === 'sign' && !standsForSome(text, all));
  const misplaced = parts.filter(({ kind, text }, i) => {
    const [before, after] = [parts[i - 1]?.text ?? '', parts[i + 1]?.text ?? ''];
    return kind === 'anchor' && !(text === '^' ? /^(?:$|\^|\(|\|)/.test(before) : /^[$)|]?$/.test(after));
  });
  const start = parts.find(({ text }) => text !== '^');
  const begins = start?.kind === 'sign' && !foreign.includes(start) && !standsForSome(start.text, first);
  const isEmpty = !parts.some(({ kind, text }) => kind === 'sign' || text === '.');
  return [
    ...(foreign.length === 0 ? [] : [`has ${allOf(quoted(foreign))}, which no ${compared} has`]),
    ...quoted(misplaced).map(sign => `has ${sign} in its middle, where no name ${sign === '"^"' ? 'begins' : 'ends'}`),
    ...(begins ? [`begins with ${JSON.stringify(start.text)}, as no ${compared} does`] : []),
    ...lengthDoubts(parts, compared),
    ...(isEmpty ? ['takes no name, for nothing in it stands for a letter or a digit'] : []),
  ];
}

/** How long such a name may be. */
const LONGEST: Readonly<Record<Compared, number>> = { repository: 64, tag: 128 };

function lengthDoubts(parts: readonly Part[], compared: Compared): string[] {
  const [shortest] = shortestFrom(parts, 0);
  return shortest > LONGEST[compared]
    ? [`wants ${shortest} characters at least, and a ${compared} has at most ${LONGEST[compared]}`]
    : [];
}

/** The length of the shortest text that takes the parts from a position to the end of its group, and where that is. */
function shortestFrom(parts: readonly Part[], from: number): [shortest: number, end: number] {
  const alternatives = [0];
  let at = from;
  while (at < parts.length && parts[at].text !== ')') {
    const { kind, text } = parts[at];
    if (text === '|') {
      alternatives.push(0);
      at++;
      continue;
    }
    const isGroup = text.startsWith('(');
    const [inside, end] = isGroup ? shortestFrom(parts, at + 1) : [kind === 'sign' || text === '.' ? 1 : 0, at];
    const [times, next] = repetition(parts, end + 1);
    alternatives[alternatives.length - 1] += /^\(\?<?[=!]/.test(text) ? 0 : inside * times;
    at = next;
  }
  return [Math.min(...alternatives), at];
}

/** How often the part before a position is there at least, and where the next one is. */
function repetition(parts: readonly Part[], at: number): [times: number, next: number] {
  const text = parts[at]?.text ?? '';
  const counted = /^\{(\d+)/.exec(text);
  const times = text === '*' || text === '?' ? 0 : counted === null ? 1 : Number(counted[1]);
  const isRepetition = /^(?:[*+?]|\{\d)/.test(text);
  const lazy = isRepetition && parts[at + 1]?.text === '?' ? 1 : 0;
  return [times, isRepetition ? at + 1 + lazy : at];
}

/** Each text once, in quotes. */
function quoted(parts: readonly Part[]): string[] {
  return [...new Set(parts.map(({ text }) => JSON.stringify(text)))];
}

/** Whether a part stands for at least one of some signs. */
function standsForSome(text: string, signs: string): boolean {
  const literal = text.length === 1 ? text.replace(/[\]{}/]/, '\\$&') : text;
  return /^(?:\[\[:|\\[pP])/.test(text) || new RegExp(literal).test(signs);
}

/** Whether two of several filters may take names that begin with the same sign. */
export function beginAlike(filters: readonly string[]): boolean {
  const starts = filters.map(filter => partsOf(filter)[0]).filter(start => start !== undefined);
  return [...SIGNS.tag.all].some(
    sign =>
      starts.filter(({ kind, text }) => text === '.' || (kind === 'sign' && standsForSome(text, sign))).length > 1,
  );
}

/** What not every engine reads, or not in the same way: RE2, which many services use, knows less than JavaScript. */
function unportableParts(filter: string): string[] {
  const unknown =
    filter.match(
      /\(\?(?:[=!]|<[=!]?)|\\(?:[1-9]|[pP]\{|[^\W\ddDwWsSbBnrtfvxpP_]|[^ -~])|\[\^?\[:\^?[a-z]+:\]|\[\^?\]|\[(?:\\.|[^\]\\])*?(?:-\\[dDwWsS]|\\[dDwWsS]-[^\]]|\\[bB])/g,
    ) ?? [];
  const repeated = (filter.match(/\{\d+(?:,\d*)?\}/g) ?? []).filter(text =>
    (text.match(/\d+/g) ?? []).some(n => +n > 1000),
  );
  return [...unknown, ...repeated].map(part => `uses ${part}, which not every regular expression engine knows`);
}

/** What was probably meant by a filter that looks like the beginning or the end of a name. */
function partOfName(filter: string): string[] {
  const bare = filter
    .replace(/^\^|\$$/g, '')
    .replace(/^([\w-]*\w)\.$/, '$1\\.')
    .replace(/([-_])\+$/, '$1');
  const whole = bare.replace(/\([^()]*\)/g, '').includes('|') ? `(${bare})` : bare;
  const begins = /^\^.*[^$*+}?]$/s.test(filter) || /[^\\][-_]\+?\)*$/.test(filter) || /^[\w-]*\w\.$/.test(filter);
  const ends = /^(?!\^|\.[*+]).*\$$/s.test(filter);
  const meant = JSON.stringify(begins ? `${whole}.*` : `.*${whole}`);
  return bare !== '' && (begins || ends)
    ? [
        `looks like the ${begins ? 'beginning' : 'end'} of a name, but is compared with all of it; ${meant} takes every such name`,
      ]
    : [];
}

/** What makes a filter doubtful, each as the rest of "The filter ...". */
export function doubtsAbout(filter: string, compared: Compared): string[] {
  return [
    ...unportableParts(filter),
    ...(looksLikeShellPattern(filter) && filter !== '*'
      ? ['has a "*" that repeats a letter; any text is written ".*"']
      : []),
    ...impossibleParts(filter, compared),
    ...partOfName(filter),
    ...(filter === '.' ? ['takes only names of one character; ".*" takes every name'] : []),
  ];
}

/** Whether a filter looks like a pattern of a shell: `release-*` takes `release-` and `release---`, and no release. */
export function looksLikeShellPattern(filter: string): boolean {
  return /(?:^|[^\\.)\]}])\*/.test(filter.replace(/\\./g, ''));
}
