import { type Json, type JsonMap, isMap, own, same } from '../runtime/json';
import type { PropertyDifference } from './model';

/** Where what is there differs from what should be. What is not told of what is there is not compared. */
export function differencesOf(expected: JsonMap, actual: JsonMap): PropertyDifference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const found = own(actual, name);
    return found === undefined ? [] : inValue(`/${name}`, value, found);
  });
}

function inValue(path: string, expected: Json, actual: Json): PropertyDifference[] {
  if (same(expected, actual)) {
    return [];
  }
  if (isMap(expected) && isMap(actual)) {
    return inMap(path, expected, actual);
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return inList(path, expected, actual);
  }
  return [{ path, kind: 'NOT_EQUAL', expected, actual }];
}

function inMap(path: string, expected: JsonMap, actual: JsonMap): PropertyDifference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const found = own(actual, name);
    return found === undefined
      ? [{ path: `${path}/${name}`, kind: 'REMOVE' as const, expected: value, actual: null }]
      : inValue(`${path}/${name}`, value, found);
  });
}

/** The order does not count: what is missing was removed, and what is more was added. */
function inList(path: string, expected: readonly Json[], actual: readonly Json[]): PropertyDifference[] {
  const without = (items: readonly Json[], others: readonly Json[]) =>
    [...items.entries()].filter(([, item]) => !others.some(other => same(item, other)));
  const removed = without(expected, actual).map(([index, item]) => ({
    ...{ path: `${path}/${index}`, kind: 'REMOVE' as const },
    ...{ expected: item, actual: null },
  }));
  const added = without(actual, expected).map(([index, item]) => ({
    ...{ path: `${path}/${index}`, kind: 'ADD' as const },
    ...{ expected: null, actual: item },
  }));
  // The same items, in another number or order.
  return removed.length + added.length > 0
    ? [...removed, ...added]
    : [{ path, kind: 'NOT_EQUAL', expected: [...expected], actual: [...actual] }];
}
