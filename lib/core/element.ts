import * as ros from '@alicloud/ros-cdk-core';
import { warnOfChanges } from './past-props';
import { remember } from './made';
import { noteSynthesis } from './refuse';
import { keepTracing, withoutTraces } from './traces';

/** The metadata by which tools find the construct behind an element of a template. */
const LOGICAL_ID = 'aliyun:ros:logicalId';

/**
 * Makes an element of a template ours: it gets the name we choose, and is rendered without stack traces.
 *
 * The core takes the construct id for the name, so that two constructs with an inner "Resource" would collide; it offers no way to
 * say otherwise (`overrideLogicalId` is ignored), but reads these two fields whenever it renders. While it renders, it records
 * several stack traces for each resource, twice; that is most of the time that synth takes.
 */
export function adopt<T extends ros.RosElement>(element: T, logicalId: string): T {
  const render = element._toRosTemplate;
  const { validate } = element as unknown as { validate: () => string[] };
  for (const entry of element.node.metadata.filter(({ type }) => type === LOGICAL_ID)) {
    Object.assign(entry, { data: logicalId, trace: undefined });
  }
  keepTracing(element);
  const whole = remember(element, () => {
    if (ros.RosResource.isRosResource(element)) {
      warnOfChanges(element, () => render.call(element));
    }
  });
  return Object.assign(element, {
    [OURS]: true,
    id: logicalId,
    logicalId,
    _toRosTemplate: () => (isSilent(element) ? {} : withoutTraces(() => render.call(element))),
    prepare: () => noteSynthesis(whole, 'prepare'),
    validate: () => {
      noteSynthesis(whole, 'validate');
      return validate.call(element);
    },
  });
}

/** Where a stack that renders itself says whether it is doing so. */
export const RENDERING = Symbol('rendering');

/**
 * Before a stack of ours renders itself, the core asks each element only for references to other stacks. Ours hold none: what they read
 * of others is carried by outputs. So they say nothing then, which saves a fifth of synth.
 */
function isSilent(element: ros.RosElement): boolean {
  return (element.stack as { [RENDERING]?: boolean })[RENDERING] === false && isOurs(element);
}

const OURS = Symbol('an element of ours');

/** Whether an element was made by us and left as it was. */
export function isOurs(element: ros.RosElement): boolean {
  const { rawOverrides = {} } = element as { rawOverrides?: object };
  return isMadeByUs(element) && Object.keys(rawOverrides).length === 0;
}

/** Whether an element was made by us, whatever was said on it since. */
export function isMadeByUs(element: ros.RosElement): boolean {
  return OURS in element;
}
