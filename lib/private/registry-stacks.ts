import * as ros from '@alicloud/ros-cdk-core';
import { CrossRegionReplication } from '../cross-region-replication';
import type { GlobalRegistryProps, PrimaryOptions, ReplicaOptions } from '../global-registry';
import { Edition, IRegistryInstance, RegistryInstance } from '../registry-instance';
import { warnOfRegion } from './region-warning';
import { applyRules, applySettings, Settings } from './instance-settings';
import { publish } from './publish';
import { rulesFor, settingsOf } from './region-settings';
import { Problem } from './problem';
import { RegionStack } from './region-stack';
import { UnusableInstance } from './unusable-instance';

/** A replica, and what copies images to it. */
export interface Replica {
  readonly instance: IRegistryInstance;
  readonly replication: CrossRegionReplication;
}

/** The stacks of a registry that spans regions: one per region, one per arrow. */
export class RegistryStacks {
  private readonly prefix: string;
  private readonly registries = new Map<string, RegionStack>();
  private readonly replicas = new Map<string, Replica>();
  private readonly settings = new Map<IRegistryInstance, Settings>();
  private primary!: PrimaryOptions;
  private source?: IRegistryInstance;

  /**
   * @param registry the construct under which the stacks are made
   * @param props what the stacks are named after
   * @param usable whether the names and the primary region are right, so that stacks can be made at all
   */
  constructor(
    private readonly registry: ros.Construct,
    private readonly props: GlobalRegistryProps,
    public readonly usable: boolean,
  ) {
    this.prefix = props.stackNamePrefix ?? props.instanceName;
  }

  /** Makes the registry stack of the primary. */
  public addPrimary(given: PrimaryOptions): IRegistryInstance {
    const options = { edition: Edition.ADVANCED, ...whatIsGiven(given) };
    this.primary = options;
    this.source = this.usable ? this.addInstance(options, 'primary') : new UnusableInstance(this.registry, 'Primary');
    return this.source;
  }

  /** Makes the registry stack of a replica, and the replication stack of the arrow that leads to it. */
  public addReplica(options: ReplicaOptions): Replica {
    const instance = this.addInstance(
      options.existingInstanceId === undefined ? this.inherit(options) : options,
      'replica',
    );
    const replication = this.addReplication(this.source!, instance);
    if (options.existingInstanceId !== undefined) {
      warnOfRegion(replication, options.region);
    }
    const replica = { instance, replication };
    this.replicas.set(options.region, replica);
    return replica;
  }

  /** The replica of a region. */
  public replica(region: string): Replica | undefined {
    return this.replicas.get(region);
  }

  /** All replicas made so far. */
  public all(): Replica[] {
    return [...this.replicas.values()];
  }

  /** Makes the rules of an instance that are about one namespace, once the namespace is there. */
  public addNamespaceRules(instance: IRegistryInstance, name: string): void {
    applyRules(
      instance,
      rulesFor(this.settings.get(instance)!, ({ namespaceName }) => namespaceName === name),
    );
  }

  /**
   * A stack of the same name in the same region, or in the same directory, would take the place of ours. Of two registries, the one
   * that comes later in the app complains.
   */
  public collisionProblems(): Problem[] {
    const byName = new Map<string, ros.Stack[]>();
    for (const stack of this.registry.node.root.node.findAll().filter(ros.Stack.isStack)) {
      namesOf(stack).forEach(name => byName.set(name, [...(byName.get(name) ?? []), stack]));
    }
    const ours = new Set<ros.Stack>(this.registry.node.findAll().filter(node => node instanceof RegionStack));
    return [...byName].flatMap(([name, stacks]) => {
      const own = stacks.findIndex(stack => ours.has(stack));
      const first = stacks.find(
        (other, i) => !ours.has(other) && (!(other instanceof RegionStack) || i < own) && isRival(other, stacks[own]),
      );
      const rule = `${first?.node.path} already makes a stack of that name`;
      const fix = 'Choose another stackNamePrefix for one of the two';
      return own === -1 || first === undefined ? [] : [{ subject: 'the name of a stack', got: name, rule, fix }];
    });
  }

  /** What a replica leaves out it takes from the primary, but for what belongs to one region: the edition and the bucket. */
  private inherit(options: ReplicaOptions): ReplicaOptions {
    const { periodMonths, autoRenewMonths, imageScanner, resourceGroupId, removalPolicy } = this.primary;
    const inherited = { periodMonths, autoRenewMonths, imageScanner, resourceGroupId, removalPolicy };
    return { edition: Edition.BASIC, ...inherited, ...whatIsGiven(options) };
  }

  private addInstance(options: PrimaryOptions | ReplicaOptions, tier: 'primary' | 'replica'): IRegistryInstance {
    const { region, edition, existingInstanceId: instanceId } = options;
    const accountId = 'accountId' in options ? options.accountId : undefined;
    const instanceName = options.instanceName ?? this.props.instanceName;
    const stack = new RegionStack(this.registry, region, {
      stackName: `${this.prefix}-${region}`,
      region,
      description: `Container registry ${instanceName} in ${region}, the ${tier} of ${this.registry.node.path}`,
      purpose: { role: 'registry', tier, instanceName },
      tags: this.props.tags,
    });
    if (this.props.serviceRoles !== undefined && ros.Stage.of(this.props.serviceRoles) === ros.Stage.of(stack)) {
      stack.addDependency(ros.Stack.of(this.props.serviceRoles), `${stack.node.path} needs the service roles`);
    }
    this.registries.set(region, stack);
    const settings = settingsOf(this.props, options, tier);
    const wide = { ...settings, ...rulesFor(settings, ({ namespaceName }) => namespaceName === undefined) };
    const instance =
      instanceId === undefined
        ? new RegistryInstance(stack, 'Registry', { ...options, ...wide, edition: edition!, instanceName })
        : RegistryInstance.fromInstanceAttributes(stack, 'Registry', {
            instanceId,
            instanceName,
            region,
            edition,
            accountId,
          });
    if (instanceId !== undefined) {
      applySettings(instance, wide);
      stack.stays = settings.publicAccess !== undefined;
      stack.whenFilled = () => publish(instance, instance.instanceId, settings.publicAccess?.enabled === true);
    }
    this.settings.set(instance, settings);
    return instance;
  }

  private addReplication(source: IRegistryInstance, target: IRegistryInstance): CrossRegionReplication {
    const arrow = `${source.region}-to-${target.region}`;
    const stack = new RegionStack(this.registry, arrow, {
      stackName: `${this.prefix}-${arrow}`,
      region: source.region,
      description: `Replication of the container registry from ${source.region} to ${target.region}`,
      purpose: { role: 'replication', source: endOf(source), target: endOf(target) },
      tags: this.props.tags,
    });
    [source, target].forEach(end => stack.deployAfter(this.registries.get(end.region)!));
    return new CrossRegionReplication(stack, 'Replication', { source, target });
  }
}

function endOf(instance: IRegistryInstance): Record<string, unknown> {
  const { region, instanceName, registryHost, accountId } = instance;
  return { region, instanceName, registryHost, accountId };
}

/** Options without those that are there but undefined, which would hide a default. */
function whatIsGiven<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

function namesOf(stack: ros.Stack): string[] {
  return stack instanceof RegionStack ? stack.partNames() : [stack.stackName];
}

/** Stacks of one name meet in one region, or in one directory of templates. */
function isRival(other: ros.Stack, stack: ros.Stack | undefined): boolean {
  return stack !== undefined && (other.region === stack.region || ros.Stage.of(other) === ros.Stage.of(stack));
}
