import { badRequest, validationFailed } from '../runtime/api-error';
import { emptyOf } from './types/properties';
import type { TypeSchema } from './types/type-schema';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { type Json, type JsonMap, own } from '../runtime/json';
import { evaluate, evaluateTo } from './evaluate';
import { resolveParameters } from './parameters';
import { baseName } from './references';
import { type Context, FunctionError, NO_VALUE, type Scope, type Value } from './scope';
import { section } from './sections';
import { resourceNeeds, typeOf, validateTemplate, wholeNumber } from './validate';

/** One resource that is to exist; a counted resource gives several. */
export interface Definition {
  readonly logicalId: string;
  readonly type: TypeSchema;
  readonly properties: JsonMap;
  /** Whether it outlives the stack. */
  readonly retain: boolean;
  /** Logical ids of the resources that must exist before. */
  readonly needs: string[];
  /** The value of ALIYUN::Index in a counted resource. */
  readonly index?: number;
}

/** What the resources of the stack look like at this moment, and what lies around it. */
export interface Surroundings {
  readonly now: number;
  resource(logicalId: string): { physicalId: string; attributes: JsonMap } | undefined;
  stackOutput(stack: string, output: string, region?: string): Json;
  zones(region: string): string[];
}

/** A template with its parameters: what is to exist, and the means to work out each value. */
export class Program {
  readonly parameters: JsonMap;
  readonly definitions: ReadonlyMap<string, Definition>;
  private readonly members: ReadonlyMap<string, string[]>;
  private readonly truths = new Map<string, boolean>();

  constructor(
    readonly template: JsonMap,
    given: Readonly<Record<string, string>>,
    private readonly pseudo: Readonly<Record<string, Value>>,
    private readonly now: number,
    private readonly zones: (region: string) => string[],
  ) {
    validateTemplate(template);
    this.parameters = resolveParameters(section(template, 'Parameters'), given);
    this.checkRules();
    this.members = this.expand();
    this.definitions = this.define();
  }

  condition(name: string): boolean {
    const known = this.truths.get(name);
    if (known !== undefined) {
      return known;
    }
    const expression = own(section(this.template, 'Conditions'), name);
    if (expression === undefined) {
      throw badRequest('InvalidTemplateReference', `The condition ${JSON.stringify(name)} is not in Conditions.`);
    }
    const value = evaluateTo(expression, this.staticScope('condition', `Conditions.${name}`));
    if (typeof value !== 'boolean') {
      throw validationFailed(`Conditions.${name} gives ${JSON.stringify(value)}, but a condition gives true or false.`);
    }
    this.truths.set(name, value);
    return value;
  }

  /** The properties of a resource as they are now. */
  properties(definition: Definition, around: Surroundings): JsonMap {
    const result: JsonMap = {};
    for (const [name, value] of Object.entries(definition.properties)) {
      const schema = definition.type.properties[name];
      if (schema?.raw) {
        result[name] = value;
      } else {
        const evaluated = this.property(definition, name, around);
        if (evaluated !== NO_VALUE) {
          result[name] = evaluated;
        } else if (schema?.required) {
          result[name] = emptyOf(schema.type);
        }
      }
    }
    return result;
  }

  property(definition: Definition, name: string, around: Surroundings): Value {
    const path = `Resources.${definition.logicalId}.Properties.${name}`;
    return evaluate(definition.properties[name], this.scope(path, around, definition.index));
  }

  /** The outputs whose condition holds. */
  outputs(around: Surroundings): { key: string; description: string; label?: Json; value: Json; secret: boolean }[] {
    return (Object.entries(section(this.template, 'Outputs')) as [string, JsonMap][])
      .filter(([, output]) => output.Condition === undefined || this.condition(String(output.Condition)))
      .map(([key, output]) => ({
        key,
        description: typeof output.Description === 'string' ? output.Description : '',
        ...(output.Label === undefined ? {} : { label: output.Label }),
        value: evaluateTo(output.Value, this.scope(`Outputs.${key}.Value`, around)),
        secret: String(output.NoEcho) === 'true',
      }));
  }

  private checkRules(): void {
    for (const [name, rule] of Object.entries(section(this.template, 'Rules')) as [string, JsonMap][]) {
      const holds = (expression: Json, path: string) => {
        const value =
          typeof expression === 'string'
            ? this.condition(expression)
            : evaluateTo(expression, this.staticScope('rule', path));
        if (typeof value !== 'boolean') {
          throw validationFailed(`${path} gives ${JSON.stringify(value)}, but it gives true or false.`);
        }
        return value;
      };
      if (rule.RuleCondition !== undefined && !holds(rule.RuleCondition, `Rules.${name}.RuleCondition`)) {
        continue;
      }
      (rule.Assertions as JsonMap[]).forEach((assertion, index) => {
        if (holds(assertion.Assert, `Rules.${name}.Assertions[${index}].Assert`)) {
          return;
        }
        const told =
          typeof assertion.AssertDescription === 'string' ? assertion.AssertDescription : 'It gives no description.';
        throw validationFailed(`Rules.${name}.Assertions[${index}] is false. ${told}`);
      });
    }
  }

  /** Which logical ids each resource of the template stands for: itself, none, or `Name[0]`, `Name[1]`... */
  private expand(): Map<string, string[]> {
    const members = new Map<string, string[]>();
    for (const [name, resource] of Object.entries(section(this.template, 'Resources')) as [string, JsonMap][]) {
      if (resource.Condition !== undefined && !this.condition(String(resource.Condition))) {
        members.set(name, []);
      } else if (resource.Count === undefined) {
        members.set(name, [name]);
      } else {
        members.set(
          name,
          Array.from({ length: this.count(name, resource.Count) }, (_, index) => `${name}[${index}]`),
        );
      }
    }
    const total = [...members.values()].reduce((sum, ids) => sum + ids.length, 0);
    if (total > ROS_LIMITS.resourcesPerStack) {
      throw validationFailed(
        `The template makes ${total} resources, but a stack has at most ${ROS_LIMITS.resourcesPerStack}. Split it into several stacks.`,
      );
    }
    return members;
  }

  private count(name: string, expression: Json): number {
    const path = `Resources.${name}.Count`;
    const count = wholeNumber(evaluateTo(expression, this.staticScope('count', path)), path);
    return Math.min(count, ROS_LIMITS.resourcesPerStack + 1);
  }

  private define(): Map<string, Definition> {
    const definitions = new Map<string, Definition>();
    for (const [name, resource] of Object.entries(section(this.template, 'Resources')) as [string, JsonMap][]) {
      const path = `Resources.${name}`;
      const needs = resourceNeeds(this.template, resource, path).flatMap(needed => this.members.get(needed) ?? []);
      (this.members.get(name) ?? []).forEach((logicalId, index) => {
        definitions.set(logicalId, {
          logicalId,
          type: typeOf(resource, path),
          properties: (resource.Properties ?? {}) as JsonMap,
          retain: this.retains(resource.DeletionPolicy ?? 'Delete', `${path}.DeletionPolicy`),
          needs,
          ...(resource.Count === undefined ? {} : { index }),
        });
      });
    }
    return definitions;
  }

  /** A Ref to a parameter is known before anything is made. */
  private retains(policy: Json, path: string): boolean {
    const value = evaluateTo(policy, this.staticScope('resource', path)) ?? 'Delete';
    if (value !== 'Retain' && value !== 'Delete') {
      throw validationFailed(`${path} is ${JSON.stringify(value)}, but it is Delete or Retain.`);
    }
    return value === 'Retain';
  }

  /** For expressions that cannot see resources. */
  private staticScope(context: Context, path: string): Scope {
    return {
      context,
      path,
      parameters: this.parameters,
      pseudo: this.pseudo,
      mappings: section(this.template, 'Mappings'),
      now: this.now,
      condition: name => this.condition(name),
      reference: () => undefined,
      attribute: () => null,
      stackOutput: () => null,
      zones: this.zones,
    };
  }

  private scope(path: string, around: Surroundings, index?: number): Scope {
    return {
      ...this.staticScope('resource', path),
      pseudo: index === undefined ? this.pseudo : { ...this.pseudo, 'ALIYUN::Index': index },
      now: around.now,
      reference: name => this.each(name, path, around, resource => resource.physicalId),
      attribute: (name, attribute) => {
        const value = this.each(name, path, around, resource =>
          attributeValue(resource.attributes, attribute, name, path),
        );
        if (value === undefined) {
          throw new FunctionError(`names the resource ${JSON.stringify(name)}, which is not in Resources.`);
        }
        return value;
      },
      stackOutput: around.stackOutput,
    };
  }

  /** One value for a resource, a list of values for a counted one. */
  private each(
    name: string,
    path: string,
    around: Surroundings,
    read: (resource: { physicalId: string; attributes: JsonMap }) => Json,
  ): Json | undefined {
    const ids = this.members.get(name) ?? (this.members.get(baseName(name))?.includes(name) ? [name] : undefined);
    if (!ids) {
      return undefined;
    }
    const values = ids.map(id => {
      const resource = around.resource(id);
      if (!resource) {
        throw validationFailed(`${path} uses the resource ${id}, which does not exist.`);
      }
      return read(resource);
    });
    const counted = own(section(this.template, 'Resources') as Record<string, JsonMap>, name)?.Count !== undefined;
    if (!counted && values.length === 0) {
      throw validationFailed(`${path} uses the resource ${name}, which its condition leaves out.`);
    }
    return counted ? values : values[0];
  }
}

function attributeValue(attributes: JsonMap, attribute: string, name: string, path: string): Json {
  const value = own(attributes, attribute);
  if (value === undefined) {
    throw validationFailed(`${path}: the resource ${name} has no attribute ${attribute}.`);
  }
  return value;
}
