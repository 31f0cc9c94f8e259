/** Values of templates as somebody reads them who approves a change. */
import wrapAnsi from 'wrap-ansi';
import type { Json } from '../domain/model';
import type { ChangedValue } from '../domain/value-changes';
import { WIDTH } from './text';

/** What is shown of a value of which a part differs; --json shows it whole. */
const LONGEST = 120;
/** What is shown of a value that is new or goes: a statement of a policy has room. */
const LONGEST_ALONE = 900;
/** What stands before and behind a difference. */
const AROUND = 24;

/** The whole Internet. */
const EVERYBODY = /^(0\.0\.0\.0|::)\/0$/;

/** What is added, goes, or has another value: the difference of the two, never their equal beginnings alone. */
export function valueText({ path, before, after }: ChangedValue, indent: number): string {
  if (before === undefined || after === undefined) {
    const value = before ?? after;
    const sign = before === undefined ? '+' : '-';
    return lines(
      `${sign} ${path}: ${cut(textOf(value), LONGEST_ALONE)}${before === undefined ? warning(value) : ''}`,
      indent,
    );
  }
  const [one, other] = around(textOf(before), textOf(after));
  return lines(`${path}: ${one} -> ${other}${warning(after)}`, indent);
}

const warning = (value: Json | undefined): string =>
  typeof value === 'string' && EVERYBODY.test(value) ? ' (everybody on the Internet)' : '';

/** A long word is broken too: nothing of a value is copied, and a line that is too long is read by nobody. */
function lines(text: string, indent: number): string {
  return wrapAnsi(text, WIDTH - indent, { hard: true }).replace(/^(?=.)/gm, ' '.repeat(indent));
}

const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 3)}...` : text;

/** Two texts cut to where they differ, where they are long. */
function around(one: string, other: string): [string, string] {
  if (one.length <= LONGEST && other.length <= LONGEST) {
    return [one, other];
  }
  const shorter = Math.min(one.length, other.length);
  let same = 0;
  while (same < shorter && one[same] === other[same]) {
    same++;
  }
  let tail = 0;
  while (tail < shorter - same && one[one.length - 1 - tail] === other[other.length - 1 - tail]) {
    tail++;
  }
  const begin = Math.max(0, same - AROUND);
  const part = (text: string) => {
    const end = Math.min(text.length, Math.max(same, text.length - tail) + AROUND);
    const middle = cut(text.slice(begin, end), LONGEST);
    return `${begin > 0 ? '...' : ''}${middle}${end < text.length && !middle.endsWith('...') ? '...' : ''}`;
  };
  return [part(one), part(other)];
}

/** JSON with spaces, in which functions of ROS stand as `${Name}`. */
const textOf = (value: Json | undefined): string =>
  value === undefined ? '(none)' : JSON.stringify(readable(value), undefined, 1).replaceAll(/\n\s*/g, ' ');

function readable(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(readable);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  const reference = entries.length === 1 ? referenceText(name, argument) : undefined;
  return reference ?? Object.fromEntries(entries.map(([key, inner]) => [key, readable(inner)]));
}

/** A reference, or texts that are joined, as one text; other functions stay as they are. */
function referenceText(name: string, argument: Json): string | undefined {
  if (name === 'Ref' && typeof argument === 'string') {
    return `\${${argument}}`;
  }
  const list = Array.isArray(argument) ? argument : [];
  if (name === 'Fn::GetAtt' || name === 'Fn::GetStackOutput') {
    return list.length > 0 && list.every(part => typeof part === 'string') ? `\${${list.join('.')}}` : undefined;
  }
  const [between, parts] = list;
  if (name !== 'Fn::Join' || typeof between !== 'string' || !Array.isArray(parts)) {
    return undefined;
  }
  const texts = parts.map(readable);
  return texts.every(text => typeof text === 'string') ? texts.join(between) : undefined;
}
