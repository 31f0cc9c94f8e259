// Copied by `npm run generate` from lib/domain/pulling/nodes.ts. Do not edit: it is changed there.

import { comment, fallbackOf, hostsOf, Naming, PullRegion, PullRegistry, unopened } from './registry.generated';

/**
 * For the containerd of a node: the replica first, the primary last. No push is redirected.
 *
 * Source: https://github.com/containerd/containerd/blob/main/docs/hosts.md
 */
export function containerdHosts(registry: PullRegistry, here: PullRegion, { imageHost }: Naming): string {
  const { mirrors, server } = orderOf(registry, here);
  const name = imageHost ?? registry.imageHost;
  if (mirrors.length === 0 && server === undefined) {
    return nothing(registry, here, name);
  }
  const head = comment(registry, [
    `Where nodes in ${here.region} pull ${name} from: /etc/containerd/certs.d/${name}/hosts.toml`,
    ...unopened(registry, here),
  ]);
  const last = server === undefined ? '' : `server = "https://${server}"\n`;
  // Releases before 1.7 refuse a file without a table of hosts, and ask the name itself.
  const hosts =
    mirrors.length === 0
      ? ['[host]\n']
      : mirrors.map(host => `[host."https://${host}"]\n  capabilities = ["pull", "resolve"]\n`);
  return [head + last, ...hosts].join('\n');
}

/**
 * For the setting "Registry Mirrors" of a node pool: the name of the registry, and what is tried before it.
 *
 * Source: https://help.aliyun.com/zh/ack/ack-managed-and-ack-dedicated/user-guide/customize-the-containerd-configurations-of-a-node-pool
 */
export function ackMirrors(registry: PullRegistry, here: PullRegion, { imageHost }: Naming): string {
  const { mirrors, server } = orderOf(registry, here);
  const name = imageHost ?? registry.imageHost;
  const all = [...mirrors, ...(server === undefined || server === name ? [] : [server])];
  if (all.length === 0) {
    return nothing(registry, here, name);
  }
  const head = comment(registry, [
    `Registry Mirrors of the node pools in ${here.region}: one entry, its mirrors in this order`,
    ...unopened(registry, here),
  ]);
  const list = all.map(host => `  - https://${host}\n`).join('');
  return `${head}registry: ${JSON.stringify(name)}\nmirrors:\n${list}`;
}

const nothing = (registry: PullRegistry, here: PullRegion, name: string): string =>
  comment(registry, [
    `Nothing to put before it: nodes in ${here.region} pull ${name} as it is, if they reach it.`,
    ...unopened(registry, here),
  ]);

/** The instance that images are pushed to comes last and alone takes what is pushed. */
function orderOf(registry: PullRegistry, here: PullRegion): { mirrors: string[]; server: string | undefined } {
  const server = fallbackOf(registry);
  return { mirrors: hostsOf(here).filter(host => host !== server), server };
}
