import { validationFailed } from '../runtime/api-error';
import { type Json, isMap } from '../runtime/json';
import { tuple } from './functions/arguments';
import type { TemplateFunction } from './functions/template-function';
import { FunctionError, type Scope } from './scope';

const hasFunction = (value: Json): boolean =>
  Array.isArray(value)
    ? value.some(hasFunction)
    : isMap(value) &&
      Object.entries(value).some(([key, item]) => key === 'Ref' || key.startsWith('Fn::') || hasFunction(item));

/** Refuses a function that can never work: by the number of its arguments, or by trying it where all are written out. */
export function refuseMalformed(name: string, specification: TemplateFunction, argument: Json, path: string): void {
  const { shape, literal, run } = specification;
  try {
    if (shape && (Array.isArray(argument) || (!isMap(argument) && !shape.alone))) {
      tuple(argument, shape);
    }
    if (literal && !hasFunction(argument)) {
      // Such a function looks at nothing but its argument.
      run(argument, {} as Scope);
    }
  } catch (error) {
    if (!(error instanceof FunctionError)) {
      throw error;
    }
    throw validationFailed(`${path}: ${name} ${error.message}`);
  }
}
