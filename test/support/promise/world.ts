import * as fc from 'fast-check';
import { Edition, ImageScanner, ReplicaOptions, ScanRegions, SyncTrigger, Visibility } from '../../../lib';
import { tamed } from './tame';

/** A namespace as somebody declares it. */
export interface DeclaredNamespace {
  readonly name: string;
  readonly autoCreate: boolean;
  readonly visibility?: Visibility;
  readonly trigger?: SyncTrigger;
  readonly tagsMatching?: string;
  readonly repositoriesMatching?: string;
  readonly stackGroup?: string;
  /** The regions of replicas that it goes to; all if not said. */
  readonly replicateTo?: readonly string[];
  readonly repositories: readonly DeclaredRepository[];
}

export interface DeclaredRepository {
  readonly name: string;
  readonly summary?: string;
  readonly detail?: string;
  readonly immutableTags?: boolean;
  readonly visibility?: Visibility;
}

/**
 * How a VPC is linked: by literal ids, by parameters of a stack, by outputs that are read by the name of the stack, or by its resource
 * there, by reference, by attribute, or by both at once.
 */
export type Link = 'literal' | 'value' | 'output' | 'reference' | 'attribute' | 'twice';

/** What is set in one region. */
export interface DeclaredRegion {
  readonly region: string;
  readonly existing: boolean;
  readonly purchase: Pick<
    ReplicaOptions,
    'edition' | 'periodMonths' | 'autoRenewMonths' | 'imageScanner' | 'storageBucketName'
  >;
  readonly resourceGroupId?: string;
  /** Who is let in over the Internet; nobody if empty. */
  readonly cidrs: readonly string[];
  readonly vpc?: Link;
  readonly password: boolean;
}

/** A permission, and where it is given. */
export interface DeclaredGrant {
  readonly where: 'registry' | 'primary' | 'namespace' | 'repository';
  readonly what: 'pull' | 'push' | 'both';
  readonly who: 'user' | 'role' | 'group' | 'value' | 'output' | 'resource';
}

/** An app as somebody writes it down, and what earlier versions of it have left behind. */
export interface World {
  readonly primary: DeclaredRegion;
  readonly replicas: readonly DeclaredRegion[];
  readonly namespaces: readonly DeclaredNamespace[];
  readonly grants: readonly DeclaredGrant[];
  readonly scan?: ScanRegions;
  readonly scanNamespace: boolean;
  /** What is cleaned up, and how many images are kept. */
  readonly cleaned?: 'instance' | 'namespace' | 'repository';
  readonly keepLast: number;
  readonly serviceRoles: boolean;
  readonly tags?: string;
  /** Single constructs beside the registry, and a stack that reads from it: its values, or outputs by the names of its stacks. */
  readonly beside: boolean;
  readonly reader?: 'values' | 'outputs';
  /** Stacks that read outputs of each other, without a word on their order. */
  readonly chain: boolean;
  /** What the stacks of networks read of others: the id of the primary, or what another stack reads of a third. */
  readonly networksRead?: 'primary' | 'others';
  /** Whether the single constructs have ids that make no names by themselves. */
  readonly oddIds: boolean;
  /** Whether rules are broken that meet often, so that most such apps are refused or warned of. */
  readonly careless: boolean;
  readonly left: Left;
}

/** What is still there although the app no longer makes it. */
export interface Left {
  /** `instance/namespace` and `instance/namespace/repository`, and which namespaces make repositories by themselves. */
  readonly paths: ReadonlySet<string>;
  readonly autoCreate: ReadonlyMap<string, boolean>;
  /** Regions whose instance was bought and has left the app: its name is taken. */
  readonly regions: ReadonlySet<string>;
  /** How often Internet access was closed, by instance. */
  readonly closed: ReadonlyMap<string, number>;
}

export const PRIMARY = 'eu-central-1';
export const REPLICAS = ['cn-hangzhou', 'us-east-1', 'ap-southeast-1'];
export const FOREIGN = 'us-east-1';
export const NAMESPACES = ['old', 'prod', 'tools', 'a_b-c'];
export const REPOSITORIES = ['api', 'web', 'a.b_c-d'];
export const CIDRS = ['203.0.113.0/24', '198.51.100.7/32'];
export const FILTERS = ['v[0-9]+.*', '(api|web|.*)', '.*'];

export const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const visibility = fc.constantFrom(Visibility.PRIVATE, Visibility.PUBLIC);

export const link: fc.Arbitrary<Link> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('literal', 'value', 'output', 'reference', 'attribute') },
  { weight: 1, arbitrary: fc.constant('twice') },
);

/** A region of a registry. */
export const region = (id: string): fc.Arbitrary<DeclaredRegion> =>
  fc
    .record({
      region: fc.constant(id),
      existing: fc.nat({ max: 3 }).map(n => n === 0 && id !== REPLICAS[2]),
      purchase: fc.record({
        edition: optional(
          id === PRIMARY
            ? fc.constantFrom(Edition.ADVANCED, Edition.STANDARD)
            : fc.constantFrom(Edition.BASIC, Edition.ADVANCED),
        ),
        periodMonths: optional(fc.constantFrom(1, 12, 60)),
        autoRenewMonths: optional(fc.constantFrom(1, 12)),
        imageScanner: optional(fc.constantFrom(ImageScanner.ACR, ImageScanner.SAS)),
        storageBucketName: optional(fc.constant(`layers-${id}`)),
      }),
      resourceGroupId: optional(fc.constantFrom('rg-a', 'rg-b')),
      cidrs: fc.subarray(CIDRS),
      vpc: fc.option(link, { nil: undefined, freq: 2 }),
      password: fc.boolean(),
    })
    .map(it =>
      it.existing
        ? { ...it, purchase: {}, resourceGroupId: undefined, ...(it.region === FOREIGN && SET_BY_ITS_OWNER) }
        : it,
    );

/** In another account nothing is set. */
const SET_BY_ITS_OWNER = { cidrs: [], vpc: undefined, password: false };

export const repository = (name: string): fc.Arbitrary<DeclaredRepository> =>
  fc.record({
    name: fc.constant(name),
    summary: optional(fc.constantFrom('One line', 'Another')),
    detail: optional(fc.constantFrom('', 'Some more')),
    immutableTags: optional(fc.boolean()),
    visibility: optional(visibility),
  });

export const namespace = (name: string): fc.Arbitrary<DeclaredNamespace> =>
  fc.record({
    name: fc.constant(name),
    autoCreate: fc.boolean(),
    visibility: optional(visibility),
    trigger: optional(fc.constantFrom(SyncTrigger.AUTOMATIC, SyncTrigger.MANUAL)),
    tagsMatching: optional(fc.constantFrom(...FILTERS)),
    repositoriesMatching: optional(fc.constantFrom('.*', '(api|web)')),
    stackGroup: optional(fc.constantFrom('team-a', 'team-b')),
    replicateTo: optional(fc.subarray(REPLICAS)),
    repositories: fc
      .tuple(fc.subarray(REPOSITORIES), ...REPOSITORIES.map(repository))
      .map(([chosen, ...all]) => all.filter(one => chosen.includes(one.name))),
  });

export const grant: fc.Arbitrary<DeclaredGrant> = fc.record({
  where: fc.constantFrom('registry', 'primary', 'namespace', 'repository'),
  what: fc.constantFrom('pull', 'push', 'both'),
  who: fc.constantFrom('user', 'role', 'group', 'value', 'output', 'resource'),
});

/** What takes several stacks, and seldom meets anything else. */
export const seldom = fc.nat({ max: 3 }).map(n => n === 0);
export const reader = fc.option(fc.constantFrom('values' as const, 'outputs' as const), { nil: undefined, freq: 2 });

const NOTHING: Left = { paths: new Set(), autoCreate: new Map(), regions: new Set(), closed: new Map() };

/** A random app, nothing of which is there yet but what was bought in the console. */
export const world: fc.Arbitrary<World> = fc
  .record({
    primary: region(PRIMARY),
    replicas: fc
      .tuple(fc.subarray(REPLICAS), ...REPLICAS.map(region))
      .map(([chosen, ...all]) => all.filter(one => chosen.includes(one.region))),
    namespaces: fc
      .tuple(fc.subarray(NAMESPACES), ...NAMESPACES.map(namespace))
      .map(([chosen, ...all]) => all.filter(one => chosen.includes(one.name))),
    grants: fc.array(grant, { maxLength: 3 }),
    scan: optional(fc.constantFrom(ScanRegions.ALL, ScanRegions.PRIMARY, ScanRegions.REPLICAS)),
    scanNamespace: fc.boolean(),
    cleaned: optional(fc.constantFrom('instance', 'namespace', 'repository')),
    keepLast: fc.constantFrom(5, 100),
    serviceRoles: fc.boolean(),
    tags: optional(fc.constantFrom('platform', 'shop')),
    beside: seldom,
    reader,
    chain: seldom,
    networksRead: fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom('primary' as const, 'others' as const) },
    ),
    oddIds: fc.boolean(),
    careless: fc.nat({ max: 15 }).map(n => n === 0),
  })
  .map(it => tamed({ ...it, left: NOTHING }));
