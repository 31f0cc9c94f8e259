import * as ros from '@alicloud/ros-cdk-core';
import { RegionPlan } from '../domain/plan';
import { registryStackId, replicationStackId } from '../domain/stack-ids';
import { IRegistryInstance } from '../instance/instance';
import { StackPurpose } from '../stack/region-guard';
import { RegionStack } from '../stack/region-stack';

/** ROS takes 1,024 bytes; a character has four at most. */
const DESCRIPTION_MAX = 256;

/** What the stacks of a registry have in common. */
export interface StackOptions {
  readonly prefix: string;
  readonly tags?: Record<string, string>;
  /** The stack of the service roles, deployed before every registry. */
  readonly before?: ros.Stack;
}

/** The stacks of a registry that spans regions: one per region, one per arrow, and one more of each for every group of namespaces. */
export class RegistryStacks {
  private readonly stacks = new Map<string, RegionStack>();

  constructor(
    private readonly registry: ros.Construct,
    private readonly options: StackOptions,
  ) {}

  /** Makes the stack of the registry of a region. */
  public addRegistry({ region, tier, instanceName, settings }: RegionPlan): RegionStack {
    const { before } = this.options;
    const stack = this.add(registryStackId(region), region, {
      description: `Container registry ${instanceName} in ${region}, the ${tier} of ${this.registry.node.path}`.slice(
        0,
        DESCRIPTION_MAX,
      ),
      purpose: { role: 'registry', tier, instanceName },
      keptWhenEmpty: settings.publicAccess !== undefined,
    });
    if (before !== undefined && ros.Stage.of(before) === ros.Stage.of(stack)) {
      stack.addDependency(before, `${stack.node.path} needs the service roles`);
    }
    return stack;
  }

  /** The stand-in of the instance of a region in the stack of a group. */
  public standInFor(plan: RegionPlan, group: string): ros.Construct {
    const stack = this.groupIn(plan, group);
    return (stack.node.tryFindChild('Registry') as ros.Construct | undefined) ?? new ros.Construct(stack, 'Registry');
  }

  /** The stack of a group of namespaces in a region, after the stack of its registry. */
  private groupIn({ region, tier, instanceName }: RegionPlan, group: string): RegionStack {
    const made = this.stacks.get(registryStackId(region, group));
    if (made !== undefined) {
      return made;
    }
    const stack = this.add(registryStackId(region, group), region, {
      description: `Namespaces of group ${group} of the container registry ${instanceName} in ${region}`,
      purpose: { role: 'registry', tier, instanceName, group },
      keptWhenEmpty: false,
    });
    stack.deployAfter(this.stacks.get(region)!);
    return stack;
  }

  /**
   * Makes the stack of the sync rules of an arrow, or of one group of them, after the stacks of what they copy.
   *
   * It is deployed as long as its replica is declared: if it left the app with its last rule, nothing would delete that rule.
   */
  public addReplication(source: IRegistryInstance, target: IRegistryInstance, group?: string): RegionStack {
    const ofGroup = group === undefined ? '' : ` of group ${group}`;
    const stack = this.add(replicationStackId(source.region, target.region, group), source.region, {
      description: `Replication of the container registry${ofGroup} from ${source.region} to ${target.region}`,
      purpose: { role: 'replication', source: endOf(source), target: endOf(target), ...(group && { group }) },
      keptWhenEmpty: true,
    });
    for (const { region } of [source, target]) {
      [registryStackId(region), registryStackId(region, group)]
        .map(id => this.stacks.get(id))
        .forEach(earlier => earlier && stack.deployAfter(earlier));
    }
    return stack;
  }

  private add(
    id: string,
    region: string,
    rest: { description: string; purpose: StackPurpose; keptWhenEmpty: boolean },
  ): RegionStack {
    const { prefix, tags } = this.options;
    const stack = new RegionStack(this.registry, id, { stackName: `${prefix}-${id}`, region, tags, ...rest });
    this.stacks.set(id, stack);
    return stack;
  }
}

function endOf(instance: IRegistryInstance): Record<string, unknown> {
  const { region, instanceName, registryHost, accountId } = instance;
  return { region, instanceName, registryHost, accountId };
}
