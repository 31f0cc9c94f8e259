import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ros from '@alicloud/ros20190910';

/** A type by its name, a list by its item, a map by its fields. */
export type Model = string | [Model] | { [field: string]: Model };

export interface ActionModel {
  readonly request: Record<string, Model>;
  readonly answer: Record<string, Model>;
}

type SdkClass = { names(): Record<string, string>; types(): Record<string, unknown> } | undefined;

const CR = JSON.parse(readFileSync(join(__dirname, '..', 'models', 'cr-20181201.json'), 'utf8')) as {
  actions: Record<string, ActionModel>;
};

function fieldsOf(sdk: SdkClass): Record<string, Model> {
  const types = sdk?.types() ?? {};
  return Object.fromEntries(Object.entries(sdk?.names() ?? {}).map(([name, field]) => [field, typeOf(types[name])]));
}

function typeOf(type: unknown): Model {
  if (typeof type === 'function') {
    return fieldsOf(type as unknown as SdkClass);
  }
  if (typeof type === 'object' && type !== null) {
    const { type: kind, itemType } = type as { type: string; itemType?: unknown };
    return kind === 'array' ? [typeOf(itemType)] : kind;
  }
  return String(type);
}

/** What the official SDK says of an action. */
export function modelOf(service: 'ros' | 'cr', action: string): ActionModel {
  if (service === 'cr') {
    return CR.actions[action];
  }
  const classes = ros as unknown as Record<string, SdkClass>;
  return { request: fieldsOf(classes[`${action}Request`]), answer: fieldsOf(classes[`${action}ResponseBody`]) };
}

/** Every path of a model: `Stacks.Tags.Key`. */
export function pathsOf(model: Model, path = ''): string[] {
  if (Array.isArray(model)) {
    return pathsOf(model[0], path);
  }
  if (typeof model === 'string') {
    return [path];
  }
  return Object.entries(model).flatMap(([field, inner]) => pathsOf(inner, path === '' ? field : `${path}.${field}`));
}

/** Where a value is not what its model says; what it has is added to the seen paths. Null stands for nothing. */
export function differences(value: unknown, model: Model | undefined, path: string, seen: Set<string>): string[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (model === undefined) {
    return [`${path} is not in the model`];
  }
  if (Array.isArray(model)) {
    if (!Array.isArray(value)) {
      return [`${path} is ${typeof value}, not a list`];
    }
    return value.length === 0
      ? (pathsOf(model, path).forEach(inner => seen.add(inner)), [])
      : value.flatMap(item => differences(item, model[0], path, seen));
  }
  if (typeof model === 'string') {
    seen.add(path);
    const kind = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
    return model === 'any' || model === kind ? [] : [`${path} is ${kind}, not ${model}`];
  }
  if (typeof value !== 'object') {
    return [`${path} is ${typeof value}, not a map`];
  }
  return Object.entries(value).flatMap(([field, inner]) =>
    differences(inner, model[field], path === '' ? field : `${path}.${field}`, seen),
  );
}
