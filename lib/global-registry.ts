import * as ros from '@alicloud/ros-cdk-core';
import { CrossRegionReplication } from './cross-region-replication';
import { settingsProblems } from './domain/surroundings';
import { sourceEditionProblems } from './domain/topology';
import { Grantee } from './grantee';
import { InstanceSettings, RegionSettings } from './instance-settings';
import { MirroredNamespace, RepositoryOptions, Visibility } from './mirrored-namespace';
import { sentence, Problem } from './private/problem';
import {
  namingProblems,
  regionOptionProblems,
  serviceRoleProblems,
  sharedProblems,
  replicaProblems,
} from './private/registry-checks';
import { knownSettings } from './private/known-settings';
import { registryShapeProblems } from './private/registry-shapes';
import { namespaceOptionProblems, namespaceRegionProblems, ruleNamespaceProblems } from './private/namespace-checks';
import { RegistryStacks } from './private/registry-stacks';
import { InstanceOptions, Edition, ImageScanner, IRegistryInstance } from './registry-instance';
import { NamespaceRules } from './private/namespace-rules';
import { RegistryServiceRoles } from './registry-service-roles';
import { SyncTrigger } from './sync-rule';

/** The registry of one region. */
export interface RegionOptions extends RegionSettings {
  /** The id of the region, such as `eu-central-1`. */
  readonly region: string;

  /**
   * The name of the instance in this region, where it differs from the others.
   *
   * @default - the name of the registry
   */
  readonly instanceName?: string;

  /**
   * The id of an instance that exists already, `cri-...`. It is taken as it is and nothing is bought.
   *
   * @default - a new instance is bought
   */
  readonly existingInstanceId?: string;
}

/** The registry that images are pushed to. */
export interface PrimaryOptions extends RegionOptions, InstanceOptions {
  /**
   * What the instance can do; of an existing one, what it was bought as.
   *
   * @default Edition.ADVANCED
   */
  readonly edition?: Edition;
}

/** A registry in another region that receives every pushed image. What is left out is inherited from the primary. */
export interface ReplicaOptions extends RegionOptions {
  /**
   * What the instance can do.
   *
   * @default Edition.BASIC
   */
  readonly edition?: Edition;

  /**
   * How many months are paid in advance: 1, 2, 3, 6, 12, 24, 36, 48 or 60.
   *
   * @default - as many as for the primary
   */
  readonly periodMonths?: number;

  /**
   * How many months each automatic renewal adds, a whole number from 1.
   *
   * @default - as many as for the primary; renewed by hand if the primary is
   */
  readonly autoRenewMonths?: number;

  /**
   * The engine that scans images arriving at this replica.
   *
   * @default - the engine of the primary
   */
  readonly imageScanner?: ImageScanner;

  /**
   * An own OSS bucket in the region of this replica that keeps the images. The bucket of the primary is in another region, so it is
   * not inherited.
   *
   * @default - the service makes and keeps a bucket
   */
  readonly storageBucketName?: string;

  /**
   * The resource group of the instance, `rg-...`.
   *
   * @default - the resource group of the primary
   */
  readonly resourceGroupId?: string;

  /**
   * What becomes of the instance, its namespaces and repositories when they leave the app.
   *
   * @default - the same as for the primary
   */
  readonly removalPolicy?: ros.RemovalPolicy;

  /**
   * The UID of the account that owns the instance, where that is another account. Its owner prepares the instance and the
   * namespaces; synth lists them.
   *
   * @default - the account that is deployed to
   */
  readonly accountId?: string;
}

/** A namespace of the registry and what of it is copied. */
export interface NamespaceOptions {
  /** The name: 2 to 30 lowercase letters, digits, hyphens and underscores, a letter or a digit at both ends. */
  readonly name: string;

  /**
   * Who may pull from repositories that are created by pushing.
   *
   * @default Visibility.PRIVATE
   */
  readonly visibility?: Visibility;

  /**
   * Whether pushing to a repository that does not exist creates it.
   *
   * Where this is off, each of `repositories` is copied by a rule of its own.
   *
   * @default true
   */
  readonly autoCreateRepositories?: boolean;

  /**
   * Repositories to create in every region that has the namespace.
   *
   * @default - none; they are created by pushing
   */
  readonly repositories?: RepositoryOptions[];

  /**
   * The regions of the replicas that have the namespace and receive its images.
   *
   * @default - every replica
   */
  readonly replicateTo?: string[];

  /**
   * The regions whose instance has the namespace already, so that it is not created there.
   *
   * @default - none
   */
  readonly existingIn?: string[];

  /**
   * A regular expression that the name of a repository must match as a whole to be copied, such as `team-.*`.
   *
   * @default - every repository
   */
  readonly repositoriesMatching?: string;

  /**
   * A regular expression that a tag must match as a whole to be copied, such as `release-.*`.
   *
   * @default - every tag
   */
  readonly tagsMatching?: string;

  /**
   * What starts a copy.
   *
   * @default SyncTrigger.AUTOMATIC
   */
  readonly trigger?: SyncTrigger;
}

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

  private readonly props: GlobalRegistryProps;
  private readonly stacks: RegistryStacks;
  private readonly problems: Problem[];
  private readonly replicaOptions = new Map<string, ReplicaOptions>();
  private readonly namespaceOptions = new Map<string, NamespaceOptions>();
  private readonly pullers: Grantee[] = [];
  private readonly rules: NamespaceRules;

  constructor(scope: ros.Construct, id: string, props: GlobalRegistryProps) {
    super(scope, id);
    const shape = registryShapeProblems(props);
    this.props = wellFormed(props);
    const basics = [
      ...shape,
      ...namingProblems(this.props),
      ...settingsProblems('', knownSettings(this.props)),
      ...regionOptionProblems('primary.', this.props.primary),
    ];
    this.problems = [...basics, ...sharedProblems(this.props)];
    this.stacks = new RegistryStacks(this, this.props, basics.length === 0);
    this.primary = this.stacks.addPrimary(this.props.primary);
    this.rules = new NamespaceRules(this, this.stacks, this.primary);
    this.declareReplicas(this.props.replicas ?? []);
    this.declareNamespaces(this.props.namespaces ?? []);
  }

  /** The instances that receive images, in the order in which they were declared. */
  public get replicas(): IRegistryInstance[] {
    return [...this.replicaOptions.keys()].map(region => this.stacks.replica(region)!.instance);
  }

  /** What copies images to the replicas, in the order of the replicas. */
  public get replications(): CrossRegionReplication[] {
    return [...this.replicaOptions.keys()].map(region => this.stacks.replica(region)!.replication);
  }

  /** The namespaces, in the order in which they were declared. */
  public get namespaces(): MirroredNamespace[] {
    return [...this.namespaceOptions.keys()].map(name => this.rules.namespace(name));
  }

  /**
   * The replica of a region.
   *
   * @param region the id of the region
   */
  public replica(region: string): IRegistryInstance {
    const found = this.stacks.replica(region);
    if (found === undefined) {
      this.refuse(this.problems);
      const known = [...this.replicaOptions.keys()].sort().join(', ') || 'none';
      throw new Error(
        `${this.node.path}: there is no replica in ${JSON.stringify(region)}. The replicas are in: ${known}.`,
      );
    }
    return found.instance;
  }

  /**
   * Adds a replica, with every namespace that goes to all replicas.
   *
   * @param options the region and how the instance is bought
   */
  public addReplica(options: ReplicaOptions): IRegistryInstance {
    const subject = 'replica';
    this.refuse([
      ...(this.stacks.usable ? [] : this.problems),
      ...replicaProblems(subject, options, this.primary.region, this.takenRegions()),
      ...sourceEditionProblems('primary.edition', this.props.primary.edition),
    ]);
    return this.buildReplica(options);
  }

  /**
   * Adds a namespace to the primary and its replicas.
   *
   * @param options the name and what is copied
   */
  public addNamespace(options: NamespaceOptions): MirroredNamespace {
    this.refuse(namespaceOptionProblems('namespace', options, this.takenNames()));
    return this.buildNamespace(options);
  }

  /**
   * Permits somebody to pull every image from every region, those of later replicas included.
   *
   * @param grantee a role, a user or a group
   */
  public grantPull(grantee: Grantee): void {
    this.pullers.push(grantee);
    [this.primary, ...this.replicas].forEach(instance => this.letPull(instance, grantee));
  }

  /**
   * Permits somebody to push to the primary. Replicas receive images by replication alone. Docker also reads what it pushes over: see
   * grantPullPush.
   *
   * @param grantee a role, a user or a group
   */
  public grantPush(grantee: Grantee): void {
    if (this.stacks.usable) {
      this.primary.grantPush(grantee);
    }
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

  protected prepare(): void {
    this.rules.explain();
  }

  protected validate(): string[] {
    const regions = [...this.replicaOptions.keys()].sort();
    const usable = this.stacks.usable;
    return [
      ...this.problems,
      ...serviceRoleProblems(this, this.props.serviceRoles),
      ...this.stacks.collisionProblems(),
      ...ruleNamespaceProblems(this.props, [...this.namespaceOptions.keys()].sort()),
      ...[...this.namespaceOptions.values()].flatMap(options => {
        const subject = this.subjectOf(options);
        const replicates = usable ? this.rules.problems(subject, options) : [];
        return [
          ...(usable ? namespaceRegionProblems(subject, options, this.primary.region, regions) : []),
          ...replicates,
        ];
      }),
    ].map(sentence);
  }

  /** The owner of another account permits what happens there. */
  private letPull(instance: IRegistryInstance, grantee: Grantee): void {
    if (this.stacks.usable && instance.accountId === undefined) {
      instance.grantPull(grantee);
    }
  }

  /** Builds what is right and notes what is wrong, so that one synth tells everything. */
  private declareReplicas(replicas: readonly ReplicaOptions[]): void {
    const taken = new Map<string, string>();
    const unable = replicas.length > 0 ? sourceEditionProblems('primary.edition', this.props.primary.edition) : [];
    this.problems.push(...unable);
    const good = replicas.filter((replica, i) => {
      const problems = replicaProblems(`replicas[${i}]`, replica, this.props.primary.region, taken);
      this.problems.push(...problems);
      taken.set(replica?.region, taken.get(replica?.region) ?? `replicas[${i}]`);
      return problems.length === 0 && unable.length === 0 && this.stacks.usable;
    });
    good.forEach(replica => this.replicaOptions.set(replica.region, replica));
    sortedBy(good, replica => replica.region).forEach(replica => this.buildReplica(replica));
  }

  private declareNamespaces(namespaces: readonly NamespaceOptions[]): void {
    const taken = new Map<string, string>();
    const good = namespaces.filter((options, i) => {
      const problems = namespaceOptionProblems(`namespaces[${i}]`, options, taken);
      this.problems.push(...problems);
      taken.set(options?.name, taken.get(options?.name) ?? `namespaces[${i}]`);
      return problems.length === 0;
    });
    good.forEach(options => this.namespaceOptions.set(options.name, options));
    sortedBy(good, options => options.name).forEach(options => this.buildNamespace(options));
  }

  private buildReplica(options: ReplicaOptions): IRegistryInstance {
    this.replicaOptions.set(options.region, options);
    const { instance } = this.stacks.addReplica(options);
    this.pullers.forEach(grantee => this.letPull(instance, grantee));
    this.namespaceOptions.forEach(namespace => this.rules.extend(namespace, options));
    return instance;
  }

  private buildNamespace(options: NamespaceOptions): MirroredNamespace {
    this.namespaceOptions.set(options.name, options);
    const namespace = this.rules.add(options);
    sortedBy([...this.replicaOptions.values()], replica => replica.region).forEach(replica =>
      this.rules.extend(options, replica),
    );
    return namespace;
  }

  private takenRegions(): Map<string, string> {
    return new Map([...this.replicaOptions.keys()].map(region => [region, 'an earlier replica']));
  }

  private takenNames(): Map<string, string> {
    return new Map([...this.namespaceOptions.keys()].map(name => [name, 'an earlier namespace']));
  }

  private subjectOf(options: NamespaceOptions): string {
    const index = (this.props.namespaces ?? []).indexOf(options);
    return index === -1 ? `namespace ${options.name}` : `namespaces[${index}]`;
  }

  private refuse(problems: readonly Problem[]): void {
    if (problems.length > 0) {
      throw new Error(`${this.node.path}: ${problems.map(sentence).join(' ')}`);
    }
  }
}

function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Props of which every part is what it must be; what is not has been noted, and is left out here. */
function wellFormed(props: GlobalRegistryProps): GlobalRegistryProps {
  const list = <T>(items: T[] | undefined): T[] => (Array.isArray(items) ? items : []);
  const isObject = typeof props?.primary === 'object' && props.primary !== null;
  const { replicas, namespaces, scanRules, retentionRules } = props ?? {};
  return {
    ...props,
    primary: isObject ? props.primary : ({} as PrimaryOptions),
    replicas: list(replicas),
    namespaces: list(namespaces),
    scanRules: list(scanRules),
    retentionRules: list(retentionRules),
  };
}
