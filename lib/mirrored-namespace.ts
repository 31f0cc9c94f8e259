import * as ros from '@alicloud/ros-cdk-core';
import { RosNamespace, RosRepository } from './cr';
import { booleanProblems, choiceProblems } from './domain/instance';
import { nameProblems, NAMESPACE_NAME } from './domain/names';
import { repositoryProblems, VISIBILITIES } from './domain/repositories';
import { Grantee } from './grantee';
import { MirroredRepository } from './mirrored-repository';
import { isTarget } from './private/arrows';
import { grant, Permissions } from './private/grants';
import { known, knownProps, requireProps, stackOf } from './private/late';
import { nameOn, placeFor } from './private/instance-place';
import { NamespaceThere, namespacesOn } from './private/namespaces-on';
import { LATE, lateName, Problem, sentence } from './private/problem';
import { withoutTraces } from './private/traces';
import { IRegistryInstance } from './registry-instance';

/** Who may pull the images of a repository. */
export enum Visibility {
  /** Only who logs in and has the permission. */
  PRIVATE = 'PRIVATE',

  /** Everybody who can reach the instance, without logging in. */
  PUBLIC = 'PUBLIC',
}

/** How a namespace is made, the same on every instance. */
export interface MirroredNamespaceProps {
  /**
   * The name: 2 to 30 lowercase letters, digits, hyphens and underscores, a letter or a digit at both ends.
   */
  readonly namespaceName: string;

  /** The instances that have the namespace. */
  readonly instances: IRegistryInstance[];

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

/** How a namespace is on one instance. */
export interface AddInstanceOptions {
  /**
   * Whether the instance has the namespace already, so that it is not created.
   *
   * @default false
   */
  readonly existing?: boolean;
}

/** A repository that is declared rather than created by the first push. */
export interface RepositoryOptions {
  /** The name: 2 to 64 lowercase letters, digits, dots, hyphens and underscores, a letter or a digit at both ends. */
  readonly name: string;

  /**
   * One line about it, 1 to 100 characters.
   *
   * @default - the name of the repository
   */
  readonly summary?: string;

  /**
   * More about it in Markdown, at most 2,000 characters.
   *
   * @default - nothing
   */
  readonly detail?: string;

  /**
   * Who may pull from it.
   *
   * @default - the visibility of the namespace
   */
  readonly visibility?: Visibility;

  /**
   * Whether a tag, once pushed, can never be pushed again with other contents.
   *
   * @default false
   */
  readonly immutableTags?: boolean;

  /**
   * Whether every instance has the repository already, so that it is not created: it was made by hand or by pushing.
   *
   * @default false
   */
  readonly existing?: boolean;
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

  /**
   * Told of each repository that is declared.
   *
   * @internal
   */
  public _whenRepositoryAdded?: (name: string) => void;

  private readonly props: MirroredNamespaceProps;
  private readonly instances: IRegistryInstance[] = [];
  private readonly repositories = new Map<string, RepositoryOptions>();
  private readonly grants: Given[] = [];
  private readonly problems: Problem[] = [];

  constructor(scope: ros.Construct, id: string, props: MirroredNamespaceProps) {
    super(scope, id);
    requireProps(this, props, 'namespaceName and instances');
    this.props = props;
    this.namespaceName = props.namespaceName;
    for (const instance of props.instances ?? []) {
      this.addInstance(instance);
    }
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
   * Creates the namespace on one more instance, or notes that it is there.
   *
   * @param instance the instance
   * @param options whether the namespace is there already
   */
  public addInstance(instance: IRegistryInstance, options: AddInstanceOptions = {}): void {
    const existing = options.existing ?? false;
    const there = namespacesOn(instance).get(this.namespaceName);
    const late = known(this.namespaceName) === LATE;
    const problems = there ? [this.repeated(instance, there)] : existing || late ? [] : this.placeProblems(instance);
    this.problems.push(...problems);
    if (problems.length > 0 || late) {
      return;
    }
    namespacesOn(instance).set(this.namespaceName, { namespace: this, instance, existing });
    this.instances.push(instance);
    this.grants.forEach(given => this.grantOn(instance, given));
    withoutTraces(() => {
      if (!existing) {
        this.createOn(instance);
      }
      this.repositories.forEach(repository => this.createRepositoryOn(instance, repository));
    });
  }

  /**
   * Creates a repository in the namespace on each of its instances. A rule for one repository needs it on both sides.
   *
   * Instances of another account are left alone; their owners create it.
   *
   * @param options the repository
   */
  public addRepository(options: RepositoryOptions): MirroredRepository {
    const problems = repositoryProblems(`repository ${JSON.stringify(options.name)}: `, knownProps(options));
    if (this.repositories.has(options.name)) {
      problems.push({
        subject: 'the name of a repository',
        got: options.name,
        rule: `namespace ${this.namespaceName} already has a repository of that name`,
        fix: 'Remove the repeated one',
      });
    }
    this.problems.push(...problems);
    if (problems.length === 0) {
      this.repositories.set(options.name, options);
      withoutTraces(() => this.instances.forEach(instance => this.createRepositoryOn(instance, options)));
      this._whenRepositoryAdded?.(options.name);
    }
    return new MirroredRepository(this, options.name);
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
   * Whether tags of a declared repository can never be pushed again; undefined for a repository that is not declared.
   *
   * @internal
   */
  public _immutableTags(repository: string): boolean | undefined {
    const options = this.repositories.get(repository);
    return options && (options.immutableTags ?? false);
  }

  /**
   * The declared repositories that this app creates.
   *
   * @internal
   */
  public _createdRepositories(): string[] {
    return this.repositoryNames.filter(name => !this.repositories.get(name)!.existing);
  }

  protected validate(): string[] {
    const { namespaceName, visibility, autoCreateRepositories } = this.props;
    return [
      ...(known(namespaceName) === LATE
        ? [lateName('namespaceName')]
        : nameProblems(NAMESPACE_NAME, 'namespaceName', namespaceName)),
      ...choiceProblems('visibility', visibility, 'Visibility', VISIBILITIES),
      ...booleanProblems('autoCreateRepositories', autoCreateRepositories),
      ...this.problems,
    ].map(sentence);
  }

  /**
   * Permits something inside the namespace, now and on instances that are added later.
   *
   * @internal
   */
  public _grant(grantee: Grantee, permissions: Permissions): void {
    const given = { grantee, permissions };
    this.grants.push(given);
    this.instances.forEach(instance => this.grantOn(instance, given));
  }

  /** Instances of other accounts are for their owners; a replica is only read. */
  private grantOn(instance: IRegistryInstance, { grantee, permissions }: Given): void {
    const pull = inside(this.namespaceName, permissions.pull);
    const push = isTarget(instance) ? undefined : inside(this.namespaceName, permissions.push);
    if (instance.accountId === undefined && stackOf(instance) !== undefined && (pull ?? push) !== undefined) {
      const create = push?.endsWith('*') && this.autoCreateRepositories ? this.namespaceName : undefined;
      grant(instance, grantee, { pull, push, create, unlessTarget: true });
    }
  }

  private createOn(instance: IRegistryInstance): void {
    const place = placeFor(instance, 'Namespace', this.namespaceName);
    const resource = new RosNamespace(
      place.scope,
      'Resource',
      {
        instanceId: instance.instanceId,
        namespace: this.namespaceName,
        autoCreate: this.autoCreateRepositories,
        defaultVisibility: this.props.visibility ?? Visibility.PRIVATE,
      },
      false,
    );
    place.settle(resource, { group: this.namespaceName, holdsImages: true });
  }

  private createRepositoryOn(instance: IRegistryInstance, options: RepositoryOptions): void {
    if (options.existing || instance.accountId !== undefined || stackOf(instance) === undefined) {
      return;
    }
    const place = placeFor(instance, 'Repository', `${this.namespaceName}/${options.name}`);
    const resource = new RosRepository(
      place.scope,
      'Resource',
      {
        instanceId: instance.instanceId,
        repoNamespace: this.namespaceName,
        repoName: options.name,
        repoType: options.visibility ?? this.props.visibility ?? Visibility.PRIVATE,
        summary: options.summary ?? options.name,
        detail: options.detail,
        tagImmutability: options.immutableTags,
      },
      false,
    );
    place.settle(resource, { group: this.namespaceName, holdsImages: true });
    if (!namespacesOn(instance).get(this.namespaceName)!.existing) {
      resource.addRosDependency(nameOn(instance, 'Namespace', this.namespaceName));
    }
  }

  private repeated(instance: IRegistryInstance, there: NamespaceThere): Problem {
    const elsewhere = there.namespace === this ? 'this very namespace' : there.namespace.node.path;
    return {
      subject: 'namespaceName',
      got: this.namespaceName,
      rule: `instance ${instance.node.path} already has a namespace of that name (${elsewhere})`,
      fix: 'Remove one of the two, or add the instance to the first with addInstance',
    };
  }

  /** A namespace can be created only by a stack in the region and the account of its instance. */
  private placeProblems(instance: IRegistryInstance): Problem[] {
    const stack = stackOf(instance);
    const subject = 'instances';
    const got = instance.node.path;
    if (instance.accountId !== undefined) {
      const rule = `its account ${instance.accountId} is not the one deployed to, so the namespace cannot be created there`;
      return [{ subject, got, rule, fix: 'Ask its owner to create it, and call addInstance with existing: true' }];
    }
    if (known(instance.region) === LATE) {
      return []; // the instance says so itself
    }
    return stack?.region === instance.region
      ? []
      : [
          {
            subject,
            got,
            rule: `a namespace is created by a stack in the region of its instance, ${instance.region}`,
            fix: `Import the instance inside a stack with env: { region: '${instance.region}' }, or call addInstance with existing: true`,
          },
        ];
  }
}

/** A permission that was given, for instances that are added later. */
interface Given {
  readonly grantee: Grantee;
  readonly permissions: Permissions;
}

function inside(namespaceName: string, repository: string | undefined): string | undefined {
  return repository === undefined ? undefined : `${namespaceName}/${repository}`;
}
