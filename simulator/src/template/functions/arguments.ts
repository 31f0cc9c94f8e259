import { type Json, type JsonMap, isMap, typeName } from '../../runtime/json';
import { FunctionError } from '../scope';

/** Readers of a function's arguments: each gives the type it says, or complains in the words of the function. */

export function list(value: Json, what: string): Json[] {
  if (!Array.isArray(value)) {
    throw new FunctionError(`takes a List as ${what}, not a ${typeName(value)}.`);
  }
  return value;
}

/** How many arguments a function takes, and what they are. */
export interface Shape {
  readonly least: number;
  readonly most: number;
  readonly text: string;
  /** Whether something else than a list may stand there too. */
  readonly alone?: true;
}

export function shape(least: number, most: number, text: string): Shape {
  return { least, most, text };
}

/** A list of so many arguments. */
export function tuple(value: Json, { least, most, text }: Shape): Json[] {
  const items = list(value, text);
  if (items.length < least || items.length > most) {
    const many =
      least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
    throw new FunctionError(`takes ${many} arguments, ${text}, not ${items.length}.`);
  }
  return items;
}

export function text(value: Json, what: string): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new FunctionError(`takes a String as ${what}, not a ${typeName(value)}.`);
}

export function map(value: Json, what: string): JsonMap {
  if (!isMap(value)) {
    throw new FunctionError(`takes a Map as ${what}, not a ${typeName(value)}.`);
  }
  return value;
}

export function number(value: Json, what: string): number {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isFinite(read)) {
    throw new FunctionError(`takes a Number as ${what}, not ${JSON.stringify(value)}.`);
  }
  return read;
}

export function integer(
  value: Json,
  what: string,
  least = Number.MIN_SAFE_INTEGER,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const read = number(value, what);
  if (!Number.isInteger(read) || read < least || read > most) {
    throw new FunctionError(`takes an integer from ${least} to ${most} as ${what}, not ${read}.`);
  }
  return read;
}

/** A string is read as JSON; an empty one and Null give undefined. */
export function fromJson(value: Json): Json | undefined {
  if (value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value) as Json;
  } catch {
    throw new FunctionError('takes a String that is valid JSON.');
  }
}
