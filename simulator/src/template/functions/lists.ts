import { type Json, type JsonMap, canonical, isMap, own, same, typeName } from '../../runtime/json';
import { FunctionError } from '../scope';
import { fromJson, integer, list, shape, text } from './arguments';
import { everywhere, taking } from './template-function';

const SLICE = /^(-?\d*):(-?\d*)(?::(-?\d+))?$/;

/** `start:stop:step`, as Python slices a list. */
function slice(items: Json[], match: RegExpMatchArray): Json[] {
  const step = match[3] === undefined ? 1 : Number(match[3]);
  if (step === 0) {
    throw new FunctionError('takes a step other than 0.');
  }
  const size = items.length;
  const bound = (given: string, fallback: number) => {
    if (given === '') {
      return fallback;
    }
    const index = Number(given) < 0 ? Number(given) + size : Number(given);
    return Math.min(Math.max(index, step < 0 ? -1 : 0), step < 0 ? size - 1 : size);
  };
  const start = bound(match[1], step < 0 ? size - 1 : 0);
  const stop = bound(match[2], step < 0 ? -1 : size);
  const result: Json[] = [];
  for (let index = start; step < 0 ? index > stop : index < stop; index += step) {
    result.push(items[index]);
  }
  return result;
}

/** A list or map is what it is; text is a JSON list or map. */
function collectionOf(value: Json): Json[] | JsonMap {
  const read = typeof value === 'string' ? fromJson(value) : value;
  if (Array.isArray(read) || isMap(read)) {
    return read;
  }
  throw new FunctionError(`takes a List, a Map or one of them as JSON to select from, not ${canonical(value)}.`);
}

function select([index, from, fallback = '']: Json[]): Json {
  if (from === null || from === '' || index === null) {
    return fallback;
  }
  const collection = collectionOf(from);
  if (isMap(collection)) {
    return own(collection, text(index, 'the key')) ?? fallback;
  }
  const range = typeof index === 'string' ? SLICE.exec(index) : null;
  if (range) {
    return slice(collection, range);
  }
  return collection.at(integer(index, 'the index')) ?? fallback;
}

export const LIST_FUNCTIONS = {
  'Fn::Select': taking(shape(2, 3, '[index, list, default]'), select),

  'Fn::Index': taking(shape(2, 2, '[item, list]'), ([item, items]) => {
    const position = list(items, 'the list').findIndex(other => same(other, item));
    return position < 0 ? null : position;
  }),

  'Fn::Length': everywhere(argument => {
    if (argument === null) {
      return 0;
    }
    if (typeof argument === 'string') {
      return [...argument].length;
    }
    if (Array.isArray(argument)) {
      return argument.length;
    }
    if (isMap(argument)) {
      return Object.keys(argument).length;
    }
    throw new FunctionError(`takes a List, Map or String, not a ${typeName(argument)}.`);
  }),

  'Fn::ListMerge': everywhere(argument => list(argument, 'the lists').flatMap(item => list(item, 'every argument'))),

  'Fn::SelectMapList': taking(shape(2, 2, '[key, list of maps]'), ([key, maps]) => {
    const name = text(key, 'the key');
    return list(maps, 'the maps').flatMap(item => {
      const found = isMap(item) ? own(item, name) : undefined;
      return found === undefined ? [] : [found];
    });
  }),

  'Fn::Cidr': taking(shape(3, 3, '[block, count, subnet bits]'), ([block, count, bits]) => {
    return subnets(
      text(block, 'the block'),
      integer(count, 'the count', 1, 256),
      integer(bits, 'the subnet bits', 0, 32),
    );
  }),
};

const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** The first subnets of a block, each with so many bits for its hosts. */
function subnets(block: string, count: number, bits: number): string[] {
  const parts = BLOCK.exec(block)?.slice(1).map(Number);
  if (!parts || parts.slice(0, 4).some(part => part > 255) || parts[4] > 32) {
    throw new FunctionError(`takes an IPv4 block such as 192.168.0.0/24, not ${canonical(block)}.`);
  }
  const length = parts[4];
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0);
  const first = address - (address % 2 ** (32 - length));
  if (count * 2 ** bits > 2 ** (32 - length)) {
    throw new FunctionError(`cannot cut ${count} blocks of /${32 - bits} out of ${block}.`);
  }
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * 2 ** bits;
    return `${[24, 16, 8, 0].map(shift => Math.floor(start / 2 ** shift) % 256).join('.')}/${32 - bits}`;
  });
}
