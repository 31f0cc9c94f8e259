import * as ros from '@alicloud/ros-cdk-core';
import { isMadeByUs } from '../core/element';
import { warn } from '../core/notes';
import { importsIn } from '../core/others';
import { Problem, Words } from '../domain/problem';

/** What is wrong with values of other stacks that were put into something of ours past its props. */
export function importProblems(whole: ros.IConstruct): Problem[] {
  return importsIn(whole)
    .filter(({ element }) => isMadeByUs(element))
    .map(({ element, value }) => ({
      subject: `what ${element.node.path} reads`,
      got: new Words(value),
      rule: 'it is a value of another stack, and ROS hands none over by import',
      fix: 'Write the value itself, or read an output with ros.Fn.getStackOutput',
    }));
}

/** Warns of values of other stacks that users read in stacks of their own. */
export function warnOfImports(whole: ros.IConstruct): void {
  importsIn(whole)
    .filter(({ element }) => !isMadeByUs(element))
    .forEach(({ element, value }) =>
      warn(
        element.stack,
        `${element.node.path} reads ${value} of another stack: the core writes Fn::ImportValue for that, which ROS does not know. ` +
          'Write a RosOutput there, and read it with ros.Fn.getStackOutput.',
      ),
    );
}
