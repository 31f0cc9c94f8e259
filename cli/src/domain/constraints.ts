/**
 * What a template says of the values of its parameters, as ROS checks it before it makes anything.
 *
 * Source: https://www.alibabacloud.com/help/en/ros/user-guide/parameters. Patterns are left to ROS, which has its own kind of them.
 */
import type { DeclaredStack, Json, JsonMap } from './model';

/** Values that ROS would refuse, with what they must be. */
export function valueProblems({ name: stack, parameters, template }: DeclaredStack): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    const declared = template.Parameters?.[name];
    const rule = declared && brokenRule(declared, value);
    const shown = declared?.NoEcho ? 'a value that is hidden' : JSON.stringify(value);
    return rule === undefined
      ? []
      : [`The parameter ${name} is ${shown}, but ${rule}. Correct the value that is given for ${stack}:${name}.`];
  });
}

/** What a value does not keep to. */
function brokenRule(declared: JsonMap, value: string): string | undefined {
  return typeRule(String(declared.Type), value) ?? listRule(declared, value) ?? limitRule(declared, value);
}

const TYPES: Readonly<Record<string, { readonly takes: (value: string) => boolean; readonly rule: string }>> = {
  Number: { takes: value => value.trim() !== '' && Number.isFinite(Number(value)), rule: 'it is a number' },
  Boolean: { takes: value => /^(true|false)$/i.test(value), rule: 'it is true or false' },
  Json: { takes: isJson, rule: 'it is a JSON object or list' },
};

function typeRule(type: string, value: string): string | undefined {
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return known === undefined || known.takes(value) ? undefined : known.rule;
}

function isJson(value: string): boolean {
  try {
    return typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}

function listRule({ Type, AllowedValues: allowed }: JsonMap, value: string): string | undefined {
  if (!Array.isArray(allowed)) {
    return undefined;
  }
  const items = Type === 'CommaDelimitedList' ? value.split(',') : [value];
  const isAllowed = (item: string) =>
    allowed.some(one => String(one) === item || (Type === 'Number' && Number(one) === Number(item)));
  return items.every(isAllowed) ? undefined : `it is one of ${allowed.map(one => String(one)).join(', ')}`;
}

function limitRule({ Type, MinLength, MaxLength, MinValue, MaxValue }: JsonMap, value: string): string | undefined {
  const [least, most] = Type === 'Number' ? [MinValue, MaxValue] : Type === 'String' ? [MinLength, MaxLength] : [];
  const size = Type === 'Number' ? Number(value) : [...value].length;
  const unit = Type === 'Number' ? '' : ' characters';
  const verb = Type === 'Number' ? 'is' : 'has';
  if (isLimit(least) && size < Number(least)) {
    return `it ${verb} at least ${Number(least)}${unit}`;
  }
  return isLimit(most) && size > Number(most) ? `it ${verb} at most ${Number(most)}${unit}` : undefined;
}

const isLimit = (limit: Json | undefined): boolean =>
  limit !== undefined && limit !== null && limit !== '' && !Number.isNaN(Number(limit));
