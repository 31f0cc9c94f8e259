import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMap } from '../../runtime/json';
import { ROS_TYPES } from './ros-types';
import { STAND_IN_TYPES } from './stand-in-types';
import type { TypeSchema } from './type-schema';

/** Beside the compiled code in the package, at the root of the repository in a work tree. */
function schemaFolder(): string {
  const candidates = [join(__dirname, '..', '..', 'schema'), join(__dirname, '..', '..', '..', '..', 'schema')];
  const found = candidates.find(folder => existsSync(folder));
  if (!found) {
    throw new Error(
      'The resource types are missing: no folder named schema was found beside the simulator. Reinstall it.',
    );
  }
  return found;
}

function readTypes(): Map<string, TypeSchema> {
  const folder = schemaFolder();
  const types = new Map([...ROS_TYPES, ...STAND_IN_TYPES].map(type => [type.type, type]));
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!entry.endsWith('.json')) {
      continue;
    }
    const read: unknown = JSON.parse(readFileSync(join(folder, entry), 'utf8'));
    if (isMap(read) && typeof read.type === 'string' && isMap(read.properties)) {
      types.set(read.type, {
        ...(read as unknown as TypeSchema),
        attributes: isMap(read.attributes) ? read.attributes : {},
      });
    }
  }
  return types;
}

let loaded: ReadonlyMap<string, TypeSchema> | undefined;

/** Every resource type by name; read once. */
export function resourceTypes(): ReadonlyMap<string, TypeSchema> {
  loaded ??= readTypes();
  return loaded;
}
