import type { Context, Scope, Value } from '../scope';
import type { Json } from '../../runtime/json';

/** One function of the template language. */
export interface TemplateFunction {
  /** Where ROS takes it. */
  readonly contexts: readonly Context[];
  /** Works on an argument that has been evaluated. */
  run(argument: Json, scope: Scope): Value;
  /** Set instead of run where some arguments must not be evaluated. */
  readonly lazy?: (argument: Json, scope: Scope, evaluate: (value: Json) => Value) => Value;
}

export const EVERYWHERE: readonly Context[] = ['resource', 'condition', 'rule', 'count'];
export const RESOURCES_ONLY: readonly Context[] = ['resource'];
export const CONDITIONS_ONLY: readonly Context[] = ['condition', 'rule'];

/** A function of evaluated arguments that may be used everywhere. */
export function everywhere(run: (argument: Json, scope: Scope) => Value): TemplateFunction {
  return { contexts: EVERYWHERE, run };
}

/** A function that looks at its argument before it is evaluated. */
export function lazy(contexts: readonly Context[], run: NonNullable<TemplateFunction['lazy']>): TemplateFunction {
  return { contexts, run: () => null, lazy: run };
}
