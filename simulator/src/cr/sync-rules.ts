import { own } from '../runtime/json';
import { compilePattern } from '../runtime/pattern';
import { Random } from '../runtime/random';
import { inOneCloud } from './clouds';
import { canBeSource } from './editions';
import type { Instance, SyncRule } from './model';
import type { CrState } from './state';
import { crError } from './errors';
import type { Registries } from './registries';

export interface NewSyncRule {
  readonly name: string;
  readonly scope: 'NAMESPACE' | 'REPO';
  readonly trigger: 'PASSIVE' | 'INITIATIVE';
  readonly namespace: string;
  readonly repository?: string;
  readonly repositoryFilter?: string;
  readonly tagFilter: string;
  readonly targetRegion: string;
  readonly targetInstanceId: string;
  readonly targetNamespace: string;
  readonly targetRepository?: string;
  readonly targetUserId?: string;
  readonly priority?: number;
}

/** From 1 to 5; copies with the highest come first. */
export const USUAL_PRIORITY = 3;

/** Makes and removes the arrows between instances, by the rules of the same-account help page. */
export class SyncRules {
  constructor(
    private readonly world: CrState,
    private readonly registries: Registries,
  ) {}

  create(source: Instance, options: NewSyncRule): SyncRule {
    const target = this.target(source, options);
    this.checkEditions(source);
    this.checkTopology(source, target);
    this.checkScope(source, target, options);
    const twin = Object.values(source.rules).find(rule => rule.name === options.name);
    if (twin) {
      throw crError(
        'SYNC_RULE_NAME_EXIST',
        `The sync rule name ${options.name} is taken in ${source.id} by ${twin.id}.`,
      );
    }
    const rule: SyncRule = {
      id: new Random(this.world).id('crsr-'),
      name: options.name,
      scope: options.scope,
      trigger: options.trigger,
      namespace: options.namespace,
      repository: options.repository ?? '',
      repositoryFilter: options.repositoryFilter ?? '',
      tagFilter: options.tagFilter,
      targetRegion: target.region,
      targetInstanceId: target.id,
      targetNamespace: options.targetNamespace,
      targetRepository: options.targetRepository ?? '',
      crossUser: target.accountId !== source.accountId,
      priority: options.priority ?? USUAL_PRIORITY,
      created: this.world.now,
    };
    source.rules[rule.id] = rule;
    return rule;
  }

  rule(source: Instance, id: string): SyncRule {
    const found = own(source.rules, id);
    if (!found) {
      throw crError('SYNC_RULE_NOT_EXIST', `The sync rule ${id} does not exist in ${source.id}.`);
    }
    return found;
  }

  /** A rule is removed where it lives, on its source. */
  remove(source: Instance, id: string): void {
    delete source.rules[this.rule(source, id).id];
  }

  private target(source: Instance, options: NewSyncRule): Instance {
    if (options.targetInstanceId === source.id) {
      throw crError(
        'SYNC_RULE_TARGET_INVALID',
        `The sync rule ${options.name} copies ${source.id} to itself. Choose another target.`,
      );
    }
    const target = this.registries.running(options.targetInstanceId, options.targetRegion);
    const account = options.targetUserId ?? source.accountId;
    if (target.accountId !== account) {
      throw crError(
        'SYNC_RULE_TARGET_INVALID',
        `The target ${target.id} is not owned by the account ${account}. Pass TargetUserId, the account that owns it.`,
      );
    }
    if (!inOneCloud(source.region, target.region)) {
      throw crError(
        'SYNC_RULE_TARGET_INVALID',
        `Images are not copied between ${source.region} and ${target.region}: they are in different clouds.`,
      );
    }
    return target;
  }

  private checkEditions(source: Instance): void {
    if (!canBeSource(source.edition)) {
      throw crError(
        'INSTANCE_EDITION_NOT_SUPPORT',
        `The instance ${source.id} is of the edition ${source.edition}, which cannot be a source. Upgrade it to Advanced.`,
      );
    }
  }

  /** One source, many targets: no chains, no loops, no two sources into one target. */
  private checkTopology(source: Instance, target: Instance): void {
    const into = this.registries.rulesInto(source.id);
    if (into.length > 0) {
      throw crError(
        'SYNC_RULE_TOPOLOGY',
        `The instance ${source.id} is the target of the sync rule ${into[0].id}, so it cannot be a source.`,
      );
    }
    const onward = Object.values(target.rules);
    if (onward.length > 0) {
      throw crError(
        'SYNC_RULE_TOPOLOGY',
        `The instance ${target.id} is the source of the sync rule ${onward[0].id}, so it cannot be a target.`,
      );
    }
    const other = this.registries.rulesInto(target.id).find(rule => !Object.hasOwn(source.rules, rule.id));
    if (other) {
      throw crError(
        'SYNC_RULE_TOPOLOGY',
        `The instance ${target.id} is the target of another source, by the sync rule ${other.id}. A target has one source.`,
      );
    }
  }

  private checkScope(source: Instance, target: Instance, options: NewSyncRule): void {
    this.registries.namespace(source, options.namespace);
    const targetNamespace = this.registries.namespace(target, options.targetNamespace);
    for (const filter of [options.tagFilter, options.repositoryFilter ?? '']) {
      checkFilter(filter);
    }
    if (options.scope === 'REPO') {
      if (!options.repository || !options.targetRepository) {
        throw crError(
          'SYNC_RULE_SCOPE_INVALID',
          `The sync rule ${options.name} has the scope REPO, which takes RepoName and TargetRepoName.`,
        );
      }
      if (options.repositoryFilter) {
        throw crError(
          'SYNC_RULE_SCOPE_INVALID',
          `The sync rule ${options.name} has the scope REPO, which takes no RepoNameFilter.`,
        );
      }
      this.registries.repository(source, options.namespace, options.repository);
      this.registries.repository(target, options.targetNamespace, options.targetRepository);
      return;
    }
    if (options.repository || options.targetRepository) {
      throw crError(
        'SYNC_RULE_SCOPE_INVALID',
        `The sync rule ${options.name} has the scope NAMESPACE, which takes no RepoName and no TargetRepoName.`,
      );
    }
    if (!targetNamespace.autoCreate) {
      throw crError(
        'SYNC_RULE_TARGET_INVALID',
        `The namespace ${targetNamespace.name} of ${target.id} does not create repositories by itself, which a sync rule for a namespace needs. Switch AutoCreate on.`,
      );
    }
  }
}

function checkFilter(filter: string): void {
  try {
    compilePattern(filter);
  } catch {
    throw crError(
      'SYNC_RULE_FILTER_INVALID',
      `The filter ${JSON.stringify(filter)} is not a regular expression in RE2 syntax.`,
    );
  }
}

/** Whether a rule copies a pushed image; a filter matches the whole name. */
export function ruleApplies(rule: SyncRule, namespace: string, repository: string, tag: string): boolean {
  if (rule.namespace !== namespace || !compilePattern(rule.tagFilter).matches(tag)) {
    return false;
  }
  if (rule.scope === 'REPO') {
    return rule.repository === repository;
  }
  return rule.repositoryFilter === '' || compilePattern(rule.repositoryFilter).matches(repository);
}
