import * as ros from '@alicloud/ros-cdk-core';
import type { IAspect, IConstruct } from 'constructs';
import { inApp } from './app-model';
import { isMadeByUs, isOurs } from './element';
import { noteReads } from './output-reads';
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

/** Collects the tokens that want to know, while something is resolved. */
class Collector extends ros.DefaultTokenResolver {
  public readonly found = new Set<ReadToken>();

  constructor() {
    super(new ros.StringConcat());
  }

  public resolveToken(token: ros.IResolvable, context: ros.IResolveContext, post: ros.IPostProcessor): unknown {
    if (READ in token) {
      this.found.add(token as ReadToken);
    }
    return super.resolveToken(token, context, post);
  }
}

class OthersWatch implements IAspect {
  public visit(element: IConstruct): void {
    if (!ros.RosElement.isRosElement(element) || element instanceof ros.RosInfo || isOurs(element)) {
      return;
    }
    const resolver = new Collector();
    const stack = ros.Stack.of(element);
    try {
      const options = { scope: element, resolver, preparing: true };
      const written = ros.Tokenization.resolve(element._toRosTemplate(), options) as OtherElement['written'];
      noteReads(stack, written);
      if (!isMadeByUs(element)) {
        othersIn(element).push({ element, written });
      }
    } catch {
      // Whatever is wrong with it is said when it is written, with more to go by.
    }
    resolver.found.forEach(token => token[READ](stack));
  }
}
