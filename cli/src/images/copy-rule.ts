import type { Place, RepositoryPlace } from '../domain/image-records';
import type { RuleRecord } from '../domain/records';
import { EVERYTHING, type ImageFilters, takesImage, takesRepository } from './image-matching.generated';

/** A sync rule of the service: what it copies, and where to. */
export interface CopyRule extends ImageFilters {
  readonly id: string;
  readonly name: string;
  readonly source: Place;
  readonly namespace: string;
  readonly target: Place;
  readonly targetNamespace: string;
  readonly targetRepository?: string;
  /** Whether it copies on demand only. */
  readonly manual: boolean;
  /** Whether its target belongs to another account. */
  readonly foreign: boolean;
  /** When it was made, in milliseconds since 1970: it copies what is pushed later. */
  readonly created: number;
  /** Why it cannot be told what it copies. */
  readonly unreadable?: string;
}

/** Reads a rule as ListRepoSyncRule has it. */
export function copyRule({ id, name, fields }: RuleRecord): CopyRule {
  const text = (field: string) => String(fields[field] ?? '');
  const one = text('SyncScope') === 'REPO';
  const filters: ImageFilters = {
    repositoryName: one ? text('LocalRepoName') : undefined,
    repositoriesMatching: one ? undefined : text('RepoNameFilter') || EVERYTHING,
    tagsMatching: text('TagFilter') || EVERYTHING,
  };
  return {
    ...filters,
    id,
    name,
    source: { region: text('LocalRegionId'), instanceId: text('LocalInstanceId') },
    namespace: text('LocalNamespaceName'),
    target: { region: text('TargetRegionId'), instanceId: text('TargetInstanceId') },
    targetNamespace: text('TargetNamespaceName'),
    targetRepository: one ? text('TargetRepoName') : undefined,
    manual: text('SyncTrigger') === 'INITIATIVE',
    foreign: text('CrossUser') === 'true',
    created: Number(fields.CreateTime ?? 0),
    unreadable: unreadable(text('SyncScope'), filters),
  };
}

/** The engine of the service is not documented; what JavaScript cannot read is not guessed at. */
function unreadable(scope: string, { repositoriesMatching = EVERYTHING, tagsMatching }: ImageFilters) {
  if (scope !== 'REPO' && scope !== 'NAMESPACE') {
    return `it has the scope ${scope}, which this deployer does not know`;
  }
  const broken = [repositoriesMatching, tagsMatching].find(filter => !isPattern(filter));
  return broken === undefined ? undefined : `its filter "${broken}" is no regular expression that can be read here`;
}

function isPattern(filter: string): boolean {
  try {
    return new RegExp(filter) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Why nobody but its owner can tell what is at the target of a rule; undefined where it is of this account. */
export const whyForeign = (rule: CopyRule | undefined): string | undefined =>
  rule?.foreign
    ? `the instance ${rule.target.instanceId} belongs to another account, into which these credentials do not see`
    : undefined;

const isReadable = (rule: CopyRule): boolean => rule.unreadable === undefined;

/** Whether a rule copies an image when it is pushed, or on demand if it is manual. */
export const covers = (rule: CopyRule, namespace: string, repository: string, tag: string): boolean =>
  isReadable(rule) && rule.namespace === namespace && takesImage(rule, repository, tag);

/** Whether a rule whose filters cannot be read may copy something of a repository, as far as the rest of it tells. */
export const mayTake = (rule: CopyRule, namespace?: string, repository?: string): boolean =>
  (rule.namespace === '' || namespace === undefined || rule.namespace === namespace) &&
  (rule.repositoryName === undefined || repository === undefined || rule.repositoryName === repository);

/** Where a rule puts what it copies of a repository. */
export const targetOf = (rule: CopyRule, repository: string): RepositoryPlace => ({
  ...rule.target,
  namespace: rule.targetNamespace,
  repository: rule.targetRepository ?? repository,
});

/** The repository that a rule would have filled a repository of the target from; undefined where it is none of its. */
export function originOf(rule: CopyRule, target: { namespace: string; repository: string }) {
  if (!isReadable(rule) || rule.targetNamespace !== target.namespace) {
    return undefined;
  }
  if (rule.targetRepository === undefined) {
    return { namespace: rule.namespace, repository: target.repository };
  }
  return rule.targetRepository === target.repository
    ? { namespace: rule.namespace, repository: rule.repositoryName! }
    : undefined;
}

/** Why a rule does not copy an image; undefined where it does. */
export function whyNotCovered(rule: CopyRule, namespace: string, repository: string, tag: string): string | undefined {
  if (rule.unreadable !== undefined) {
    return `what the rule ${rule.name} copies is not known: ${rule.unreadable}`;
  }
  if (rule.namespace !== namespace) {
    return `the rule ${rule.name} copies the namespace ${rule.namespace}`;
  }
  if (!takesRepository(rule, repository)) {
    const which = rule.repositoryName ?? `what matches "${rule.repositoriesMatching}"`;
    return `the rule ${rule.name} takes of the repositories only ${which}`;
  }
  return takesImage(rule, repository, tag)
    ? undefined
    : `the rule ${rule.name} takes only tags that match "${rule.tagsMatching}"`;
}

/** Whether a push came before a rule. Times may be in whole seconds: within one nobody can tell. */
export const isBefore = (pushed: number, { created }: Pick<CopyRule, 'created'>): boolean =>
  pushed < created - (created % 1_000);

/** Of the rules that copy an image to one target, the one that does so soonest: by itself, and made before the push. */
export function soonest(rules: readonly CopyRule[], pushed: number): CopyRule | undefined {
  const rank = (rule: CopyRule) => (rule.manual ? 2 : 0) + (isBefore(pushed, rule) ? 1 : 0);
  return [...rules].sort((one, other) => rank(one) - rank(other))[0];
}
