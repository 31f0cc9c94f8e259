import { badRequest } from '../runtime/api-error';
import { type Json, type JsonMap, canonical, isMap, own } from '../runtime/json';
import { compilePattern } from '../runtime/pattern';

/** Their values are names in the parameter store of OOS, where ROS looks the values up. There is nothing to look up here. */
const STORED = ['ALIYUN::OOS::Parameter::Value', 'ALIYUN::OOS::SecretParameter::Value'];
export const PARAMETER_TYPES = ['String', 'Number', 'Boolean', 'CommaDelimitedList', 'Json', ...STORED];
/** Whether a parameter is shown as stars. */
export function isSecret(parameter: JsonMap): boolean {
  return String(parameter.NoEcho) === 'true' || parameter.Type === STORED[1];
}

export const PARAMETER_KEYS = [
  'Type', 'Default', 'AllowedValues', 'AllowedPattern', 'MinLength', 'MaxLength', 'MinValue', 'MaxValue', 'NoEcho', 'Description',
  'ConstraintDescription', 'Label', 'AssociationProperty', 'AssociationPropertyMetadata', 'Confirm', 'TextArea', 'Required', 'Placeholder',
]; // prettier-ignore

/** What every parameter is worth: what was passed, or its default. */
export function resolveParameters(declared: JsonMap, given: Readonly<Record<string, string>>): JsonMap {
  const stranger = Object.keys(given).find(name => !Object.hasOwn(declared, name));
  if (stranger !== undefined) {
    throw badRequest(
      'UnknownUserParameter',
      `The parameter ${JSON.stringify(stranger)} is not in the template. Remove it or declare it under Parameters.`,
    );
  }
  const resolved: JsonMap = {};
  for (const [name, value] of Object.entries(declared)) {
    const parameter = value as JsonMap;
    const passed: Json | undefined = own(given, name) ?? parameter.Default;
    if (passed === undefined) {
      throw badRequest('UserParameterMissing', `The parameter ${name} has no default and was not given. Pass a value.`);
    }
    resolved[name] = passed === null ? null : checked(name, parameter, read(name, String(parameter.Type), passed));
  }
  return resolved;
}

function invalid(name: string, parameter: JsonMap, rule: string): Error {
  const note = typeof parameter.ConstraintDescription === 'string' ? ` ${parameter.ConstraintDescription}` : '';
  return badRequest('StackValidationFailed', `The value of the parameter ${name} is not valid: it ${rule}.${note}`);
}

function read(name: string, type: string, value: Json): Json {
  const fail = (wanted: string) =>
    badRequest('StackValidationFailed', `The value of the parameter ${name} is not valid: it takes ${wanted}.`);
  switch (type) {
    case 'String':
    case STORED[0]:
    case STORED[1]:
      if (typeof value === 'object') {
        throw fail('a String');
      }
      return String(value);
    case 'Number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) {
        throw fail('a Number');
      }
      return number;
    }
    case 'Boolean':
      if (!/^(true|false)$/i.test(String(value))) {
        throw fail('true or false');
      }
      return String(value).toLowerCase() === 'true';
    case 'CommaDelimitedList':
      if (Array.isArray(value)) {
        return value.map(item => (isMap(item) ? canonical(item) : String(item)));
      }
      if (typeof value === 'object') {
        throw fail('texts separated by commas');
      }
      return value === '' ? [] : String(value).split(',');
    default:
      return readJson(value, fail);
  }
}

function readJson(value: Json, fail: (wanted: string) => Error): Json {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    const parsed = JSON.parse(value) as Json;
    if (typeof parsed === 'object') {
      return parsed;
    }
  } catch {
    // falls through to the complaint
  }
  throw fail('a JSON object or array');
}

function checked(name: string, parameter: JsonMap, value: Json): Json {
  const { AllowedValues: allowed, AllowedPattern: pattern } = parameter;
  const items = Array.isArray(value) && parameter.Type === 'CommaDelimitedList' ? value : [value];
  if (Array.isArray(allowed) && !items.every(item => allowed.some(other => String(other) === String(item)))) {
    throw invalid(name, parameter, `is one of ${allowed.join(', ')}`);
  }
  if (typeof value === 'string') {
    if (typeof pattern === 'string' && !compileFor(name, pattern).matches(value)) {
      throw invalid(name, parameter, `matches ${pattern}`);
    }
    if (value.length < limit(parameter.MinLength, 0)) {
      throw invalid(name, parameter, `has at least ${parameter.MinLength} characters`);
    }
    if (value.length > limit(parameter.MaxLength, Infinity)) {
      throw invalid(name, parameter, `has at most ${parameter.MaxLength} characters`);
    }
  }
  if (typeof value === 'number') {
    if (value < limit(parameter.MinValue, -Infinity)) {
      throw invalid(name, parameter, `is at least ${parameter.MinValue}`);
    }
    if (value > limit(parameter.MaxValue, Infinity)) {
      throw invalid(name, parameter, `is at most ${parameter.MaxValue}`);
    }
  }
  return value;
}

function limit(value: Json | undefined, fallback: number): number {
  return value === undefined || value === null || Number.isNaN(Number(value)) ? fallback : Number(value);
}

function compileFor(name: string, pattern: string) {
  try {
    return compilePattern(pattern);
  } catch {
    throw badRequest(
      'StackValidationFailed',
      `Parameters.${name}.AllowedPattern is not a regular expression in RE2 syntax.`,
    );
  }
}
