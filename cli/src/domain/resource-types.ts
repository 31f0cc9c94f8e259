import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether ROS can change a property in place; undefined for a type that we have no record of. */
export type Updatable = (resourceType: string, property: string) => boolean | undefined;

/** Deleting one of these deletes images. */
const HOLDS_IMAGES = new Set([
  'ALIYUN::CR::Instance',
  'ALIYUN::CR::InstanceV2',
  'ALIYUN::CR::Namespace',
  'ALIYUN::CR::Repository',
]);

export const holdsImages = (resourceType: string): boolean => HOLDS_IMAGES.has(resourceType);

export const isInstance = (resourceType: string): boolean => /^ALIYUN::CR::Instance(V2)?$/.test(resourceType);

interface Schema {
  readonly type: string;
  readonly properties: Readonly<Record<string, { readonly updatable?: boolean }>>;
}

/** Reads what is known of the resource types. A property whose record does not say is taken as not updatable: refusing is safe. */
export function readUpdatable(directory = schemaDirectory()): Updatable {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.json'));
  const schemas = files.map(file => JSON.parse(readFileSync(join(directory, file), 'utf8')) as Schema);
  const byType = new Map(schemas.map(schema => [schema.type, schema]));
  return (type, property) => {
    const schema = byType.get(type);
    return schema === undefined ? undefined : schema.properties[property]?.updatable === true;
  };
}

/** Beside the compiled files; in the repository when run from source. */
function schemaDirectory(): string {
  const packed = join(__dirname, '..', 'schema');
  return existsSync(packed) ? packed : join(__dirname, '..', '..', '..', 'schema');
}
