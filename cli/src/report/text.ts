import Table from 'cli-table3';
import wrapAnsi from 'wrap-ansi';

/** What output keeps to. */
export const WIDTH = 80;

const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map(name => [name, '']),
);

/** Columns without lines; every row is indented. */
export function columns(rows: readonly (readonly string[])[], indent = 0): string {
  const table = new Table({
    chars: NO_LINES as never,
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [] },
  });
  table.push(...rows.map(row => [...row]));
  return table
    .toString()
    .split('\n')
    .map(line => `${' '.repeat(indent)}${line}`.trimEnd())
    .join('\n');
}

/**
 * Text that is broken between words at the width of the page. What goes on in the next line begins where its line began; a word that is
 * longer than the page stays whole, so that it can be copied.
 */
export function paragraph(text: string, indent = 0): string {
  return text
    .split('\n')
    .map(line => wrapped(line, indent))
    .join('\n');
}

function wrapped(line: string, indent: number): string {
  const begin = ' '.repeat(indent + line.length - line.trimStart().length);
  return wrapAnsi(line, WIDTH - begin.length).replace(/^(?=.)/gm, begin);
}

/** `1 stack`, `2 stacks`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `1 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${seconds % 60} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1.5 GB`, in steps of 1,024. */
export function size(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`;
}

/** A text with one full stop at its end; others may have ended it already. */
export const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w./:=@,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** What to type to go there, whatever it is called. */
export const changeTo = (directory: string): string =>
  `cd ${quoted(directory.startsWith('-') ? `./${directory}` : directory)}`;

/** A whole command line of a command that comes next: it speaks of the same app or registry, in the same cloud. */
export type Again = (command: string) => string;

/** A word of a command line, with what is quoted in it. */
const WORD = /(?:[^\s'\\]|\\.|'[^']*')+/gs;

/** A command to type, alone on its lines, under what it is for; where it is longer than the page, it goes on behind a backslash. */
export const commandText = (remark: string, command: string, indent = 0): string =>
  [paragraph(remark, indent), commandLines(command, indent + 2)].join('\n');

/** The lines of a command to type. A backslash stands between words, and where it can before an option. */
export function commandLines(command: string, indent: number): string {
  const lines: string[] = [];
  for (const part of partsOf(command.match(WORD) ?? [])) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + part.length + ' '.length + ' \\'.length <= WIDTH) {
      lines[lines.length - 1] = `${last} ${part}`;
    } else {
      lines.push(`${' '.repeat(lines.length === 0 ? indent : indent + 4)}${part}`);
    }
  }
  return lines.join(' \\\n');
}

/** An option stays with its value. */
function partsOf(words: readonly string[]): string[] {
  return words.reduce<string[]>((parts, word, index) => {
    const isValue = index > 0 && !word.startsWith('-') && words[index - 1].startsWith('--');
    return isValue ? [...parts.slice(0, -1), `${parts[parts.length - 1]} ${word}`] : [...parts, word];
  }, []);
}
