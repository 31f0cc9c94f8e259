import { PlannedStack } from './deployment';

/** A registry that images are pushed to or pulled from. */
export interface Host {
  readonly primary: boolean;
  /** The host on the Internet. */
  readonly host: string;
  /** The host inside a VPC; not known of an instance that existed before. */
  readonly vpcHost?: string;
}

/** The hosts of all registries, primaries first: of new ones from the outputs, of others from the arrows that name them. */
export function hostsOf(stacks: readonly PlannedStack[]): Host[] {
  const hosts = new Map<string, Host>();
  const add = (host: Host) => hosts.set(host.host, hosts.get(host.host) ?? host);
  for (const { tier, outputs } of stacks) {
    if (outputs.RegistryHost !== undefined) {
      add({ primary: tier === 'primary', host: `${outputs.RegistryHost}`, vpcHost: `${outputs.RegistryVpcHost}` });
    }
  }
  for (const { source, target } of stacks) {
    if (source !== undefined && target !== undefined) {
      add({ primary: true, host: source.registryHost });
      add({ primary: false, host: target.registryHost });
    }
  }
  return [...hosts.values()].sort((a, b) => Number(b.primary) - Number(a.primary));
}
