import * as ros from '@alicloud/ros-cdk-core';
import { isMadeByUs } from '../core/element';
import { madeIn } from '../core/made';
import { warn } from '../core/notes';
import { Import, importsIn } from '../core/others';
import { topLevel } from '../core/tokens';
import { Problem, Words } from '../domain/problem';

/**
 * What is wrong with values of other stacks that were put into something of ours past its props, or that are read out of a stack with
 * something of ours: the core gives that stack an output for them that ROS refuses, and the whole stack with it.
 */
export function importProblems(whole: ros.IConstruct): Problem[] {
  const ours = stacksOfOurs(whole);
  return importsIn(whole)
    .filter(one => concernsUs(one, ours))
    .map(({ element, target, value }) => ({
      subject: `what ${element.node.path} reads`,
      got: new Words(value),
      rule: 'it is a value of another stack, and ROS hands none over by import',
      fix: isMadeByUs(element)
        ? 'Write the value itself, or read an output with ros.Fn.getStackOutput'
        : isMadeByUs(target as ros.RosElement)
          ? 'Use what the construct around it offers, such as instanceId: every stack can read that'
          : 'Write a RosOutput there, and read it with ros.Fn.getStackOutput',
    }));
}

/** Warns of values of other stacks that users read in stacks of their own. */
export function warnOfImports(whole: ros.IConstruct): void {
  const ours = stacksOfOurs(whole);
  importsIn(whole)
    .filter(one => !concernsUs(one, ours))
    .forEach(({ element, value }) =>
      warn(
        element.stack,
        `${element.node.path} reads ${value} of another stack: the core writes Fn::ImportValue for that, which ROS does not know. ` +
          'Write a RosOutput there, and read it with ros.Fn.getStackOutput.',
      ),
    );
}

function concernsUs({ element, target }: Import, ours: ReadonlySet<ros.Stack>): boolean {
  return isMadeByUs(element) || ours.has(topLevel(ros.Stack.of(target)));
}

function stacksOfOurs(whole: ros.IConstruct): Set<ros.Stack> {
  return new Set(madeIn(whole).map(({ stack }) => topLevel(stack)));
}
