import * as ros from '@alicloud/ros-cdk-core';
import { MAX_RESOURCES } from '../domain/partition';
import { assertionTemplate, instanceReady } from './assertion';
import { warn } from './notes';
import { Problem, sentence } from './problem';
import { templateProblems } from './template-checks';
import { adopt } from './element';
import { STACK_METADATA, DEPLOY_REGION, guardRegion, StackPurpose } from './region-guard';
import { RegionStackSynthesizer } from './region-stack-synthesizer';
import { splitTemplate, Template, TemplateResource } from './split-template';
import { StackGroups } from './stack-groups';

/** A stack of ours. */
export interface RegionStackProps {
  readonly stackName: string;
  readonly region: string;
  readonly description: string;
  readonly purpose: StackPurpose;
  readonly tags?: Record<string, string>;
}

/** A template that is deployed as a stack of its own. */
export interface StackPart {
  readonly id: string;
  readonly name: string;
  readonly template: Template;
  readonly dependencies: string[];
  readonly metadata: { type: string; data: unknown };
}

/**
 * A stack of ours in one region: guarded against every other region, written without anything random, split when it grows too
 * large, and left out of the deployment when it holds nothing.
 */
export class RegionStack extends ros.Stack {
  /** Which resources stay together when the stack is split. */
  public readonly groups = new StackGroups();

  /** Whether the stack is deployed even if it holds nothing, for an earlier deployment may have left something to take away. */
  public stays = false;

  /** What is added once it is known that the stack holds something. */
  public whenFilled?: () => void;

  private readonly earlier = new Set<RegionStack>();
  private parts?: StackPart[];
  private filled = false;
  private declared?: ros.RosElement[];
  private readonly purpose: StackPurpose;

  constructor(scope: ros.Construct, id: string, props: RegionStackProps) {
    super(scope, id, {
      stackName: props.stackName,
      env: { region: props.region },
      description: props.description,
      tags: props.tags,
      synthesizer: new RegionStackSynthesizer(),
    });
    this.purpose = props.purpose;
    const [version] = this.node.children;
    adopt(version as ros.RosElement, version.node.id); // the core makes it, with a trace into this file
    guardRegion(this, props.purpose);
  }

  /** Deploys another stack first, should it hold anything. */
  public deployAfter(stack: RegionStack): void {
    this.earlier.add(stack);
  }

  /**
   * Whether there is nothing to deploy, guards aside. A replication stack is deployed all the same, as long as its replica is declared:
   * if it went with its last rule, nothing would delete that rule.
   */
  public get isEmpty(): boolean {
    this.filled ||= this.purpose.role === 'replication' || this.stays || !this.elements().every(isGuard);
    return !this.filled;
  }

  /** Decides which resources go to which part; asked for when everything has been declared. */
  public decideParts(): StackGroups {
    this.groups.decide(this.resources().map(resource => resource.logicalId));
    return this.groups;
  }

  /** The names of the parts, by number; the first is the stack's own, and the others end in `-2` and so on. */
  public partNames(name = this.stackName): string[] {
    return this.groups.numbers().map(number => (number === 1 ? name : `${name}-${number}`));
  }

  /** What is deployed: one part, or several once the stack has grown past the limit of ROS. */
  public templates(): StackPart[] {
    this.parts ??= this.cut();
    return this.parts;
  }

  /** Every resource waits for the guard, also those that users add. */
  protected prepare(): void {
    super.prepare();
    if (!this.isEmpty) {
      this.whenFilled?.();
    }
    const parts = this.decideParts().numbers().length;
    if (parts > 1 && this.purpose.role === 'registry') {
      warn(this, splitWarning(this.stackName, parts));
    }
    for (const resource of this.resources()) {
      if (resource.node.id !== DEPLOY_REGION && !resource.fetchRosDependency().includes(DEPLOY_REGION)) {
        resource.addRosDependency(DEPLOY_REGION);
      }
    }
    for (const stack of this.earlier) {
      if (!stack.isEmpty) {
        this.addDependency(stack, `${this.node.path} reads the registry of ${stack.node.path}`);
      }
    }
  }

  protected validate(): string[] {
    this.declared = this.find();
    const tooLarge = this.groups.tooLarge.map(([group, size]) => sentence(sizeProblem(group, size)));
    return tooLarge.length > 0
      ? tooLarge
      : this.templates()
          .flatMap(({ template }) => templateProblems(template))
          .map(sentence);
  }

  private cut(): StackPart[] {
    const parts = splitTemplate(this.render(), this.groups.numbers(), {
      partOf: id => this.groups.partOf(id),
      fromFirst: (_id, attribute) => (attribute === 'InstanceId' ? this.idFromFirst() : undefined),
      extra: this.firstPartGuard(),
    });
    const [names, ids] = [this.partNames(), this.partNames(this.artifactId)];
    return [...parts.values()].map((template, index) => ({
      id: ids[index],
      name: names[index],
      template,
      dependencies: index > 0 && this.readsItself() ? [this.artifactId] : [],
      metadata: { type: STACK_METADATA, data: { region: this.region, ...this.purpose } },
    }));
  }

  /**
   * The whole template. The core resolves every value twice, first in its element and then in the template; here once is enough, unless
   * two elements write the same entry, about which the core has its own words.
   */
  private render(): Template {
    const { description, metadata } = this.templateOptions;
    const template: Template = { Description: description, Metadata: metadata };
    for (const element of [this.node.children[0] as ros.RosElement, ...this.elements()]) {
      for (const [section, entries] of Object.entries(this.resolve(element._toRosTemplate()) as Template)) {
        const there = (template[section] ??= typeof entries === 'object' ? {} : entries) as object;
        if (typeof entries === 'object' && Object.keys(entries as object).some(name => name in there)) {
          return this._toRosTemplate();
        }
        Object.assign(there, typeof entries === 'object' ? entries : {});
      }
    }
    return template;
  }

  /** A registry stack holds the instance in its first part; the later parts read it from there. */
  private readsItself(): boolean {
    return this.resources().some(resource => resource.rosResourceType === 'ALIYUN::CR::Instance');
  }

  private idFromFirst(): unknown {
    return { 'Fn::GetStackOutput': [this.stackName, 'InstanceId', this.region] };
  }

  private firstPartGuard(): Record<string, TemplateResource> {
    if (!this.readsItself()) {
      return {};
    }
    const ready = instanceReady(this.idFromFirst(), this.stackName, this.region);
    return { InstanceReady: { ...assertionTemplate(ready), DependsOn: [DEPLOY_REGION] } };
  }

  private resources(): ros.RosResource[] {
    return this.elements().filter((node): node is ros.RosResource => ros.RosResource.isRosResource(node));
  }

  /** Everything in the template but the version of its format; looked for anew until everything has been declared. */
  private elements(): ros.RosElement[] {
    return this.declared ?? this.find();
  }

  private find(): ros.RosElement[] {
    return this.node
      .findAll()
      .filter((node): node is ros.RosElement => ros.RosElement.isRosElement(node) && node.stack === this)
      .filter(node => !(node instanceof ros.RosInfo));
  }
}

function splitWarning(stackName: string, parts: number): string {
  return (
    `Stack ${stackName} passes ${MAX_RESOURCES} resources and is split into ${parts} stacks. A namespace that an earlier deployment made ` +
    'in another of them is kept there and cannot be made again: list its region in existingIn.'
  );
}

/** Whether something guards others and makes nothing. */
function isGuard(element: ros.RosElement): boolean {
  return (element as ros.RosResource).rosResourceType === 'ALIYUN::ROS::Assert';
}

function sizeProblem(group: string, got: number): Problem {
  const rule = `a stack holds at most ${MAX_RESOURCES}, and these stay together`;
  return {
    subject: `the number of resources for ${group}`,
    got,
    rule,
    fix: 'Declare fewer, such as repositories that pushing creates anyway',
  };
}
