import * as ros from '@alicloud/ros-cdk-core';
import { adopt } from './element';

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
  const { Type, Properties } = assertionTemplate(props);
  return adopt(new ros.RosResource(scope, id, { type: Type, properties: Properties }), logicalId);
}

/** The same as it stands in a template. */
export function assertionTemplate(props: Assertion): { Type: string; Properties: Record<string, unknown> } {
  return {
    Type: 'ALIYUN::ROS::Assert',
    Properties: { Values: props.values, Operation: props.operation, AbortCreation: true, ErrorMessage: props.message },
  };
}

/**
 * Refuses to go on while an instance of another stack cannot be read: `Fn::GetStackOutput` gives an empty text, and no error, when
 * that stack is missing or busy.
 */
export function instanceReady(instanceId: unknown, stackName: string, region: string): Assertion {
  return {
    operation: 'NotEqual',
    values: [instanceId, ''],
    message: `Stack ${stackName} in ${region} gives no InstanceId: it is missing, or still busy. Deploy it first, then this stack.`,
  };
}
