import { type Json, type JsonMap, isMap, own } from '../../runtime/json';
import { FunctionError } from '../scope';
import { list, map, text, tuple } from './arguments';
import { everywhere } from './template-function';
import { runJq } from './jq';

/** A string is read as JSON; an empty one and Null give undefined. */
function fromJson(value: Json): Json | undefined {
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

/** Lists under keys become a list of maps; the shorter lists repeat their last item. */
function mergeMapToList(argument: Json): Json {
  const columns = list(argument, 'the maps').flatMap(item =>
    Object.entries(map(item, 'every argument')).map(([key, values]) => ({ key, values: list(values, 'every value') })),
  );
  if (columns.some(column => column.values.length === 0)) {
    throw new FunctionError('takes lists of at least one item.');
  }
  const length = Math.max(0, ...columns.map(column => column.values.length));
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(columns.map(({ key, values }) => [key, values[Math.min(row, values.length - 1)]])),
  );
}

/** `.member.0.Name=a`, `.member.0.Value=b` become `{a: b}`. */
function memberListToMap(argument: Json): Json {
  const [nameKey, valueKey, members] = tuple(argument, 3, 3, '[key of names, key of values, members]');
  const names = new Map<string, string>();
  const values = new Map<string, string>();
  for (const member of list(members, 'the members')) {
    const match = /^\.member\.(\d+)\.([^=]+)=(.*)$/s.exec(text(member, 'every member'));
    if (!match) {
      throw new FunctionError(`takes members such as ".member.0.Name=a", not ${JSON.stringify(member)}.`);
    }
    if (match[2] === text(nameKey, 'the key of names')) {
      names.set(match[1], match[3]);
    }
    if (match[2] === text(valueKey, 'the key of values')) {
      values.set(match[1], match[3]);
    }
  }
  return Object.fromEntries([...names].map(([index, name]) => [name, values.get(index) ?? '']));
}

export const MAP_FUNCTIONS = {
  'Fn::MergeMap': everywhere(argument =>
    list(argument, 'the maps').reduce<JsonMap>((merged, item) => ({ ...merged, ...map(item, 'every argument') }), {}),
  ),

  'Fn::MergeMapToList': everywhere(mergeMapToList),

  'Fn::MemberListToMap': everywhere(memberListToMap),

  'Fn::GetJsonValue': everywhere(argument => {
    const [key, source] = tuple(argument, 2, 2, '[key, JSON]');
    const parsed = fromJson(source);
    if (parsed === undefined) {
      return null;
    }
    const found = isMap(parsed) ? own(parsed, text(key, 'the key')) : undefined;
    if (found === undefined) {
      return null;
    }
    return typeof found === 'string' ? found : JSON.stringify(found);
  }),

  'Fn::Jq': everywhere(argument => {
    const [mode, script, source] = tuple(argument, 3, 3, '["First" or "All", script, value]');
    if (mode !== 'First' && mode !== 'All') {
      throw new FunctionError(`takes "First" or "All", not ${JSON.stringify(mode)}.`);
    }
    const value = fromJson(source);
    if (value === undefined) {
      return null;
    }
    const results = runJq(text(script, 'the script'), value);
    return mode === 'All' ? results : (results[0] ?? null);
  }),
};
