import { ApiError } from '../runtime/api-error';
import { type Json, type JsonMap, same } from '../runtime/json';
import type { ResourceProvider } from './provider';

const comparable = (one: Json, other: Json) => {
  const numbers = [Number(one), Number(other)];
  return numbers.some(Number.isNaN) ? ([String(one), String(other)] as const) : (numbers as [number, number]);
};

/** How many values each operation takes: 1 to 3; 3 only where all may be equal or not; 1 for Not. */
const OPERATIONS: Readonly<Record<string, { least: number; most: number; holds: (values: Json[]) => boolean }>> = {
  Equal: { least: 2, most: 3, holds: values => values.every(value => same(value, values[0])) },
  NotEqual: {
    least: 2,
    most: 3,
    holds: values =>
      values.every((value, index) => values.every((other, position) => position === index || !same(value, other))),
  },
  Greater: { least: 2, most: 2, holds: ([one, other]) => comparable(one, other)[0] > comparable(one, other)[1] },
  GreaterOrEqual: {
    least: 2,
    most: 2,
    holds: ([one, other]) => comparable(one, other)[0] >= comparable(one, other)[1],
  },
  Less: { least: 2, most: 2, holds: ([one, other]) => comparable(one, other)[0] < comparable(one, other)[1] },
  LessOrEqual: { least: 2, most: 2, holds: ([one, other]) => comparable(one, other)[0] <= comparable(one, other)[1] },
  Contain: { least: 2, most: 2, holds: ([one, other]) => contains(one, other) },
  NotContain: { least: 2, most: 2, holds: ([one, other]) => !contains(one, other) },
  And: { least: 2, most: 2, holds: values => values.every(isTrue) },
  Or: { least: 2, most: 2, holds: values => values.some(isTrue) },
  Not: { least: 1, most: 1, holds: ([value]) => !isTrue(value) },
};

const isTrue = (value: Json) => value === true || value === 'true';

function contains(whole: Json, part: Json): boolean {
  if (Array.isArray(whole)) {
    return whole.some(item => same(item, part));
  }
  if (typeof whole === 'string') {
    return whole.includes(String(part));
  }
  return typeof whole === 'object' && whole !== null && Object.hasOwn(whole, String(part));
}

/** Stops the stack, or only records it, when the values are not as they should be. */
export const ASSERT: ResourceProvider = {
  seconds: () => 0,
  create(context, properties: JsonMap) {
    const name = String(properties.Operation ?? 'Equal');
    const operation = OPERATIONS[name];
    const values = properties.Values as Json[];
    if (values.length < operation.least || values.length > operation.most) {
      throw new ApiError(
        400,
        'StackValidationFailed',
        `Values has ${values.length} items, but the operation ${name} takes ${operation.least === operation.most ? operation.least : `${operation.least} to ${operation.most}`}.`,
      );
    }
    const result = operation.holds(values);
    const cause = String(properties.ErrorMessage ?? `The assertion ${name} does not hold.`);
    if (!result && properties.AbortCreation !== false) {
      throw new ApiError(400, 'AssertionFailed', cause);
    }
    return { physicalId: context.random.uuid(), attributes: { Result: result, FailureCause: result ? '' : cause } };
  },
  remove: () => undefined,
};

/** Only takes time. */
export const SLEEP: ResourceProvider = {
  seconds(operation, properties, before) {
    if (operation === 'CREATE') {
      return Number(properties.CreateDuration ?? 0);
    }
    if (operation === 'DELETE') {
      return Number(properties.DeleteDuration ?? 0);
    }
    return same(properties.Triggers ?? null, before?.Triggers ?? null) ? 0 : Number(properties.UpdateDuration ?? 0);
  },
  create: context => ({ physicalId: context.random.uuid(), attributes: {} }),
  update: () => ({}),
  remove: () => undefined,
};
