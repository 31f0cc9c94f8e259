import { CloudError, isForbidden, isTransient } from '../cloud/cloud-error';
import type { ImportClient } from '../cloud/import-client';
import { sideBySide } from '../cloud/side-by-side';

/** What ROS imports, asked of each region; the types that every one of them takes count. */
export interface Offered {
  /** By the resource type, the properties that name a resource. */
  readonly types: ReadonlyMap<string, readonly string[]>;
  /** Why it could not be asked. */
  readonly unknown?: string;
}

/** Only the service tells which types it imports. One that does not answer this offers nothing. */
export async function offeredIn(regions: readonly string[], imports: ImportClient): Promise<Offered> {
  try {
    const [first, ...others] = await sideBySide([...new Set(regions)].sort(), region => imports.importable(region));
    const everywhere = [...first].filter(([type]) => others.every(types => types.has(type)));
    return { types: new Map(everywhere) };
  } catch (error) {
    if (error instanceof CloudError && !isTransient(error)) {
      const reason = isForbidden(error) ? `${error.message} (ros:GetFeatureDetails)` : error.message;
      return { types: new Map(), unknown: reason };
    }
    throw error;
  }
}
