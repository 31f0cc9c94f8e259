import * as ros from '@alicloud/ros-cdk-core';
import { adopt } from './element';

/** An output of a stack, under a name of ours. */
export function output(
  scope: ros.Construct,
  logicalId: string,
  value: string | ros.IResolvable,
  description: string,
): void {
  adopt(new ros.RosOutput(scope, logicalId, { value, description }), logicalId);
}
