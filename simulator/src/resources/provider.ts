import type { Registries } from '../cr/registries';
import type { SyncRules } from '../cr/sync-rules';
import type { JsonMap } from '../runtime/json';
import type { Random } from '../runtime/random';
import type { ResourceState } from './state';

/** What a resource type works with. */
export interface ResourceContext {
  readonly world: ResourceState;
  readonly random: Random;
  readonly registries: Registries;
  readonly rules: SyncRules;
  /** The region of the stack. */
  readonly region: string;
}

/** A resource as it stands. */
export interface Existing {
  readonly physicalId: string;
  readonly properties: JsonMap;
}

export interface Made {
  readonly physicalId: string;
  readonly attributes: JsonMap;
}

/** How one resource type is made, changed and removed. Whatever is refused is thrown as an ApiError. */
export interface ResourceProvider {
  /** Simulated seconds that an operation takes, unless the options of the simulator say otherwise. */
  seconds(operation: 'CREATE' | 'UPDATE' | 'DELETE', properties: JsonMap, before?: JsonMap): number;
  create(context: ResourceContext, properties: JsonMap): Made;
  /** The time of the creation is over. */
  created?(context: ResourceContext, existing: Existing): void;
  /** Changes updatable properties; gives the attributes that follow. */
  update?(context: ResourceContext, existing: Existing, properties: JsonMap): JsonMap;
  remove(context: ResourceContext, existing: Existing): void;
}

/** How a resource of one type that exists already is found, and read as it is in truth. */
export interface ResourceReader {
  /** The names of the texts by which it is found. */
  readonly identifiers: readonly string[];
  /** Finds it for a stack that gives it these properties; undefined where there is none. */
  find(context: ResourceContext, identifier: Readonly<Record<string, string>>, properties: JsonMap): Made | undefined;
  /** Its properties, as far as anybody tells them; undefined where it is gone. */
  read(context: ResourceContext, existing: Existing): JsonMap | undefined;
}

/** Gives nothing where something is gone already: removing it is no error then. */
export function ignoringAbsence<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (String((error as { code?: string }).code).endsWith('_NOT_EXIST')) {
      return undefined;
    }
    throw error;
  }
}
