import { dirname, resolve } from 'node:path';
import type { Redactor } from '../cloud/redact';
import { readText } from './files';
import type { Flags, Parameters } from './flags';

interface Given {
  readonly stack: string;
  readonly name: string;
  readonly value: string;
  /** The option or the file that gives it. */
  readonly by: string;
}

/** All values that were given, from wherever. What comes from files and the environment is hidden in all output. */
export function givenParameters(flags: Flags, redactor: Redactor): Parameters {
  const secret = (value: string) => {
    redactor.add(value);
    return value;
  };
  const typed = [
    ...entriesOf(flags.parameter, '--parameter', value => value),
    ...entriesOf(flags.parameterEnv, '--parameter-env', (name, what) => secret(variable(name, what))),
    ...entriesOf(flags.parameterFromFile, '--parameter-from-file', (path, what) => secret(content(path, what))),
  ];
  refuseRepeated(typed);
  const filed = flags.parametersFile === undefined ? [] : inFile(flags.parametersFile, secret);
  const all: Record<string, Record<string, string>> = {};
  for (const { stack, name, value } of [...filed, ...typed]) {
    all[stack] = { ...all[stack], [name]: value }; // what is typed stands above what a file says
  }
  return all;
}

const entriesOf = (parameters: Parameters, by: string, valueOf: (text: string, what: string) => string): Given[] =>
  Object.entries(parameters).flatMap(([stack, values]) =>
    Object.entries(values).map(([name, text]) => ({ stack, name, value: valueOf(text, `${by} ${name}`), by })),
  );

function refuseRepeated(given: readonly Given[]): void {
  const seen = new Map<string, Given>();
  for (const one of given) {
    const key = `${one.stack}:${one.name}`;
    const before = seen.get(key);
    if (before !== undefined) {
      throw new Error(`${one.name} is given by ${before.by} and by ${one.by}. Give it by one of them.`);
    }
    seen.set(key, one);
  }
}

function variable(name: string, what: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(
      `${what} takes its value from the environment variable ${name}, which is not set. Set it, then run this again.`,
    );
  }
  return value;
}

/** A line break at the end is that of the editor. */
function content(path: string, what: string): string {
  try {
    return readText(path).replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(`${what} takes its value from a file. ${(error as Error).message}`, { cause: error });
  }
}

const FORM =
  'It is a JSON object such as {"Edition": "Basic", "acme-cn-hangzhou:Months": 12, "Password": {"env": "REGISTRY_PASSWORD"}}; ' +
  'values are texts, numbers, true, false, {"env": "VARIABLE"} or {"file": "PATH"}.';

/** The values of a file, whose own paths begin where it lies. */
function inFile(file: string, secret: (value: string) => string): Given[] {
  const read = parsed(file);
  return Object.entries(read).map(([key, written]) => {
    const colon = key.indexOf(':');
    const what = `${key} in ${file}`;
    const value = valueIn(written, file, what, secret);
    return { stack: colon < 0 ? '*' : key.slice(0, colon), name: key.slice(colon + 1), value, by: file };
  });
}

function parsed(file: string): Readonly<Record<string, unknown>> {
  const text = readText(file);
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new Error(`--parameters-file ${file} is not JSON: ${(error as Error).message}. ${FORM}`, { cause: error });
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new Error(`--parameters-file ${file} holds no object. ${FORM}`);
  }
  return read as Record<string, unknown>;
}

function valueIn(written: unknown, file: string, what: string, secret: (value: string) => string): string {
  if (['string', 'number', 'boolean'].includes(typeof written)) {
    return String(written);
  }
  const { env, file: path, ...others } = (written ?? {}) as { env?: unknown; file?: unknown };
  if (Object.keys(others).length === 0 && typeof env === 'string' && path === undefined) {
    return secret(variable(env, what));
  }
  if (Object.keys(others).length === 0 && typeof path === 'string' && env === undefined) {
    return secret(content(resolve(dirname(file), path), what));
  }
  throw new Error(`${what} is ${JSON.stringify(written)}. ${FORM}`);
}
