import type { DeclaredStack } from './model';

/** https://www.alibabacloud.com/help/doc-detail/28854.htm */
const TEMPLATE_BYTES = 524_288;
/** The limits page says 300; the CreateStack page says 200. What passes 300 passes neither. */
const RESOURCES = 300;
/** ROS runs no more stack operations of an account at a time. */
export const CONCURRENT_OPERATIONS = 50;
export const STACKS_PER_ACCOUNT = 200;

/** Why ROS would not take the stack as it is declared. */
export function limitProblems(stack: DeclaredStack): string[] {
  const bytes = Buffer.byteLength(stack.templateBody);
  const resources = Object.keys(stack.template.Resources ?? {}).length;
  const missing = Object.entries(stack.template.Parameters ?? {})
    .filter(([name, parameter]) => parameter.Default === undefined && stack.parameters[name] === undefined)
    .map(([name]) => name);
  return [
    ...(bytes > TEMPLATE_BYTES
      ? [`The template has ${bytes} bytes, but ROS takes at most ${TEMPLATE_BYTES}. Split the stack.`]
      : []),
    ...(resources > RESOURCES
      ? [`The template has ${resources} resources, but ROS takes at most ${RESOURCES}. Split the stack.`]
      : []),
    ...missing.map(
      name =>
        `The parameter ${name} has neither a default nor a value. Add --parameter ${stack.name}:${name}=VALUE, or give it a default.`,
    ),
  ];
}
