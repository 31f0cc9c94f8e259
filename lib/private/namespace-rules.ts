import * as ros from '@alicloud/ros-cdk-core';
import { filterMatches } from '../domain/sync-filter';
import type { NamespaceOptions, ReplicaOptions } from '../global-registry';
import { MirroredNamespace } from '../mirrored-namespace';
import type { IRegistryInstance } from '../registry-instance';
import { SyncRule } from '../sync-rule';
import { inform } from './notes';
import { Problem } from './problem';
import type { RegistryStacks } from './registry-stacks';

/** A namespace of a registry, and the regions that its images go to. */
interface Declared {
  readonly options: NamespaceOptions;
  readonly namespace: MirroredNamespace;
  readonly targets: string[];
}

/** Puts the namespaces of a registry on its instances, and the rules that copy them on its arrows. */
export class NamespaceRules {
  private readonly declared = new Map<string, Declared>();

  constructor(
    private readonly registry: ros.Construct,
    private readonly stacks: RegistryStacks,
    private readonly primary: IRegistryInstance,
  ) {}

  /** Makes a namespace on the primary. */
  public add(options: NamespaceOptions): MirroredNamespace {
    const { name, autoCreateRepositories, visibility, existingIn = [], repositories = [] } = options;
    const namespace = new MirroredNamespace(this.registry, `Namespace-${name}`, {
      namespaceName: name,
      instances: [],
      autoCreateRepositories,
      visibility,
    });
    this.declared.set(name, { options, namespace, targets: [] });
    if (this.stacks.usable) {
      namespace.addInstance(this.primary, { existing: existingIn.includes(this.primary.region) });
      this.stacks.addNamespaceRules(this.primary, name);
    }
    namespace._whenRepositoryAdded = repository => this.repositoryAdded(name, repository);
    const sorted = [...(repositories ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    sorted.forEach(repository => namespace.addRepository(repository));
    return namespace;
  }

  /** Makes it on a replica, if it goes there, and copies it. */
  public extend(options: NamespaceOptions, replica: ReplicaOptions): void {
    const { name, replicateTo, existingIn = [] } = options;
    const { region, accountId } = replica;
    if (replicateTo !== undefined && !replicateTo.includes(region)) {
      return;
    }
    const { namespace, targets } = this.declared.get(name)!;
    const { instance, replication } = this.stacks.replica(region)!;
    namespace.addInstance(instance, { existing: accountId !== undefined || existingIn.includes(region) });
    this.stacks.addNamespaceRules(instance, name);
    targets.push(region);
    rulesFor(options, namespace.repositoryNames).forEach(rule => replication.addRule(rule));
  }

  /** The namespace of a name. */
  public namespace(name: string): MirroredNamespace {
    return this.declared.get(name)!.namespace;
  }

  /** What keeps a namespace from being copied. */
  public problems(subject: string, options: NamespaceOptions): Problem[] {
    const { namespace, targets } = this.declared.get(options.name)!;
    if (targets.length === 0 || rulesFor(options, namespace.repositoryNames).length > 0) {
      return [];
    }
    const declared = namespace.repositoryNames.length > 0;
    return [
      {
        subject: `${subject}.autoCreateRepositories`,
        got: false,
        rule:
          'a whole namespace is copied only where the target creates repositories by itself, and ' +
          (declared
            ? `no declared repository matches ${JSON.stringify(options.repositoriesMatching)}`
            : 'no repository is declared'),
        fix: declared ? 'Change repositoriesMatching' : 'Set it to true, or declare the repositories to copy',
      },
    ];
  }

  /** Tells what the owners of other accounts must have ready. */
  public explain(): void {
    for (const { instance, replication } of this.stacks.all()) {
      if (instance.accountId !== undefined) {
        const names = [...this.declared.values()]
          .filter(({ targets }) => targets.includes(instance.region))
          .map(wishes)
          .sort();
        inform(
          replication,
          `Account ${instance.accountId} must have ready in ${instance.region}: instance ${instance.instanceId}, named ${instance.instanceName}` +
            (names.length === 0 ? '.' : `; ${names.join('; ')}.`),
        );
      }
    }
  }

  private repositoryAdded(name: string, repository: string): void {
    const { options, targets } = this.declared.get(name)!;
    for (const region of targets) {
      const { replication } = this.stacks.replica(region)!;
      repositoryRules(options, [repository]).forEach(rule => replication.addRule(rule));
    }
  }
}

function rulesFor(options: NamespaceOptions, repositories: readonly string[]): SyncRule[] {
  const { name, tagsMatching, repositoriesMatching, trigger } = options;
  return options.autoCreateRepositories === false
    ? repositoryRules(options, repositories)
    : [SyncRule.namespace(name, { tagsMatching, repositoriesMatching, trigger })];
}

/** Where pushing creates no repository, a namespace is copied repository by repository. */
function repositoryRules(options: NamespaceOptions, repositories: readonly string[]): SyncRule[] {
  const { name, tagsMatching, repositoriesMatching = '.*', trigger, autoCreateRepositories } = options;
  return autoCreateRepositories === false
    ? repositories
        .filter(repository => filterMatches(repositoriesMatching, repository))
        .map(repository => SyncRule.repository(name, repository, { tagsMatching, trigger }))
    : [];
}

function wishes({ namespace }: Declared): string {
  const repositories = namespace.autoCreateRepositories
    ? 'with automatic creation of repositories'
    : `with the repositories ${namespace.repositoryNames.join(', ')}`;
  return `namespace ${namespace.namespaceName} ${repositories}`;
}
