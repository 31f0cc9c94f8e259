import * as ros from '@alicloud/ros-cdk-core';
import { inform } from '../core/notes';
import { isLiteral, known } from '../core/tokens';
import { stacksOf } from '../core/whole';
import { DeployTime, Problem } from '../domain/problem';
import { regionProblems } from '../domain/regions';

/** What is wrong with the regions of the stacks of an app: those of users are deployed with the rest; one that is decided late is theirs. */
export function stackRegionsProblems(whole: ros.IConstruct): Problem[] {
  return stacksOf(whole).stacks.flatMap(stack => {
    const region = known(stack.region);
    return region instanceof DeployTime ? [] : regionProblems(`the region of stack ${stack.node.path}`, region);
  });
}

/** Tells of stacks that say their account: values go by it, but nothing asks whose credentials a deployment has. */
export function tellOfAccounts(whole: ros.IConstruct): void {
  const { stacks, unwritten } = stacksOf(whole);
  stacks
    .filter(stack => !unwritten.has(stack) && isLiteral(stack.account))
    .forEach(stack =>
      inform(
        stack,
        `Stack ${stack.stackName} names account ${stack.account} in its env. What is in it is taken to belong there, but a deployment goes to ` +
          `the account of its credentials, and nothing compares the two. Deploy it with credentials of account ${stack.account}.`,
      ),
    );
}
