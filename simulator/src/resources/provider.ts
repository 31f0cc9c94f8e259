import type { Registries } from '../cr/registries';
import type { SyncRules } from '../cr/sync-rules';
import type { Stack } from '../ros/model';
import type { JsonMap } from '../runtime/json';
import type { Random } from '../runtime/random';
import type { World } from '../runtime/world';

/** What a resource type works with. */
export interface Site {
  readonly world: World;
  readonly random: Random;
  readonly registries: Registries;
  readonly rules: SyncRules;
  readonly stack: Stack;
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
  create(site: Site, properties: JsonMap): Made;
  /** The time of the creation is over. */
  settle?(site: Site, existing: Existing): void;
  /** Changes updatable properties; gives the attributes that follow. */
  update?(site: Site, existing: Existing, properties: JsonMap): JsonMap;
  remove(site: Site, existing: Existing): void;
}

/** Removing what is gone already is no error. */
export function ignoringAbsence(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!String((error as { code?: string }).code).endsWith('_NOT_EXIST')) {
      throw error;
    }
  }
}
