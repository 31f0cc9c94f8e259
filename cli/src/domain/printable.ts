/**
 * What others wrote, as it can be shown. A name may hold what clears a screen, moves the cursor, turns the direction of a line or ends it: that is
 * written as an escape, so that it is seen and does nothing.
 */

/** Signs that do something to a terminal; a line break and a tabulator are left to whoever lays out lines. */
const ACTING = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const ESCAPE = String.fromCharCode(27);

/** The colours of our own texts. */
const COLOUR = new RegExp(`(${ESCAPE}\\[(?:0|1|2|22|3[0-79]|9[0-7])m)`);

const escape = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text of several lines, in which nothing acts but colours. */
export const printable = (text: string): string =>
  text
    .split(COLOUR)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(ACTING, escape)))
    .join('');

/** A name, which is a part of one line. */
export const oneLine = (text: string): string =>
  text.replace(ACTING, escape).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
