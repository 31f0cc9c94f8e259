import { ApiError, validationFailed } from '../runtime/api-error';
import type { Registries } from '../cr/registries';
import type { SyncRules } from '../cr/sync-rules';
import { propertyProblems, typedProperties } from '../template/types/properties';
import type { ResourceContext, ResourceProvider } from '../resources/provider';
import { PROVIDERS } from '../resources/providers';
import { type JsonMap, own, same } from '../runtime/json';
import type { Random } from '../runtime/random';
import type { Definition } from '../template/program';
import { recordResource } from './events';
import { IMPORT_SECONDS, findToImport } from './import';
import type { Identifier, Operation, Resource, ResourceOperation, Stack, Step } from './model';
import type { RosState } from './state';
import { NESTED_STACK } from './nested-intent';
import { notUpdatable, refuseReplacement } from './replacement';
import type { StackValues } from './stack-values';

export interface StepParts {
  readonly world: RosState;
  readonly random: Random;
  readonly registries: Registries;
  readonly rules: SyncRules;
  readonly values: StackValues;
  /** Seconds that operations on a type take, instead of its own. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** What became of a step that was started. */
export type Started =
  | { readonly kind: 'done' }
  | { readonly kind: 'runs'; readonly seconds: number }
  | { readonly kind: 'nested'; readonly operation: ResourceOperation; readonly properties: JsonMap };

/** Does what one step of an operation says, by means of the resource's type. */
export class StepRunner {
  constructor(private readonly parts: StepParts) {}

  /** Begins the step. `prepare` is told once what it will be, and may throw in its stead. */
  start(
    stack: Stack,
    operation: Operation,
    step: Step,
    prepare: (resource: Resource, kind: ResourceOperation) => void,
  ): Started {
    if (step.kind === 'DELETE') {
      return this.startDelete(stack, operation, stack.resources[step.logicalId], prepare);
    }
    const definition = this.definition(stack, step);
    const existing = own(stack.resources, step.logicalId);
    const properties = this.properties(stack, definition);
    if (step.identifier) {
      return this.startImport(stack, definition, properties, step.identifier, prepare);
    }
    if (step.kind === 'CREATE' || !existing) {
      return this.startCreate(stack, definition, properties, prepare);
    }
    const replace =
      step.kind === 'REPLACE'
        ? [...this.replaceReason(existing, definition)]
        : notUpdatable(definition, existing, properties);
    if (replace.length === 0 && step.kind !== 'REPLACE') {
      return this.startUpdate(stack, definition, existing, properties, prepare);
    }
    if (existing.status !== 'CREATE_FAILED' && !operation.replacement) {
      throw refuseReplacement(definition, replace);
    }
    if (existing.physicalId !== '') {
      this.provider(existing.type).remove(this.context(stack), existing);
    }
    delete stack.resources[step.logicalId];
    return this.startCreate(stack, definition, properties, prepare);
  }

  /** The time of the step is over: its effect is complete. */
  finish(stack: Stack, step: Step): void {
    const resource = stack.resources[step.logicalId];
    if (step.kind === 'DELETE') {
      if (resource.physicalId !== '' && resource.type !== NESTED_STACK) {
        this.provider(resource.type).remove(this.context(stack), resource);
      }
      recordResource(this.parts, stack, resource, 'DELETE_COMPLETE', '');
      delete stack.resources[step.logicalId];
      return;
    }
    if (resource.status === 'CREATE_IN_PROGRESS' && resource.type !== NESTED_STACK) {
      this.provider(resource.type).created?.(this.context(stack), resource);
    }
    recordResource(this.parts, stack, resource, resource.status.replace('_IN_PROGRESS', '_COMPLETE'), '');
  }

  /** The properties of a definition, worked out, checked and in their types. */
  properties(stack: Stack, definition: Definition): JsonMap {
    const raw = this.parts.values.program(stack, stack.intent).properties(definition, this.parts.values.around(stack));
    const problems = propertyProblems(definition.type, raw, `Resources.${definition.logicalId}.Properties`);
    if (problems.length > 0) {
      throw validationFailed(problems.join(' '));
    }
    return typedProperties(definition.type, raw);
  }

  private definition(stack: Stack, step: Step): Definition {
    const found = this.parts.values.program(stack, stack.intent).definitions.get(step.logicalId);
    if (!found) {
      throw new Error(`The step ${step.logicalId} of ${stack.name} has no definition.`);
    }
    return found;
  }

  private startCreate(
    stack: Stack,
    definition: Definition,
    properties: JsonMap,
    prepare: (resource: Resource, kind: ResourceOperation) => void,
  ): Started {
    const type = definition.type.type;
    const resource = this.newResource(stack, definition, properties);
    recordResource(this.parts, stack, resource, 'CREATE_IN_PROGRESS', 'state changed');
    prepare(resource, 'CREATE');
    if (type === NESTED_STACK) {
      return { kind: 'nested', operation: 'CREATE', properties };
    }
    const made = this.provider(type).create(this.context(stack), properties);
    resource.physicalId = made.physicalId;
    resource.attributes = made.attributes;
    return { kind: 'runs', seconds: this.seconds(type, 'CREATE', properties) };
  }

  /** What exists already becomes part of the stack, as it is. */
  private startImport(
    stack: Stack,
    definition: Definition,
    properties: JsonMap,
    identifier: Identifier,
    prepare: (resource: Resource, kind: ResourceOperation) => void,
  ): Started {
    const resource = this.newResource(stack, definition, properties);
    recordResource(this.parts, stack, resource, 'IMPORT_IN_PROGRESS', 'state changed');
    prepare(resource, 'IMPORT');
    const found = findToImport(this.parts.world, this.context(stack), resource, identifier);
    resource.physicalId = found.physicalId;
    resource.attributes = found.attributes;
    return { kind: 'runs', seconds: IMPORT_SECONDS };
  }

  private newResource(stack: Stack, definition: Definition, properties: JsonMap): Resource {
    const { now } = this.parts.world;
    const resource: Resource = {
      logicalId: definition.logicalId,
      type: definition.type.type,
      physicalId: '',
      status: '',
      statusReason: '',
      properties,
      attributes: {},
      retain: definition.retain,
      needs: definition.needs,
      created: now,
      updated: now,
    };
    stack.resources[definition.logicalId] = resource;
    return resource;
  }

  private startUpdate(
    stack: Stack,
    definition: Definition,
    resource: Resource,
    properties: JsonMap,
    prepare: (resource: Resource, kind: ResourceOperation) => void,
  ): Started {
    resource.needs = definition.needs;
    resource.retain = definition.retain;
    const before = resource.properties;
    if (same(before, properties)) {
      return { kind: 'done' };
    }
    recordResource(this.parts, stack, resource, 'UPDATE_IN_PROGRESS', 'state changed');
    prepare(resource, 'UPDATE');
    if (resource.type === NESTED_STACK) {
      return { kind: 'nested', operation: 'UPDATE', properties };
    }
    const attributes = this.provider(resource.type).update?.(this.context(stack), resource, properties);
    resource.properties = properties;
    resource.attributes = attributes ?? resource.attributes;
    resource.updated = this.parts.world.now;
    return { kind: 'runs', seconds: this.seconds(resource.type, 'UPDATE', properties, before) };
  }

  private startDelete(
    stack: Stack,
    operation: Operation,
    resource: Resource,
    prepare: (resource: Resource, kind: ResourceOperation) => void,
  ): Started {
    const retained = resource.retain || operation.retain === 'all' || operation.retain.includes(resource.logicalId);
    if (retained && resource.physicalId !== '') {
      recordResource(
        this.parts,
        stack,
        resource,
        'DELETE_COMPLETE',
        'The resource is retained: it leaves the stack and lives on.',
      );
      delete stack.resources[resource.logicalId];
      return { kind: 'done' };
    }
    recordResource(this.parts, stack, resource, 'DELETE_IN_PROGRESS', 'state changed');
    if (resource.physicalId !== '') {
      prepare(resource, 'DELETE');
    }
    if (resource.type === NESTED_STACK && resource.physicalId !== '') {
      return { kind: 'nested', operation: 'DELETE', properties: {} };
    }
    return { kind: 'runs', seconds: this.seconds(resource.type, 'DELETE', resource.properties) };
  }

  private replaceReason(existing: Resource, definition: Definition): string[] {
    return existing.type === definition.type.type ? [] : ['Type'];
  }

  private provider(type: string): ResourceProvider {
    const provider = own(PROVIDERS, type);
    if (!provider) {
      throw new ApiError(400, 'NotSupported', `The resource type ${type} cannot be made by the simulator.`);
    }
    return provider;
  }

  private seconds(
    type: string,
    operation: 'CREATE' | 'UPDATE' | 'DELETE',
    properties: JsonMap,
    before?: JsonMap,
  ): number {
    return own(this.parts.seconds, type) ?? own(PROVIDERS, type)?.seconds(operation, properties, before) ?? 0;
  }

  private context(stack: Stack): ResourceContext {
    return contextOf(this.parts, stack);
  }
}

/** What the resources of a stack are made in. */
export function contextOf({ world, random, registries, rules }: StepParts, stack: Stack): ResourceContext {
  return { world, random, registries, rules, region: stack.region };
}
