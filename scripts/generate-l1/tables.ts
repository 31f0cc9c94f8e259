import { propName, tableName } from './names';
import { Properties, Property, ResourceType } from './schema';

/** The table that the checks and the rendering of a type run on. */
export function rulesTable({ type, properties }: ResourceType): string[] {
  return [
    `const ${tableName(type)}: ResourceRules = {`,
    `  type: ${quoted(type)},`,
    '  properties: {',
    ...rules('    ', properties),
    '  },',
    '};',
  ];
}

function rules(indent: string, properties: Properties): string[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const fields = ruleFields(key, property).join(', ');
    return property.properties === undefined
      ? [`${indent}${propName(key)}: { ${fields} },`]
      : [
          `${indent}${propName(key)}: {`,
          `${indent}  ${fields},`,
          `${indent}  properties: {`,
          ...rules(`${indent}    `, property.properties),
          `${indent}  },`,
          `${indent}},`,
        ];
  });
}

function ruleFields(key: string, property: Property): string[] {
  const { type, itemType, required, requiredWhen, allowedValues, minLength, maxLength, pattern, patternMeaning } =
    property;
  const fields: Record<string, string | number | undefined> = {
    key: quoted(key),
    type: quoted(type),
    itemType: itemType && quoted(itemType),
    required: required ? 'true' : undefined,
    requiredWhen: requiredWhen && when(requiredWhen),
    allowedValues: allowedValues && list(allowedValues),
    minLength,
    maxLength,
    pattern: pattern && String(new RegExp(pattern)),
    patternMeaning: patternMeaning && quoted(patternMeaning),
    sensitive: property.sensitive ? 'true' : undefined,
  };
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
}

function when(requiredWhen: NonNullable<Property['requiredWhen']>): string {
  const conditions = Object.entries(requiredWhen).map(([key, values]) => `${propName(key)}: ${list(values)}`);
  return `{ ${conditions.join(', ')} }`;
}

function list(values: readonly unknown[]): string {
  return `[${values.map(value => (typeof value === 'string' ? quoted(value) : String(value))).join(', ')}]`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
