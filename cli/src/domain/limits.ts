import { ROS_LIMITS } from './facts.generated';
import { valueProblems } from './constraints';
import type { DeclaredStack, LiveStack } from './model';
import { missingValues } from './values';

/** Why ROS would not take the stack as it is declared. */
export function limitProblems(stack: DeclaredStack, live?: LiveStack): string[] {
  const { templateBytes, resourcesPerStack, tagsPerStack } = ROS_LIMITS;
  const tags = Object.keys(stack.tags).length;
  const bytes = Buffer.byteLength(stack.templateBody);
  const resources = Object.keys(stack.template.Resources ?? {}).length;
  return [
    ...(bytes > templateBytes
      ? [`The template has ${bytes} bytes, but ROS takes at most ${templateBytes}. Split the stack.`]
      : []),
    ...(resources > resourcesPerStack
      ? [`The template has ${resources} resources, but ROS takes at most ${resourcesPerStack}. Split the stack.`]
      : []),
    ...(tags > tagsPerStack
      ? [
          `The stack has ${tags} tags with the two of the deployer, but ROS takes at most ${tagsPerStack}. Remove some from the app.`,
        ]
      : []),
    ...missingValues(stack, live).map(
      name =>
        `The parameter ${name} has neither a default nor a value. Add ${optionFor(stack, name)}, or give it a default.`,
    ),
    ...valueProblems(stack),
  ];
}

/** A secret is not typed, for shells remember what is. */
const optionFor = ({ name: stack, template }: DeclaredStack, name: string): string =>
  template.Parameters?.[name]?.NoEcho
    ? `--parameter-env ${stack}:${name}=VARIABLE or --parameter-from-file ${stack}:${name}=FILE`
    : `--parameter ${stack}:${name}=VALUE`;
