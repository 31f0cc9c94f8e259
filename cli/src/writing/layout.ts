import type { Expression, Item, Prop, Statement } from './expression';

/** How wide the lines of an app are, as far as it is up to us. */
const WIDTH = 100;

/** What languages write in their own ways. */
export interface Language {
  /** How much a level is indented. */
  readonly step: number;
  readonly comment: string;
  /** What ends a statement. */
  readonly end: string;
  text(value: string): string;
  flag(value: boolean): string;
  assign(variable: string, value: string): string;
  /** A word without parts: a name, a member of an enum. */
  word(expression: Expression & { kind: 'name' | 'member' }): string;
  /** What opens and closes what has parts, and the parts. */
  parts(expression: Expression): Parts;
}

export interface Parts {
  readonly open: string;
  readonly close: string;
  /** Whether there is a space inside where all stands in a line. */
  readonly spaced: boolean;
  readonly parts: readonly Part[];
}

/** One of the parts, with what stands before it: `name: `. */
export interface Part {
  readonly notes: readonly string[];
  readonly before: string;
  readonly value: Expression;
}

/** The lines of statements. */
export function statementLines(statements: readonly Statement[], indent: number, language: Language): string[] {
  return statements.flatMap((statement, i) => {
    const lines = linesOf(statement, indent, language);
    return i > 0 && !statement.continues ? ['', ...lines] : lines;
  });
}

function linesOf({ notes, variable, value, disabled }: Statement, indent: number, language: Language): string[] {
  const before = noteLines(notes, indent, language);
  if (value === undefined) {
    return before;
  }
  const inner = disabled ? indent + language.comment.length + 1 : indent;
  const written = write(value, inner, language);
  const whole = `${variable === undefined ? written : language.assign(variable, written)}${language.end}`;
  const sign = disabled ? `${language.comment} ` : '';
  const code = whole.split('\n').map((line, i) => `${' '.repeat(indent)}${sign}${i === 0 ? line : line.slice(inner)}`);
  return [...before, ...code];
}

/** An expression; its later lines are indented as a whole. */
function write(expression: Expression, indent: number, language: Language): string {
  const flat = flatly(expression, language);
  if (flat !== undefined && indent + flat.length < WIDTH) {
    return flat;
  }
  if (!hasParts(expression)) {
    return leaf(expression, language);
  }
  const { open, close, parts } = language.parts(expression);
  const deeper = indent + language.step;
  const lines = parts.flatMap(({ notes, before, value }) => [
    ...noteLines(notes, deeper, language),
    `${' '.repeat(deeper)}${before}${write(value, deeper, language)},`,
  ]);
  return parts.length === 0 ? `${open}${close}` : [open, ...lines, `${' '.repeat(indent)}${close}`].join('\n');
}

/** All in one line; undefined where something has notes. */
function flatly(expression: Expression, language: Language): string | undefined {
  if (!hasParts(expression)) {
    return leaf(expression, language);
  }
  const { open, close, spaced, parts } = language.parts(expression);
  if (parts.some(({ notes }) => notes.length > 0)) {
    return undefined;
  }
  const written = parts.map(({ before, value }) => {
    const inner = flatly(value, language);
    return inner === undefined ? undefined : `${before}${inner}`;
  });
  const space = spaced && parts.length > 0 ? ' ' : '';
  return written.includes(undefined) ? undefined : `${open}${space}${written.join(', ')}${space}${close}`;
}

const hasParts = ({ kind }: Expression): boolean => ['list', 'options', 'construct', 'call'].includes(kind);

function leaf(expression: Expression, language: Language): string {
  switch (expression.kind) {
    case 'text':
      return language.text(expression.value);
    case 'flag':
      return language.flag(expression.value);
    default:
      return language.word(expression as Expression & { kind: 'name' | 'member' });
  }
}

/** Sentences as comments, broken between words. */
export function noteLines(notes: readonly string[], indent: number, { comment }: Language): string[] {
  const begin = `${' '.repeat(indent)}${comment} `;
  return notes.flatMap(note => wrapped(note, WIDTH - begin.length).map(line => `${begin}${line}`));
}

function wrapped(sentence: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

export const items = (list: readonly Item[]): Part[] => list.map(item => ({ ...item, before: '' }));

/** The arguments of a call, then its options. */
export const argumentParts = (list: readonly Expression[]): Part[] =>
  list.map(value => ({ notes: [], before: '', value }));

export const propParts = (props: readonly Prop[], nameOf: (name: string) => string): Part[] =>
  props.map(({ name, notes = [], value }) => ({ notes, before: nameOf(name), value }));
