import { badRequest, validationFailed } from '../runtime/api-error';
import { RESOURCE_KEYS } from '../runtime/facts.generated';
import { type Json, type JsonMap, isMap, typeName } from '../runtime/json';
import { PARAMETER_KEYS, PARAMETER_TYPES } from './parameters';

/** The sections of a template that ROS itself evaluates. */
const SECTIONS = [
  'ROSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Resources',
  'Outputs',
];
/** Sections that ROS knows and the simulator does not. */
const NOT_SIMULATED = ['Transform', 'Workspace', 'Locals', 'Modules'];
const OUTPUT_KEYS = ['Description', 'Condition', 'Value', 'Label', 'NoEcho', 'Console.Url'];
const RULE_KEYS = ['RuleCondition', 'Assertions'];
/** Letters, digits and a few signs, so that `Name[0]` always means one of a counted resource. */
const NAME = /^[A-Za-z][A-Za-z0-9_.:-]{0,254}$/;
/** Names of outputs are not referred to by expressions, so that they are freer. */
const OUTPUT_NAME = /^[A-Za-z][A-Za-z0-9_.:& -]{0,254}$/;
/** Rules page: up to 100 assertions. */
const MAX_ASSERTIONS = 100;

/** Refuses a template whose sections, names or keys are not those of ROS. */
export function checkSections(template: JsonMap): void {
  if (template.ROSTemplateFormatVersion !== '2015-09-01') {
    throw badRequest(
      'InvalidTemplateVersion',
      `ROSTemplateFormatVersion is ${JSON.stringify(template.ROSTemplateFormatVersion ?? null)}, but it is "2015-09-01".`,
    );
  }
  for (const name of Object.keys(template)) {
    if (NOT_SIMULATED.includes(name)) {
      throw badRequest(
        'InvalidTemplateSection',
        `The section ${name} is not simulated. Write its result into the template.`,
      );
    }
    if (!SECTIONS.includes(name)) {
      throw badRequest(
        'InvalidTemplateSection',
        `The section ${name} is not one of ROS. It has ${SECTIONS.join(', ')}.`,
      );
    }
  }
  if (template.Description !== undefined && typeof template.Description !== 'string') {
    throw wrongType('Description', 'String', template.Description);
  }
  section(template, 'Metadata');
  checkParameters(section(template, 'Parameters'));
  checkMappings(section(template, 'Mappings'));
  for (const name of Object.keys(section(template, 'Conditions'))) {
    checkName('Conditions', name);
  }
  checkRules(section(template, 'Rules'));
  checkResources(section(template, 'Resources'));
  checkOutputs(section(template, 'Outputs'));
  refuseSharedNames(template);
}

/** A name in an expression means one thing. */
function refuseSharedNames(template: JsonMap): void {
  const parameters = section(template, 'Parameters');
  const shared = Object.keys(section(template, 'Resources')).find(name => Object.hasOwn(parameters, name));
  if (shared !== undefined) {
    throw badRequest(
      'InvalidTemplateAttribute',
      `The name ${JSON.stringify(shared)} stands under Parameters and under Resources. Rename one of them.`,
    );
  }
}

/** A section of the template, empty if absent. */
export function section(template: JsonMap, name: string): JsonMap {
  const value = template[name] ?? {};
  if (!isMap(value)) {
    throw wrongType(name, 'Map', value);
  }
  return value;
}

function wrongType(path: string, wanted: string, value: Json): Error {
  return badRequest('InvalidTemplatePropertyType', `${path} is a ${typeName(value)}, but it takes a ${wanted}.`);
}

function checkName(section: string, name: string): void {
  const isOutput = section === 'Outputs';
  if (!(isOutput ? OUTPUT_NAME : NAME).test(name)) {
    throw badRequest(
      'InvalidTemplateAttribute',
      `${section} has the name ${JSON.stringify(name.slice(0, 80))}, but a name is a letter followed by letters, digits, ${isOutput ? 'spaces, "&", ' : ''}"-", "_", "." and ":".`,
    );
  }
}

/** Each entry of a section as a map with known keys only. */
function entries(name: string, values: JsonMap, keys: readonly string[]): [string, JsonMap][] {
  return Object.entries(values).map(([key, value]) => {
    checkName(name, key);
    if (!isMap(value)) {
      throw wrongType(`${name}.${key}`, 'Map', value);
    }
    const stranger = Object.keys(value).find(inner => !keys.includes(inner));
    if (stranger !== undefined) {
      throw badRequest(
        'InvalidTemplateAttribute',
        `${name}.${key} has the key ${JSON.stringify(stranger.slice(0, 80))}, but it has only ${keys.join(', ')}.`,
      );
    }
    return [key, value];
  });
}

function checkParameters(parameters: JsonMap): void {
  for (const [name, parameter] of entries('Parameters', parameters, PARAMETER_KEYS)) {
    if (!PARAMETER_TYPES.includes(String(parameter.Type))) {
      throw badRequest(
        'InvalidTemplateAttribute',
        `Parameters.${name}.Type is ${JSON.stringify(parameter.Type ?? null)}, but it is one of ${PARAMETER_TYPES.join(', ')}.`,
      );
    }
    if (parameter.AllowedValues !== undefined && !Array.isArray(parameter.AllowedValues)) {
      throw wrongType(`Parameters.${name}.AllowedValues`, 'List', parameter.AllowedValues);
    }
  }
}

function checkMappings(mappings: JsonMap): void {
  for (const [name, mapping] of Object.entries(mappings)) {
    if (!isMap(mapping)) {
      throw wrongType(`Mappings.${name}`, 'Map', mapping);
    }
    for (const [key, inner] of Object.entries(mapping)) {
      if (!isMap(inner)) {
        throw wrongType(`Mappings.${name}.${key}`, 'Map', inner);
      }
    }
  }
}

function checkRules(rules: JsonMap): void {
  for (const [name, rule] of entries('Rules', rules, RULE_KEYS)) {
    if (!Array.isArray(rule.Assertions)) {
      throw wrongType(`Rules.${name}.Assertions`, 'List', rule.Assertions ?? null);
    }
    if (rule.Assertions.length > MAX_ASSERTIONS) {
      throw validationFailed(
        `Rules.${name} has ${rule.Assertions.length} assertions, but a rule has at most ${MAX_ASSERTIONS}.`,
      );
    }
    rule.Assertions.forEach((assertion, index) => {
      if (!isMap(assertion) || assertion.Assert === undefined) {
        throw wrongType(`Rules.${name}.Assertions[${index}]`, 'Map with the key Assert', assertion);
      }
    });
  }
}

function checkResources(resources: JsonMap): void {
  for (const [name, resource] of entries('Resources', resources, RESOURCE_KEYS)) {
    if (typeof resource.Type !== 'string') {
      throw wrongType(`Resources.${name}.Type`, 'String', resource.Type ?? null);
    }
    for (const key of ['Properties', 'Metadata', 'UpdatePolicy']) {
      const value = resource[key];
      if (value !== undefined && value !== null && !isMap(value)) {
        throw wrongType(`Resources.${name}.${key}`, 'Map', value);
      }
    }
    if (resource.Condition !== undefined && typeof resource.Condition !== 'string') {
      throw wrongType(`Resources.${name}.Condition`, 'String', resource.Condition);
    }
    const dependsOn = resource.DependsOn ?? [];
    const names = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
    if (!names.every(item => typeof item === 'string' || item === null)) {
      throw wrongType(`Resources.${name}.DependsOn`, 'name or List of names', dependsOn);
    }
  }
}

function checkOutputs(outputs: JsonMap): void {
  for (const [name, output] of entries('Outputs', outputs, OUTPUT_KEYS)) {
    if (output.Value === undefined) {
      throw badRequest('InvalidTemplateAttribute', `Outputs.${name} has no Value. Add one.`);
    }
    if (output.Condition !== undefined && typeof output.Condition !== 'string') {
      throw wrongType(`Outputs.${name}.Condition`, 'String', output.Condition);
    }
  }
}
