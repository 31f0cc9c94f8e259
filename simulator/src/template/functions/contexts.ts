import type { Context, Scope, Value } from '../scope';
import type { Json } from '../../runtime/json';
import type { TemplateFunction } from './index';

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
