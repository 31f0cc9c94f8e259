import { type Json, type JsonMap, isMap, own } from '../../runtime/json';
import { FunctionError } from '../scope';
import { fromJson, list, map, shape, text } from './arguments';
import { everywhere, taking } from './template-function';
import { runJq } from './jq';

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
function memberListToMap([nameKey, valueKey, members]: Json[]): Json {
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

function jq([mode, script, source]: Json[]): Json {
  if (mode !== 'First' && mode !== 'All') {
    throw new FunctionError(`takes "First" or "All", not ${JSON.stringify(mode)}.`);
  }
  const value = fromJson(source);
  if (value === undefined) {
    return null;
  }
  const results = runJq(text(script, 'the script'), value);
  return mode === 'All' ? results : (results[0] ?? null);
}

/** What stands in both is taken from the other, but maps are merged themselves. */
function merged(one: JsonMap, other: JsonMap): JsonMap {
  const entries = Object.entries(other).map(([key, value]) => {
    const before = own(one, key);
    return [key, isMap(before) && isMap(value) ? merged(before, value) : value];
  });
  return { ...one, ...(Object.fromEntries(entries) as JsonMap) };
}

export const MAP_FUNCTIONS = {
  'Fn::MergeMap': taking(shape(2, 2, '[map, map]'), ([one, other]) =>
    merged(map(one, 'every argument'), map(other, 'every argument')),
  ),

  'Fn::MergeMapToList': everywhere(mergeMapToList),

  'Fn::MemberListToMap': taking(shape(3, 3, '[key of names, key of values, members]'), memberListToMap),

  'Fn::GetJsonValue': taking(shape(2, 2, '[key, JSON]'), ([key, source]) => {
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

  /** It is too slow to be tried beforehand. */
  'Fn::Jq': { ...taking(shape(3, 3, '["First" or "All", script, value]'), jq), literal: undefined },
};
