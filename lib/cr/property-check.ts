import * as ros from '@alicloud/ros-cdk-core';
import { nearest } from '../domain/nearest';
import { oneOf, Problem, sentence, Words } from '../domain/problem';

/** What a property takes, as the schema says it; the names are those of the props in code. */
export interface PropertyRule {
  /** Its name in the template. */
  readonly key: string;
  readonly type: PropertyType;
  /** What a list holds. */
  readonly itemType?: 'String' | 'Map';
  /** What a map, or each map of a list, holds. */
  readonly properties?: PropertyRules;
  readonly required?: true;
  /** The values of other properties that make this one required. */
  readonly requiredWhen?: Readonly<Record<string, readonly unknown[]>>;
  readonly allowedValues?: readonly (string | number)[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly patternMeaning?: string;
  /** A secret: no message shows it. */
  readonly sensitive?: true;
}

type PropertyType = 'String' | 'Integer' | 'Boolean' | 'List' | 'Map';

/** The properties of a resource type, or of a map in it, by the names that code gives them. */
export type PropertyRules = Readonly<Record<string, PropertyRule>>;

/** A resource type and what it takes. */
export interface ResourceRules {
  readonly type: string;
  readonly properties: PropertyRules;
}

/** A resource that can be told not to check its properties, by itself or by its stack. */
export interface CheckedResource {
  readonly enableResourcePropertyConstraint: boolean;
  readonly stack: ros.Stack;
}

type Bag = Readonly<Record<string, unknown>>;

/** Whether the properties of a resource are checked. */
export function isChecked(resource: CheckedResource): boolean {
  return resource.enableResourcePropertyConstraint && resource.stack.enableResourcePropertyConstraint;
}

/**
 * Everything that is wrong with a resource, one sentence each.
 *
 * `given` is what its maker passed: names in there that the resource does not have would go unnoticed otherwise.
 */
export function resourceProblems(resource: CheckedResource, rules: ResourceRules, given: object): string[] {
  return isChecked(resource)
    ? [
        ...bagProblems(resource as unknown as Bag, rules.properties, '', rules.type),
        ...strangerProblems(given as Bag, rules.properties, '', rules.type),
      ].map(sentence)
    : [];
}

/** Whether a value is a token. The core takes anything with a method `resolve` for one, a stack too. */
export function isToken(value: unknown): boolean {
  return ros.Token.isUnresolved(value) && !(isMap(value) && ros.Stack.isStack(value));
}

/** Whether a value is a function of ROS written out, such as `{ Ref: 'Name' }`. */
export function isIntrinsic(value: unknown): boolean {
  const keys = isMap(value) ? Object.keys(value) : [];
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/** Whether a name is one of the properties, and not just something every object has. */
export function isProperty(name: string, rules: PropertyRules): boolean {
  return Object.prototype.hasOwnProperty.call(rules, name);
}

/** Whether a value has keys of its own. */
export function isMap(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The known properties of a bag: each present where it must be, and as its rule says. */
function bagProblems(bag: Bag, rules: PropertyRules, path: string, owner: string): Problem[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    const value = bag[name] ?? undefined;
    return value === undefined
      ? missingProblems(bag, rule, `${path}${name}`, owner)
      : valueProblems(value, rule, `${path}${name}`, owner);
  });
}

function missingProblems(bag: Bag, rule: PropertyRule, subject: string, owner: string): Problem[] {
  const fix = `Give ${wanted(rule)}`;
  if (rule.required) {
    return [{ subject, rule: `${owner} requires it`, fix }];
  }
  const reason = Object.entries(rule.requiredWhen ?? {}).find(([name, values]) => values.includes(bag[name]));
  return reason ? [{ subject, rule: `${owner} requires it when ${reason[0]} is ${String(bag[reason[0]])}`, fix }] : [];
}

/** The properties of a bag that nobody knows. */
function strangerProblems(bag: Bag, rules: PropertyRules, path: string, owner: string): Problem[] {
  const names = Object.keys(bag).filter(name => !isProperty(name, rules) && (bag[name] ?? undefined) !== undefined);
  const secret = Object.values(rules).some(rule => rule.sensitive);
  return names.map(name => {
    const meant = near(name, Object.keys(rules));
    return {
      subject: `${path}${name}`,
      got: secret ? HIDDEN : shown(bag[name]),
      rule: `it is not a property of ${owner}`,
      fix: meant
        ? `Did you mean ${meant}?`
        : 'Remove it; what is newer than this library is set with addPropertyOverride',
    };
  });
}

/** The name most like a text, unless every name would have to be typed anew. */
function near(text: string, names: readonly string[]): string | undefined {
  return nearest(text, ['', ...names]) || undefined;
}

function valueProblems(value: unknown, rule: PropertyRule, subject: string, owner: string): Problem[] {
  if (isToken(value) || isIntrinsic(value)) {
    return [];
  }
  if (!hasType(value, rule.type) || (rule.allowedValues && !rule.allowedValues.includes(value as string))) {
    return [kindProblem(value, rule, subject)];
  }
  if (Array.isArray(value)) {
    const item = { ...rule, type: rule.itemType! };
    return value.flatMap((entry, i) => valueProblems(entry, item, `${subject}[${i}]`, owner));
  }
  if (isMap(value)) {
    return [
      ...bagProblems(value, rule.properties!, `${subject}.`, owner),
      ...strangerProblems(value, rule.properties!, `${subject}.`, owner),
    ];
  }
  return [...lengthProblems(value, rule, subject), ...patternProblems(value, rule, subject)];
}

function hasType(value: unknown, type: PropertyType): boolean {
  switch (type) {
    case 'String':
      return typeof value === 'string';
    case 'Integer':
      return Number.isInteger(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'List':
      return Array.isArray(value);
    case 'Map':
      return isMap(value) && !ros.Construct.isConstruct(value);
  }
}

/** A value of the wrong type, or none of the allowed ones. */
function kindProblem(value: unknown, rule: PropertyRule, subject: string): Problem {
  return {
    subject,
    got: rule.sensitive ? HIDDEN : shown(value),
    rule: `it must be ${wanted(rule)}`,
    fix: kindFix(value, rule),
  };
}

function kindFix(value: unknown, rule: PropertyRule): string {
  if (ros.Construct.isConstruct(value)) {
    return 'Give one of its attributes instead of the construct';
  }
  const meant = rule.sensitive ? undefined : meantBy(value, rule);
  return meant !== undefined
    ? `Did you mean ${JSON.stringify(meant)}?`
    : rule.allowedValues || rule.type === 'Boolean'
      ? `Choose ${rule.allowedValues?.length === 1 ? 'it' : 'one of them'}`
      : 'Replace it with one';
}

/** What a value of another type, or near an allowed one, most likely stands for. */
function meantBy(value: unknown, { type, itemType, allowedValues }: PropertyRule): unknown {
  if (typeof value === 'string' && type === 'List' && itemType === 'String') {
    return [value];
  }
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    return undefined;
  }
  if (typeof value === 'string' && type === 'String' && allowedValues) {
    return near(value, allowedValues as string[]);
  }
  const scalars: readonly unknown[] = allowedValues ?? [true, false, String(value), Number(value)];
  return scalars.find(scalar => `${scalar}` === `${value}` && hasType(scalar, type));
}

function lengthProblems(value: unknown, rule: PropertyRule, subject: string): Problem[] {
  const { minLength = 0, maxLength = Infinity } = rule;
  const length = typeof value === 'string' ? [...value].length : minLength;
  if (length >= minLength && length <= maxLength) {
    return [];
  }
  const fix =
    length === 0
      ? 'Give a value'
      : length > maxLength
        ? `Shorten it by ${count(length - maxLength)}`
        : `Lengthen it by ${count(minLength - length)}`;
  return [{ subject, got: rule.sensitive ? HIDDEN : shown(value), rule: `it must have ${lengths(rule)}`, fix }];
}

function patternProblems(value: unknown, rule: PropertyRule, subject: string): Problem[] {
  const { pattern, patternMeaning } = rule;
  if (pattern === undefined || typeof value !== 'string' || value === '' || pattern.test(value)) {
    return [];
  }
  const meant = value.trim().toLowerCase();
  const fix =
    pattern.test(meant) && !rule.sensitive
      ? `Did you mean ${JSON.stringify(meant)}?`
      : `Make it match ${pattern.source}`;
  return [{ subject, got: rule.sensitive ? HIDDEN : shown(value), rule: `it must consist of ${patternMeaning}`, fix }];
}

const TYPE_NAMES: Readonly<Record<PropertyType, string>> = {
  String: 'a string',
  Integer: 'a whole number',
  Boolean: 'true or false',
  List: 'a list',
  Map: 'a map',
};

/** What to give, in words. */
function wanted(rule: PropertyRule): string {
  if (rule.allowedValues) {
    return oneOf(rule.allowedValues);
  }
  const type =
    rule.type === 'List' ? `a list of ${rule.itemType === 'Map' ? 'maps' : 'strings'}` : TYPE_NAMES[rule.type];
  const inside = rule.properties ? ` with ${Object.keys(rule.properties).join(', ')}` : '';
  return rule.maxLength === undefined ? `${type}${inside}` : `${type} of ${lengths(rule)}`;
}

/** The allowed lengths in words. */
function lengths({ minLength = 0, maxLength }: PropertyRule): string {
  if (maxLength === undefined) {
    return `at least ${count(minLength)}`;
  }
  return minLength === 0 ? `at most ${count(maxLength)}` : `${minLength} to ${count(maxLength)}`;
}

function count(characters: number): string {
  return characters === 1 ? '1 character' : `${characters} characters`;
}

const HIDDEN = new Words('not shown');

/** A value as a message can show it. */
function shown(value: unknown): unknown {
  return ros.Construct.isConstruct(value) ? new Words(`construct ${(value as ros.IConstruct).node.path}`) : value;
}
