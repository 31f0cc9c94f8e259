import * as ros from '@alicloud/ros-cdk-core';
import type { IAspect } from 'constructs';
import { inApp } from './app-model';
import { wholeOf } from './whole';

/** A construct that is being made, or was refused while it was. */
interface Unfinished {
  readonly scope: ros.IConstruct;
  readonly id: string;
  /** The error that kept it from being finished, where it was one of ours. */
  error?: Error;
}

/** What is unfinished in the app or stage that a scope is or belongs to, the outermost first. */
function unfinishedIn(scope: ros.IConstruct): Set<Unfinished> {
  const whole = ros.Stage.isStage(scope) ? scope : wholeOf(scope);
  return inApp(whole, `unfinished in ${whole.node.path}`, () => {
    whole.node._actualNode.applyAspect(new UnfinishedCheck(whole));
    return new Set<Unfinished>();
  });
}

/** Notes that a construct of ours is about to be made. */
export function begin(scope: ros.IConstruct, id: string): Unfinished {
  const one = { scope, id };
  unfinishedIn(scope).add(one);
  return one;
}

/** Notes that a construct of ours is whole, and may be synthesised. */
export function finish(construct: ros.IConstruct): void {
  const { scope, id } = construct.node;
  const unfinished = unfinishedIn(scope!);
  unfinished.forEach(one => one.scope === scope && one.id === id && unfinished.delete(one));
}

/** Makes more of a construct that was finished; if that fails, it is not any more. */
export function makingMoreOf<T>({ node }: ros.IConstruct, make: () => T): T {
  const one = begin(node.scope!, node.id);
  const made = make();
  unfinishedIn(node.scope!).delete(one);
  return made;
}

/** Remembers why constructs around what was refused were not finished, should the error be caught. */
export function rememberRefusal(construct: ros.IConstruct, error: Error): void {
  const scopes = construct.node.scopes;
  const around = [...unfinishedIn(construct)].filter(one => scopes.some(scope => isIt(scope, one)));
  around.forEach(one => (one.error = error));
}

/**
 * Comes by the whole app or stage before anything else is done with it: what was refused while it was made, by an error that somebody
 * has caught, would fail in its own ways, or be left out without a word.
 */
class UnfinishedCheck implements IAspect {
  constructor(private readonly whole: ros.IConstruct) {}

  public visit(construct: ros.IConstruct): void {
    if (construct !== this.whole) {
      return;
    }
    const there = [...unfinishedIn(this.whole)].filter(one => one.scope.node.tryFindChild(one.id) !== undefined);
    const errors = new Set(there.map(one => one.error ?? new Error(halfMade(one))));
    const [first, ...others] = errors;
    if (first !== undefined) {
      throw others.length === 0 ? first : new Error([...errors].map(({ message }) => message).join('\n'));
    }
  }
}

/** What is said of an error that was not ours. */
function halfMade({ scope, id }: Unfinished): string {
  const path = [scope.node.path, id].filter(part => part !== '').join('/');
  return (
    `[${path}] the construct is half made, but only what is whole is synthesised. ` +
    'Correct what its error says, or take it out with node.tryRemoveChild.'
  );
}

function isIt({ node: { scope, id } }: ros.IConstruct, one: Unfinished): boolean {
  return scope === one.scope && id === one.id;
}
