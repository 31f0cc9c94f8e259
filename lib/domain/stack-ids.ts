/** The id of the stack that holds a registry, or a group of its namespaces: `cn-hangzhou`, `cn-hangzhou-team-a`. */
export function registryStackId(region: string, group?: string): string {
  return group === undefined ? region : `${region}-${group}`;
}

/** The id of the stack that holds the sync rules of an arrow: `eu-central-1-to-cn-hangzhou`, or of a group of its namespaces. */
export function replicationStackId(source: string, target: string, group?: string): string {
  return registryStackId(`${source}-to-${target}`, group);
}
