import * as ros from '@alicloud/ros-cdk-core';
import { CrossRegionReplication } from './cross-region-replication';
import { keepFields } from './core/kept';
import { place } from './core/place';
import { planned, refuse } from './core/refuse';
import { asGiven, described } from './core/tokens';
import { finish, makingMoreOf } from './core/unfinished';
import { whenWritten } from './core/written';
import { NamespacePlan, planNamespace, planRegistry, planReplica, RegionPlan, RegistryPlan } from './domain/plan';
import {
  namespaceRegionProblems,
  ruleNamespaceProblems,
  uncopiedProblems,
  unknownReplicaProblems,
} from './domain/namespace-checks';
import { sentence } from './domain/problem';
import { PullRegistry } from './domain/pulling/registry';
import { TableOf } from './domain/prop-rules';
import { NAMESPACE, REGION, REGISTRY, REPLICA } from './domain/props';
import { applyImageRules, imageRulesAbout } from './instance/apply-settings';
import { Grantee } from './instance/grantee';
import { letPull, requireGrantee } from './instance/grants';
import { warnOfOverlaps } from './instance/image-rules';
import { IRegistryInstance } from './instance/instance';
import { isForeign } from './instance/owner';
import { InstanceOptions, InstanceSettings, RegistryInstanceProps } from './instance/settings';
import { MirroredNamespace } from './mirrored-namespace';
import { RegistryInstance } from './registry-instance';
import { serviceRoleProblems, warnOfStackCount, groupNameProblems } from './registry/checks';
import { describedRegion, describedRegistry } from './registry/described';
import { goesTo, rulesOf } from './registry/derived-rules';
import { writeExisting } from './registry/existing';
import { NamespaceOptions, PrimaryOptions, ReplicaOptions } from './registry/options';
import { PullConfig } from './registry/pull-config';
import { notePulling, pullConfigOf, pullRegistryOf } from './registry/pulling';
import { noteOnRegion, warnOfIdleRules, warnOfUnreached, warnOfWishfulRules } from './registry/region-notes';
import { RegistryStacks } from './registry/stacks';
import { takeInstance } from './registry/take-instance';
import { RegistryServiceRoles } from './registry-service-roles';

/** A registry that spans regions. */
export interface GlobalRegistryProps extends InstanceSettings {
  /**
   * The name of the instance in every region: 3 to 30 lowercase letters, digits and hyphens, no hyphen at either end.
   *
   * It is part of every host name and cannot be changed later.
   */
  readonly instanceName: string;

  /** The registry that images are pushed to. */
  readonly primary: PrimaryOptions;

  /**
   * The registries that receive them. Their order does not matter.
   *
   * @default - none
   */
  readonly replicas?: ReplicaOptions[];

  /**
   * The namespaces and what of them is copied. Their order does not matter.
   *
   * @default - none
   */
  readonly namespaces?: NamespaceOptions[];

  /**
   * What the names of all stacks begin with: a letter, then letters, digits and hyphens.
   *
   * @default - the name of the instance
   */
  readonly stackNamePrefix?: string;

  /**
   * The service roles of the account; every registry waits for their stack. A new account needs them.
   *
   * @default - the roles are there
   */
  readonly serviceRoles?: RegistryServiceRoles;

  /**
   * Tags of every stack, at most 20; the resources of Container Registry take none through ROS.
   *
   * @default - none
   */
  readonly tags?: Record<string, string>;
}

/**
 * One registry in several regions: an instance per region, the same namespaces in each, and rules that copy every pushed image from
 * the primary to the replicas.
 *
 * It makes a registry stack per region, `{prefix}-{region}`, and a replication stack per replica,
 * `{prefix}-{primary}-to-{replica}`, deployed in the region of the primary once both registry stacks are there.
 *
 * Only images pushed after a rule exists are copied. A replica receives images from the primary alone and passes none on.
 */
export class GlobalRegistry extends ros.Construct {
  /** The instance that images are pushed to. */
  public readonly primary: IRegistryInstance;

  /** @internal */
  public readonly _kind = 'GlobalRegistry';

  private readonly props: GlobalRegistryProps;
  private readonly stacks: RegistryStacks;
  private readonly regions = new Map<string, Region>();
  private readonly declared = new Map<string, DeclaredNamespace>();
  private readonly pullers: Grantee[] = [];
  private plan: RegistryPlan;

  constructor(scope: ros.Construct, id: string, props: GlobalRegistryProps) {
    super(...place('new GlobalRegistry', scope, id));
    const plan = planned(this, planRegistry(describedRegistry(props)));
    const { serviceRoles, tags } = (this.props = { ...props });
    const before = serviceRoles && ros.Stack.of(serviceRoles);
    whenWritten(this, session => writeExisting(session, this, [...this.regions.values()], [...this.declared.values()]));
    this.stacks = new RegistryStacks(this, { prefix: plan.prefix, tags: { ...tags }, before });
    this.plan = { ...plan, replicas: [], namespaces: [] };
    this.primary = this.buildRegion(plan.primary).instance;
    keepFields(this, ['primary']);
    sortedBy(plan.replicas, ({ region }) => region).forEach(replica => this.buildReplica(replica));
    sortedBy(plan.namespaces, ({ name }) => name).forEach(namespace => this.buildNamespace(namespace));
    this.plan = plan;
    finish(this);
  }

  /** The instances that receive images, in the order in which they were declared. */
  public get replicas(): IRegistryInstance[] {
    return this.plan.replicas.map(({ region }) => this.regions.get(region)!.instance);
  }

  /** What copies images to the replicas, in the order of the replicas, and of the groups of namespaces by name. */
  public get replications(): CrossRegionReplication[] {
    return this.plan.replicas.flatMap(({ region }) => {
      const byGroup = [...this.regions.get(region)!.replications].sort(([a], [b]) => (a < b ? -1 : 1));
      return byGroup.map(([, replication]) => replication);
    });
  }

  /** The namespaces, in the order in which they were declared. */
  public get namespaces(): MirroredNamespace[] {
    return this.plan.namespaces.map(({ name }) => this.declared.get(name)!.namespace);
  }

  /**
   * The replica of a region.
   *
   * @param region the id of the region
   */
  public replica(region: string): IRegistryInstance {
    const regions = this.plan.replicas.map(replica => replica.region);
    refuse(this, regions.includes(region) ? [] : unknownReplicaProblems(region, regions));
    return this.regions.get(region)!.instance;
  }

  /**
   * Adds a replica, with every namespace that goes to all replicas.
   *
   * @param options the region and how the instance is bought
   */
  public addReplica(options: ReplicaOptions): IRegistryInstance {
    const replica = planned(this, planReplica(this.plan, describedRegion(options)));
    this.plan = { ...this.plan, replicas: [...this.plan.replicas, replica] };
    return makingMoreOf(this, () => this.buildReplica(replica));
  }

  /**
   * Adds a namespace to the primary and its replicas.
   *
   * @param options the name and what is copied
   */
  public addNamespace(options: NamespaceOptions): MirroredNamespace {
    const namespace = planned(this, planNamespace(this.plan, described(options)));
    this.plan = { ...this.plan, namespaces: [...this.plan.namespaces, namespace] };
    return makingMoreOf(this, () => this.buildNamespace(namespace));
  }

  /**
   * Permits somebody to pull every image from every region, those of later replicas included.
   *
   * @param grantee a role, a user or a group
   */
  public grantPull(grantee: Grantee): void {
    requireGrantee(this, grantee);
    this.pullers.push(grantee);
    this.regions.forEach(({ instance }) => letPull(instance, grantee));
  }

  /**
   * Permits somebody to push to the primary. Replicas receive images by replication alone. Docker also reads what it pushes over: see
   * grantPullPush.
   *
   * @param grantee a role, a user or a group
   */
  public grantPush(grantee: Grantee): void {
    requireGrantee(this, grantee);
    this.primary.grantPush(grantee);
  }

  /**
   * Permits somebody to push to the primary and to pull from every region.
   *
   * @param grantee a role, a user or a group
   */
  public grantPullPush(grantee: Grantee): void {
    this.grantPush(grantee);
    this.grantPull(grantee);
  }

  /**
   * The text that configures whoever pulls in a region, so that one image reference is answered by the registry that is nearest.
   *
   * It is written from what is declared so far: ask for it at the end. Nothing of it is deployed.
   *
   * @param region the id of the region that is pulled in: that of the primary or of a replica
   * @param config what is configured; containerd, if left out
   */
  public pullConfig(region: string, config: PullConfig = PullConfig.containerd()): string {
    return pullConfigOf(this, this.pulled(), region, config);
  }

  /** What only the finished declaration tells: rules for repositories that were declared later, and what people should know. */
  protected prepare(): void {
    for (const { plan, namespace, copiedBy } of this.declared.values()) {
      rulesOf(plan, namespace.repositoryNames).forEach(rule => copiedBy.forEach(by => by._ensureRule(rule)));
    }
    const regions = [...this.regions.values()];
    for (const { plan, instance, replications } of regions) {
      const namespaces = this.declaredIn(plan.region).map(({ namespace }) => namespace);
      noteOnRegion(plan, instance, replications.get(''), namespaces);
      warnOfWishfulRules(this.plan.primary, plan, [...replications.values()][0] ?? instance, this.plan.namespaces);
    }
    const plans = regions.map(({ plan }) => plan);
    warnOfUnreached(this.primary, this.props, plans);
    warnOfIdleRules(this.primary, this.props, plans, this.declared.size);
    warnOfStackCount(this.primary);
    notePulling([this.primary, ...this.replications], this.pulled());
  }

  protected validate(): string[] {
    const regions = this.plan.replicas.map(({ region }) => region).sort();
    const { scanRules, retentionRules, serviceRoles } = this.props;
    return [
      ...serviceRoleProblems(this, serviceRoles),
      ...groupNameProblems(this.primary.region, regions, this.plan.namespaces),
      ...ruleNamespaceProblems({ scanRules, retentionRules }, [...this.declared.keys()].sort()),
      ...[...this.regions.values()].flatMap(({ plan }) => {
        const here = this.declaredIn(plan.region).map(declared => declared.plan.name);
        return ruleNamespaceProblems(plan.ownRules, here.sort(), plan);
      }),
      ...[...this.declared.values()].flatMap(({ plan, namespace, copiedBy }) => [
        ...namespaceRegionProblems(plan, this.primary.region, regions),
        ...(copiedBy.length === 0 ? [] : uncopiedProblems(plan, namespace.repositoryNames)),
      ]),
    ].map(sentence);
  }

  private pulled(): PullRegistry {
    return pullRegistryOf([...this.regions.values()], [...this.declared.values()]);
  }

  private declaredIn(region: string): DeclaredNamespace[] {
    return [...this.declared.values()].filter(({ regions }) => regions.includes(region));
  }

  /** Makes the registry stack of a region and what is in it; the rules about a namespace come with the namespace. */
  private buildRegion(plan: RegionPlan): Region {
    const stack = this.stacks.addRegistry(plan);
    const settings = asGiven<InstanceOptions>(plan.settings);
    const wide = { ...settings, ...imageRulesAbout(settings, undefined) };
    const instance =
      plan.existingInstanceId === undefined
        ? new RegistryInstance(stack, 'Registry', {
            ...asGiven<RegistryInstanceProps>(plan.purchase),
            ...wide,
            instanceName: plan.instanceName,
            edition: plan.edition!,
          })
        : takeInstance(stack, plan, wide);
    warnOfOverlaps(instance, settings.retentionRules ?? []);
    const region = { plan, instance, settings, replications: new Map<string, CrossRegionReplication>() };
    this.regions.set(plan.region, region);
    return region;
  }

  private buildReplica(plan: RegionPlan): IRegistryInstance {
    const region = this.buildRegion(plan);
    this.replicationTo(region);
    this.pullers.forEach(grantee => letPull(region.instance, grantee));
    this.declared.forEach(declared => this.extend(declared, region));
    return region.instance;
  }

  /** The replication of an arrow, or of one group of namespaces along it; made when it is first asked for. */
  private replicationTo({ instance, replications }: Region, group?: string): CrossRegionReplication {
    const made = replications.get(group ?? '');
    if (made !== undefined) {
      return made;
    }
    const stack = this.stacks.addReplication(this.primary, instance, group);
    const replication = new CrossRegionReplication(stack, 'Replication', { source: this.primary, target: instance });
    replications.set(group ?? '', replication);
    return replication;
  }

  private buildNamespace(plan: NamespacePlan): MirroredNamespace {
    const { name, autoCreateRepositories, visibility } = plan;
    const namespace = new MirroredNamespace(this, `Namespace-${name}`, {
      namespaceName: name,
      instances: [],
      autoCreateRepositories,
      visibility: visibility as never,
    });
    const declared: DeclaredNamespace = { plan, namespace, regions: [], copiedBy: [] };
    this.declared.set(name, declared);
    this.putOn(declared, this.regions.get(this.primary.region)!);
    sortedBy(asGiven<{ name: string }[]>(plan.repositories), repository => repository.name).forEach(repository =>
      namespace.addRepository(repository),
    );
    sortedBy([...this.regions.values()], region => region.plan.region).forEach(region => this.extend(declared, region));
    return namespace;
  }

  /** Puts a namespace on a replica, if it goes there, and copies it. */
  private extend(declared: DeclaredNamespace, region: Region): void {
    const { plan, namespace, copiedBy } = declared;
    if (region.plan.tier === 'primary' || !goesTo(plan, region.plan.region)) {
      return;
    }
    this.putOn(declared, region);
    const replication = this.replicationTo(region, plan.stackGroup);
    if (!plan.existingRulesTo.includes(region.plan.region)) {
      copiedBy.push(replication);
      rulesOf(plan, namespace.repositoryNames).forEach(rule => replication._ensureRule(rule));
    }
  }

  /** Puts a namespace on an instance, with the scan and retention rules that are about it. */
  private putOn({ plan, namespace, regions }: DeclaredNamespace, region: Region): void {
    const { instance, settings } = region;
    const existing = isForeign(instance) || plan.existingIn.includes(instance.region);
    namespace._addTo(instance, existing, this.ownerOf(plan, region));
    applyImageRules(instance, imageRulesAbout(settings, plan.name));
    regions.push(instance.region);
  }

  /** What a group holds is made under a stand-in of the instance, in the stack of the group. */
  private ownerOf({ stackGroup }: NamespacePlan, region: Region): ros.Construct | undefined {
    const { plan, instance } = region;
    return stackGroup === undefined || isForeign(instance) ? undefined : this.stacks.standInFor(plan, stackGroup);
  }
}

/** A region as it was built. */
interface Region {
  readonly plan: RegionPlan;
  readonly instance: IRegistryInstance;
  readonly settings: InstanceOptions;
  /** What copies images there, by the group of namespaces; the empty name is for those without one. */
  readonly replications: Map<string, CrossRegionReplication>;
}

/** A namespace as it was built. */
interface DeclaredNamespace {
  readonly plan: NamespacePlan;
  readonly namespace: MirroredNamespace;
  readonly regions: string[];
  readonly copiedBy: CrossRegionReplication[];
}

/** Held against the interfaces: a prop that a table lacks does not compile. */
REGISTRY satisfies TableOf<GlobalRegistryProps>;
REGION satisfies TableOf<PrimaryOptions>;
REPLICA satisfies TableOf<ReplicaOptions>;
NAMESPACE satisfies TableOf<NamespaceOptions>;

function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
