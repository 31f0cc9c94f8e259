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
  ScanRule,
  SyncRule,
  VpcAccess,
} from '../../../lib';
import { BOUGHT, FOREIGN_ACCOUNT } from './account';
import { existingIn, goesTo, instanceOf } from './left';
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

/** Where a stack that only reads, or is only read, is deployed. */
export const regionOf = (stack: string) => (stack === READER ? 'us-west-1' : stack.replace(NETWORK, ''));

const NETWORK = 'network-';
const READER = 'reader';

/** Writes a world down as an app. */
export function declare(app: ros.App, world: World): void {
  const networks = new Map<string, ros.Stack>();
  const network = (region: string) => networks.get(region) ?? makeNetwork(app, region, networks);
  const { replicas, namespaces, tags, serviceRoles } = world;
  const registry = new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    ...(serviceRoles && { serviceRoles: makeRoles(app, world) }),
    ...(tags !== undefined && { tags: { team: tags } }),
    scanRules: [
      ...(world.scan === undefined ? [] : [ScanRule.instance({ regions: world.scan })]),
      ...(world.scanNamespace ? namespaces.map(({ name }) => ScanRule.namespace(name, { tagsMatching: 'v.*' })) : []),
    ],
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
  networks.forEach(stack => readInto(app, stack, world, registry));
  if (world.beside) {
    addBeside(app, world.oddIds ? ['1st', '2-copies 复制'] : ['Registry', 'Copies']);
  }
  if (world.reader) {
    const reader = stackIn(app, READER, regionOf(READER));
    [registry.primary, ...registry.replicas].forEach(
      (instance, i) => new ros.RosOutput(reader, `Id${i}`, { value: instance.instanceId }),
    );
  }
}

const stackIn = (app: ros.App, id: string, region: string) => new ros.Stack(app, id, { env: { region } });

function makeNetwork(app: ros.App, region: string, networks: Map<string, ros.Stack>): ros.Stack {
  const stack = stackIn(app, `${NETWORK}${region}`, region);
  for (const [id, defaultValue] of [
    ['Vpc', 'vpc-1'],
    ['Switch', 'vsw-1'],
    ['Role', 'nodes'],
  ]) {
    new ros.RosParameter(stack, id, { type: ros.RosParameterType.STRING, defaultValue });
  }
  const vpc = new ros.RosResource(stack, 'Net', { type: 'ALIYUN::ECS::VPC' });
  new ros.RosResource(stack, 'NetSwitch', { type: 'ALIYUN::ECS::VSwitch', properties: { VpcId: vpc.ref } });
  const trust = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: {} }] };
  const properties = { RoleName: `nodes-of-${region}`, AssumeRolePolicyDocument: trust };
  new ros.RosResource(stack, 'Nodes', { type: 'ALIYUN::RAM::Role', properties });
  networks.set(region, stack);
  return stack;
}

const madeIn = (network: ros.Stack, id: string) => network.node.findChild(id) as ros.RosResource;

/** What a stack of a network reads of others. */
function readInto(app: ros.App, network: ros.Stack, { networksRead }: World, registry: GlobalRegistry): void {
  if (networksRead === 'primary') {
    new ros.RosOutput(network, 'Primary', { value: registry.primary.instanceId });
  } else if (networksRead === 'others') {
    const { region, stackName } = network;
    const [first, second] = ['first', 'second'].map(id => stackIn(app, `${id}-${stackName}`, region));
    new ros.RosOutput(first, 'Name', { value: 'shop' });
    new ros.RosOutput(second, 'Name', { value: ros.Fn.getStackOutput(first.stackName, 'Name').toString() });
    new ros.RosOutput(network, 'Name', { value: ros.Fn.getStackOutput(second.stackName, 'Name', region).toString() });
    second.addDependency(first);
    network.addDependency(second);
  }
}

/** How a VPC is linked. */
function linksOf(vpc: Link, network: () => ros.Stack): VpcAccess[] {
  if (vpc === 'literal') {
    return [{ vpcId: 'vpc-0', vswitchId: 'vsw-0' }];
  }
  if (vpc === 'value') {
    return [{ vpcId: valueOf(network(), 'Vpc'), vswitchId: valueOf(network(), 'Switch') }];
  }
  const [net, vswitch] = [madeIn(network(), 'Net'), madeIn(network(), 'NetSwitch')];
  const byReference = { vpcId: net.ref, vswitchId: vswitch.ref };
  const attribute = (resource: ros.RosResource, name: string) => resource.getAtt(name).toString();
  const byAttribute = { vpcId: attribute(net, 'VpcId'), vswitchId: attribute(vswitch, 'VSwitchId') };
  return { reference: [byReference], attribute: [byAttribute], twice: [byReference, byAttribute] }[vpc];
}

const valueOf = (network: ros.Stack, id: string) => (network.node.findChild(id) as ros.RosParameter).valueAsString;

function makeRoles(app: ros.App, { primary, replicas }: World): RegistryServiceRoles {
  const buckets = [primary, ...replicas]
    .map(({ purchase }) => purchase.storageBucketName)
    .filter(name => name !== undefined);
  return new RegistryServiceRoles(stackIn(app, 'account', PRIMARY), 'Roles', { storageBucketNames: buckets });
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

function regionOptions(world: World, it: DeclaredRegion, network: (region: string) => ros.Stack): ReplicaOptions {
  const { region, existing, purchase, resourceGroupId, cidrs, vpc, password } = it;
  const times = world.left.closed.get(instanceOf(it)) ?? 0;
  const open = cidrs.length === 0 ? PublicAccess.none() : PublicAccess.fromCidrs(...cidrs);
  const foreign = existing && region === FOREIGN;
  return {
    region,
    ...purchase,
    ...(resourceGroupId !== undefined && { resourceGroupId }),
    ...(existing && { existingInstanceId: BOUGHT[region], instanceName: 'bought' }),
    ...(foreign && { accountId: FOREIGN_ACCOUNT }),
    ...(!foreign && { publicAccess: times > 0 ? open.reopened(times) : open }),
    ...(vpc !== undefined && { vpcAccess: linksOf(vpc, () => network(region)) }),
    ...(password && { loginPassword: '{{resolve:kms-secret:registry}}' }),
  };
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
  network: () => ros.Stack,
): void {
  const grantee =
    who === 'value'
      ? Grantee.role(valueOf(network(), 'Role'))
      : who === 'resource'
        ? Grantee.role(madeIn(network(), 'Nodes').getAtt('RoleName').toString())
        : Grantee[who]('ann');
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
