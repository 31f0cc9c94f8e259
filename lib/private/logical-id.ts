import * as ros from '@alicloud/ros-cdk-core';

/**
 * Puts a name into the template.
 *
 * The core takes the construct id for it, so that two constructs with an inner "Resource" would collide; it offers no way to say
 * otherwise (`overrideLogicalId` is ignored), but reads these two fields whenever it renders.
 */
export function giveLogicalId<T extends ros.RosElement>(element: T, logicalId: string): T {
  return Object.assign(element, { id: logicalId, logicalId });
}
