import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One property as schema/README.md describes it. */
export interface Property {
  readonly type: string;
  readonly itemType?: string;
  readonly properties?: Properties;
  readonly required: boolean;
  readonly requiredWhen?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly updatable?: boolean;
  readonly allowedValues?: readonly (string | number)[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly patternMeaning?: string;
  readonly default?: string | number | boolean;
  readonly whenAbsent?: string;
  readonly sensitive?: boolean;
  readonly description: string;
  readonly note?: string;
}

export type Properties = Readonly<Record<string, Property>>;

/** An attribute, of which only the words matter here. */
export interface Attribute {
  readonly description: string;
  readonly note?: string;
}

/** A resource type or a data source. */
export interface ResourceType {
  readonly type: string;
  readonly doc: string;
  readonly description: string;
  readonly note?: string;
  readonly properties: Properties;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

const TYPES = ['String', 'Integer', 'Boolean', 'List', 'Map'];

/** What the generator turns into checks or docstrings; anything else would be lost without a word. */
const KEYWORDS = new Set([
  ...['type', 'itemType', 'properties', 'required', 'requiredWhen', 'updatable', 'allowedValues', 'minLength'],
  ...['maxLength', 'pattern', 'patternMeaning', 'default', 'whenAbsent', 'sensitive', 'description', 'note'],
]);

/** The types of one service, by name. */
export function readTypes(folder: string): ResourceType[] {
  const types = readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as ResourceType);
  types.forEach(type => refuseUnknown(type.type, type.properties));
  return types.sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** Whether a type only reads. */
export function isDataSource(type: ResourceType): boolean {
  return type.type.startsWith('DATASOURCE::');
}

/** Throws on a statement of the schema that the generated checks would not make good. */
export function refuseUnknown(path: string, properties: Properties): void {
  for (const [key, property] of Object.entries(properties)) {
    const subject = `${path}.${key}`;
    const stranger = Object.keys(property).find(keyword => !KEYWORDS.has(keyword));
    const { type, itemType, allowedValues, minLength, maxLength, pattern, patternMeaning } = property;
    const limited = [minLength, maxLength, pattern].some(limit => limit !== undefined);
    const shape = type === 'List' ? itemType : type;
    const complaints = [
      stranger !== undefined && `the generator does not know ${stranger}`,
      !TYPES.includes(type) && `the generator does not know the type ${type}`,
      type === 'List' && !['String', 'Map'].includes(itemType ?? '') && 'a list holds String or Map',
      (shape === 'Map') !== (property.properties !== undefined) && 'a map, and nothing else, has properties',
      limited && type !== 'String' && 'only a String has length and pattern',
      allowedValues && !['String', 'Integer'].includes(type) && 'only String and Integer have allowed values',
      (pattern === undefined) !== (patternMeaning === undefined) && 'pattern and patternMeaning go together',
    ].filter(complaint => typeof complaint === 'string');
    if (complaints.length > 0) {
      throw new Error(`schema: ${subject}: ${complaints.join('; ')}.`);
    }
    refuseUnknown(subject, property.properties ?? {});
  }
}
