import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  Edition,
  GlobalRegistry,
  Grantee,
  MirroredNamespace,
  NamespaceOptions,
  PublicAccess,
  RegistryInstance,
  RegistryServiceRoles,
  ReplicaOptions,
  RepositoryOptions,
  RetentionRule,
  ScanRegions,
  ScanRule,
  SyncRule,
  VpcAccess,
} from '../../../lib';
import { BOUGHT, FOREIGN_ACCOUNT } from './account';
import { existingIn, goesTo, instanceOf } from './left';
import { idIn, Network, Networks, read, readIntoNetwork, stackIn } from './networks';
import {
  DeclaredGrant,
  DeclaredNamespace,
  DeclaredRegion,
  DeclaredRepository,
  FOREIGN,
  Link,
  PRIMARY,
  World,
} from './world';

const READER = 'reader';

/** Writes a world down as an app. */
export function declare(app: ros.App, world: World): void {
  const networks = new Networks(app);
  const network = (region: string) => networks.in(region);
  const { replicas, namespaces, tags, serviceRoles } = world;
  const registry = new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    ...(serviceRoles && { serviceRoles: makeRoles(app, world) }),
    ...(tags !== undefined && { tags: { team: tags } }),
    scanRules: scanRules(world, ScanRule.instance({ regions: world.scan })),
    retentionRules: retentionRules(world),
    primary: regionOptions(world, world.primary, network),
    replicas: replicas.map(replica => regionOptions(world, replica, network)),
  });
  const declared = namespaces.map(namespace => registry.addNamespace(namespaceOptions(world, namespace)));
  const added = namespaces.flatMap((it, i) =>
    it.repositories.slice(-1).map(one => declared[i].addRepository(repositoryOptions(world, it, one))),
  );
  const where = { registry, primary: registry.primary, namespace: declared[0], repository: added[0] };
  world.grants.forEach(grant => give(grant, where, () => network(PRIMARY)));
  networks.all().forEach(({ stack }) => readIntoNetwork(app, stack, world, registry));
  if (world.beside) {
    addBeside(app, world.oddIds ? ['1st', '2-copies 复制'] : ['Registry', 'Copies']);
  }
  addReaders(app, world, registry);
}

/** Stacks that read outputs and are read by none of the registry. */
function addReaders(app: ros.App, { reader: way, chain, primary, replicas }: World, registry: GlobalRegistry): void {
  if (way !== undefined) {
    const reader = stackIn(app, READER, 'us-west-1');
    [primary, ...replicas].forEach(({ region, existing }, i) => {
      const { instanceId } = i === 0 ? registry.primary : registry.replica(region);
      const output = ros.Fn.getStackOutput(`acme-${region}`, 'InstanceId', region);
      new ros.RosOutput(reader, `Id${i}`, { value: way === 'outputs' && !existing ? output : instanceId });
    });
  }
  if (chain) {
    const [last, between, first] = ['last', 'between', 'first'].map(id => stackIn(app, id, PRIMARY));
    new ros.RosOutput(last, 'Name', { value: read(between, 'Name') });
    new ros.RosOutput(between, 'Name', { value: ros.Fn.getStackOutput(first.stackName, 'Name') });
    new ros.RosOutput(first, 'Name', { value: 'shop' });
  }
}

function makeRoles(app: ros.App, { primary, replicas }: World): RegistryServiceRoles {
  const buckets = [primary, ...replicas]
    .map(({ purchase }) => purchase.storageBucketName)
    .filter(name => name !== undefined);
  return new RegistryServiceRoles(stackIn(app, 'account', PRIMARY), 'Roles', { storageBucketNames: buckets });
}

/** What is scanned, of the namespaces that are told of. */
function scanRules({ scan, scanNamespace, namespaces }: World, whole: ScanRule): ScanRule[] {
  const all = scanNamespace ? namespaces : [];
  return [
    ...(scan === undefined ? [] : [whole]),
    ...all.map(({ name }) => ScanRule.namespace(name, { tagsMatching: 'v.*' })),
  ];
}

/** What the rules of the registry do not reach, for it exists, is said again where it belongs to the account. */
function rulesOf(
  world: World,
  { region, existing }: DeclaredRegion,
): Pick<ReplicaOptions, 'scanRules' | 'retentionRules'> {
  if (!existing || region === FOREIGN || world.careless) {
    return {};
  }
  const namespaces = world.namespaces.filter(namespace => goesTo(world, namespace).includes(region));
  const other = region === PRIMARY ? ScanRegions.REPLICAS : ScanRegions.PRIMARY;
  const scan = world.scan === other ? undefined : world.scan;
  const [cleaned] = world.namespaces;
  return {
    scanRules: scanRules({ ...world, scan, namespaces }, ScanRule.instance()),
    retentionRules: world.cleaned === 'instance' || namespaces.includes(cleaned) ? retentionRules(world) : [],
  };
}

function retentionRules({ cleaned, keepLast, namespaces: [namespace] }: World): RetentionRule[] {
  const repository = namespace?.repositories[0];
  switch (cleaned) {
    case 'instance':
      return [RetentionRule.instance({ keepLast })];
    case 'namespace':
      return namespace === undefined ? [] : [RetentionRule.namespace(namespace.name, { keepLast, keepTags: 'v.*' })];
    case 'repository':
      return repository === undefined ? [] : [RetentionRule.repository(namespace.name, repository.name, { keepLast })];
    default:
      return [];
  }
}

function regionOptions(world: World, it: DeclaredRegion, network: (region: string) => Network): ReplicaOptions {
  const { region, existing, purchase, resourceGroupId, cidrs, vpc, password } = it;
  const times = world.left.closed.get(instanceOf(it)) ?? 0;
  const open = cidrs.length === 0 ? PublicAccess.none() : PublicAccess.fromCidrs(...cidrs);
  const foreign = existing && region === FOREIGN;
  return {
    region,
    ...purchase,
    ...rulesOf(world, it),
    ...(resourceGroupId !== undefined && { resourceGroupId }),
    ...(existing && { existingInstanceId: BOUGHT[region], instanceName: 'bought' }),
    ...(foreign && { accountId: FOREIGN_ACCOUNT }),
    ...(!foreign && { publicAccess: times > 0 ? open.reopened(times) : open }),
    ...(vpc !== undefined && { vpcAccess: linksOf(world, region, vpc, network) }),
    ...(password && { loginPassword: '{{resolve:kms-secret:registry}}' }),
  };
}

function linksOf({ careless }: World, region: string, vpc: Link, network: (region: string) => Network): VpcAccess[] {
  return vpc === 'literal'
    ? [{ vpcId: careless ? 'vpc-0' : idIn(region, 0), vswitchId: 'vsw-0' }]
    : network(region).links(vpc);
}

function namespaceOptions(world: World, it: DeclaredNamespace): NamespaceOptions {
  const { autoCreate, repositories, replicateTo, ...rest } = it;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(given as unknown as NamespaceOptions),
    autoCreateRepositories: autoCreate,
    existingIn: existingIn(world, it.name, goesTo(world, it)),
    ...(replicateTo !== undefined && { replicateTo: goesTo(world, it).filter(region => region !== PRIMARY) }),
    repositories: repositories.slice(0, -1).map(one => repositoryOptions(world, it, one)),
  };
}

function repositoryOptions(
  world: World,
  it: DeclaredNamespace,
  { name, ...rest }: DeclaredRepository,
): RepositoryOptions {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...given, name, existingIn: existingIn(world, `${it.name}/${name}`, goesTo(world, it)) };
}

function give(
  { where, what, who }: DeclaredGrant,
  places: Readonly<Record<DeclaredGrant['where'], Grantor | undefined>>,
  network: () => Network,
): void {
  const grantee = who === 'value' || who === 'output' || who === 'resource' ? network().role(who) : Grantee[who]('ann');
  const call = ({ pull: 'grantPull', push: 'grantPush', both: 'grantPullPush' } as const)[what];
  places[where]?.[call](grantee);
}

type Grantor = Pick<GlobalRegistry, 'grantPull' | 'grantPush' | 'grantPullPush'>;

/** Two instances of their own with what single constructs make. */
function addBeside(app: ros.App, [id, copies]: readonly string[]): void {
  const [west, south] = ['us-west-1', 'ap-southeast-5'].map(region => stackIn(app, `single-${region}`, region));
  const source = new RegistryInstance(west, id, { instanceName: 'single', edition: Edition.ADVANCED });
  const target = new RegistryInstance(south, id, { instanceName: 'single', edition: Edition.BASIC });
  const namespace = new MirroredNamespace(app, 'Single', { namespaceName: 'single', instances: [source, target] });
  namespace.addRepository({ name: 'api' }).grantPullPush(Grantee.user('ann'));
  new CrossRegionReplication(west, copies, {
    source,
    target,
    rules: [SyncRule.namespace('single'), SyncRule.repository('single', 'api', { tagsMatching: 'v.*' })],
  });
}
