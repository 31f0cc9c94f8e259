import { attributeDoc, classDoc, docBlock, memberDoc, propertyDoc } from './docs';
import { attributeName, className, mapName, propName, tableName } from './names';
import { Properties, Property, ResourceType } from './schema';

/** Everything public of a type: what it is given, the class, and the maps in it. */
export function declarations(type: ResourceType): string[] {
  return [...propsInterface(type), '', ...resourceClass(type), ...mapInterfaces(type)];
}

function propsInterface({ type, doc, properties }: ResourceType): string[] {
  const name = className(type);
  return [
    ...docBlock('', [`What a \`${name}\` is given.`], [`@see ${doc}`]),
    `export interface ${name}Props {`,
    ...fields('  ', name, properties),
    '}',
  ];
}

/** The fields of an interface, a blank line between them. */
function fields(indent: string, owner: string, properties: Properties): string[] {
  return Object.entries(properties).flatMap(([key, property], i) => [
    ...(i === 0 ? [] : ['']),
    ...propertyDoc(indent, property, properties),
    `${indent}readonly ${propName(key)}${property.required ? '' : '?'}: ${valueType(owner, key, property)};`,
  ]);
}

function valueType(owner: string, key: string, { type, itemType }: Property): string {
  const scalars: Record<string, string> = { String: 'string', Integer: 'number', Boolean: 'boolean' };
  const one = (name: string) => `${scalars[name] ?? `${owner}.${mapName(key)}`} | ros.IResolvable`;
  return type === 'List' ? `Array<${one(itemType!)}> | ros.IResolvable` : one(type);
}

function resourceClass(type: ResourceType): string[] {
  const name = className(type.type);
  return [
    ...classDoc('', type),
    `export class ${name} extends ros.RosResource {`,
    ...docBlock('  ', ['The resource type as templates name it.']),
    `  public static readonly ROS_RESOURCE_TYPE_NAME = '${type.type}';`,
    '',
    ...docBlock('  ', ['Whether the properties are checked at synth.']),
    '  public enableResourcePropertyConstraint: boolean;',
    ...members(name, type.properties),
    '',
    ...constructorOf(name, type.properties),
    ...attributes(type),
    '',
    ...overrides(tableName(type.type)),
    '}',
  ];
}

function members(owner: string, properties: Properties): string[] {
  return Object.entries(properties).flatMap(([key, property]) => [
    '',
    ...memberDoc('  ', property, properties),
    `  public ${propName(key)}: ${valueType(owner, key, property)}${property.required ? '' : ' | undefined'};`,
  ]);
}

function constructorOf(name: string, properties: Properties): string[] {
  const optional = Object.values(properties).every(property => !property.required) ? ' = {}' : '';
  const tags = [
    '@param scope where the resource belongs.',
    '@param id its name in that scope, and in the template.',
    '@param props what it is given.',
    '@param enableResourcePropertyConstraint whether the properties are checked at synth, all problems at once.',
  ];
  return [
    ...docBlock('  ', ['Adds the resource to the template of a stack.'], tags),
    '  constructor(',
    '    scope: ros.Construct,',
    '    id: string,',
    `    props: ${name}Props${optional},`,
    '    enableResourcePropertyConstraint: boolean = true,',
    '  ) {',
    `    super(scope, id, { type: ${name}.ROS_RESOURCE_TYPE_NAME, properties: props });`,
    '    lookAtWholeApp(this);',
    `    const given: ${name}Props = this._rosProperties;`,
    '    this.enableResourcePropertyConstraint = enableResourcePropertyConstraint;',
    ...Object.keys(properties).map(key => `    this.${propName(key)} = given.${propName(key)};`),
    '  }',
  ];
}

function attributes({ attributes: all }: ResourceType): string[] {
  return Object.entries(all).flatMap(([key, attribute]) => [
    '',
    ...attributeDoc('  ', attribute),
    `  public get ${attributeName(key)}(): ros.IResolvable {`,
    `    return this.getAtt('${key}');`,
    '  }',
  ]);
}

function overrides(table: string): string[] {
  return [
    '  protected get rosProperties(): { [key: string]: any } {',
    `    return givenProperties(this, ${table}.properties);`,
    '  }',
    '',
    '  protected renderProperties(props: { [key: string]: any }): { [key: string]: any } {',
    `    return templateProperties(props, ${table}.properties);`,
    '  }',
    '',
    '  protected validate(): string[] {',
    `    return resourceProblems(this, ${table}, this._rosProperties);`,
    '  }',
  ];
}

/** The maps that properties hold, in a namespace named as the class. */
function mapInterfaces({ type, properties }: ResourceType): string[] {
  const owner = className(type);
  return mapsIn(properties).flatMap(([key, map]) => [
    '',
    ...docBlock('', [`The shapes of what a \`${owner}\` is given.`]),
    `export namespace ${owner} {`,
    ...docBlock('  ', [`What \`${propName(key)}\` holds.`]),
    `  export interface ${mapName(key)} {`,
    ...fields('    ', owner, map),
    '  }',
    '}',
  ]);
}

function mapsIn(properties: Properties): [string, Properties][] {
  return Object.entries(properties).flatMap(([key, { properties: inner }]) =>
    inner === undefined ? [] : [[key, inner] as [string, Properties], ...mapsIn(inner)],
  );
}
