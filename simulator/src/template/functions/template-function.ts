import type { Context, Scope, Value } from '../scope';
import type { Json } from '../../runtime/json';
import { type Shape, tuple } from './arguments';

/** One function of the template language. */
export interface TemplateFunction {
  /** Where ROS takes it. */
  readonly contexts: readonly Context[];
  /** The arguments that it takes, where they are a list. */
  readonly shape?: Shape;
  /** Set where the function looks at nothing but its argument: what is written out is tried before a stack is made. */
  readonly literal?: true;
  /** Works on an argument that has been evaluated. */
  run(argument: Json, scope: Scope): Value;
  /** Set instead of run where some arguments must not be evaluated. */
  readonly lazy?: (argument: Json, scope: Scope, evaluate: (value: Json) => Value) => Value;
}

export const EVERYWHERE: readonly Context[] = ['resource', 'condition', 'rule', 'count'];
export const RESOURCES_ONLY: readonly Context[] = ['resource'];
export const CONDITIONS_ONLY: readonly Context[] = ['condition', 'rule'];

/** A function of one evaluated argument that may be used everywhere. */
export function everywhere(run: (argument: Json) => Json): TemplateFunction {
  return { contexts: EVERYWHERE, run, literal: true };
}

/** A function of a list of evaluated arguments that may be used everywhere. */
export function taking(shape: Shape, run: (items: Json[]) => Json): TemplateFunction {
  return { contexts: EVERYWHERE, shape, run: argument => run(tuple(argument, shape)), literal: true };
}

/** A function that looks at its argument before it is evaluated. */
export function lazy(
  contexts: readonly Context[],
  run: NonNullable<TemplateFunction['lazy']>,
  shape?: Shape,
): TemplateFunction {
  return { contexts, run: () => null, lazy: run, ...(shape ? { shape } : {}) };
}
