import * as ros from '@alicloud/ros-cdk-core';

/** What is synthesised at once: the stage of a construct, or its app. */
export interface Whole extends ros.IConstruct {
  prepare(): void;
  [LAST]?: Map<string, () => void>;
}

/** What comes when everything has been prepared. */
const LAST = Symbol.for('ros-cdk-global-registry.last');

/** The stage of a construct, or the app. */
export function wholeOf(construct: ros.IConstruct): ros.IConstruct {
  return ros.Stage.of(construct as ros.Construct) ?? construct.node.root;
}

/**
 * Does something when all of the app or stage of a construct has been prepared, for the core prepares the whole after its parts; in the
 * order of the names.
 */
export function whenPrepared(construct: ros.IConstruct, name: string, action: () => void): void {
  const whole = wholeOf(construct) as Whole;
  if (whole[LAST] === undefined) {
    const { prepare } = whole;
    const last = new Map<string, () => void>();
    Object.defineProperty(whole, LAST, { value: last });
    Object.defineProperty(whole, 'prepare', {
      value: () => {
        prepare.call(whole);
        runInOrder(last);
      },
    });
  }
  whole[LAST]!.set(name, action);
}

/** Runs every step once, in the order of their names; a step may add another. */
function runInOrder(steps: ReadonlyMap<string, () => void>): void {
  const done = new Set<string>();
  const next = (): string | undefined => [...steps.keys()].filter(step => !done.has(step)).sort()[0];
  for (let step = next(); step !== undefined; step = next()) {
    done.add(step);
    steps.get(step)!();
  }
}

/** The stacks of the app or stage of a construct that are deployed by themselves, and those of them that are not written. */
export function stacksOf(construct: ros.IConstruct): {
  readonly stacks: ros.Stack[];
  readonly unwritten: Set<ros.Stack>;
} {
  const whole = wholeOf(construct);
  const all = whole.node.findAll().filter((node): node is ros.Stack => ros.Stack.isStack(node));
  const stacks = all.filter(stack => !(stack instanceof ros.NestedStack) && wholeOf(stack) === whole);
  const followed = new Set(stacks.flatMap(stack => stack.dependencies));
  const unwritten = stacks.filter(stack => (stack as { isEmpty?: boolean }).isEmpty && !followed.has(stack));
  return { stacks, unwritten: new Set(unwritten) };
}
