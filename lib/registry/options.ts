import { SyncTrigger, Visibility } from '../domain/choices';
import { Edition } from '../domain/editions';
import { RepositoryOptions } from '../instance/repository-options';
import { InstanceOptions } from '../instance/settings';

/** The registry of one region; its settings are those of the whole registry where they are left out. */
export interface RegionOptions extends InstanceOptions {
  /** The id of the region, such as `eu-central-1`. */
  readonly region: string;

  /**
   * The name of the instance in this region, where it differs from the others.
   *
   * @default - the name of the registry
   */
  readonly instanceName?: string;

  /**
   * The id of an instance that exists already, `cri-...`. It is taken as it is and nothing is bought; only what is set for this region is
   * set on it.
   *
   * @default - a new instance is bought
   */
  readonly existingInstanceId?: string;
}

/** The registry that images are pushed to. */
export interface PrimaryOptions extends RegionOptions {
  /**
   * What the instance can do; of an existing one, what it was bought as.
   *
   * @default Edition.ADVANCED
   */
  readonly edition?: Edition;
}

/** A registry in another region that receives every pushed image. */
export interface ReplicaOptions extends RegionOptions {
  /**
   * What the instance can do.
   *
   * @default Edition.BASIC
   */
  readonly edition?: Edition;

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
   * The regions of the replicas to which a rule that exists already copies what is said here, so that none is made: ROS would make a
   * second rule beside one of the console or of another tool.
   *
   * @default - none
   */
  readonly existingRulesTo?: string[];

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

  /**
   * The group of stacks that the namespace lives in: 1 to 30 lowercase letters, digits and hyphens. Its namespace, its repositories and the
   * rules about them go to `{prefix}-{region}-{group}`, its sync rules to `{prefix}-{primary}-to-{replica}-{group}`.
   *
   * A stack takes at most 200 resources. Give namespaces that you add a group before it is full; putting a namespace that is deployed
   * into another group does not work, for it holds images and cannot be made again.
   *
   * @default - the stack of the region, and the stack of the arrow
   */
  readonly stackGroup?: string;
}
