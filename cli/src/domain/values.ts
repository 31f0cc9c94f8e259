/** The values of template parameters: those given, those that the stack has, and those that nobody tells. */
import type { DeclaredStack, Json, LiveStack, Template } from './model';

const isHidden = ({ Parameters }: Template, name: string): boolean => Boolean(Parameters?.[name]?.NoEcho);

/** The parameters that get another value than the stack has, as far as ROS tells values. */
export const changedValues = ({ parameters, template }: DeclaredStack, live: LiveStack): string[] =>
  Object.entries(parameters)
    .filter(([name, value]) => !isHidden(template, name) && live.parameters[name] !== value)
    .map(([name]) => name)
    .sort();

/** The parameters whose values are given and of which ROS does not tell what it has. */
export const hiddenValues = ({ parameters, template }: DeclaredStack): string[] =>
  Object.keys(parameters)
    .filter(name => isHidden(template, name))
    .sort();

/** The same stack as far as it can be compared. */
export function withoutHidden(stack: DeclaredStack): DeclaredStack {
  const hidden = hiddenValues(stack);
  const told = Object.entries(stack.parameters).filter(([name]) => !hidden.includes(name));
  return { ...stack, parameters: Object.fromEntries(told) };
}

/** Whether any parameter gets another value, or may get one. */
export const valuesChange = (stack: DeclaredStack, live: LiveStack): boolean =>
  changedValues(stack, live).length + hiddenValues(stack).length > 0;

/** Parameters that would have no value: what an existing stack has is kept. */
export const missingValues = ({ parameters, template }: DeclaredStack, live: LiveStack | undefined): string[] =>
  Object.entries(template.Parameters ?? {})
    .filter(([name, { Default }]) => Default === undefined && parameters[name] === undefined)
    .map(([name]) => name)
    .filter(name => live?.parameters[name] === undefined);

/**
 * A template with the values of its parameters and the ids of its instances in the place of their references, but for those that nobody
 * tells.
 *
 * @param ids ids of instances that the stack has made, by their logical ids
 */
export function withValues(
  template: Template,
  values: Readonly<Record<string, string>>,
  ids: ReadonlyMap<string, string>,
): Template {
  const declared = template.Parameters ?? {};
  const known = Object.keys(declared).flatMap(name => {
    const value = values[name] ?? declared[name].Default;
    return value === undefined || value === null || isHidden(template, name) ? [] : [[name, String(value)] as const];
  });
  const all = new Map([...known.map(([name, value]) => [`Ref:${name}`, value] as const), ...instanceIds(ids)]);
  const Resources = filled(template.Resources ?? {}, all) as Template['Resources'];
  return all.size === 0 ? template : { ...template, Resources };
}

const instanceIds = (ids: ReadonlyMap<string, string>): [string, string][] =>
  [...ids].map(([logicalId, id]) => [`Fn::GetAtt:${logicalId},InstanceId`, id]);

function filled(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.map(inner => filled(inner, known));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [[name, argument], ...more] = [...Object.entries(value), ['', '']] as [string, Json][];
  const found = more.length === 1 ? known.get(`${name}:${String(argument)}`) : undefined;
  if (found !== undefined) {
    return found;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, known)]));
}
