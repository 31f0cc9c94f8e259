import { ApiError, badRequest, invalidParameter, notFound, validationFailed } from '../runtime/api-error';
import { type JsonMap, own } from '../runtime/json';
import type { Made, ResourceContext } from '../resources/provider';
import { PROVIDERS } from '../resources/providers';
import { READERS } from '../resources/readers';
import type { Definition, Program } from '../template/program';
import { type Identifier, type Resource, type Stack, isDeleted } from './model';
import type { RosState } from './state';

/** How long it takes to take a resource into a stack. */
export const IMPORT_SECONDS = 2;

/** One resource of a call that wants it imported. */
export interface WantedImport {
  readonly logicalId: string;
  readonly type: string;
  readonly identifier: JsonMap;
}

/** What is to be imported, by logical id; refuses what cannot be imported whatever exists. */
export function checkedImports(
  program: Program,
  stack: Pick<Stack, 'name' | 'resources'>,
  wanted: readonly WantedImport[],
  importable: ReadonlySet<string>,
): Record<string, Identifier> {
  const entries = wanted.map(({ logicalId, type, identifier }) => {
    const definition = program.definitions.get(logicalId);
    if (!definition) {
      throw validationFailed(`The resource to import ${shown(logicalId)} is not in Resources. Add it to the template.`);
    }
    if (Object.hasOwn(stack.resources, logicalId)) {
      throw validationFailed(`The resource to import ${logicalId} is in the stack ${stack.name} already.`);
    }
    checkDefinition(definition, type, importable);
    return [logicalId, checkedIdentifier(definition, identifier)] as const;
  });
  return Object.fromEntries(entries);
}

function checkDefinition(
  { logicalId, type: { type }, retain }: Definition,
  given: string,
  importable: ReadonlySet<string>,
): void {
  if (given !== type) {
    throw validationFailed(
      `The resource to import ${logicalId} is of the type ${type} in the template, not ${shown(given)}.`,
    );
  }
  if (!importable.has(type)) {
    throw badRequest(
      'NotSupported',
      `The resource type ${type} of ${logicalId} cannot be imported. GetFeatureDetails tells for the feature ResourceImport which types can.`,
    );
  }
  if (!retain) {
    throw validationFailed(
      `The resource to import ${logicalId} would be deleted with its stack. Set its DeletionPolicy to Retain.`,
    );
  }
}

function checkedIdentifier({ logicalId, type: { type } }: Definition, given: JsonMap): Identifier {
  const names = own(READERS, type)?.identifiers ?? [];
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)]);
  const same = texts.length === names.length && names.every(name => typeof given[name] === 'string');
  if (!same) {
    throw invalidParameter(
      'ResourceIdentifier',
      JSON.stringify(given),
      `the resource ${logicalId} (${type}) is named by the texts ${names.join(' and ')}`,
    );
  }
  return Object.fromEntries(texts) as Record<string, string>;
}

/** The resource that exists already; refuses one that is not there, is another than the template says, or has a stack. */
export function findToImport(
  world: RosState,
  context: ResourceContext,
  { logicalId, type, properties }: Resource,
  identifier: Identifier,
): Made {
  const stranger = Object.keys(identifier).find(
    name => properties[name] !== undefined && properties[name] !== identifier[name],
  );
  if (stranger !== undefined) {
    throw validationFailed(
      `The resource to import ${logicalId} is named by the ${stranger} ${shown(identifier[stranger])}, but its property ${stranger} is ${shown(String(properties[stranger]))}.`,
    );
  }
  const found = own(READERS, type)?.find(context, identifier, properties);
  if (!found) {
    throw notFound('ResourceNotFound', `There is no ${type} ${JSON.stringify(identifier)} in ${context.region}.`);
  }
  const owner = ownerOf(world, type, found.physicalId);
  if (owner) {
    throw new ApiError(
      409,
      'ResourceExists',
      `The resource ${found.physicalId} is in the stack ${owner.name} in ${owner.region}. Remove it from there first.`,
    );
  }
  return found;
}

/** The stack that has a resource, under whichever of the names of its type. */
function ownerOf(world: RosState, type: string, physicalId: string): Stack | undefined {
  return Object.values(world.stacks).find(
    stack =>
      !isDeleted(stack) &&
      Object.values(stack.resources).some(
        other => other.physicalId === physicalId && PROVIDERS[other.type] === PROVIDERS[type],
      ),
  );
}

const shown = (text: string) => JSON.stringify(text.slice(0, 100));
