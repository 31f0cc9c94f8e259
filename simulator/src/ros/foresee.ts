import { ApiError } from '../runtime/api-error';
import type { Json } from '../runtime/json';
import type { Definition, Program } from '../template/program';
import { NO_VALUE } from '../template/scope';
import type { Stack } from './model';
import type { StackValues } from './stack-values';

/** The stack for somebody who only looks: what the expressions read of other stacks is not noted. */
export function watched(stack: Stack): Stack {
  return { ...stack, reads: [...stack.reads] };
}

/** The value that a property has now, by the resources that are there; undefined where it cannot be worked out yet. */
export function foreseen(
  values: StackValues,
  stack: Stack,
  program: Program,
  definition: Definition,
  name: string,
): Json | typeof NO_VALUE | undefined {
  if (definition.type.properties[name]?.raw) {
    return definition.properties[name];
  }
  try {
    return program.property(definition, name, values.around(stack));
  } catch (error) {
    if (error instanceof ApiError) {
      return undefined;
    }
    throw error;
  }
}
