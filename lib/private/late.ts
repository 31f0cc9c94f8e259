import * as ros from '@alicloud/ros-cdk-core';
import { LATE } from './problem';

/** The value as the domain rules take it: itself, or LATE where it is known only at deploy time. */
export function known<T>(value: T): T | typeof LATE {
  return ros.Token.isUnresolved(value) ? LATE : value;
}

/** The same for each value of a bag of props. */
export function knownProps<T extends object>(props: T): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, known(value)]));
}

/** The stack a construct lives in, if any. */
export function stackOf(construct: ros.IConstruct): ros.Stack | undefined {
  return construct.node.scopes.some(ros.Stack.isStack) ? ros.Stack.of(construct) : undefined;
}

/** The stack that is deployed by itself: the one given, or the outermost around a nested one. */
export function topLevel(stack: ros.Stack): ros.Stack {
  return stack instanceof ros.NestedStack ? topLevel(ros.Stack.of(stack.node.scope!)) : stack;
}

/** Refuses a construct that was given no props at all; without types, nothing else would say which one. */
export function requireProps(construct: ros.IConstruct, props: unknown, names: string): void {
  if (typeof props !== 'object' || props === null) {
    throw new Error(
      `${construct.node.path}: props are ${props === undefined ? 'missing' : JSON.stringify(props)}, but ${names} are needed. Give an object.`,
    );
  }
}

/** Whether a stack waits for another, directly or not. */
export function waitsFor(stack: ros.Stack, other: ros.Stack): boolean {
  return stack === other || stack.dependencies.some(dependency => waitsFor(dependency, other));
}
