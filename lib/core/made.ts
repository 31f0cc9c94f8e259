import * as ros from '@alicloud/ros-cdk-core';
import type { IAspect } from 'constructs';
import { refuse } from './refuse';
import { refuseRemoved } from './removed';

/** Where an app or a stage keeps what we make in it. */
const MADE = Symbol.for('ros-cdk-global-registry.made-in');

/** Remembers an element that we make, for what is looked at in the whole app or stage when the core synthesises; tells the whole. */
export function remember(element: ros.RosElement): ros.IConstruct {
  const whole = (ros.Stage.of(element) ?? element.node.root) as ros.Construct & { [MADE]?: Set<ros.RosElement> };
  if (whole[MADE] === undefined) {
    const made = new Set<ros.RosElement>();
    Object.defineProperty(whole, MADE, { value: made });
    whole.node._actualNode.applyAspect(new MadeCheck(whole, made));
  }
  whole[MADE]!.add(element);
  return whole;
}

/** Comes by every construct before anything is prepared, the whole of it first. */
class MadeCheck implements IAspect {
  private readonly names = new Map<string, ros.IConstruct>();

  constructor(
    private readonly whole: ros.IConstruct,
    private readonly made: ReadonlySet<ros.RosElement>,
  ) {}

  public visit(construct: ros.IConstruct): void {
    if (construct === this.whole) {
      refuseRemoved(this.whole, [...this.made]);
      this.made.forEach(element => this.claim(element));
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
