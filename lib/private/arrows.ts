import type { CrossRegionReplication } from '../cross-region-replication';
import { Arrow } from '../domain/topology';
import type { IRegistryInstance } from '../registry-instance';
import { Declarations } from './declarations';
import { known } from './late';

const REPLICATIONS = new Declarations<CrossRegionReplication>();

/** Makes a replication visible to the checks that look at the whole app. */
export function declareArrow(replication: CrossRegionReplication): void {
  REPLICATIONS.add(replication, replication);
}

/** Whether an instance receives images by replication, under whatever name it was imported. */
export function isTarget(instance: IRegistryInstance): boolean {
  const identities = identitiesOf(instance);
  return REPLICATIONS.of(instance).some(({ target }) =>
    identitiesOf(target).some(identity => identities.includes(identity)),
  );
}

/** All arrows of the app that a replication belongs to. */
export function arrowsIn(replication: CrossRegionReplication): Arrow[] {
  return REPLICATIONS.of(replication).map(arrowOf);
}

/** What copies along the same arrow, or from the same source, and was declared before. */
export function earlierReplications(replication: CrossRegionReplication): {
  sameArrow: CrossRegionReplication[];
  sameSource: CrossRegionReplication[];
} {
  const all = REPLICATIONS.of(replication);
  const { source, target } = arrowOf(replication);
  const sameSource = all.slice(0, all.indexOf(replication)).filter(other => arrowOf(other).source === source);
  return { sameSource, sameArrow: sameSource.filter(other => arrowOf(other).target === target) };
}

/** The arrow of a replication, its ends named for people. */
export function arrowOf(replication: CrossRegionReplication): Arrow {
  const names = namesIn(REPLICATIONS.of(replication));
  return { source: names.get(replication.source)!, target: names.get(replication.target)! };
}

/** The last answer for each list; lists only grow, so their length tells whether it still holds. */
const CACHE = new WeakMap<
  readonly CrossRegionReplication[],
  { length: number; names: Map<IRegistryInstance, string> }
>();

/** One name for each instance, however often it was imported: the same id, or the same host, is the same instance. */
function namesIn(replications: readonly CrossRegionReplication[]): Map<IRegistryInstance, string> {
  const cached = CACHE.get(replications);
  if (cached?.length === replications.length) {
    return cached.names;
  }
  const byIdentity = new Map<string, string>();
  const names = new Map<IRegistryInstance, string>();
  for (const instance of replications.flatMap(replication => [replication.source, replication.target])) {
    const identities = identitiesOf(instance);
    const name =
      identities.map(identity => byIdentity.get(identity)).find(found => found !== undefined) ?? nameOf(instance);
    identities.forEach(identity => byIdentity.set(identity, name));
    names.set(instance, name);
  }
  CACHE.set(replications, { length: replications.length, names });
  return names;
}

function identitiesOf(instance: IRegistryInstance): string[] {
  const parts = [instance.instanceName, instance.region];
  return [
    instance.node.path,
    ...(known(instance.instanceId) === instance.instanceId ? [instance.instanceId] : []),
    ...(parts.every(part => part && known(part) === part) ? [parts.join('@')] : []),
  ];
}

function nameOf(instance: IRegistryInstance): string {
  return known(instance.instanceName) === instance.instanceName
    ? `${instance.instanceName} (${instance.region})`
    : instance.node.path;
}
