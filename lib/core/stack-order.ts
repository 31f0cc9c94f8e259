import * as ros from '@alicloud/ros-cdk-core';
import { allOf, Problem, Words } from '../domain/problem';

/** Whether a stack waits for another, directly or not. */
export function waitsFor(stack: ros.Stack, other: ros.Stack): boolean {
  return wayTo(stack, other) !== undefined;
}

/** What is wrong with a value that a stack reads of another which waits for it. */
export function circleProblems(subject: string, reader: ros.Stack, owner: ros.Stack): Problem[] {
  const between = wayTo(owner, reader);
  if (between === undefined) {
    return [];
  }
  const names = between.map(({ stackName }) => stackName);
  const byWayOf = names.length === 0 ? '' : ` by way of ${allOf(names)}`;
  return [
    {
      subject,
      got: new Words(`read by stack ${reader.stackName}`),
      rule: `stack ${owner.stackName}, which has it, waits for that stack${byWayOf}`,
      fix: 'Move one of the two into a third stack',
    },
  ];
}

/** The stacks between one and another that it waits for, the shortest way. Each stack is looked at once, however many ways lead to it. */
function wayTo(stack: ros.Stack, other: ros.Stack): ros.Stack[] | undefined {
  const cameFrom = new Map<ros.Stack, ros.Stack | undefined>([[stack, undefined]]);
  for (const next of cameFrom.keys()) {
    if (next === other) {
      return between(next, cameFrom);
    }
    next.dependencies.filter(one => !cameFrom.has(one)).forEach(one => cameFrom.set(one, next));
  }
  return undefined;
}

function between(end: ros.Stack, cameFrom: ReadonlyMap<ros.Stack, ros.Stack | undefined>): ros.Stack[] {
  const way: ros.Stack[] = [];
  for (let one = cameFrom.get(end); one !== undefined; one = cameFrom.get(one)) {
    way.unshift(one);
  }
  return way.slice(1);
}
