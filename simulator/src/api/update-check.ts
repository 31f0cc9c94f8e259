import { ApiError } from '../runtime/api-error';
import { isUpdatable, propertyProblems, typedProperties } from '../template/types/properties';
import type { JsonMap } from '../runtime/json';
import type { Intent, Stack } from '../ros/model';
import { notUpdatable, refuseReplacement } from '../ros/replacement';
import type { Program } from '../template/program';
import { referencesIn } from '../template/references';
import type { Account } from './call';

/** Refuses an update that could only be done by deleting a resource and making it anew, as far as that can be seen beforehand. */
export function refuseImpossibleChanges(account: Account, stack: Stack, intent: Intent): void {
  const program = account.values.program(stack, intent);
  const reads = [...stack.reads];
  for (const definition of program.definitions.values()) {
    const existing = Object.hasOwn(stack.resources, definition.logicalId)
      ? stack.resources[definition.logicalId]
      : undefined;
    if (!existing || existing.physicalId === '') {
      continue;
    }
    if (existing.type !== definition.type.type) {
      throw refuseReplacement(definition, ['Type']);
    }
    const properties = foreseen(account, stack, program, definition);
    const names = properties ? notUpdatable(definition, existing, properties) : [];
    if (names.length > 0) {
      throw refuseReplacement(definition, names);
    }
  }
  stack.reads = reads;
}

/** The properties, if they can be worked out before anything is made; what is wrong with them shows when it is their turn. */
function foreseen(
  account: Account,
  stack: Stack,
  program: Program,
  definition: Parameters<Program['properties']>[0],
): JsonMap | undefined {
  try {
    const raw = program.properties(definition, account.values.around(stack));
    return propertyProblems(definition.type, raw, '').length > 0 ? undefined : typedProperties(definition.type, raw);
  } catch (error) {
    if (error instanceof ApiError) {
      return undefined;
    }
    throw error;
  }
}

/** The parameters by what changing them would do to the resources that use them. */
function changeable(program: Program): { allowed: string[]; forbidden: string[] } {
  const isFixed = (parameter: string) =>
    [...program.definitions.values()].some(definition =>
      Object.entries(definition.properties).some(
        ([name, value]) =>
          !isUpdatable(definition.type, name) &&
          referencesIn(value, 'resource', name).some(
            reference => reference.kind === 'name' && reference.name === parameter,
          ),
      ),
    );
  const names = Object.keys(program.parameters);
  return { allowed: names.filter(name => !isFixed(name)), forbidden: names.filter(isFixed) };
}

/** For each parameter, what changing it would do in an update. */
export function updateDryRun(program: Program, replacement: boolean): JsonMap {
  const { allowed, forbidden } = changeable(program);
  return {
    ParametersAllowedToBeModified: allowed,
    ParametersNotAllowedToBeModified: replacement ? [] : forbidden,
    ParametersCauseReplacementIfModified: replacement ? forbidden : [],
    ParametersCauseInterruptionIfModified: [],
    ParametersConditionallyAllowedToBeModified: [],
    ParametersConditionallyCauseInterruptionIfModified: [],
    ParametersConditionallyCauseReplacementIfModified: [],
    ParametersUncertainlyAllowedToBeModified: [],
    ParametersUncertainlyCauseInterruptionIfModified: [],
    ParametersUncertainlyCauseReplacementIfModified: [],
  };
}

/** The same for a creation that is continued, which replaces nothing. */
export function continuationDryRun(program: Program): JsonMap {
  const { allowed, forbidden } = changeable(program);
  return {
    ParametersAllowedToBeModified: allowed,
    ParametersConditionallyAllowedToBeModified: [],
    ParametersNotAllowedToBeModified: forbidden,
  };
}
