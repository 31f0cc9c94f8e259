import { type Json, isMap } from '../../runtime/json';
import { FunctionError } from '../scope';
import { integer, list, number, shape, text } from './arguments';
import { calculate } from './calculate';
import { everywhere, taking } from './template-function';

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function extreme(argument: Json, pick: (...values: number[]) => number): Json {
  const items = list(argument, 'the numbers');
  if (items.length === 0) {
    throw new FunctionError('takes at least one number.');
  }
  return pick(...items.map(item => number(item, 'every item')));
}

/** Numbers are summed, lists joined, maps merged. */
function add(items: Json[]): Json {
  if (items.every(Array.isArray)) {
    return items.flat(1);
  }
  if (items.every(isMap)) {
    return Object.assign({}, ...items);
  }
  return items.map(item => number(item, 'every value')).reduce((sum, item) => sum + item, 0);
}

export const NUMBER_FUNCTIONS = {
  'Fn::Add': taking(shape(2, Number.POSITIVE_INFINITY, '[value, value, ...]'), add),

  'Fn::Avg': taking(shape(2, 2, '[decimals, numbers]'), ([digits, items]) => {
    const numbers = list(items, 'the numbers').map(item => number(item, 'every item'));
    if (numbers.length === 0) {
      throw new FunctionError('takes at least one number.');
    }
    return round(numbers.reduce((sum, item) => sum + item, 0) / numbers.length, integer(digits, 'the decimals', 0, 20));
  }),

  'Fn::Max': everywhere(argument => extreme(argument, Math.max)),

  'Fn::Min': everywhere(argument => extreme(argument, Math.min)),

  'Fn::Calculate': taking(shape(2, 3, '[expression, decimals, numbers]'), ([expression, digits, numbers = []]) => {
    // A reference may give one number where a list is due.
    const given = (Array.isArray(numbers) ? numbers : [numbers]).map(item => number(item, 'every number'));
    const filled = text(expression, 'the expression').replace(/\{(\d+)\}/g, (_, index: string) => {
      if (Number(index) >= given.length) {
        throw new FunctionError(`found no number {${index}}.`);
      }
      return `(${given[Number(index)]})`;
    });
    const { value, whole } = calculate(filled);
    return whole ? value : round(value, integer(digits, 'the decimals', 0, 20));
  }),
};
