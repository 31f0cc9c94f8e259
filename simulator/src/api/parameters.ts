import { badRequest, invalidParameter, missingParameter } from '../runtime/api-error';
import type { Json } from '../runtime/json';

/** What every request may carry, whatever its action. */
export const OF_EVERY_REQUEST = /^(AccessKeyId|Action|Format|RegionId|SecurityToken|Signature\w*|Timestamp|Version)$/;

/** The parameters of a call, by name, with readers for their types. */
export class Parameters {
  private readonly values = new Map<string, string>();

  constructor(pairs: readonly (readonly [string, string])[]) {
    for (const [name, value] of pairs) {
      if (this.values.has(name)) {
        throw badRequest('InvalidParameter', `The parameter ${name.slice(0, 100)} is given twice.`);
      }
      this.values.set(name, value);
    }
  }

  get all(): ReadonlyMap<string, string> {
    return this.values;
  }

  /** The first parameter with a value that is neither of every request nor among those that are read. */
  unread(reads: readonly string[]): string | undefined {
    const isRead = (name: string) => {
      const dot = name.indexOf('.');
      return reads.includes(dot < 0 ? name : `${name.slice(0, dot)}.N`);
    };
    return [...this.values].find(([name, value]) => value !== '' && !OF_EVERY_REQUEST.test(name) && !isRead(name))?.[0];
  }

  optional(name: string): string | undefined {
    const value = this.values.get(name);
    return value === '' ? undefined : value;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) {
      throw missingParameter(name);
    }
    return value;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = this.optional(name) ?? fallback;
    const found = allowed.find(other => other === value);
    if (found === undefined) {
      throw invalidParameter(name, value, `it is one of ${allowed.join(', ')}`);
    }
    return found;
  }

  integer(name: string, least: number, most: number, fallback: number): number {
    const value = this.optional(name);
    if (value === undefined) {
      return fallback;
    }
    const number = Number(value);
    if (!/^\d{1,15}$/.test(value) || number < least || number > most) {
      throw invalidParameter(name, value, `it is a whole number from ${least} to ${most}`);
    }
    return number;
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.optional(name);
    if (value === undefined) {
      return fallback;
    }
    if (!/^(true|false)$/i.test(value)) {
      throw invalidParameter(name, value, 'it is true or false');
    }
    return value.toLowerCase() === 'true';
  }

  /** A parameter that is written as JSON, or undefined. */
  json(name: string): Json | undefined {
    const value = this.optional(name);
    try {
      return value === undefined ? undefined : (JSON.parse(value) as Json);
    } catch {
      throw invalidParameter(name, value ?? '', 'it is JSON');
    }
  }

  /** A list of texts that is written as JSON. */
  texts(name: string): string[] {
    const read = this.json(name) ?? [];
    if (!Array.isArray(read) || !read.every(item => typeof item === 'string')) {
      throw invalidParameter(name, this.values.get(name) ?? '', 'it is a JSON list of texts');
    }
    return read;
  }

  /** `Name.1`, `Name.2`... in the order of their numbers. */
  list(name: string): string[] {
    const prefix = `${name}.`;
    const found = [...this.values].filter(([key]) => key.startsWith(prefix));
    const stranger = found.find(([key]) => !/^\d{1,9}$/.test(key.slice(prefix.length)));
    if (stranger) {
      throw invalidParameter(stranger[0], stranger[1], `the list ${name} has the form ${name}.N`);
    }
    return found
      .sort(([one], [other]) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)))
      .map(([, value]) => value);
  }

  /** `Name.1.First`, `Name.1.Second`, `Name.2.First`... as records with these fields. */
  records(name: string, required: readonly string[], optional: readonly string[] = []): Record<string, string>[] {
    const fields = [...required, ...optional];
    const rows = new Map<number, Record<string, string>>();
    for (const [key, value] of this.values) {
      if (!key.startsWith(`${name}.`)) {
        continue;
      }
      const match = /^(\d{1,9})\.([A-Za-z]+)$/.exec(key.slice(name.length + 1));
      if (!match || !fields.includes(match[2])) {
        throw invalidParameter(
          key,
          value,
          `the list ${name} has the form ${fields.map(field => `${name}.N.${field}`).join(', ')}`,
        );
      }
      const row = rows.get(Number(match[1])) ?? {};
      row[match[2]] = value;
      rows.set(Number(match[1]), row);
    }
    return [...rows.entries()]
      .sort(([one], [other]) => one - other)
      .map(([index, row]) => {
        const missing = required.find(field => row[field] === undefined);
        if (missing !== undefined) {
          throw missingParameter(`${name}.${index}.${missing}`);
        }
        return row;
      });
  }
}
