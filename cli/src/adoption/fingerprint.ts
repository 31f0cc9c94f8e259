import { createHash } from 'node:crypto';
import { canonical } from '../domain/canonical';
import type { FoundRegistry } from '../domain/found';

/**
 * One text for all tags, digests and settings of registries: it is the same as long as nothing of them is another. Times and the
 * order of lists do not count.
 */
export function fingerprint(registries: readonly FoundRegistry[]): string {
  return `sha256:${createHash('sha256')
    .update(canonical(partsOf(registries)))
    .digest('hex')}`;
}

/** What is another in one reading than in an earlier one, by its path; nothing where both are the same. */
export function differences(before: readonly FoundRegistry[], after: readonly FoundRegistry[]): string[] {
  const [one, other] = [partsOf(before), partsOf(after)];
  const paths = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return paths.filter(path => canonical(one[path]) !== canonical(other[path]));
}

/** Everything that counts, by what it is called: `cri-.../repositories/prod/api`. */
function partsOf(registries: readonly FoundRegistry[]): Record<string, unknown> {
  return Object.fromEntries(registries.flatMap(registryParts));
}

function registryParts(registry: FoundRegistry): [string, unknown][] {
  const { instanceId, region, name, edition, resourceGroupId, labels, internet, vpcs, unread } = registry;
  const each = <T extends object>(kind: string, items: readonly T[], nameOf: (item: T) => string) =>
    items.map((item): [string, unknown] => [`${instanceId}/${kind}/${nameOf(item)}`, item]);
  return [
    [instanceId, { region, name, edition, resourceGroupId, labels, unread }],
    [`${instanceId}/internet`, internet],
    ...each('vpcs', vpcs, ({ vpcId }) => vpcId),
    ...each('namespaces', registry.namespaces, namespace => namespace.name),
    ...each('repositories', registry.repositories, repository => `${repository.namespace}/${repository.name}`),
    ...each('rules', registry.rules, ({ id }) => id),
    ...each('scan rules', registry.scanRules, ({ id }) => id),
    ...each('retention rules', registry.retentionRules, ({ id }) => id),
  ];
}
