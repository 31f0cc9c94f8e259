import * as ros from '@alicloud/ros-cdk-core';
import type { IAspect, IConstruct } from 'constructs';
import { inApp } from './app-model';
import { isMadeByUs, isOurs, RENDERING } from './element';
import { noteReads } from './output-reads';
import { topLevel } from './tokens';
import { wholeOf } from './whole';

/** A token that wants to know who reads it. */
export interface ReadToken extends ros.IResolvable {
  [READ](stack: ros.Stack): void;
}

/** By what such a token is known. */
export const READ = Symbol('is read');

/** An element that users have written themselves. */
export interface OtherElement {
  readonly element: ros.RosElement;
  /** What it writes into its template, by section. */
  readonly written: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A value of another stack that an element reads by itself: the core writes `Fn::ImportValue` for it, which ROS does not know. */
export interface Import {
  readonly element: ros.RosElement;
  /** What gives the value. */
  readonly target: ros.IConstruct;
  /** The same, and the value: `network/Vpc.VpcId`. */
  readonly value: string;
}

/** What elements read so, in the app or stage of a construct; what a stack of ours holds is looked at when it is written. */
export function importsIn(construct: ros.IConstruct): Import[] {
  return inApp(construct, `imports in ${wholeOf(construct).node.path}`, () => []);
}

/** The elements that users have written themselves, in the app or stage of a construct. */
export function othersIn(construct: ros.IConstruct): OtherElement[] {
  return inApp(construct, `others in ${wholeOf(construct).node.path}`, () => []);
}

/** Looks at each element of users once, in the pass that the core makes over all constructs before anything is prepared. */
export function watchOthers(construct: ros.IConstruct): void {
  const whole = wholeOf(construct);
  const watched = (whole as { [WATCHED]?: true })[WATCHED];
  if (!watched) {
    Object.defineProperty(whole, WATCHED, { value: true });
    whole.node._actualNode.applyAspect(new OthersWatch());
  }
}

const WATCHED = Symbol.for('ros-cdk-global-registry.watched');

/** Collects the tokens that want to know, and those that belong to a construct, while something is resolved. */
class Collector extends ros.DefaultTokenResolver {
  public readonly found = new Set<ReadToken>();
  public readonly references = new Set<ros.Reference>();

  constructor() {
    super(new ros.StringConcat());
  }

  public resolveToken(token: ros.IResolvable, context: ros.IResolveContext, post: ros.IPostProcessor): unknown {
    if (READ in token) {
      this.found.add(token as ReadToken);
    }
    if (ros.Reference.isReference(token)) {
      this.references.add(token);
    }
    return super.resolveToken(token, context, post);
  }
}

class OthersWatch implements IAspect {
  public visit(element: IConstruct): void {
    if (!ros.RosElement.isRosElement(element) || element instanceof ros.RosInfo) {
      return;
    }
    const stack = ros.Stack.of(element);
    if (isOurs(element) && RENDERING in stack) {
      return; // what our stacks hold of ours is most of an app, and looked at when it is written
    }
    const resolver = new Collector();
    try {
      const options = { scope: element, resolver, preparing: true };
      const once: unknown = ros.Tokenization.resolve(element._toRosTemplate(), options);
      // What is said past the props is put in afterwards, as it was given.
      const written = ros.Tokenization.resolve(once, options) as OtherElement['written'];
      noteReads(stack, written);
      if (!isMadeByUs(element)) {
        othersIn(element).push({ element, written });
      }
    } catch {
      // Whatever is wrong with it is said when it is written, with more to go by.
    }
    resolver.found.forEach(token => token[READ](stack));
    importsIn(element).push(...importsOf(element, resolver.references));
  }
}

function importsOf(element: ros.RosElement, references: ReadonlySet<ros.Reference>): Import[] {
  const { stack } = element;
  return RENDERING in stack
    ? []
    : [...references]
        .filter(({ target }) => topLevel(ros.Stack.of(target)) !== topLevel(stack))
        .map(({ target, displayName }) => ({ element, target, value: `${target.node.path}.${displayName}` }));
}
