import { QUOTAS } from '../runtime/facts.generated';
import { own } from '../runtime/json';
import { Random } from '../runtime/random';
import { crError } from './errors';
import type { Edition, Instance, Namespace, Repository } from './model';
import type { CrState } from './state';

export const TAG = /^(?!__proto__$)[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** What ROS and the API both take: lowercase, digits, hyphens and underscores, a letter or digit at both ends. */
const NAMESPACE = /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/;
const REPOSITORY = /^[a-z0-9._-]+$/;

export interface NewInstance {
  readonly id?: string;
  readonly region: string;
  readonly name: string;
  readonly edition: Edition;
  readonly accountId?: string;
  readonly resourceGroupId?: string;
}

export interface NewRepository {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'PUBLIC' | 'PRIVATE';
  readonly summary: string;
  readonly detail?: string;
  readonly tagImmutability?: boolean;
}

/** The instances of every region, with their namespaces, repositories and tags. */
export class Registries {
  private readonly random: Random;

  constructor(
    private readonly world: CrState,
    private readonly repeatedNames = false,
  ) {
    this.random = new Random(world);
  }

  /** The instance, or INSTANCE_NOT_EXIST. */
  instance(id: string, region?: string): Instance {
    const found = own(this.world.instances, id);
    if (!found || (region !== undefined && found.region !== region)) {
      throw crError(
        'INSTANCE_NOT_EXIST',
        `The instance ${id} does not exist${region === undefined ? '' : ` in ${region}`}.`,
      );
    }
    return found;
  }

  /** The instance, which must be able to work. */
  running(id: string, region?: string): Instance {
    const instance = this.instance(id, region);
    if (instance.status !== 'RUNNING') {
      throw crError('INSTANCE_STATUS_NOT_SUPPORT', `The instance ${id} is ${instance.status}, but it must be RUNNING.`);
    }
    return instance;
  }

  create(options: NewInstance): Instance {
    const taken = Object.values(this.world.instances).find(
      other => other.name === options.name && other.region === options.region,
    );
    if (taken && !this.repeatedNames) {
      throw crError(
        'INSTANCE_NAME_EXIST',
        `The instance name ${options.name} is taken in ${options.region} by ${taken.id}: names form the host name.`,
      );
    }
    const instance: Instance = {
      id: options.id ?? this.random.id('cri-'),
      name: options.name,
      region: options.region,
      accountId: options.accountId ?? this.world.accountId,
      edition: options.edition,
      status: 'PENDING',
      created: this.world.now,
      modified: this.world.now,
      resourceGroupId: options.resourceGroupId ?? '',
      tags: {},
      internet: { enabled: false, entries: [] },
      vpcs: [],
      namespaces: {},
      repositories: {},
      rules: {},
      attachments: {},
    };
    this.world.instances[instance.id] = instance;
    return instance;
  }

  remove(id: string): void {
    const instance = this.instance(id);
    const rules = [...Object.values(instance.rules), ...this.rulesInto(id)];
    if (rules.length > 0) {
      throw crError(
        'INSTANCE_IN_USE',
        `The instance ${id} is an end of the sync rule ${rules[0].id} (${rules[0].name}). Delete the rule first.`,
      );
    }
    if (Object.keys(instance.repositories).length > 0) {
      throw crError('INSTANCE_IN_USE', `The instance ${id} holds repositories. Delete them first.`);
    }
    delete this.world.instances[id];
  }

  createNamespace(instance: Instance, name: string, autoCreate: boolean, visibility: 'PUBLIC' | 'PRIVATE'): Namespace {
    if (!NAMESPACE.test(name)) {
      throw crError(
        'INVALID_NAMESPACE_NAME',
        `The namespace name ${JSON.stringify(name)} takes lowercase letters, digits, "-" and "_", and begins and ends with a letter or digit.`,
      );
    }
    if (Object.hasOwn(instance.namespaces, name)) {
      throw crError('NAMESPACE_EXIST', `The namespace ${name} exists in ${instance.id} already.`);
    }
    const limit = QUOTAS[instance.edition].namespaces;
    if (Object.keys(instance.namespaces).length >= limit) {
      throw crError(
        'NAMESPACE_QUOTA_EXCEEDED',
        `The ${instance.edition} instance ${instance.id} has ${limit} namespaces, its quota.`,
      );
    }
    const namespace = { id: this.random.id('crn-'), name, autoCreate, visibility, tagImmutability: false };
    instance.namespaces[name] = namespace;
    return namespace;
  }

  namespace(instance: Instance, name: string): Namespace {
    const found = own(instance.namespaces, name);
    if (!found) {
      throw crError('NAMESPACE_NOT_EXIST', `The namespace ${name} does not exist in ${instance.id}.`);
    }
    return found;
  }

  removeNamespace(instance: Instance, name: string): void {
    this.namespace(instance, name);
    const used = Object.values(instance.repositories).find(repository => repository.namespace === name);
    if (used) {
      throw crError(
        'NAMESPACE_NOT_EMPTY',
        `The namespace ${name} of ${instance.id} holds the repository ${used.name}. Delete it first.`,
      );
    }
    delete instance.namespaces[name];
  }

  private checkNew(instance: Instance, options: NewRepository): void {
    this.namespace(instance, options.namespace);
    if (!REPOSITORY.test(options.name)) {
      throw crError(
        'INVALID_REPO_NAME',
        `The repository name ${JSON.stringify(options.name)} takes lowercase letters, digits, ".", "-" and "_".`,
      );
    }
    if (this.findRepository(instance, options.namespace, options.name)) {
      throw crError(
        'REPO_EXIST',
        `The repository ${options.namespace}/${options.name} exists in ${instance.id} already.`,
      );
    }
    const limit = QUOTAS[instance.edition].repositories;
    if (Object.keys(instance.repositories).length >= limit) {
      throw crError(
        'REPO_QUOTA_EXCEEDED',
        `The ${instance.edition} instance ${instance.id} has ${limit} repositories, its quota.`,
      );
    }
  }

  createRepository(instance: Instance, options: NewRepository): Repository {
    this.checkNew(instance, options);
    const repository: Repository = {
      id: this.random.id('crr-'),
      namespace: options.namespace,
      name: options.name,
      type: options.type,
      summary: options.summary,
      detail: options.detail ?? '',
      tagImmutability: options.tagImmutability ?? false,
      created: this.world.now,
      modified: this.world.now,
      tags: {},
      blobs: {},
      manifests: {},
    };
    instance.repositories[repository.id] = repository;
    return repository;
  }

  findRepository(instance: Instance, namespace: string, name: string): Repository | undefined {
    return Object.values(instance.repositories).find(
      repository => repository.namespace === namespace && repository.name === name,
    );
  }

  repository(instance: Instance, namespace: string, name: string): Repository {
    const found = this.findRepository(instance, namespace, name);
    if (!found) {
      throw crError('REPO_NOT_EXIST', `The repository ${namespace}/${name} does not exist in ${instance.id}.`);
    }
    return found;
  }

  repositoryById(instance: Instance, id: string): Repository {
    const found = own(instance.repositories, id);
    if (!found) {
      throw crError('REPO_NOT_EXIST', `The repository ${id} does not exist in ${instance.id}.`);
    }
    return found;
  }

  removeRepository(instance: Instance, id: string): void {
    delete instance.repositories[this.repositoryById(instance, id).id];
  }

  /** The repository that a push goes to: made where it is missing and its namespace allows that. */
  repositoryOnPush(instance: Instance, namespaceName: string, name: string): Repository {
    return (
      this.findRepository(instance, namespaceName, name) ??
      this.createRepository(instance, this.newOnPush(instance, namespaceName, name))
    );
  }

  /** Refuses a push to a repository that is missing and may not be made. */
  checkMadeOnPush(instance: Instance, namespaceName: string, name: string): void {
    this.checkNew(instance, this.newOnPush(instance, namespaceName, name));
  }

  private newOnPush(instance: Instance, namespaceName: string, name: string): NewRepository {
    const { autoCreate, visibility, tagImmutability } = this.namespace(instance, namespaceName);
    if (!autoCreate) {
      throw crError(
        'REPO_NOT_EXIST',
        `The repository ${namespaceName}/${name} does not exist in ${instance.id}, and its namespace does not create repositories by itself.`,
      );
    }
    return { namespace: namespaceName, name, type: visibility, summary: name, tagImmutability };
  }

  /** The rules of other instances that end at this one. */
  rulesInto(id: string) {
    return Object.values(this.world.instances).flatMap(other =>
      Object.values(other.rules).filter(rule => rule.targetInstanceId === id),
    );
  }
}
