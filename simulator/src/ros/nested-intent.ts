import { ApiError } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { type JsonMap, isMap } from '../runtime/json';
import type { Intent, Stack } from './model';
import type { RosState } from './state';

export const NESTED_STACK = 'ALIYUN::ROS::Stack';

/** The template and parameters of a nested stack. */
export function nestedIntent(parent: Stack, properties: JsonMap): Intent {
  if (parent.depth >= ROS_LIMITS.nestingDepth) {
    throw new ApiError(400, 'StackValidationFailed', `Stacks nest at most ${ROS_LIMITS.nestingDepth} deep.`);
  }
  if (!isMap(properties.TemplateBody)) {
    throw new ApiError(
      400,
      'NotSupported',
      'A nested stack takes its template from TemplateBody here; TemplateURL and TemplateId are not simulated.',
    );
  }
  const parameters = isMap(properties.Parameters) ? properties.Parameters : {};
  const given = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return {
    templateBody: JSON.stringify(properties.TemplateBody),
    given: Object.fromEntries(given) as Record<string, string>,
  };
}

/** What Ref gives for a nested stack. */
export function stackArn(world: RosState, stack: Stack): string {
  return `arn:acs:ros::${stack.region}:${world.accountId}:stacks/${stack.name}/${stack.id}`;
}

/** `Outputs.Name` for each output. */
export function outputAttributes(stack: Stack): JsonMap {
  return Object.fromEntries(stack.outputs.map(output => [`Outputs.${output.key}`, output.value]));
}
