import { type ApiError, validationFailed } from '../runtime/api-error';
import { type JsonMap, same } from '../runtime/json';
import type { Definition } from '../template/program';
import { changedProperties } from '../template/types/properties';
import { resourceTypes } from '../template/types/resource-types';
import type { Resource } from './model';

/** The changed properties that cannot be changed in place. */
export function notUpdatable(definition: Definition, existing: Resource, properties: JsonMap): string[] {
  const type = resourceTypes().get(definition.type.type) ?? definition.type;
  return changedProperties(type, existing.properties, properties, same)
    .filter(change => !change.updatable)
    .map(change => change.name);
}

export function refuseReplacement(definition: Definition, names: readonly string[]): ApiError {
  const what = names.includes('Type') ? 'its type' : names.map(name => `the property ${name}`).join(' and ');
  return validationFailed(
    `The resource ${definition.logicalId} (${definition.type.type}) cannot change ${what} in place. It would have to be replaced: deleted and created again, which ReplacementOption Disabled forbids.`,
  );
}
