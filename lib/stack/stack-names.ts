import * as ros from '@alicloud/ros-cdk-core';
import { isLiteral } from '../core/tokens';
import { wholeOf } from '../core/whole';
import { Problem } from '../domain/problem';
import { NamedStack, stackNameProblems } from '../domain/stack-names';

/**
 * What is wrong with the names of the stacks of an app or a stage, beside all stacks of the app: the core names the file of a template
 * after its stack, and writes one over the other without a word.
 */
export function repeatedStackProblems(whole: ros.IConstruct): Problem[] {
  const everyone = whole.node.root.node.findAll().filter(node => ros.Stack.isStack(node)) as ros.Stack[];
  const byName = new Map<string, NamedStack[]>();
  return everyone
    .filter(stack => !(stack instanceof ros.NestedStack))
    .flatMap(stack => {
      const named = described(stack);
      const key = named.name.toLowerCase();
      const before = byName.get(key) ?? [];
      byName.set(key, [...before, named]);
      return wholeOf(stack) === whole ? stackNameProblems(named, before) : [];
    });
}

function described(stack: ros.Stack): NamedStack {
  const { stackName: name, templateFile: file, region, account, node } = stack;
  return {
    path: node.path,
    name,
    directory: wholeOf(stack).node.path,
    file,
    region: isLiteral(region) ? region : undefined,
    account: isLiteral(account) ? account : undefined,
    isOurs: (stack as { _kind?: string })._kind === 'RegionStack',
  };
}
