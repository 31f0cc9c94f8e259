import * as ros from '@alicloud/ros-cdk-core';
import { Problem, Words } from '../domain/problem';
import { refuse } from './refuse';

/** What is wrong with a construct that needs another which was removed. */
export function removedProblems(subject: string, needed: ros.IConstruct): Problem[] {
  const top = removedTop(needed);
  const rule = 'what was made with it cannot work without it';
  return top === undefined
    ? []
    : [{ subject, got: new Words(`removed from the tree, with ${top.node.path}`), rule, fix: 'Leave it in the tree' }];
}

/** Whether a construct is in the tree no more, so that nothing is made of it. */
export function isRemoved(construct: ros.IConstruct): boolean {
  return removedTop(construct) !== undefined;
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

/** Refuses that something we have made was removed while what needs it stays. */
export function refuseRemoved(whole: ros.IConstruct, made: readonly ros.RosElement[]): void {
  const needs = made.flatMap(element => {
    const top = removedTop(element);
    return top === undefined ? [] : needOf(element, top, made);
  });
  const first = needs.filter(({ top }, i) => needs.findIndex(other => other.top === top) === i);
  const problems = first.map(({ top, rule }) => ({
    subject: top.node.path,
    got: new Words('removed from the tree'),
    rule,
    fix: 'Leave it there; what is not wanted is left out of the props',
  }));
  refuse(first[0]?.who ?? whole, problems);
}

/** Why what was removed is needed: by the construct of ours that it was made in, or by what waits for it in its stack. */
function needOf(element: ros.RosElement, top: ros.IConstruct, made: readonly ros.RosElement[]): Need[] {
  const maker = [...top.node.scopes].reverse().find(scope => scope !== top && isOfOurs(scope));
  if (maker !== undefined) {
    const rule = `what ${maker.node.path} makes belongs together, and the rest cannot work without it`;
    return [{ top, who: maker, rule }];
  }
  const waiting = made.find(
    other =>
      ros.RosResource.isRosResource(other) &&
      other.stack === element.stack &&
      (other as ros.RosResource).fetchRosDependency().includes(element.logicalId) &&
      removedTop(other) === undefined,
  );
  return waiting === undefined ? [] : [{ top, who: element.stack, rule: `${waiting.node.path} waits for it` }];
}

/** Whether a construct is of a class of ours, which says what it is. */
function isOfOurs(construct: ros.IConstruct): boolean {
  return typeof (construct as { _kind?: unknown })._kind === 'string';
}
