/** A text of somebody's as it can stand in a sentence: what would end a line, or hide in one, is written as an escape. */
export const plain = (text: string): string => (/^[\w./:@*+()[\]{}|?^$=,-]+$/.test(text) ? text : quotedText(text));

/** A text in quotes, in which nothing ends a line or hides. */
export const quotedText = (text: string): string =>
  JSON.stringify(text).replace(HIDDEN, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Line breaks and signs that have no shape or turn the direction of a line, where JSON leaves them as they are. */
const HIDDEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** `a`, `a and b`, `a, b and c`. */
export function all(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** The same of many: the first of them, and how many more there are. */
export function some(names: readonly string[]): string {
  return names.length <= MOST_NAMES
    ? all(names)
    : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
}

/** More than these nobody reads. */
const MOST_NAMES = 20;
