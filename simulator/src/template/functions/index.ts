import { LIST_FUNCTIONS } from './lists';
import { LOGIC_FUNCTIONS } from './logic';
import { MAP_FUNCTIONS } from './maps';
import { NUMBER_FUNCTIONS } from './numbers';
import { REFERENCE_FUNCTIONS } from './references';
import type { TemplateFunction } from './template-function';
import { TEXT_FUNCTIONS } from './texts';

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
