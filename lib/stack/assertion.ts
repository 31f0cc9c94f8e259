import * as ros from '@alicloud/ros-cdk-core';
import { adopt } from '../core/element';

/** What an `ALIYUN::ROS::Assert` resource compares, and what it says when the comparison fails. */
export interface Assertion {
  readonly operation: 'Equal' | 'NotEqual';
  readonly values: unknown[];
  readonly message: unknown;
}

/**
 * A resource that stops a deployment before anything that depends on it is made.
 *
 * ROS can change none of its properties, so its texts are a contract as well as its name.
 * Source: https://help.aliyun.com/zh/ros/developer-reference/aliyun-ros-assert
 */
export function assertion(scope: ros.Construct, id: string, logicalId: string, props: Assertion): ros.RosResource {
  const { values: Values, operation: Operation, message: ErrorMessage } = props;
  const properties = { Values, Operation, AbortCreation: true, ErrorMessage };
  return adopt(new ros.RosResource(scope, id, { type: 'ALIYUN::ROS::Assert', properties }), logicalId);
}

/**
 * Refuses to go on while a value of another stack cannot be read: `Fn::GetStackOutput` gives an empty text, and no error, when
 * that stack is missing or busy.
 *
 * @param value the function as the template has it, and its arguments: the stack, the output, the region
 */
export function outputReady(value: unknown, [stackName, outputName, region]: readonly string[]): Assertion {
  const what = /InstanceId$/.test(outputName) ? 'InstanceId' : outputName;
  return {
    operation: 'NotEqual',
    values: [value, ''],
    message: `Stack ${stackName} in ${region} gives no ${what}: it is missing, or still busy. Deploy it first, then this stack.`,
  };
}
