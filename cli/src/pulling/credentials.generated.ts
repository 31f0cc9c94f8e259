// Copied by `npm run generate` from lib/domain/pulling/credentials.ts. Do not edit: it is changed there.

import {
  closedIn,
  comment,
  fallbackOf,
  hostsOf,
  nameFor,
  Naming,
  PullRegion,
  PullRegistry,
  regionsOf,
  unopened,
} from './registry.generated';

/** Who pulls. */
export interface PullLogin extends Naming {
  readonly username: string;
  /** What stands for the password, or, where the text goes to nobody else, the password itself. */
  readonly password?: string;
  /** Both, as `user:password` in base64, where the password itself is known: some readers take nothing else. */
  readonly auth?: string;
}

/** What stands for a password that nobody named. */
const PASSWORD_REFERENCE = '${REGISTRY_PASSWORD}';

/**
 * For Kubernetes: one secret for every host of the registry, and for the host by which images are named.
 *
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry
 */
export function pullSecret(registry: PullRegistry, login: PullLogin): string {
  const { imageHost, username, password = PASSWORD_REFERENCE, auth } = login;
  const hosts = [imageHost ?? registry.imageHost, ...regionsOf(registry).flatMap(hostsOf)];
  const auths = Object.fromEntries([...new Set(hosts)].map(host => [host, { username, password, auth }]));
  const lines = ascii(JSON.stringify({ auths }, undefined, 2)).split('\n');
  const opened = regionsOf(registry).filter(region => hostsOf(region).length > 0);
  const closed = regionsOf(registry).filter(region => hostsOf(region).length === 0);
  const where = closed.length === 0 ? 'every region' : opened.map(({ region }) => region).join(', ');
  const head = comment(registry, [
    opened.length === 0
      ? `Opens nothing: the app opens no host of ${registry.name}.`
      : `Opens ${registry.name} in ${where}, if the user has the same password everywhere (loginPassword).`,
    ...closed.flatMap(closedIn),
  ]);
  return `${head}apiVersion: v1
kind: Secret
metadata:
  name: ${nameFor(registry, imageHost ?? registry.imageHost, 'registry')}
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: |
${lines.map(line => `    ${line}\n`).join('')}`;
}

/** JSON that a YAML block takes as it is. */
function ascii(json: string): string {
  return json.replace(/[^\x20-\x7e\n]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * For the component aliyun-acr-credential-helper: the instances that a cluster of the region pulls from.
 *
 * Source: https://www.alibabacloud.com/help/en/acr/user-guide/non-secret-pulling-container-image
 */
export function acrHelperConfig(registry: PullRegistry, here: PullRegion): string {
  const instances = pulledFrom(registry, here);
  const head = comment(registry, [
    `The instances that a cluster in ${here.region} pulls from without a secret.`,
    'A cluster has one such list: put the instances of other registries beside these.',
    'Each token opens one instance, so images must be named by its own host, as kyverno and kustomize rewrite them.',
    ...unopened(registry, here),
  ]);
  const entries = instances.map(
    ({ region, instanceId }) =>
      `    - instanceId: ${JSON.stringify(instanceId)}\n      regionId: ${JSON.stringify(region)}\n`,
  );
  return `${head}apiVersion: v1
kind: ConfigMap
metadata:
  name: acr-configuration
  namespace: kube-system
data:
  acr-registry-info: ${entries.length === 0 ? '"[]"\n' : `|\n${entries.join('')}`}`;
}

/** The instances whose ids the configuration of the component names. */
export function pulledFrom(registry: PullRegistry, here: PullRegion): PullRegion[] {
  return [
    ...(hostsOf(here).length === 0 ? [] : [here]),
    ...(here === registry.primary || fallbackOf(registry) === undefined ? [] : [registry.primary]),
  ];
}
