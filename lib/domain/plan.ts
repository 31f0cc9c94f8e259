import { ScanRegions } from './choices';
import { Edition, sourceEditionProblems } from './editions';
import {
  BELONGS_TO_ONE,
  earlier,
  entries,
  prefixProblems,
  regionProblems,
  repeatProblems,
  replicaProblems,
  sharedProblems,
  unreachedBucketProblem,
  unreachedBucketProblems,
} from './region-checks';
import { Problem } from './problem';
import { objectProblems, Options, PropTable } from './prop-rules';
import { NAMESPACE_RULE, REGION, REGISTRY_RULE, REPLICA_RULE } from './props';
import { PURCHASE } from './purchase';
import { SETTINGS, settingsProblems } from './settings';

/** The registry of one region: everything about it that is known before anything is built. */
export interface RegionPlan {
  readonly tier: 'primary' | 'replica';
  readonly region: string;
  readonly instanceName: string;
  readonly edition?: Edition;
  readonly existingInstanceId?: string;
  readonly accountId?: string;
  /** How the instance is bought; empty for one that exists. */
  readonly purchase: Options;
  readonly settings: RegionSettingsPlan;
  /** What messages call it: `primary`, `replicas[0]`. */
  readonly subject: string;
  /** The scan and retention rules that are for this region alone, as they were given. */
  readonly ownRules: Pick<RegionSettingsPlan, 'scanRules' | 'retentionRules'>;
}

/** What is set on an instance; a replica's own settings before those of the registry. */
export interface RegionSettingsPlan extends Options {
  readonly scanRules?: readonly { readonly namespaceName?: string; readonly regions: string }[];
  readonly retentionRules?: readonly { readonly namespaceName?: string }[];
}

/** A namespace and what of it is copied. */
export interface NamespacePlan {
  /** What messages call it: `namespaces[0]`. */
  readonly subject: string;
  readonly name: string;
  readonly autoCreateRepositories?: boolean;
  readonly visibility?: string;
  readonly repositories: readonly Options[];
  readonly replicateTo?: readonly string[];
  readonly existingIn: readonly string[];
  readonly existingRulesTo: readonly string[];
  readonly repositoriesMatching?: string;
  readonly tagsMatching?: string;
  readonly trigger?: string;
  readonly stackGroup?: string;
}

/** A registry that spans regions, ready to be built. */
export interface RegistryPlan {
  readonly prefix: string;
  readonly primary: RegionPlan;
  readonly replicas: readonly RegionPlan[];
  readonly namespaces: readonly NamespacePlan[];
  /** What later replicas inherit. */
  readonly registry: Options;
}

/** Decides everything about a registry that its props tell, or says all that is wrong with them. */
export function planRegistry(given: unknown): RegistryPlan | Problem[] {
  const shape = objectProblems('props', given, REGISTRY_RULE, '');
  if (shape.some(({ subject }) => subject === 'props' || subject === 'primary')) {
    return shape;
  }
  const registry = given as Options;
  const primary = registry.primary as Options;
  const replicas = listOf(registry.replicas);
  const namespaces = listOf(registry.namespaces);
  const problems = [
    ...shape,
    ...prefixProblems(registry),
    ...settingsProblems('', registry),
    ...regionProblems('primary', primary),
    ...(replicas.length > 0 ? sourceEditionProblems('primary.edition', primary.edition) : []),
    ...replicas.flatMap((replica, i) =>
      replicaProblems(`replicas[${i}]`, replica, primary.region, entries('replicas', replicas.slice(0, i), 'region')),
    ),
    ...sharedProblems(primary, replicas),
    ...unreachedBucketProblems(registry, primary, replicas),
    ...namespaces.flatMap((namespace, i) => [
      ...repeatProblems(
        `namespaces[${i}].name`,
        namespace.name,
        'each namespace is declared once',
        entries('namespaces', namespaces.slice(0, i), 'name'),
      ),
      ...repositoryProblems(`namespaces[${i}]`, namespace),
    ]),
  ];
  return problems.length > 0
    ? problems
    : {
        prefix: (registry.stackNamePrefix ?? registry.instanceName) as string,
        primary: regionPlan('primary', 'primary', registry, primary),
        replicas: replicas.map((replica, i) => regionPlan(`replicas[${i}]`, 'replica', registry, replica)),
        namespaces: namespaces.map((namespace, i) => namespacePlan(`namespaces[${i}]`, namespace)),
        registry,
      };
}

/** One more replica for a registry that is planned. */
export function planReplica(plan: RegistryPlan, given: unknown): RegionPlan | Problem[] {
  const shape = objectProblems('replica', given, REPLICA_RULE);
  if (shape.some(({ subject }) => subject === 'replica')) {
    return shape;
  }
  const replica = given as Options;
  const problems = [
    ...shape,
    ...sourceEditionProblems('primary.edition', plan.primary.edition),
    ...unreachedBucketProblem('replica', plan.registry, replica),
    ...replicaProblems(
      'replica',
      replica,
      plan.primary.region,
      earlier('replica', plan.replicas, ({ region }) => region),
    ),
    ...BELONGS_TO_ONE.flatMap(({ prop, rule }) =>
      repeatProblems(
        `replica.${prop}`,
        replica[prop],
        rule,
        earlier(
          'region',
          [plan.primary, ...plan.replicas],
          region => ({ ...region, ...region.purchase })[prop as never],
        ),
      ),
    ),
  ];
  const subject = `replica ${String(replica.region)}`;
  return problems.length > 0 ? problems : regionPlan(subject, 'replica', plan.registry, replica);
}

/** One more namespace for a registry that is planned. */
export function planNamespace(plan: RegistryPlan, given: unknown): NamespacePlan | Problem[] {
  const shape = objectProblems('namespace', given, NAMESPACE_RULE);
  if (shape.some(({ subject }) => subject === 'namespace')) {
    return shape;
  }
  const { name } = given as Options;
  const taken = earlier('namespace', plan.namespaces, namespace => namespace.name);
  const problems = [
    ...shape,
    ...repeatProblems('namespace.name', name, 'each namespace is declared once', taken),
    ...repositoryProblems('namespace', given as Options),
  ];
  return problems.length > 0 ? problems : namespacePlan(`namespace ${name as string}`, given as Options);
}

/** What a replica leaves out it takes from the primary; what a region leaves out of its settings, from the registry. */
function regionPlan(subject: string, tier: 'primary' | 'replica', registry: Options, options: Options): RegionPlan {
  const exists = options.existingInstanceId !== undefined;
  const primary = tier === 'replica' ? (registry.primary as Options) : {};
  const purchase = Object.keys(PURCHASE).map(name => {
    const inherited = (PURCHASE as PropTable)[name].inherited ? primary[name] : undefined;
    return [name, options[name] ?? inherited] as const;
  });
  const settings = Object.keys(REGION).filter(name => (REGION as PropTable)[name].setting);
  const shared: Options = exists ? {} : registry;
  const resolved = settings.map(
    name => [name, options[name] ?? (name in SETTINGS ? shared[name] : undefined)] as const,
  );
  const otherTier = tier === 'primary' ? ScanRegions.REPLICAS : ScanRegions.PRIMARY;
  const all = Object.fromEntries(resolved) as RegionSettingsPlan;
  return {
    tier,
    region: options.region as string,
    instanceName: (options.instanceName ?? registry.instanceName) as string,
    edition: (options.edition ??
      (tier === 'primary' ? Edition.ADVANCED : exists ? undefined : Edition.BASIC)) as Edition,
    existingInstanceId: options.existingInstanceId as string | undefined,
    accountId: options.accountId as string | undefined,
    purchase: exists ? {} : Object.fromEntries(purchase),
    settings: { ...all, scanRules: all.scanRules?.filter(({ regions }) => regions !== otherTier) },
    subject,
    ownRules: { scanRules: options.scanRules, retentionRules: options.retentionRules } as RegionSettingsPlan,
  };
}

/** What is wrong among the repositories of one namespace. */
function repositoryProblems(subject: string, namespace: Options): Problem[] {
  const list = `${subject}.repositories`;
  const repositories = listOf(namespace.repositories);
  return repositories.flatMap(({ name }, i) =>
    repeatProblems(
      `${list}[${i}].name`,
      name,
      'each repository of a namespace is declared once',
      entries(list, repositories.slice(0, i), 'name'),
    ),
  );
}

function namespacePlan(subject: string, options: Options): NamespacePlan {
  const { repositories = [], existingIn = [], existingRulesTo = [] } = options;
  return { ...(options as object), subject, repositories, existingIn, existingRulesTo } as NamespacePlan;
}

/** The objects of a list; what is none has been noted. */
function listOf(list: unknown): Options[] {
  return Array.isArray(list)
    ? Array.from(list, (item: unknown) => (typeof item === 'object' && item !== null ? item : {}) as Options)
    : [];
}
