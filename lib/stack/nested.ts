import * as ros from '@alicloud/ros-cdk-core';
import { Problem, Words } from '../domain/problem';

/** What is wrong with a value that is made in a nested stack. */
export function nestedProblems(subject: string, stack: ros.Stack): Problem[] {
  const got = new Words(`a value of the nested stack ${stack.node.path}`);
  const rule = 'nothing outside of a nested stack reads what is in it but its outputs';
  const fix = "Give the nested stack an output of it, and take nested.getAtt('NAME')";
  return stack instanceof ros.NestedStack ? [{ subject, got, rule, fix }] : [];
}
