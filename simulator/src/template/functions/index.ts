import type { Json } from '../../runtime/json';
import type { Context, Scope, Value } from '../scope';
import { LIST_FUNCTIONS } from './lists';
import { LOGIC_FUNCTIONS } from './logic';
import { MAP_FUNCTIONS } from './maps';
import { NUMBER_FUNCTIONS } from './numbers';
import { REFERENCE_FUNCTIONS } from './references';
import { TEXT_FUNCTIONS } from './texts';

/** One function of the template language. */
export interface TemplateFunction {
  /** The places where ROS takes it. */
  readonly contexts: readonly Context[];
  /** Works on an argument that has been evaluated. */
  run(argument: Json, scope: Scope): Value;
  /** Set instead of run where some arguments must not be evaluated. */
  readonly lazy?: (argument: Json, scope: Scope, evaluate: (value: Json) => Value) => Value;
}

/** The 43 functions of ROS. A few are known but cannot be simulated; they say so when they are used. */
export const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  ...REFERENCE_FUNCTIONS,
  ...LOGIC_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...MAP_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
};

export const FUNCTION_NAMES = Object.keys(FUNCTIONS);
