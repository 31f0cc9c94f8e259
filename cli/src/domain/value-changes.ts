import { same } from './canonical';
import type { DeclaredStack, Json, JsonMap, LiveStack } from './model';

/** A value that an update changes; a side is left out where there is none. Secrets are hidden already. */
export interface ChangedValue {
  /** Such as `User.Password`. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What stands for a secret. */
export const HIDDEN = '[hidden]';

const SECRET = /password|passwd|secret|token|credential|access_?key|private_?key/i;

/** Not a secret itself, but where one is kept or comes from. */
const isReference = (value: Json | undefined): boolean =>
  isFunction(value) || (typeof value === 'string' && /^\{\{resolve:.*\}\}$/.test(value));

/** A value as it may be shown: what is called like a secret is hidden, wherever it stands. */
export function shownValue(name: string, value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(item => shownValue(name, item));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => [
      key,
      isFunction(value) ? inner : shownValue(SECRET.test(name) ? name : key, inner),
    ]);
    return Object.fromEntries(entries) as JsonMap;
  }
  return SECRET.test(name) && value !== null && !isReference(value) ? HIDDEN : value;
}

/** What two values have different, as deep as both are maps; lists and functions of ROS are compared whole. */
export function changedValues(path: string, before: Json | undefined, after: Json | undefined): ChangedValue[] {
  if (same(before, after)) {
    return [];
  }
  if (isMap(before) && isMap(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap(name => changedValues(path === '' ? name : `${path}.${name}`, before[name], after[name]));
  }
  const shown = (value: Json | undefined, side: 'before' | 'after') =>
    value === undefined ? {} : { [side]: shownValue(path, value) };
  return [{ path, ...shown(before, 'before'), ...shown(after, 'after') }];
}

/** Values of parameters that a deployment changes; those that ROS does not tell are hidden. */
export function changedParameters({ template, parameters }: DeclaredStack, live: LiveStack): ChangedValue[] {
  const given = Object.keys(parameters).filter(name => live.parameters[name] !== parameters[name]);
  return given.sort().flatMap(name => {
    const changed = changedValues(name, live.parameters[name], parameters[name]);
    return template.Parameters?.[name]?.NoEcho ? changed.map(({ path }) => ({ path, after: HIDDEN })) : changed;
  });
}

/** `{ Ref: ... }` and `{ Fn::...: ... }`. */
function isFunction(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const names = Object.keys(value);
  return names.length === 1 && (names[0] === 'Ref' || names[0].startsWith('Fn::'));
}

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isFunction(value);
