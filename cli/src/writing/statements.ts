import type {
  AdoptedNamespace,
  AdoptedRegion,
  AdoptedRegistry,
  AdoptedRepository,
  AdoptedRule,
  NamespaceApart,
  NamespaceSettings,
  RuleFilters,
} from '../adoption/model';
import { type Expression, type Prop, type Statement, flag, list, member, prop, text, texts } from './expression';

/** What an app says of registries, in the words of the library. */
export function statementsOf(registries: readonly AdoptedRegistry[]): Statement[] {
  return registries.flatMap(registry => {
    const variable =
      registries.length === 1 ? 'registry' : `${registry.id.charAt(0).toLowerCase()}${registry.id.slice(1)}Registry`;
    const others = [
      ...registry.apart.flatMap(namespace => apartStatements(namespace, variable)),
      ...ruleStatements(registry, variable),
    ];
    const used = others.some(({ value }) => value !== undefined);
    return [{ notes: [], variable: used ? variable : undefined, value: construct(registry) }, ...others];
  });
}

function construct(registry: AdoptedRegistry): Expression {
  const { id, instanceName, stackNamePrefix, primary, replicas, namespaces } = registry;
  const noted = (notes: readonly string[], value: Expression) => ({ notes, value });
  const props: Prop[] = [
    ...prop('instanceName', text(instanceName)),
    ...prop('stackNamePrefix', stackNamePrefix === undefined ? undefined : text(stackNamePrefix)),
    { name: 'primary', notes: primary.notes, value: region(primary, 'PrimaryOptions') },
    ...(replicas.length === 0
      ? []
      : prop('replicas', {
          kind: 'list',
          items: replicas.map(one => noted(one.notes, region(one, 'ReplicaOptions'))),
        })),
    ...(namespaces.length === 0
      ? []
      : prop('namespaces', { kind: 'list', items: namespaces.map(one => noted(one.notes, namespaceOptions(one))) })),
  ];
  return { kind: 'construct', type: 'GlobalRegistry', scope: 'app', id, props };
}

function region(one: AdoptedRegion, type: string): Expression {
  const optional = (value: string | undefined) => (value === undefined ? undefined : text(value));
  const props = [
    ...prop('region', text(one.region)),
    ...prop('instanceName', optional(one.instanceName)),
    ...prop('existingInstanceId', optional(one.existingInstanceId)),
    ...prop('edition', one.edition === undefined ? undefined : member('Edition', one.edition)),
    ...prop('resourceGroupId', optional(one.resourceGroupId)),
  ];
  return { kind: 'options', type, props };
}

const unlessEmpty = (values: readonly string[]): Expression | undefined =>
  values.length === 0 ? undefined : texts(values);
const isPublic = (value: boolean): Expression | undefined => (value ? member('Visibility', 'PUBLIC') : undefined);

function namespaceOptions(namespace: AdoptedNamespace): Expression {
  const { name, replicateTo, existingIn, existingRulesTo, filters, repositories } = namespace;
  const props = [
    ...prop('name', text(name)),
    ...prop('visibility', isPublic(namespace.isPublic)),
    ...prop('autoCreateRepositories', namespace.autoCreate ? undefined : flag(false)),
    ...prop('replicateTo', replicateTo === undefined ? undefined : texts(replicateTo)),
    ...prop('existingIn', unlessEmpty(existingIn)),
    ...prop('existingRulesTo', unlessEmpty(existingRulesTo)),
    ...filterProps(filters),
    ...prop(
      'repositories',
      repositories.length === 0
        ? undefined
        : list(repositories.map(repository => repositoryOptions(repository, namespace))),
    ),
  ];
  return { kind: 'options', type: 'NamespaceOptions', props };
}

const filterProps = ({ repositoriesMatching, tagsMatching, manual }: RuleFilters): Prop[] => [
  ...prop('repositoriesMatching', repositoriesMatching === undefined ? undefined : text(repositoriesMatching)),
  ...prop('tagsMatching', tagsMatching === undefined ? undefined : text(tagsMatching)),
  ...prop('trigger', manual ? member('SyncTrigger', 'MANUAL') : undefined),
];

const repositoryOptions = (repository: AdoptedRepository, namespace: NamespaceSettings): Expression => ({
  kind: 'options',
  type: 'RepositoryOptions',
  props: repositoryProps(repository, namespace),
});

/** A repository is as visible as its namespace says, unless it says otherwise. */
function repositoryProps(repository: AdoptedRepository, namespace: NamespaceSettings): Prop[] {
  const { name, summary, detail, immutable, existingIn } = repository;
  const other = repository.isPublic !== namespace.isPublic;
  return [
    ...prop('name', text(name)),
    ...prop('summary', summary === undefined ? undefined : text(summary)),
    ...prop('detail', detail === undefined ? undefined : text(detail)),
    ...prop('visibility', other ? member('Visibility', repository.isPublic ? 'PUBLIC' : 'PRIVATE') : undefined),
    ...prop('immutableTags', immutable ? flag(true) : undefined),
    ...prop('existingIn', unlessEmpty(existingIn)),
  ];
}

function apartStatements(namespace: NamespaceApart, registry: string): Statement[] {
  const { name, region: where, exists, autoCreate, repositories, notes } = namespace;
  const instance: Expression = {
    kind: 'call',
    on: { kind: 'name', name: registry },
    method: 'replica',
    arguments: [text(where)],
    props: [],
  };
  const value: Expression = {
    kind: 'construct',
    type: 'MirroredNamespace',
    scope: registry,
    id: `Apart-${where}-${name}`,
    props: [
      ...prop('namespaceName', text(name)),
      ...prop('instances', list([instance])),
      ...prop('existingIn', exists ? texts([where]) : undefined),
      ...prop('autoCreateRepositories', autoCreate ? undefined : flag(false)),
      ...prop('visibility', isPublic(namespace.isPublic)),
    ],
  };
  const variable = `${camel(name)}In${where.split('-').map(capital).join('')}`;
  const added = repositories.map((repository): Statement => ({
    notes: [],
    continues: true,
    value: {
      kind: 'call',
      on: { kind: 'name', name: variable },
      method: 'addRepository',
      arguments: [],
      props: repositoryProps(repository, namespace),
    },
  }));
  const about = `Namespace ${name} in ${where}, to which no rule copies it as a whole under this name.`;
  return [{ notes: [about, ...notes], variable: added.length > 0 ? variable : undefined, value }, ...added];
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A variable for a namespace; `namespace` in front, for names may be words of the language or begin with a digit. */
const camel = (name: string): string => `namespace${name.split(/[_-]/).map(capital).join('')}`;

function ruleStatements({ rules, replicas }: AdoptedRegistry, registry: string): Statement[] {
  const owned = rules.filter(rule => rule.owned);
  const held = rules.filter(rule => !rule.owned && rule.declared !== undefined && rule.holder !== undefined);
  const commented = rules.filter(rule => !rule.owned && rule.declared !== undefined && rule.holder === undefined);
  const unsayable = rules.filter(rule => rule.declared === undefined);
  const code = (rule: AdoptedRule, disabled: boolean): Statement => ({
    notes: disabled ? [rule.says] : [],
    value: ruleCall(
      rule,
      replicas.findIndex(({ region: where }) => where === rule.declared!.replica),
      registry,
    ),
    disabled,
  });
  return [
    ...owned.map(rule => code(rule, false)),
    ...(commented.length > 0 ? [{ notes: EXISTING_RULES }] : []),
    ...commented.map(rule => code(rule, true)),
    ...held.map(({ says, holder }) => ({ notes: [`${says} It is in the stack ${holder}: change it there.`] })),
    ...unsayable.map(({ says, obstacle }) => ({ notes: [`${says} It cannot be declared here: ${obstacle}.`] })),
  ];
}

const EXISTING_RULES = [
  'The sync rules that exist stay as they are: of what is declared here, ROS would make a second one beside each. To put one into a ' +
    'stack, delete it in the console, uncomment what follows its sentence and deploy; global-registry backfill copies what is pushed in between.',
];

function ruleCall({ declared }: AdoptedRule, index: number, registry: string): Expression {
  const { namespace, repository, ruleName, filters } = declared!;
  const rule: Expression = {
    kind: 'call',
    on: { kind: 'class', type: 'SyncRule' },
    method: repository === undefined ? 'namespace' : 'repository',
    arguments: [namespace, ...(repository === undefined ? [] : [repository])].map(text),
    props: [...prop('ruleName', text(ruleName)), ...filterProps(filters)],
  };
  return {
    kind: 'call',
    on: { kind: 'replication', of: registry, index },
    method: 'addRule',
    arguments: [rule],
    props: [],
  };
}
