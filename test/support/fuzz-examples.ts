import * as ros from '@alicloud/ros-cdk-core';
import * as library from '../../lib';
import { ExistingRegistry } from '../../simulator/src';

const {
  Edition,
  Grantee,
  MirroredNamespace,
  PublicAccess,
  PullConfig,
  RegistryInstance,
  RetentionRule,
  ScanRule,
  SyncRule,
} = library;

/** Registries that were bought before, for what takes them as they are. */
export const EXISTING: ExistingRegistry[] = [
  { region: 'eu-central-1', name: 'bought', instanceId: 'cri-source', namespaces: ['prod'] },
];

/** An app in which single values are wrong. */
export class FuzzedApp {
  readonly app: ros.App;
  readonly germany: ros.Stack;
  private readonly made = new Map<string, unknown>();

  constructor(outdir: string) {
    this.app = new ros.App({ outdir, stackTraces: false, treeMetadata: false });
    this.germany = new ros.Stack(this.app, 'germany', { env: { region: 'eu-central-1' } });
  }

  /** A right value of a class or an options object of the library, the same one each time. */
  right(type: string): unknown {
    if (!this.made.has(type)) {
      const make = (RIGHT as Record<string, ((fuzzed: FuzzedApp) => unknown) | undefined>)[type];
      if (make === undefined) {
        throw new Error(`The fuzz has no example of ${type}: add one.`);
      }
      this.made.set(type, make(this));
    }
    return this.made.get(type);
  }

  /** Puts what a call has returned to use, as far as it is something to be used. */
  use(made: unknown): void {
    if (made instanceof PublicAccess) {
      this.instance('cn-beijing', 'used', { publicAccess: made });
    } else if (made instanceof ScanRule) {
      this.withNamespace(this.instance('cn-beijing', 'used', { scanRules: [made] }));
    } else if (made instanceof RetentionRule) {
      this.withNamespace(this.instance('cn-beijing', 'used', { retentionRules: [made] }));
    } else if (made instanceof Grantee) {
      this.instance('cn-beijing', 'used').grantPull(made);
    } else if (made instanceof PullConfig) {
      (this.right('GlobalRegistry') as library.GlobalRegistry).pullConfig('cn-hangzhou', made);
    } else if (made instanceof SyncRule) {
      (this.right('CrossRegionReplication') as library.CrossRegionReplication).addRule(made);
    }
  }

  /** A registry in two regions. */
  registry(): library.GlobalRegistry {
    return new library.GlobalRegistry(this.app, 'Acme', {
      instanceName: 'acme',
      primary: { region: 'cn-shanghai' },
      replicas: [{ region: 'cn-hangzhou' }],
      namespaces: [{ name: 'base' }],
    });
  }

  /** A new instance in a stack of its own. */
  instance(region: string, name: string, rest: Partial<library.RegistryInstanceProps> = {}): library.RegistryInstance {
    const stack = new ros.Stack(this.app, `${name}-${region}`, { env: { region } });
    return new RegistryInstance(stack, 'Registry', { instanceName: name, edition: Edition.ADVANCED, ...rest });
  }

  private withNamespace(instance: library.IRegistryInstance): library.MirroredNamespace {
    const namespace = new MirroredNamespace(this.app, 'Used', { namespaceName: 'prod', instances: [instance] });
    namespace.addRepository({ name: 'api' });
    return namespace;
  }
}

/** The least of every options object, something of every class, by its name in the API. */
const RIGHT = {
  Construct: ({ germany }: FuzzedApp) => germany,
  CrossRegionReplication: (fuzzed: FuzzedApp) =>
    new library.CrossRegionReplication(fuzzed.germany, 'Copies', fuzzed.right('CrossRegionReplicationProps') as never),
  CrossRegionReplicationProps: (fuzzed: FuzzedApp) => {
    const source = fuzzed.instance('eu-central-1', 'ends');
    const target = fuzzed.instance('us-east-1', 'ends');
    const namespace = new MirroredNamespace(fuzzed.app, 'Both', { namespaceName: 'prod', instances: [source, target] });
    namespace.addRepository({ name: 'api' });
    return { source, target };
  },
  GlobalRegistry: (fuzzed: FuzzedApp) => fuzzed.registry(),
  GlobalRegistryProps: () => ({ instanceName: 'other', primary: { region: 'eu-central-1' } }),
  Grantee: () => Grantee.user('ci'),
  IRegistryInstance: ({ germany }: FuzzedApp) =>
    RegistryInstance.fromInstanceAttributes(germany, 'Bought', { instanceId: 'cri-source', instanceName: 'bought' }),
  InstanceOptions: () => ({}),
  InstanceSettings: () => ({}),
  KustomizeOptions: () => ({}),
  MirroredNamespace: (fuzzed: FuzzedApp) =>
    new MirroredNamespace(fuzzed.app, 'Mirrored', {
      namespaceName: 'mirrored',
      instances: [fuzzed.instance('cn-qingdao', 'mirror')],
    }),
  MirroredNamespaceProps: () => ({ namespaceName: 'mirrored', instances: [] }),
  MirroredRepository: (fuzzed: FuzzedApp) =>
    (fuzzed.right('MirroredNamespace') as library.MirroredNamespace).addRepository({ name: 'api' }),
  NamespaceOptions: () => ({ name: 'tools' }),
  NamespaceRuleOptions: () => ({}),
  PrimaryOptions: () => ({ region: 'eu-central-1' }),
  PublicAccess: () => PublicAccess.fromCidrs('203.0.113.0/24'),
  PullConfig: () => PullConfig.containerd(),
  PullConfigOptions: () => ({}),
  PullSecretOptions: () => ({ username: 'robot' }),
  RegionOptions: () => ({ region: 'eu-central-1' }),
  RegistryInstance: (fuzzed: FuzzedApp) => fuzzed.instance('cn-shenzhen', 'single'),
  RegistryInstanceAttributes: () => ({ instanceId: 'cri-source', instanceName: 'bought' }),
  RegistryInstanceProps: () => ({ instanceName: 'alone', edition: Edition.ADVANCED }),
  RegistryServiceRoles: ({ germany }: FuzzedApp) => new library.RegistryServiceRoles(germany, 'Roles'),
  RegistryServiceRolesProps: () => ({}),
  ReplicaOptions: () => ({ region: 'us-west-1' }),
  RepositoryOptions: () => ({ name: 'web' }),
  RepositoryRuleOptions: () => ({}),
  RetentionRule: () => RetentionRule.instance({ keepLast: 5 }),
  RetentionRuleOptions: () => ({ keepLast: 5 }),
  ScanRule: () => ScanRule.instance(),
  ScanRuleOptions: () => ({}),
  SyncRule: () => SyncRule.namespace('prod'),
  VpcAccess: () => ({ vpcId: 'vpc-1', vswitchId: 'vsw-1' }),
};

/** Right texts and numbers, by the names of parameters and props. */
export const PLAIN: Readonly<Record<string, unknown>> = {
  automatic: true,
  autoCreateRepositories: true,
  autoRenewMonths: 1,
  immutableTags: true,
  keepLast: 5,
  keepTags: 'v.*',
  loginPassword: '{{resolve:kms-secret:registry}}',
  periodMonths: 1,
  privateDns: true,
  resourceGroupId: 'rg-1',
  stackGroup: 'team',
  stackNamePrefix: 'prefix',
  storageBucketName: 'layers',
  tagsMatching: 'v.*',
  vpcId: 'vpc-1',
  vswitchId: 'vsw-1',
  accountId: '1234567890123456',
  cidrs: '203.0.113.0/24',
  existingIn: 'cn-hangzhou',
  existingRulesTo: 'cn-hangzhou',
  id: 'Fuzzed',
  imageHost: 'registry.acme.example',
  instanceId: 'cri-source',
  name: 'ci',
  namespace: 'prod',
  namespaceName: 'prod',
  password: '${PASSWORD}',
  region: 'cn-hangzhou',
  repositories: 'base/api',
  replicateTo: 'cn-hangzhou',
  repository: 'api',
  repositoryName: 'api',
  storageBucketNames: 'layers',
  tag: 'v1',
  tags: 'platform',
  timesClosed: 1,
  username: 'robot',
};
