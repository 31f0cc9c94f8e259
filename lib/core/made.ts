import * as ros from '@alicloud/ros-cdk-core';
import type { IAspect } from 'constructs';
import { refuse } from './refuse';
import { isRemoved, refuseRemoved } from './removed';
import { whenPrepared, wholeOf } from './whole';

/** Where an app or a stage keeps what we make in it. */
const MADE = Symbol.for('ros-cdk-global-registry.made-in');

/** The elements that we make in an app or a stage, each with what is looked at when all has been prepared. */
type Made = Map<ros.RosElement, () => void>;

/**
 * Remembers an element that we make, for what is looked at in the whole app or stage when the core synthesises; tells the whole.
 *
 * @param finished looks at the element when nobody changes it any more
 */
export function remember(element: ros.RosElement, finished: () => void): ros.IConstruct {
  const whole = wholeOf(element) as ros.IConstruct & { [MADE]?: Made };
  if (whole[MADE] === undefined) {
    const made: Made = new Map();
    Object.defineProperty(whole, MADE, { value: made });
    whole.node._actualNode.applyAspect(new MadeCheck(whole, made));
    whenPrepared(whole, 'changes', () => made.forEach(look => look()));
  }
  whole[MADE]!.set(element, finished);
  return whole;
}

/** The elements that we make in the app or stage of a construct. */
export function madeIn(construct: ros.IConstruct): ros.RosElement[] {
  return [...((wholeOf(construct) as { [MADE]?: Made })[MADE]?.keys() ?? [])];
}

/** Comes by every construct before anything is prepared, the whole of it first. */
class MadeCheck implements IAspect {
  private readonly names = new Map<string, ros.IConstruct>();

  constructor(
    private readonly whole: ros.IConstruct,
    private readonly made: Made,
  ) {}

  public visit(construct: ros.IConstruct): void {
    if (construct === this.whole) {
      const made = [...this.made.keys()];
      refuseRemoved(this.whole, made);
      made.filter(element => !isRemoved(element)).forEach(element => this.claim(element));
    } else if (ros.RosElement.isRosElement(construct) && !this.made.has(construct)) {
      this.claim(construct);
    }
  }

  /** Two elements under one name in a template: the core has a word about that, but tells neither of them. */
  private claim(element: ros.RosElement): void {
    const { id: got = element.node.id } = element as unknown as { id?: string };
    const section = SECTIONS.findIndex(kind => element instanceof kind);
    const key = `${element.stack.node.path} ${section} ${got}`;
    const first = this.names.get(key);
    if (first === undefined) {
      this.names.set(key, element);
      return;
    }
    if (first !== element && this.made.has(first as ros.RosElement)) {
      const rule = `${first.node.path} goes by that name in the template`;
      const problem = { subject: 'the id of a construct', got, rule, fix: `Rename ${element.node.path}` };
      refuse(element.stack, [problem]);
    }
  }
}

/** What stands in a section of its own; parameters and resources share their names. */
const SECTIONS = [ros.RosOutput, ros.RosCondition, ros.RosMapping, ros.RosRule];
