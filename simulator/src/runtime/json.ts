/** A JSON value, as templates, properties and replies are made of. */
export type Json = null | boolean | number | string | Json[] | JsonMap;

export interface JsonMap {
  [key: string]: Json;
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Looks a key up without ever meeting what every object inherits: names come from strangers. */
export function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The same bytes for the same value, whatever the order of its keys. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (!isMap(value)) {
    return JSON.stringify(value);
  }
  const entries = Object.keys(value).sort();
  return `{${entries.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

export function same(one: Json, other: Json): boolean {
  return canonical(one) === canonical(other);
}

/** What the template language calls the type of a value. */
export function typeName(value: Json): string {
  if (value === null) {
    return 'Null';
  }
  if (Array.isArray(value)) {
    return 'List';
  }
  return { string: 'String', number: 'Number', boolean: 'Boolean', object: 'Map' }[typeof value as 'string'];
}
