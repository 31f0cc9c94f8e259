import * as ros from '@alicloud/ros-cdk-core';
import type { IAspect } from 'constructs';
import { Problem, Words } from '../domain/problem';
import { refuse } from './refuse';

/** Where an app or a stage keeps what we make in it. */
const MADE = Symbol.for('ros-cdk-global-registry.made-in');

/** Remembers an element that we make: at synth it is refused that it was removed while what needs it stays. */
export function remember(element: ros.RosElement): void {
  const whole = (ros.Stage.of(element) ?? element.node.root) as ros.Construct & { [MADE]?: ros.RosElement[] };
  if (whole[MADE] === undefined) {
    const made: ros.RosElement[] = [];
    Object.defineProperty(whole, MADE, { value: made });
    whole.node._actualNode.applyAspect(new RemovalCheck(whole, made));
  }
  whole[MADE]!.push(element);
}

/** What is wrong with a construct that needs another which was removed. */
export function removedProblems(subject: string, needed: ros.IConstruct): Problem[] {
  const top = removedTop(needed);
  const rule = 'what was made with it cannot work without it';
  return top === undefined
    ? []
    : [{ subject, got: new Words(`removed from the tree, with ${top.node.path}`), rule, fix: 'Leave it in the tree' }];
}

/** The outermost construct that was removed around one, or the construct itself. */
function removedTop({ node }: ros.IConstruct): ros.IConstruct | undefined {
  const scopes = node.scopes;
  return scopes.find(
    (construct, i) => i > 0 && scopes[i - 1].node.tryFindChild(construct.node.id) !== (construct as unknown),
  );
}

/** That something which was removed is needed. */
interface Need {
  readonly top: ros.IConstruct;
  readonly who: ros.IConstruct;
  readonly rule: string;
}

/** Looks through all that was made, when the core comes by before anything is prepared. */
class RemovalCheck implements IAspect {
  constructor(
    private readonly whole: ros.IConstruct,
    private readonly made: readonly ros.RosElement[],
  ) {}

  public visit(construct: unknown): void {
    if (construct !== this.whole) {
      return;
    }
    const needs = this.made.flatMap(element => {
      const top = removedTop(element);
      return top === undefined ? [] : this.needOf(element, top);
    });
    const first = needs.filter(({ top }, i) => needs.findIndex(other => other.top === top) === i);
    const problems = first.map(({ top, rule }) => ({
      subject: top.node.path,
      got: new Words('removed from the tree'),
      rule,
      fix: 'Leave it there; what is not wanted is left out of the props',
    }));
    refuse(first[0]?.who ?? this.whole, problems);
  }

  /** Why what was removed is needed: by the construct of ours that it was made in, or by what waits for it in its stack. */
  private needOf(element: ros.RosElement, top: ros.IConstruct): Need[] {
    const maker = [...top.node.scopes].reverse().find(scope => scope !== top && isOfOurs(scope));
    if (maker !== undefined) {
      const rule = `what ${maker.node.path} makes belongs together, and the rest cannot work without it`;
      return [{ top, who: maker, rule }];
    }
    const waiting = this.made.find(
      other =>
        ros.RosResource.isRosResource(other) &&
        other.stack === element.stack &&
        (other as ros.RosResource).fetchRosDependency().includes(element.logicalId) &&
        removedTop(other) === undefined,
    );
    return waiting === undefined ? [] : [{ top, who: element.stack, rule: `${waiting.node.path} waits for it` }];
  }
}

/** Whether a construct is of a class of ours, which says what it is. */
function isOfOurs(construct: ros.IConstruct): boolean {
  return typeof (construct as { _kind?: unknown })._kind === 'string';
}
