import * as ros from '@alicloud/ros-cdk-core';
import { isLiteral } from '../core/tokens';
import { accountNote, accountProblems } from '../domain/output-reads';
import { Problem } from '../domain/problem';

/** What is wrong, and what should be known, of the accounts of stacks that share outputs. */
interface Accounts {
  readonly problems: Problem[];
  readonly notes: (readonly [ros.Stack, string])[];
}

/** Looks at the accounts of stacks that read outputs of each other, given as pairs: ROS reads them within one account. */
export function accountsOfReads(pairs: readonly (readonly [ros.Stack, ros.Stack])[]): Accounts {
  const groups = groupsOf(pairs).map(group => group.sort((one, other) => (one.node.path < other.node.path ? -1 : 1)));
  const problems: Problem[] = [];
  const notes: (readonly [ros.Stack, string])[] = [];
  for (const group of groups) {
    const named = group.filter(({ account }) => isLiteral(account));
    const accounts = new Map(named.map(({ stackName, account }) => [stackName, account]));
    const unnamed = group.filter(stack => !named.includes(stack)).map(({ stackName }) => stackName);
    const [first] = named;
    if (new Set(accounts.values()).size > 1) {
      problems.push(...accountProblems(accounts));
    } else if (accounts.size > 0 && unnamed.length > 0) {
      notes.push([first, accountNote(first.stackName, first.account, unnamed)]);
    }
  }
  return { problems, notes };
}

/** The stacks that are connected, by way of others or not. */
function groupsOf(pairs: readonly (readonly [ros.Stack, ros.Stack])[]): ros.Stack[][] {
  const groups = new Map<ros.Stack, Set<ros.Stack>>();
  for (const pair of pairs) {
    const all = new Set(pair.flatMap(stack => [stack, ...(groups.get(stack) ?? [])]));
    all.forEach(stack => groups.set(stack, all));
  }
  return [...new Set(groups.values())].map(group => [...group]);
}
