import * as ros from '@alicloud/ros-cdk-core';
import {
  CheckedResource,
  isChecked,
  isIntrinsic,
  isMap,
  isProperty,
  isToken,
  PropertyRule,
  PropertyRules,
} from './property-check';

type Bag = Record<string, unknown>;

/**
 * The properties that a resource was given, for the core to resolve.
 *
 * The core resolves every key, given or not, and twice; so absent ones stay out. It also renders before it validates: what it would
 * choke on stays out as well, and the checks report it.
 */
export function givenProperties(resource: CheckedResource, rules: PropertyRules): Bag {
  const given: Bag = {};
  const checked = isChecked(resource);
  for (const name in rules) {
    const value = (resource as unknown as Bag)[name] ?? undefined;
    if (value !== undefined && !(checked && isIndigestible(value))) {
      given[name] = value;
    }
  }
  return given;
}

/** Resolved properties under the names that they have in the template. */
export function templateProperties(props: Readonly<Bag>, rules: PropertyRules): Bag {
  const template: Bag = {};
  for (const name in rules) {
    const value = props[name] ?? undefined;
    if (value !== undefined) {
      template[rules[name].key] = templateValue(value, rules[name]);
    }
  }
  for (const name in props) {
    if (!isProperty(name, rules)) {
      // A map that was known only now, and so was never checked, may hold the names of the template, or names unknown to us.
      template[name] = props[name];
    }
  }
  return template;
}

function templateValue(value: unknown, rule: PropertyRule): unknown {
  if (rule.properties === undefined) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => templateValue(item, rule));
  }
  return isMap(value) && !isIntrinsic(value) ? templateProperties(value, rule.properties) : value;
}

/** Deeper than any property of ours; only a loop gets there. */
const DEEPEST = 8;

/** Whether the core cannot resolve a value: functions, constructs and loops. */
function isIndigestible(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function';
  }
  if (isToken(value)) {
    return false;
  }
  return (
    depth > DEEPEST ||
    ros.Construct.isConstruct(value) ||
    Object.values(value).some(inner => isIndigestible(inner, depth + 1))
  );
}
