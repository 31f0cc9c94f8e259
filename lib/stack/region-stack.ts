import * as ros from '@alicloud/ros-cdk-core';
import { adopt, isOurs, RENDERING } from '../core/element';
import { withoutTraces } from '../core/traces';
import { waitsFor } from '../core/stack-order';
import { Problem, sentence, Words } from '../domain/problem';
import { repeatedThingProblems } from './repeated-things';
import { stackTagsProblems } from './stack-tags';
import { DEPLOY_REGION } from './guard-name';
import { guardRegion, StackPurpose } from './region-guard';
import { sortedTemplate, Template } from './template';
import { sizeProblems, templateProblems } from './template-checks';
import { TemplateWriter } from './template-writer';

/** A stack of ours. */
export interface RegionStackProps {
  readonly stackName: string;
  readonly region: string;
  readonly description: string;
  readonly purpose: StackPurpose;
  /** Whether it is deployed even if it holds nothing, for an earlier deployment may have left something to take away. */
  readonly keptWhenEmpty: boolean;
  readonly tags?: Record<string, string>;
}

/**
 * A stack of ours in one region: guarded against every other region, written without anything random, and left out of the
 * deployment when it holds nothing.
 */
export class RegionStack extends ros.Stack {
  /** @internal */
  public readonly _kind = 'RegionStack';

  private readonly earlier = new Set<RegionStack>();
  private readonly keptWhenEmpty: boolean;
  private readonly sizes = new Map<string, number>();
  private rendered?: Template;
  private written?: string;
  private isFilled = false;
  /** Read by the elements of the stack. */
  public [RENDERING] = false;

  constructor(scope: ros.Construct, id: string, props: RegionStackProps) {
    super(scope, id, {
      stackName: props.stackName,
      env: { region: props.region },
      description: props.description,
      tags: props.tags,
      synthesizer: new TemplateWriter(),
    });
    this.keptWhenEmpty = props.keptWhenEmpty;
    const [version] = this.node.children;
    adopt(version as ros.RosElement, version.node.id); // the core makes it, with a trace into this file
    guardRegion(this, props.purpose);
  }

  /** Deploys another stack first, should it hold anything. */
  public deployAfter(stack: RegionStack): void {
    if (stack !== this) {
      this.earlier.add(stack);
    }
  }

  /** Counts a resource for its namespace, so that a stack that has grown too large can say where it grew. */
  public countFor(namespace: string): void {
    this.sizes.set(namespace, (this.sizes.get(namespace) ?? 0) + 1);
  }

  /** Whether there is nothing to deploy, guards aside. */
  public get isEmpty(): boolean {
    this.isFilled ||= this.keptWhenEmpty || !this.elements().every(isGuard);
    return !this.isFilled;
  }

  /** The whole template; rendered once, when everything has been declared. */
  public template(): Template {
    return (this.rendered ??= this.rendering(() => sortedTemplate(this.render())));
  }

  /** The template as it is written. */
  public text(): string {
    return (this.written ??= JSON.stringify(this.template(), undefined, 2));
  }

  /** The same for whoever asks in the words of the core. */
  protected _toRosTemplate(): Template {
    return this.template();
  }

  /** Every resource waits for the guard, also those that users add. */
  protected prepare(): void {
    super.prepare();
    this.rendered = undefined;
    this.written = undefined;
    for (const element of this.elements()) {
      if (ros.RosResource.isRosResource(element) && element.node.id !== DEPLOY_REGION) {
        const resource: ros.RosResource = element;
        if (!resource.fetchRosDependency().includes(DEPLOY_REGION)) {
          resource.addRosDependency(DEPLOY_REGION);
        }
      }
    }
    for (const stack of this.earlier) {
      if (!stack.isEmpty && !waitsFor(stack, this)) {
        this.addDependency(stack, `${this.node.path} reads the registry of ${stack.node.path}`);
      }
    }
  }

  protected validate(): string[] {
    const template = this.template();
    return [
      ...templateProblems(template),
      ...repeatedThingProblems(template),
      ...sizeProblems(template, this.text(), this.sizes),
      ...this.circleProblems(),
      ...stackTagsProblems(this),
    ].map(sentence);
  }

  /** What waits for this stack, because somebody said so, although this stack reads it. */
  private circleProblems(): Problem[] {
    return [...this.earlier]
      .filter(stack => !stack.isEmpty && waitsFor(stack, this))
      .map(stack => ({
        subject: `stack ${stack.node.path}`,
        got: new Words('made to wait for this stack'),
        rule: 'this stack needs what that one makes, and is deployed after it',
        fix: 'Remove what was added with addDependency',
      }));
  }

  private rendering<T>(render: () => T): T {
    this[RENDERING] = true;
    try {
      return withoutTraces(render);
    } finally {
      this[RENDERING] = false;
    }
  }

  /**
   * The core resolves every value twice, first in its element and then in the template; here once is enough, unless two elements write
   * the same entry, about which the core has its own words.
   */
  private render(): Template {
    const { description, metadata } = this.templateOptions;
    const template: Template = { Description: description, Metadata: metadata };
    for (const element of [this.node.children[0] as ros.RosElement, ...this.elements()]) {
      const once: unknown = this.resolve(element._toRosTemplate());
      const whole = isOurs(element) ? once : this.resolve(once); // what is said past the props is put in afterwards, as it was given
      for (const [section, entries] of Object.entries(whole as Template)) {
        const there = (template[section] ??= typeof entries === 'object' ? {} : entries) as object;
        if (typeof entries === 'object' && Object.keys(entries as object).some(name => name in there)) {
          return super._toRosTemplate();
        }
        Object.assign(there, typeof entries === 'object' ? entries : {});
      }
    }
    return template;
  }

  /** Everything in the template but the version of its format. */
  private elements(): ros.RosElement[] {
    return this.node
      .findAll()
      .filter((node): node is ros.RosElement => ros.RosElement.isRosElement(node) && node.stack === this)
      .filter(node => !(node instanceof ros.RosInfo));
  }
}

/** Whether something guards others and makes nothing. */
function isGuard(element: ros.RosElement): boolean {
  return (element as ros.RosResource).rosResourceType === 'ALIYUN::ROS::Assert';
}
