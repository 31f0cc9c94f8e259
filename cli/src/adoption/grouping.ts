import type { FoundRegistry } from '../domain/found';

/** A primary and its replicas, as the library has them: one instance a region, rules from the primary to each. */
export interface Group {
  readonly primary: FoundRegistry;
  readonly replicas: readonly FoundRegistry[];
}

/**
 * Which instances belong together: a source with the targets of its rules, one a region. What fits into no such star, as the target of a
 * second source or a target beside another in its region, is a registry of its own.
 */
export function groupsOf(registries: readonly FoundRegistry[]): Group[] {
  const groups: Group[] = [];
  for (let left = inOrder(registries); left.length > 0;) {
    const group = largestGroup(left);
    groups.push(group);
    left = left.filter(registry => registry !== group.primary && !group.replicas.includes(registry));
  }
  return groups.sort((one, other) => (keyOf(one.primary) < keyOf(other.primary) ? -1 : 1));
}

const keyOf = ({ region, instanceId }: FoundRegistry): string => `${region} ${instanceId}`;

const inOrder = (registries: readonly FoundRegistry[]): FoundRegistry[] =>
  [...registries].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

/** The star with the most replicas whose primary receives from nobody, if there is one. */
function largestGroup(left: readonly FoundRegistry[]): Group {
  const groups = left.map(primary => ({ primary, replicas: replicasOf(primary, left) }));
  const receives = ({ primary }: Group) =>
    left.some(other => other.rules.some(({ target }) => target.instanceId === primary.instanceId)) ? 1 : 0;
  return groups.reduce((best, group) => {
    const better =
      receives(group) < receives(best) ||
      (receives(group) === receives(best) && group.replicas.length > best.replicas.length);
    return better ? group : best;
  });
}

function replicasOf(primary: FoundRegistry, left: readonly FoundRegistry[]): FoundRegistry[] {
  const targets = new Set(primary.rules.map(({ target }) => target.instanceId));
  const regions = new Set([primary.region]);
  return left.filter(({ instanceId, region }) => {
    const first = targets.has(instanceId) && !regions.has(region);
    if (first) {
      regions.add(region);
    }
    return first;
  });
}
