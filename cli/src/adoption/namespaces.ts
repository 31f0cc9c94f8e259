import type { FoundNamespace, FoundRegistry, FoundRule } from '../domain/found';
import { NAMESPACE_NAME, accepts } from '../pulling/names.generated';
import type { Group } from './grouping';
import type { AdoptedNamespace, NamespaceApart, RuleFilters } from './model';
import { type Owned, isOwned } from './owned';
import { declaredRepositories } from './repositories';
import { filtersOf, obstacleOf } from './rules';
import { all, plain } from './words';

/** The namespaces of a registry: those of the primary with the replicas that they are copied to, and those that are elsewhere besides. */
export function adoptedNamespaces(
  group: Group,
  owned: Owned,
): { namespaces: AdoptedNamespace[]; apart: NamespaceApart[] } {
  const namespaces = sayable(group.primary).map(namespace => ofPrimary(namespace, group, owned));
  const everywhere = group.replicas.map(({ region }) => region);
  const apart = group.replicas.flatMap(replica =>
    sayable(replica)
      .filter(({ name }) => {
        const here = namespaces.find(other => other.name === name);
        return here === undefined || !(here.replicateTo ?? everywhere).includes(replica.region);
      })
      .map(namespace => ofReplica(namespace, replica, owned)),
  );
  return { namespaces, apart };
}

const sayable = ({ namespaces }: FoundRegistry): FoundNamespace[] =>
  namespaces.filter(({ name }) => accepts(NAMESPACE_NAME, name));

const namespaceOf = ({ namespaces }: FoundRegistry, name: string): FoundNamespace | undefined =>
  namespaces.find(namespace => namespace.name === name);

function ofPrimary(namespace: FoundNamespace, { primary, replicas }: Group, owned: Owned): AdoptedNamespace {
  const { name } = namespace;
  const rules = wholeRules(name, primary, replicas);
  const filters = commonFilters(rules);
  const copied = replicas.filter(replica =>
    rules.some(rule => leadsTo(rule, replica) && isSame(filtersOf(rule), filters)),
  );
  const declared = { name, visibility: namespace.visibility, autoCreate: namespace.autoCreate || copied.length > 0 };
  const there = [primary, ...copied];
  const regions = copied.map(({ region }) => region);
  const existingIn = there.filter(one => !isMade(declared, namespaceOf(one, name)!, owned)).map(({ region }) => region);
  const { repositories, notes } = declaredRepositories(name, declared, there, owned);
  const copying = rules.filter(
    rule => copied.some(replica => leadsTo(rule, replica)) && isSame(filtersOf(rule), filters),
  );
  return {
    name,
    isPublic: declared.visibility === 'PUBLIC',
    autoCreate: declared.autoCreate,
    replicateTo: copied.length === replicas.length ? undefined : regions,
    existingIn,
    existingRulesTo: regions,
    filters,
    repositories,
    notes: [...copying.map(copyingNote), ...there.flatMap(one => differences(one, declared)), ...notes],
  };
}

function ofReplica(namespace: FoundNamespace, replica: FoundRegistry, owned: Owned): NamespaceApart {
  const { name, visibility, autoCreate } = namespace;
  const { repositories, notes } = declaredRepositories(name, namespace, [replica], owned);
  return {
    name,
    region: replica.region,
    exists: !isMade(namespace, namespace, owned),
    isPublic: visibility === 'PUBLIC',
    autoCreate,
    repositories,
    notes: [...immutability(replica, namespace), ...notes],
  };
}

/** The rules that copy a namespace as such to replicas that have it, and that the library can say. */
function wholeRules(name: string, primary: FoundRegistry, replicas: readonly FoundRegistry[]): FoundRule[] {
  return primary.rules.filter(rule => {
    const replica = replicas.find(one => leadsTo(rule, one));
    const there = replica !== undefined && namespaceOf(replica, name) !== undefined;
    return (
      rule.scope === 'NAMESPACE' && rule.namespace === name && there && obstacleOf(rule, replica.region) === undefined
    );
  });
}

const leadsTo = ({ target }: FoundRule, { instanceId }: FoundRegistry): boolean => target.instanceId === instanceId;

const isSame = (one: RuleFilters, other: RuleFilters): boolean => textOf(one) === textOf(other);

const textOf = ({ repositoriesMatching = '', tagsMatching = '', manual }: RuleFilters): string =>
  JSON.stringify([repositoriesMatching, tagsMatching, manual]);

/** What most replicas get; a later replica gets the same. */
function commonFilters(rules: readonly FoundRule[]): RuleFilters {
  const regions = new Map<string, Set<string>>();
  rules.forEach(rule => {
    const text = textOf(filtersOf(rule));
    regions.set(text, (regions.get(text) ?? new Set()).add(rule.target.instanceId));
  });
  const ranked = [...regions].sort(([one, a], [other, b]) => b.size - a.size || (one < other ? -1 : 1));
  const common = rules.find(rule => textOf(filtersOf(rule)) === ranked[0]?.[0]);
  return common === undefined ? { manual: false } : filtersOf(common);
}

const copyingNote = ({ name, id, target }: FoundRule): string =>
  `Copied to ${target.region} by ${plain(name)} (${id}).`;

type Declared = Pick<FoundNamespace, 'visibility' | 'autoCreate'>;

/** Whether a stack has the namespace: one that says what is there. */
const isMade = (declared: Declared, there: FoundNamespace, owned: Owned): boolean =>
  isOwned(owned, 'namespace') && declared.visibility === there.visibility && declared.autoCreate === there.autoCreate;

/** What is otherwise on one instance than it is said. */
function differences(one: FoundRegistry, declared: Declared & { name: string }): string[] {
  const there = namespaceOf(one, declared.name)!;
  const others = [
    ...(there.autoCreate === declared.autoCreate ? [] : [`pushing makes ${there.autoCreate ? '' : 'no '}repositories`]),
    ...(there.visibility === declared.visibility ? [] : [`new repositories are ${there.visibility}`]),
  ];
  return [...(others.length > 0 ? [`In ${one.region} ${all(others)}.`] : []), ...immutability(one, there)];
}

const immutability = ({ region }: FoundRegistry, { immutable }: FoundNamespace): string[] =>
  immutable ? [`In ${region} repositories that pushing makes keep their tags, which ROS cannot say.`] : [];
