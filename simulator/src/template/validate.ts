import { badRequest, validationFailed } from '../runtime/api-error';
import { propertyProblems } from './types/properties';
import { resourceTypes } from './types/resource-types';
import type { TypeSchema } from './types/type-schema';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { type Json, type JsonMap, isMap } from '../runtime/json';
import { functionCall } from './evaluate';
import { type Reference, baseName, findCycle, referencesIn, refuseConditionCycles } from './references';
import { checkSections, section } from './sections';

export const PSEUDO_PARAMETERS = [
  'ALIYUN::StackName', 'ALIYUN::StackId', 'ALIYUN::Region', 'ALIYUN::AccountId', 'ALIYUN::TenantId', 'ALIYUN::ResourceGroupId', 'ALIYUN::NoValue',
]; // prettier-ignore
/** Only where a resource has a Count. */
const INDEX = 'ALIYUN::Index';

/** Refuses a template that could never become a stack, whatever its parameters are. */
export function validateTemplate(template: JsonMap): void {
  checkSections(template);
  const conditions = section(template, 'Conditions');
  refuseConditionCycles(conditions);
  for (const [name, expression] of Object.entries(conditions)) {
    checkCondition(template, name, expression);
  }
  checkRules(template);
  const needs = checkResources(template);
  const cycle = findCycle(needs);
  if (cycle) {
    throw badRequest('CircularDependency', `Resources depend on each other in a circle: ${cycle.join(' -> ')}.`);
  }
  for (const [name, output] of Object.entries(section(template, 'Outputs')) as [string, JsonMap][]) {
    checkReferences(template, referencesIn(output.Value, 'resource', `Outputs.${name}.Value`));
    checkConditionName(template, output.Condition, `Outputs.${name}`);
  }
}

/** A condition's outermost function is one that compares, or a Ref or Fn::FindInMap. */
function checkCondition(template: JsonMap, name: string, expression: Json): void {
  const path = `Conditions.${name}`;
  const outer = functionCall(expression, 'condition')?.name ?? '';
  if (
    typeof expression !== 'boolean' &&
    !['Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Ref', 'Fn::FindInMap', 'Condition'].includes(outer)
  ) {
    throw validationFailed(
      `${path} is no condition: its outermost function is Fn::Equals, Fn::And, Fn::Or, Fn::Not, Ref or Fn::FindInMap.`,
    );
  }
  checkReferences(template, referencesIn(expression, 'condition', path), false);
}

function checkRules(template: JsonMap): void {
  for (const [name, rule] of Object.entries(section(template, 'Rules')) as [string, JsonMap][]) {
    const path = `Rules.${name}`;
    const assertions = (rule.Assertions as JsonMap[]).map(assertion => assertion.Assert);
    for (const expression of [...(rule.RuleCondition === undefined ? [] : [rule.RuleCondition]), ...assertions]) {
      if (typeof expression === 'string') {
        checkConditionName(template, expression, path);
      } else {
        checkReferences(template, referencesIn(expression, 'rule', path), false);
      }
    }
  }
}

/** Checks every resource; gives what each one waits for. */
function checkResources(template: JsonMap): Map<string, string[]> {
  const resources = section(template, 'Resources') as Record<string, JsonMap>;
  const count = Object.keys(resources).length;
  if (count > ROS_LIMITS.resourcesPerStack) {
    throw validationFailed(
      `The template has ${count} resources, but a stack has at most ${ROS_LIMITS.resourcesPerStack}. Split it into several stacks.`,
    );
  }
  const problems: string[] = [];
  const needs = new Map<string, string[]>();
  for (const [name, resource] of Object.entries(resources)) {
    const path = `Resources.${name}`;
    const type = typeOf(resource, path);
    problems.push(...propertyProblems(type, (resource.Properties ?? {}) as JsonMap, `${path}.Properties`, isDynamic));
    checkConditionName(template, resource.Condition, path);
    if (resource.Count !== undefined) {
      if (!isMap(resource.Count)) {
        wholeNumber(resource.Count, `${path}.Count`);
      }
      checkReferences(template, referencesIn(resource.Count, 'count', `${path}.Count`), false);
    }
    checkDeletionPolicy(template, resource.DeletionPolicy, path);
    needs.set(name, resourceNeeds(template, resource, path));
  }
  if (problems.length > 0) {
    throw validationFailed(problems.slice(0, 20).join(' '));
  }
  return needs;
}

export function typeOf(resource: JsonMap, path: string): TypeSchema {
  const type = resourceTypes().get(String(resource.Type));
  if (!type) {
    const known = [...resourceTypes().keys()].sort().join(', ');
    throw validationFailed(
      `${path}.Type is ${JSON.stringify(String(resource.Type).slice(0, 80))}, which is not simulated. Simulated are ${known}.`,
    );
  }
  return type;
}

/** True for values that hold a function, so that nothing can be said before they are evaluated. */
export function isDynamic(value: Json): boolean {
  return functionCall(value, 'resource') !== undefined;
}

/** What Count is: a whole number, or text that is one. */
export function wholeNumber(value: Json, path: string): number {
  if (
    (typeof value === 'number' && Number.isInteger(value) && value >= 0) ||
    (typeof value === 'string' && /^\d{1,9}$/.test(value))
  ) {
    return Number(value);
  }
  throw validationFailed(`${path} is ${JSON.stringify(value).slice(0, 80)}, but it is a whole number of 0 or more.`);
}

/** Whether there is such a resource: `Name`, or `Name[0]` of one that is counted so far. */
function isResource(resources: Record<string, JsonMap>, name: string): boolean {
  const index = /\[(\d+)\]$/.exec(name)?.[1];
  const resource = Object.hasOwn(resources, baseName(name)) ? resources[baseName(name)] : undefined;
  if (index === undefined || !resource) {
    return resource !== undefined;
  }
  const count = resource.Count;
  return count !== undefined && (isMap(count) || Number(index) < Number(count));
}

/** The names of the resources that this one waits for. */
export function resourceNeeds(template: JsonMap, resource: JsonMap, path: string): string[] {
  const references = propertyReferences(resource, path);
  checkReferences(template, references, true, resource.Count !== undefined);
  const resources = section(template, 'Resources') as Record<string, JsonMap>;
  const declared = [resource.DependsOn ?? []]
    .flat()
    .filter((name): name is string => typeof name === 'string' && name !== '');
  for (const name of declared) {
    if (!isResource(resources, name)) {
      throw badRequest(
        'InvalidTemplateReference',
        `${path}.DependsOn names ${JSON.stringify(name.slice(0, 80))}, which is not in Resources.`,
      );
    }
  }
  const implied = references.filter(
    reference =>
      Object.hasOwn(resources, baseName(reference.name)) &&
      reference.kind !== 'condition' &&
      reference.kind !== 'mapping',
  );
  return [...new Set([...implied.map(reference => baseName(reference.name)), ...declared.map(baseName)])];
}

function propertyReferences(resource: JsonMap, path: string): Reference[] {
  const raw = resourceTypes().get(String(resource.Type))?.properties ?? {};
  return Object.entries((resource.Properties ?? {}) as JsonMap).flatMap(([name, value]) =>
    raw[name]?.raw ? [] : referencesIn(value, 'resource', `${path}.Properties.${name}`),
  );
}

function checkDeletionPolicy(template: JsonMap, policy: Json | undefined, path: string): void {
  if (policy === undefined || policy === 'Delete' || policy === 'Retain') {
    return;
  }
  const reference = isMap(policy) && Object.keys(policy).length === 1 ? policy.Ref : undefined;
  if (typeof reference === 'string' && Object.hasOwn(section(template, 'Parameters'), reference)) {
    return;
  }
  throw validationFailed(
    `${path}.DeletionPolicy is ${JSON.stringify(policy).slice(0, 80)}, but it is Delete, Retain or a Ref to a parameter.`,
  );
}

function checkConditionName(template: JsonMap, name: Json | undefined, path: string): void {
  if (name === undefined || Object.hasOwn(section(template, 'Conditions'), String(name))) {
    return;
  }
  throw badRequest(
    'InvalidTemplateReference',
    `${path} names the condition ${JSON.stringify(name).slice(0, 80)}, which is not in Conditions.`,
  );
}

function checkReferences(
  template: JsonMap,
  references: Reference[],
  resourcesAllowed = true,
  indexAllowed = false,
): void {
  const resources = section(template, 'Resources') as Record<string, JsonMap>;
  for (const { kind, name, attribute, path } of references) {
    if (kind === 'condition') {
      checkConditionName(template, name, path);
    } else if (kind === 'mapping' && !Object.hasOwn(section(template, 'Mappings'), name)) {
      throw badRequest('InvalidTemplateReference', `${path} names the mapping "${name}", which is not in Mappings.`);
    } else if (kind === 'attribute') {
      checkAttribute(resources, name, attribute, path);
    } else if (kind === 'name') {
      const known =
        Object.hasOwn(section(template, 'Parameters'), name) ||
        PSEUDO_PARAMETERS.includes(name) ||
        (indexAllowed && name === INDEX) ||
        (resourcesAllowed && isResource(resources, name));
      if (!known) {
        throw badRequest(
          'InvalidTemplateReference',
          `${path} names "${name.slice(0, 80)}", which is no parameter, pseudo parameter${resourcesAllowed ? ' or resource' : ''} of the template.`,
        );
      }
    }
  }
}

function checkAttribute(
  resources: Record<string, JsonMap>,
  name: string,
  attribute: string | undefined,
  path: string,
): void {
  const resource = isResource(resources, name) ? resources[baseName(name)] : undefined;
  if (!resource) {
    throw badRequest(
      'InvalidTemplateReference',
      `${path} names the resource "${name.slice(0, 80)}", which is not in Resources.`,
    );
  }
  const type = typeOf(resource, `Resources.${name}`);
  if (attribute !== undefined && !Object.hasOwn(type.attributes, attribute.split('.')[0])) {
    throw badRequest(
      'InvalidTemplateReference',
      `${path}: ${type.type} has no attribute "${attribute.slice(0, 80)}". It has ${Object.keys(type.attributes).join(', ') || 'none'}.`,
    );
  }
}
