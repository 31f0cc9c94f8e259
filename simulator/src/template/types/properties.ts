import { type Json, type JsonMap, isMap, typeName } from '../../runtime/json';
import type { PropertySchema, TypeSchema } from './type-schema';

/** Tells values that are only known when the stack runs, such as `{"Ref": "X"}`, from plain ones. */
export type IsDynamic = (value: Json) => boolean;

const NEVER: IsDynamic = () => false;

/** `{{resolve:oos-secret:name}}`: ROS looks the value up when the stack runs. There is nothing to look up here. */
const DYNAMIC_REFERENCE = /^\{\{resolve:[a-z-]+:[^{}]+\}\}$/;

/** All that is wrong with the properties of a resource, each as a sentence that begins with the path. */
export function propertyProblems(
  type: TypeSchema,
  properties: JsonMap,
  path: string,
  isDynamic: IsDynamic = NEVER,
): string[] {
  return type.open ? [] : mapProblems(type.properties, properties, path, isDynamic);
}

function mapProblems(
  schema: Readonly<Record<string, PropertySchema>>,
  value: JsonMap,
  path: string,
  isDynamic: IsDynamic,
): string[] {
  const unknown = Object.keys(value)
    .filter(name => !Object.hasOwn(schema, name))
    .map(name => `${path}.${name} is not a property of this type. It has ${Object.keys(schema).join(', ')}.`);
  const known = Object.entries(schema).flatMap(([name, property]) => {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given === undefined || given === null) {
      return property.required ? [`${path}.${name} is required but was not given.`] : [];
    }
    return isDynamic(given) || property.raw ? [] : valueProblems(property, given, `${path}.${name}`, isDynamic);
  });
  return [...unknown, ...known];
}

function valueProblems(schema: PropertySchema, value: Json, path: string, isDynamic: IsDynamic): string[] {
  const read = coerce(schema.type, value);
  if (read === undefined) {
    return [`${path} is a ${typeName(value)}, but it takes a ${schema.type}.`];
  }
  if (isMap(read)) {
    return schema.properties ? mapProblems(schema.properties, read, path, isDynamic) : [];
  }
  if (Array.isArray(read)) {
    return listProblems(schema, read, path, isDynamic);
  }
  return scalarProblems(schema, read as string | number | boolean, path);
}

function listProblems(schema: PropertySchema, items: Json[], path: string, isDynamic: IsDynamic): string[] {
  const item: PropertySchema | undefined = schema.itemType
    ? { type: schema.itemType, properties: schema.properties }
    : undefined;
  const size = sizeProblems(schema, items.length, path, 'items');
  if (!item) {
    return size;
  }
  return [
    ...size,
    ...items.flatMap((value, index) =>
      isDynamic(value) ? [] : valueProblems(item, value, `${path}[${index}]`, isDynamic),
    ),
  ];
}

function scalarProblems(schema: PropertySchema, value: string | number | boolean, path: string): string[] {
  if (typeof value === 'string' && DYNAMIC_REFERENCE.test(value)) {
    return [];
  }
  const shown = schema.sensitive ? 'not shown' : JSON.stringify(value);
  if (schema.allowedValues && !schema.allowedValues.some(allowed => String(allowed) === String(value))) {
    return [`${path} is ${shown}, but it is one of ${schema.allowedValues.join(', ')}.`];
  }
  if (typeof value === 'string') {
    const matches = !schema.pattern || new RegExp(schema.pattern).test(value);
    const size = sizeProblems(schema, value.length, path, 'characters');
    return size.length > 0 || matches
      ? size
      : [`${path} is ${shown}, but it consists of ${schema.patternMeaning ?? schema.pattern}.`];
  }
  const tooSmall = schema.minValue !== undefined && Number(value) < schema.minValue;
  const tooLarge = schema.maxValue !== undefined && Number(value) > schema.maxValue;
  return tooSmall || tooLarge ? [`${path} is ${shown}, but it is from ${schema.minValue} to ${schema.maxValue}.`] : [];
}

function sizeProblems(schema: PropertySchema, size: number, path: string, unit: string): string[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  if (size >= minLength && size <= maxLength) {
    return [];
  }
  const range = maxLength === Number.POSITIVE_INFINITY ? `at least ${minLength}` : `${minLength} to ${maxLength}`;
  return [`${path} has ${size} ${unit}, but it has ${range}.`];
}

/** The value in the type that the property takes, or undefined: text is read as a number or a boolean where one is due. */
function coerce(type: string, value: Json): Json | undefined {
  switch (type) {
    case 'String':
      return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
    case 'Integer':
    case 'Number': {
      const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof read === 'number' && Number.isFinite(read) && (type === 'Number' || Number.isInteger(read))
        ? read
        : undefined;
    }
    case 'Boolean':
      return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
    case 'List':
      return Array.isArray(value) ? value : undefined;
    case 'Map':
      return isMap(value) ? value : undefined;
    default:
      return value;
  }
}

/** The properties in their types, defaults filled in, what is null left out. Assumes that there are no problems. */
export function typedProperties(type: TypeSchema, properties: JsonMap): JsonMap {
  return type.open
    ? Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null))
    : typedMap(type.properties, properties);
}

/** Whether a property may be changed in place. */
export function isUpdatable(type: TypeSchema, name: string): boolean {
  return type.open === true || type.properties[name]?.updatable === true;
}

function typedMap(schema: Readonly<Record<string, PropertySchema>>, value: JsonMap): JsonMap {
  const result: JsonMap = {};
  for (const [name, property] of Object.entries(schema)) {
    const given = value[name] ?? (property.default as Json | undefined);
    if (given !== undefined && given !== null) {
      result[name] = typed(property, given);
    }
  }
  return result;
}

function typed(schema: PropertySchema, value: Json): Json {
  const read = coerce(schema.type, value) ?? value;
  if (schema.raw || !schema.properties) {
    return read;
  }
  const inner = schema.properties;
  if (Array.isArray(read)) {
    return read.map(item => (isMap(item) ? typedMap(inner, item) : item));
  }
  return isMap(read) ? typedMap(inner, read) : read;
}

/** The names of the properties that differ, and whether each may be changed in place. */
export function changedProperties(
  type: TypeSchema,
  before: JsonMap,
  after: JsonMap,
  same: (one: Json, other: Json) => boolean,
): { name: string; updatable: boolean }[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter(name => !same(before[name] ?? null, after[name] ?? null))
    .sort()
    .map(name => ({ name, updatable: isUpdatable(type, name) }));
}

/** What a required property becomes when ALIYUN::NoValue stands in it. */
export function emptyOf(type: string): Json {
  return (
    { String: '', Integer: 0, Number: 0, Boolean: false, List: [] as Json[], Map: {} as JsonMap }[type as 'String'] ??
    ''
  );
}
