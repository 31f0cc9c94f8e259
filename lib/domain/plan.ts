import { ScanRegions } from './choices';
import { Edition, sourceEditionProblems } from './editions';
import { INSTANCE_NAME, accepts } from './names';
import { DeployTime, GIVEN, Problem } from './problem';
import { objectProblems, PropTable } from './prop-rules';
import { NAMESPACE_RULE, REGION, REGISTRY_RULE, REPLICA, REPLICA_RULE } from './props';
import { PURCHASE } from './purchase';
import { SETTINGS, settingsProblems } from './settings';
import { cloudProblems } from './topology';

/** Options by name, their tokens wrapped. */
export type Options = Readonly<Record<string, unknown>>;

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
    ...namespaces.flatMap((namespace, i) =>
      repeatProblems(
        `namespaces[${i}].name`,
        namespace.name,
        'each namespace is declared once',
        entries('namespaces', namespaces.slice(0, i), 'name'),
      ),
    ),
  ];
  return problems.length > 0
    ? problems
    : {
        prefix: (registry.stackNamePrefix ?? registry.instanceName) as string,
        primary: regionPlan('primary', registry, primary),
        replicas: replicas.map(replica => regionPlan('replica', registry, replica)),
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
    ...replicaProblems('replica', replica, plan.primary.region, earlier('replica', plan.replicas, ({ region }) => region)),
    ...BELONGS_TO_ONE.flatMap(({ prop, rule }) =>
      repeatProblems(
        `replica.${prop}`,
        replica[prop],
        rule,
        earlier('region', [plan.primary, ...plan.replicas], region => ({ ...region, ...region.purchase }) [prop as never]),
      ),
    ),
  ];
  return problems.length > 0 ? problems : regionPlan('replica', plan.registry, replica);
}

/** One more namespace for a registry that is planned. */
export function planNamespace(plan: RegistryPlan, given: unknown): NamespacePlan | Problem[] {
  const shape = objectProblems('namespace', given, NAMESPACE_RULE);
  if (shape.some(({ subject }) => subject === 'namespace')) {
    return shape;
  }
  const { name } = given as Options;
  const taken = earlier('namespace', plan.namespaces, namespace => namespace.name);
  const problems = [...shape, ...repeatProblems('namespace.name', name, 'each namespace is declared once', taken)];
  return problems.length > 0 ? problems : namespacePlan(`namespace ${name as string}`, given as Options);
}

/** What was declared before, by the value that must not come twice. */
type Taken = ReadonlyMap<unknown, string>;

function entries(list: string, before: readonly Options[], prop: string): Taken {
  return new Map([...before].map((options, i) => [options[prop], `${list}[${i}]`] as const).reverse());
}

function earlier<T>(what: string, before: readonly T[], key: (item: T) => unknown): Taken {
  return new Map(before.map(item => [key(item), `an earlier ${what}`]));
}

function repeatProblems(subject: string, got: unknown, rule: string, taken: Taken): Problem[] {
  const first = got === undefined ? undefined : taken.get(got);
  return first === undefined ? [] : [{ subject, got, rule, fix: `Remove the repeated entry (first seen at ${first})` }];
}

/** ROS wants a letter first, and the prefix is by default the name of the instance. */
function prefixProblems({ instanceName: name, stackNamePrefix }: Options): Problem[] {
  return stackNamePrefix === undefined && typeof name === 'string' && accepts(INSTANCE_NAME, name) && /^[0-9]/.test(name)
    ? [
        {
          subject: 'stackNamePrefix',
          rule: `stack names begin with a letter, and without a prefix they begin like the instance name ${JSON.stringify(name)}`,
          fix: `Set stackNamePrefix, such as "registry-${name}"`,
        },
      ]
    : [];
}

/** An instance that exists is not bought, so there is nothing to say about the purchase. */
function regionProblems(subject: string, options: Options): Problem[] {
  const bought = options.existingInstanceId === undefined ? [] : given(options, PURCHASE);
  return [
    ...settingsProblems(`${subject}.`, options),
    ...bought.map(name => ({
      subject: `${subject}.${name}`,
      got: options[name],
      rule: 'an instance that exists already is taken as it is',
      fix: 'Remove it, or remove existingInstanceId to buy a new instance',
    })),
  ];
}

function replicaProblems(subject: string, replica: Options, primaryRegion: unknown, taken: Taken): Problem[] {
  const { region, accountId } = replica;
  const place = `${subject}.region`;
  const repeated = repeatProblems(place, region, 'each region holds at most one replica', taken);
  const near: Problem = {
    subject: place,
    got: region,
    rule: 'a replica lives outside the primary region',
    fix: `Remove it, or choose a region other than ${String(region)}`,
  };
  return [
    ...regionProblems(subject, replica),
    ...(typeof region !== 'string' || typeof primaryRegion !== 'string'
      ? []
      : region === primaryRegion
        ? [near]
        : repeated.length > 0
          ? repeated
          : cloudProblems(place, primaryRegion, region)),
    ...(typeof accountId === 'string' || accountId instanceof DeployTime ? foreignProblems(subject, replica) : []),
  ];
}

/** In another account nothing can be bought, and nothing set: that is for its owner. */
function foreignProblems(subject: string, replica: Options): Problem[] {
  const account = replica.accountId instanceof DeployTime ? 'that account' : `account ${String(replica.accountId)}`;
  const elsewhere = `${account} is not the one deployed to, so`;
  const settings = given(replica, REPLICA).filter(name => (REPLICA as PropTable)[name].setting);
  return [
    ...settings.map(name => ({
      subject: `${subject}.${name}`,
      got: GIVEN,
      rule: `${elsewhere} nothing can be set there`,
      fix: 'Let its owner set it',
    })),
    ...(replica.existingInstanceId === undefined
      ? [
          {
            subject: `${subject}.existingInstanceId`,
            rule: `${elsewhere} no instance can be bought there`,
            fix: 'Let its owner buy the instance, and give its id as existingInstanceId',
          },
        ]
      : []),
  ];
}

/** What belongs to one region is named by one region. */
const BELONGS_TO_ONE = [
  { prop: 'existingInstanceId', rule: 'an instance is in one region' },
  { prop: 'storageBucketName', rule: 'a bucket is in one region' },
];

function sharedProblems(primary: Options, replicas: readonly Options[]): Problem[] {
  const regions = [primary, ...replicas];
  const subject = (i: number) => (i === 0 ? 'primary' : `replicas[${i - 1}]`);
  return BELONGS_TO_ONE.flatMap(({ prop, rule }) =>
    regions.flatMap((options, i) => {
      const taken = new Map(regions.slice(0, i).map((other, j) => [other[prop], subject(j)] as const).reverse());
      return repeatProblems(`${subject(i)}.${prop}`, options[prop], rule, taken);
    }),
  );
}

/** What a replica leaves out it takes from the primary; what a region leaves out of its settings, from the registry. */
function regionPlan(tier: 'primary' | 'replica', registry: Options, options: Options): RegionPlan {
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
    edition: (options.edition ?? (tier === 'primary' ? Edition.ADVANCED : exists ? undefined : Edition.BASIC)) as Edition,
    existingInstanceId: options.existingInstanceId as string | undefined,
    accountId: options.accountId as string | undefined,
    purchase: exists ? {} : Object.fromEntries(purchase),
    settings: { ...all, scanRules: all.scanRules?.filter(({ regions }) => regions !== otherTier) },
  };
}

function namespacePlan(subject: string, options: Options): NamespacePlan {
  const { repositories = [], existingIn = [] } = options;
  return { ...(options as object), subject, repositories, existingIn } as NamespacePlan;
}

/** The options of an object that a table knows and that are given. */
function given(options: Options, table: PropTable): string[] {
  return Object.keys(table).filter(name => options[name] !== undefined && options[name] !== null);
}

/** The objects of a list; what is none has been noted. */
function listOf(list: unknown): Options[] {
  return Array.isArray(list) ? Array.from(list, (item: unknown) => (typeof item === 'object' && item !== null ? item : {}) as Options) : [];
}
