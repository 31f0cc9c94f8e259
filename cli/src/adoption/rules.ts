import type { FoundRule } from '../domain/found';
import { EVERYTHING } from '../images/image-matching.generated';
import { NAMESPACE_NAME, REPOSITORY_NAME, accepts } from '../pulling/names.generated';
import { filterProblems } from './filters.generated';
import type { Group } from './grouping';
import type { AdoptedRule, DeclaredRule, RuleFilters } from './model';
import { plain } from './words';

/** The rules of a primary, as far as the library can say them. */
export function adoptedRules({ primary, replicas }: Group): AdoptedRule[] {
  const seen: DeclaredRule[] = [];
  return [...primary.rules].sort(byName).map(rule => {
    const { id, name } = rule;
    const replica = replicas.find(one => one.instanceId === rule.target.instanceId)?.region;
    const obstacle = obstacleOf(rule, replica) ?? repetition(rule, replica, seen);
    const declared = obstacle === undefined ? declaredRule(rule, replica!) : undefined;
    if (declared !== undefined) {
      seen.push(declared);
    }
    return { id, name, says: saysRule(rule), declared, obstacle, owned: false };
  });
}

const byName = (one: FoundRule, other: FoundRule): number =>
  `${one.name} ${one.id}` < `${other.name} ${other.id}` ? -1 : 1;

/** What a rule for a namespace takes, if the library can say it. */
export function filtersOf(rule: FoundRule): RuleFilters {
  const some = (filter: string) => (filter === '' || filter === EVERYTHING ? undefined : filter);
  return {
    repositoriesMatching: rule.scope === 'REPO' ? undefined : some(rule.repositoryFilter),
    tagsMatching: some(rule.tagFilter),
    manual: rule.trigger === 'INITIATIVE',
  };
}

function declaredRule(rule: FoundRule, replica: string): DeclaredRule {
  const repository = rule.scope === 'REPO' ? rule.repository : undefined;
  return { replica, namespace: rule.namespace, repository, ruleName: rule.name, filters: filtersOf(rule) };
}

/** Why the library cannot say a rule. */
export function obstacleOf(rule: FoundRule, replica: string | undefined): string | undefined {
  if (rule.foreign) {
    return 'its target is in another account, whose UID the service does not tell';
  }
  if (replica === undefined) {
    return 'its target is no replica of this registry: a registry has one instance a region, and each one source';
  }
  if (rule.scope !== 'REPO' && rule.scope !== 'NAMESPACE') {
    return `its scope ${plain(rule.scope)} is not known here`;
  }
  if (rule.targetNamespace !== rule.namespace || (rule.scope === 'REPO' && rule.targetRepository !== rule.repository)) {
    return 'it copies to another name, and a mirrored namespace has one name everywhere';
  }
  if (
    !accepts(NAMESPACE_NAME, rule.namespace) ||
    (rule.scope === 'REPO' && !accepts(REPOSITORY_NAME, rule.repository))
  ) {
    return 'ROS does not take such a name';
  }
  const { repositoriesMatching, tagsMatching } = filtersOf(rule);
  const filters = [repositoriesMatching, tagsMatching].filter(filter => filter !== undefined);
  if (filters.some(filter => filterProblems('filter', filter).length > 0)) {
    return 'its filter cannot be read here';
  }
  return rule.name.trim() === '' || /\p{Cc}/u.test(rule.name) ? 'its name is no line of text' : undefined;
}

function repetition(rule: FoundRule, replica: string | undefined, seen: readonly DeclaredRule[]): string | undefined {
  const declared = declaredRule(rule, replica!);
  const about = ({ namespace, repository, filters }: DeclaredRule) =>
    JSON.stringify([namespace, repository, filters.repositoriesMatching, filters.tagsMatching]);
  if (seen.some(other => other.replica === declared.replica && about(other) === about(declared))) {
    return 'another rule says the same';
  }
  return seen.some(other => other.ruleName === declared.ruleName) ? 'another rule has the same name' : undefined;
}

/** What a rule does, as a sentence. */
function saysRule(rule: FoundRule): string {
  const { repositoriesMatching, tagsMatching, manual } = filtersOf(rule);
  const what = [rule.namespace, rule.scope === 'REPO' ? rule.repository : ''].filter(part => part !== '').join('/');
  const filters = [
    ...(repositoriesMatching === undefined ? [] : [`repositories matching ${plain(repositoriesMatching)}`]),
    ...(tagsMatching === undefined ? [] : [`tags matching ${plain(tagsMatching)}`]),
  ];
  const other =
    rule.targetNamespace !== rule.namespace || (rule.scope === 'REPO' && rule.targetRepository !== rule.repository);
  const name = [rule.targetNamespace, rule.targetRepository].filter(part => part !== '').join('/');
  const where = `${rule.target.instanceId} in ${rule.target.region}${other ? ` as ${plain(name)}` : ''}`;
  const when = manual ? ', when somebody starts it' : '';
  return `${plain(rule.name)} (${rule.id}) copies ${[plain(what), ...filters].join(', ')} to ${where}${when}.`;
}
