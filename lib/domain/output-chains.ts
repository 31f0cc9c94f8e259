import { ROS_LIMITS } from './facts.generated';
import { Problem, Words } from './problem';

/** Which stacks read outputs of which: names and regions of readers, and of what each reads. */
export type Reads = Map<string, Set<string>>;

/**
 * What is wrong with stacks that read outputs of each other through too many stacks: whoever comes last gets an error instead of the
 * value, when all before it are bought.
 *
 * Source: https://www.alibabacloud.com/help/en/ros/user-guide/function-getstackoutput
 */
export function chainProblems(reads: Reads): Problem[] {
  const chains = new Map<string, readonly string[]>();
  const most = ROS_LIMITS.outputChainStacks;
  return [...reads.keys()]
    .map(reader => longestChain(reader, reads, chains))
    .filter(chain => chain.length === most + 1) // what comes after these is too long as well, for the same reason
    .map(problemOf)
    .sort((one, other) => (String((one.got as Words).text) < String((other.got as Words).text) ? -1 : 1));
}

/** The longest chain that ends in a stack, first to last; each stack is looked at once, and a circle is told elsewhere. */
function longestChain(stack: string, reads: Reads, chains: Map<string, readonly string[]>): readonly string[] {
  const known = chains.get(stack);
  if (known !== undefined) {
    return known;
  }
  chains.set(stack, []);
  const before = [...(reads.get(stack) ?? [])]
    .filter(source => source !== stack)
    .sort()
    .map(source => longestChain(source, reads, chains))
    .reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []);
  const chain = [...before, stack];
  chains.set(stack, chain);
  return chain;
}

function problemOf(chain: readonly string[]): Problem {
  const names = chain.map(stack => stack.split(' ')[0]);
  const [first, middle, next] = names;
  return {
    subject: 'a chain of stacks, each of which reads outputs of the one before it,',
    got: new Words(names.join(' -> ')),
    rule: `ROS hands outputs on through ${ROS_LIMITS.outputChainStacks} stacks at most, and the last would fail when the others are bought`,
    fix: `Put what ${middle} reads of ${first}, or what ${next} reads of ${middle}, into a stack of its own, or write the value itself`,
  };
}
