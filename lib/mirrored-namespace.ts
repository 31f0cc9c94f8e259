import * as ros from '@alicloud/ros-cdk-core';
import { keepFields } from './core/kept';
import { warn } from './core/notes';
import { place } from './core/place';
import { removedProblems } from './core/removed';
import { refuse, refuseAfterSynth, requireOptions } from './core/refuse';
import { described, describedAtSynth, known } from './core/tokens';
import { withoutTraces } from './core/traces';
import { finish } from './core/unfinished';
import { RosNamespace, RosRepository } from './cr';
import { Visibility } from './domain/choices';
import { existingInProblems, wishfulWarning } from './domain/namespace-checks';
import { DeployTime, Problem, sentence } from './domain/problem';
import { objectProblems, TableOf } from './domain/prop-rules';
import { constructOf, MIRRORED_NAMESPACE, MIRRORED_NAMESPACE_RULE, REPOSITORY, REPOSITORY_RULE } from './domain/props';
import { isImported } from './instance/collisions';
import { Grantee } from './instance/grantee';
import { grant, informOfOwner, isGrantable, Permissions, requireGrantee } from './instance/grants';
import { IRegistryInstance } from './instance/instance';
import { placeProblems } from './instance/namespace-place';
import { NamespaceThere, namespacesOn } from './instance/memory';
import { RepositoryOptions } from './instance/repository-options';
import { addToInstance, nameOn } from './instance/resource-on-instance';
import { MirroredRepository } from './mirrored-repository';
import { repetitionProblems } from './replication/shared-instance';
import { carryInto } from './stack/carried';

/** How a namespace is made, the same on every instance. */
export interface MirroredNamespaceProps {
  /**
   * The name: 2 to 30 lowercase letters, digits, hyphens and underscores, a letter or a digit at both ends.
   */
  readonly namespaceName: string;

  /** The instances that have the namespace. */
  readonly instances: IRegistryInstance[];

  /**
   * The regions whose instance has the namespace already, so that it is not created there.
   *
   * @default - none
   */
  readonly existingIn?: string[];

  /**
   * Whether pushing to a repository that does not exist creates it. A rule for the whole namespace needs this on the target.
   *
   * @default true
   */
  readonly autoCreateRepositories?: boolean;

  /**
   * Who may pull from repositories that are created by pushing.
   *
   * @default Visibility.PRIVATE
   */
  readonly visibility?: Visibility;
}

/**
 * One namespace under one name on several instances: a folder of repositories that replication can copy into.
 *
 * The namespace alone copies nothing: a sync rule does, and only images pushed after the rule exists.
 *
 * Each namespace is created in the stack of its instance, and stays or goes with it as the `removalPolicy` of the instance says.
 *
 * @see https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-namespace
 */
export class MirroredNamespace extends ros.Construct {
  /** The name of the namespace, the same everywhere. */
  public readonly namespaceName: string;

  private readonly props: MirroredNamespaceProps;
  private readonly there: NamespaceOn[] = [];
  private readonly repositories = new Map<string, RepositoryOptions>();
  private readonly grants: Given[] = [];
  /** Repositories of which something is decided later than they are declared. */
  private readonly late: RepositoryOptions[] = [];

  constructor(scope: ros.Construct, id: string, props: MirroredNamespaceProps) {
    super(...place('new MirroredNamespace', scope, id));
    requireOptions(this, props, RULE, () =>
      Array.isArray(props.instances) ? props.instances.flatMap(instance => placeProblems(this, instance, props)) : [],
    );
    this.props = { ...props, existingIn: [...(props.existingIn ?? [])] };
    this.namespaceName = props.namespaceName;
    keepFields(this, ['namespaceName']);
    for (const instance of props.instances) {
      this.addInstance(instance);
    }
    finish(this);
  }

  /** Whether pushing to a repository that does not exist creates it. */
  public get autoCreateRepositories(): boolean {
    return this.props.autoCreateRepositories ?? true;
  }

  /** The names of the declared repositories, in alphabetical order. */
  public get repositoryNames(): string[] {
    return [...this.repositories.keys()].sort();
  }

  /**
   * Creates the namespace on one more instance, or notes that it is there if `existingIn` names its region.
   *
   * @param instance the instance
   */
  public addInstance(instance: IRegistryInstance): void {
    refuseAfterSynth(this);
    refuse(this, constructOf('RegistryInstance', 'new RegistryInstance(...)')('instance', instance));
    refuse(this, placeProblems(this, instance, this.props));
    this._addTo(instance, this.isDeclaredIn(instance.region));
  }

  /**
   * Creates a repository in the namespace on each of its instances. A rule for one repository needs it on both sides.
   *
   * Instances of another account are left alone; their owners create it.
   *
   * @param options the repository
   */
  public addRepository(options: RepositoryOptions): MirroredRepository {
    refuseAfterSynth(this);
    refuse(this, this.repositoryProblems(options));
    const repository = { ...options, existingIn: [...(options.existingIn ?? [])] };
    this.repositories.set(repository.name, repository);
    if (Object.values(repository).some(value => known(value) instanceof DeployTime)) {
      this.late.push(repository);
    }
    withoutTraces(() => this.there.forEach(on => this.createRepositoryOn(on, repository)));
    return MirroredRepository._of(this, options.name);
  }

  /**
   * Permits somebody to pull the images of the namespace from every instance.
   *
   * @param grantee a role, a user or a group
   */
  public grantPull(grantee: Grantee): void {
    this._grant(grantee, { pull: '*' });
  }

  /**
   * Permits somebody to push to the namespace, on every instance that is no target of replication. Docker also reads what it pushes
   * over: see grantPullPush.
   *
   * @param grantee a role, a user or a group
   */
  public grantPush(grantee: Grantee): void {
    this._grant(grantee, { push: '*' });
  }

  /**
   * Permits somebody to pull the images of the namespace from every instance, and to push where that is allowed.
   *
   * @param grantee a role, a user or a group
   */
  public grantPullPush(grantee: Grantee): void {
    this._grant(grantee, { pull: '*', push: '*' });
  }

  /**
   * Puts the namespace on an instance.
   *
   * @param existing whether it is there already
   * @param owner the construct under which its resources are made, where that is not the instance itself
   * @internal
   */
  public _addTo(
    instance: IRegistryInstance,
    existing: boolean,
    owner: ros.Construct = instance as unknown as ros.Construct,
  ): void {
    const there = namespacesOn(instance).get(this.namespaceName);
    refuse(this, there === undefined ? [] : repetitionProblems(this, instance, there));
    const on = { instance, owner, existing, namespace: this };
    namespacesOn(instance).set(this.namespaceName, on);
    this.there.push(on);
    this.grants.forEach(given => this.grantOn(instance, given));
    withoutTraces(() => {
      if (!existing) {
        this.createOn(on);
      }
      this.repositories.forEach(repository => this.createRepositoryOn(on, repository));
    });
  }

  /**
   * What of it everybody may pull without logging in.
   *
   * @internal
   */
  public get _publicPaths(): string[] {
    const isPublic = (visibility = this.props.visibility) => visibility === Visibility.PUBLIC;
    const repositories = [...this.repositories.values()].filter(({ visibility }) => isPublic(visibility));
    return [
      ...(isPublic() ? [this.namespaceName] : []),
      ...repositories.map(({ name }) => `${this.namespaceName}/${name}`),
    ];
  }

  /**
   * Whether tags of a declared repository can never be pushed again; undefined for a repository that is not declared.
   *
   * @internal
   */
  public _immutableTags(repository: string): boolean | undefined {
    const options = this.repositories.get(repository);
    return options && (options.immutableTags ?? false);
  }

  /**
   * Whether this app creates a declared repository in a region.
   *
   * @internal
   */
  public _createsRepository(repository: string, region: string): boolean {
    const options = this.repositories.get(repository);
    return options !== undefined && !(options.existingIn ?? []).includes(region);
  }

  /**
   * Permits something inside the namespace, now and on instances that are added later.
   *
   * @internal
   */
  public _grant(grantee: Grantee, permissions: Permissions): void {
    requireGrantee(this, grantee);
    const given = { grantee, permissions };
    this.grants.push(given);
    this.there.forEach(({ instance }) => this.grantOn(instance, given));
  }

  protected prepare(): void {
    const { namespaceName } = this;
    if (this.there.some(({ existing }) => !existing) && !this.autoCreateRepositories && this.repositories.size === 0) {
      warn(
        this.there[0].instance,
        `Nothing can be pushed to namespace ${namespaceName}: it creates no repositories by itself, and none is declared. Declare one with addRepository.`,
      );
    }
    this.warnOfWishes();
    if (this.there.length === 0) {
      warn(
        this,
        `Namespace ${namespaceName} (${this.node.path}) is on no instance, so nothing of it is made. Give it one with addInstance.`,
      );
    }
  }

  protected validate(): string[] {
    const scope = this.there[0]?.instance ?? this;
    const gone = this.there.flatMap(({ instance }) => removedProblems('one of instances', instance));
    const late = this.late.flatMap(repository =>
      objectProblems(`repository ${repository.name}`, finallySaid(scope, repository), REPOSITORY_OF_ALL),
    );
    const regions = this.there.map(({ instance }) => instance.region);
    const strays = [
      ...existingInProblems('existingIn', this.props.existingIn, regions),
      ...[...this.repositories.values()].flatMap(({ name, existingIn }) =>
        existingInProblems(`repository ${name}.existingIn`, existingIn, regions),
      ),
    ];
    return [...gone, ...late, ...strays].map(sentence);
  }

  /** What is said to be there on an instance that is only bought. */
  private warnOfWishes(): void {
    for (const { instance, existing } of this.there.filter(on => !isImported(on.instance))) {
      const { region } = instance;
      const namespaces = existing ? [`Namespace ${this.namespaceName}`] : [];
      const repositories = this.repositoryNames
        .filter(name => !this._createsRepository(name, region))
        .map(name => `Repository ${this.namespaceName}/${name}`);
      [...namespaces, ...repositories].forEach(thing => warn(instance, wishfulWarning(thing, 'existingIn', region)));
    }
  }

  private isDeclaredIn(region: string): boolean {
    return (this.props.existingIn ?? []).includes(region);
  }

  /** Instances of other accounts are for their owners; a replica is only read. */
  private grantOn(instance: IRegistryInstance, { grantee, permissions }: Given): void {
    if (isGrantable(instance)) {
      const pull = this.inside(permissions.pull);
      const push = this.inside(permissions.push);
      const create = push?.endsWith('*') && this.autoCreateRepositories ? this.namespaceName : undefined;
      grant(instance, grantee, { pull, push, create, unlessTarget: true });
    } else {
      informOfOwner(instance, grantee);
    }
  }

  private inside(repository: string | undefined): string | undefined {
    return repository === undefined ? undefined : `${this.namespaceName}/${repository}`;
  }

  private createOn({ instance, owner }: NamespaceOn): void {
    const props = {
      instanceId: instance.instanceId,
      namespace: this.namespaceName,
      autoCreate: this.autoCreateRepositories,
      defaultVisibility: this.props.visibility ?? Visibility.PRIVATE,
    };
    addToInstance(
      { instance, owner, namespace: this.namespaceName, holdsImages: true },
      'Namespace',
      this.namespaceName,
      (scope, id) => new RosNamespace(scope, id, props, false),
    );
  }

  private createRepositoryOn({ instance, owner, existing }: NamespaceOn, options: RepositoryOptions): void {
    if (!this._createsRepository(options.name, instance.region) || !isGrantable(instance)) {
      return;
    }
    const { summary = options.name, detail } = options;
    const { values, guards } = carryInto(owner, { summary, detail });
    const props = {
      instanceId: instance.instanceId,
      repoNamespace: this.namespaceName,
      repoName: options.name,
      repoType: options.visibility ?? this.props.visibility ?? Visibility.PRIVATE,
      ...values,
      tagImmutability: options.immutableTags,
    };
    const resource = addToInstance(
      { instance, owner, namespace: this.namespaceName, holdsImages: true, after: guards },
      'Repository',
      `${this.namespaceName}/${options.name}`,
      (scope, id) => new RosRepository(scope, id, props, false),
    );
    if (!existing) {
      resource.addRosDependency(nameOn(owner, 'Namespace', this.namespaceName));
    }
  }

  private repositoryProblems(options: RepositoryOptions): Problem[] {
    const problems = objectProblems('repository', described(options), REPOSITORY_OF_ALL);
    return problems.length === 0 && this.repositories.has(options.name)
      ? [
          {
            subject: 'the name of a repository',
            got: options.name,
            rule: `namespace ${this.namespaceName} already has a repository of that name`,
            fix: 'Remove the repeated one',
          },
        ]
      : problems;
  }
}

/** What is said of a repository when everything has been declared; a lazy summary that comes to nothing is an empty one, for ROS wants one. */
function finallySaid(scope: ros.IConstruct, repository: RepositoryOptions): object {
  const said = describedAtSynth(scope, repository) as object;
  return 'summary' in repository ? { ...said, summary: (said as RepositoryOptions).summary ?? '' } : said;
}

/** The namespace as it is on one instance. */
interface NamespaceOn extends NamespaceThere {
  readonly instance: IRegistryInstance;
}

/** A permission that was given, for instances that are added later. */
interface Given {
  readonly grantee: Grantee;
  readonly permissions: Permissions;
}

const REPOSITORY_OF_ALL = { ...REPOSITORY_RULE, props: REPOSITORY satisfies TableOf<RepositoryOptions> };

const RULE = { ...MIRRORED_NAMESPACE_RULE, props: MIRRORED_NAMESPACE satisfies TableOf<MirroredNamespaceProps> };
