import { canonical, same } from './canonical';
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

/**
 * What two values have different, as deep as both are maps. Of lists, what is added and what goes, under their path with `[]` behind; one
 * that takes the place of another is compared with it, and a list in another order is shown whole, as functions of ROS are.
 */
export function changedValues(path: string, before: Json | undefined, after: Json | undefined): ChangedValue[] {
  if (same(before, after)) {
    return [];
  }
  if (isMap(before) && isMap(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap(name => changedValues(path === '' ? name : `${path}.${name}`, before[name], after[name]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const elements = changedElements(path, before, after);
    if (elements.length > 0) {
      return elements;
    }
  }
  const shown = (value: Json | undefined, side: 'before' | 'after') =>
    value === undefined ? {} : { [side]: shownValue(path, value) };
  return [{ path, ...shown(before, 'before'), ...shown(after, 'after') }];
}

function changedElements(path: string, before: readonly Json[], after: readonly Json[]): ChangedValue[] {
  const removed = without(before, after);
  const added = without(after, before);
  if (removed.length === 1 && added.length === 1) {
    return changedValues(`${path}[]`, removed[0], added[0]);
  }
  const of = (value: Json) => shownValue(path, value);
  return [
    ...removed.map(value => ({ path: `${path}[]`, before: of(value) })),
    ...added.map(value => ({ path: `${path}[]`, after: of(value) })),
  ];
}

/** The elements that a list has and another has not; each stands against one. */
function without(list: readonly Json[], other: readonly Json[]): Json[] {
  const open = other.map(canonical);
  return list.filter(value => {
    const at = open.indexOf(canonical(value));
    if (at >= 0) {
      open.splice(at, 1);
    }
    return at < 0;
  });
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
