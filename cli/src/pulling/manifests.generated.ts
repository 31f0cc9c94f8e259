// Copied by `npm run generate` from lib/domain/pulling/manifests.ts. Do not edit: it is changed there.

import {
  comment,
  fallbackOf,
  hostOf,
  hostsOf,
  nameFor,
  Naming,
  PullRegion,
  PullRegistry,
  regionsOf,
  unopened,
} from './registry.generated';

/**
 * For Kyverno in the cluster of a region: the host of every image is rewritten when a pod is made. Deployments and whatever else makes pods
 * stay as they were written.
 *
 * Source: https://kyverno.io/policies/other/replace-image-registry/replace-image-registry
 */
export function kyvernoPolicy(registry: PullRegistry, here: PullRegion, { imageHost }: Naming): string {
  const name = imageHost ?? registry.imageHost;
  const rewrites = rewritesOf(registry, here, name);
  const head = comment(registry, [
    ...(rewrites.length === 0
      ? [`Nothing to rewrite: pods in ${here.region} pull ${name} as it is, if they reach it.`]
      : [`Rewrites ${name} in pods of the cluster in ${here.region}. There is no fallback.`]),
    ...stays(registry, here, name),
    ...unopened(registry, here),
  ]);
  const image = rewrites.reduce(
    (text, { pattern, replacement }) => `regex_replace_all('${pattern}', ${text}, '${replacement}')`,
    'element.image',
  );
  return rewrites.length === 0 ? head : head + policy(nameFor(registry, name, here.region), name, image);
}

/**
 * For kustomize: a component with an entry for each repository, since kustomize names repositories whole.
 *
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
 */
export function kustomizeComponent(
  registry: PullRegistry,
  here: PullRegion,
  { imageHost, repositories = [] }: Naming & { readonly repositories?: readonly string[] },
): string {
  const name = imageHost ?? registry.imageHost;
  const wanted = [...new Set([...registry.repositories, ...repositories])].sort();
  const isRewritten = (repository: string) => ![undefined, name].includes(hostOf(registry, here, repository));
  const images = wanted.filter(isRewritten).map(repository => ({
    // kustomize takes it for a regular expression, in which a dot stands for any sign.
    from: literal(`${name}/${repository}`),
    to: `${hostOf(registry, here, repository)!}/${repository}`,
  }));
  const left = [...new Set(repositories)].filter(repository => !isRewritten(repository)).sort();
  const head = comment(registry, [
    images.length === 0
      ? `Nothing to rewrite: ${name} is pulled as it is in ${here.region}, if it is reached.`
      : `Rewrites ${name} for ${here.region}, repository by repository. There is no fallback.`,
    'Repositories that pushing creates are not known here: name those that you use.',
    ...(hasHost(registry, name)
      ? []
      : [`${name} is no host of the registry: what is not listed is pulled from nowhere.`]),
    ...(left.length === 0 ? [] : [`Named, and left at ${name}: ${left.join(', ')}.`]),
    ...(hasHost(registry, name) ? stays(registry, here, name) : copiedTo(registry, here)),
    ...unopened(registry, here),
  ]);
  const entries = images.map(
    ({ from, to }) => `  - name: ${JSON.stringify(from)}\n    newName: ${JSON.stringify(to)}\n`,
  );
  const list = images.length === 0 ? ' []\n' : `\n${entries.join('')}`;
  return `${head}apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:${list}`;
}

/** What is not rewritten to a replica, since it may not be there. */
function stays(registry: PullRegistry, here: PullRegion, name: string): string[] {
  const fallback = fallbackOf(registry);
  const others =
    fallback === undefined && !hasHost(registry, name)
      ? `Other images stay at ${name}, which is no host of the registry`
      : 'Other images stay with the primary';
  return copiedTo(registry, here).map(copied => `${copied} ${others}.`);
}

function copiedTo(registry: PullRegistry, here: PullRegion): string[] {
  const { copied, region } = here;
  const there = copied.length === 0 ? 'nothing' : copied.join(', ');
  return here === registry.primary ? [] : [`Copied to ${region} whole and by itself: ${there}.`];
}

/** Whether images that are named so are pulled from somewhere when nothing rewrites them. */
const hasHost = (registry: PullRegistry, name: string): boolean =>
  name === registry.imageHost || regionsOf(registry).some(region => hostsOf(region).includes(name));

interface Rewrite {
  readonly pattern: string;
  readonly replacement: string;
}

/** A name in a regular expression, in which a dot would stand for any sign. */
const literal = (name: string): string => name.replace(/\./g, '[.]');

/** What stands for a host while the others are rewritten; no image has a name that begins so. */
const KEPT = '=';

/**
 * What is copied goes to the replica; what is left, to the primary, where images are named by another host than its own. Where they are
 * named by the replica's own host, what is copied is kept out of the way meanwhile.
 */
function rewritesOf(registry: PullRegistry, here: PullRegion, name: string): Rewrite[] {
  const host = `^${literal(name)}/`;
  const fallback = fallbackOf(registry);
  const [nearest = fallback] = hostsOf(here);
  const rest = here === registry.primary ? nearest : fallback;
  const parts = here.copied.map(path => literal(path) + (path.includes('/') ? '(?:[:@]|$)' : '/'));
  const copied = `${host}(${parts.join('|')})`;
  const isCopied = here !== registry.primary && parts.length > 0 && nearest !== undefined;
  const toRest = rest === undefined || rest === name ? [] : [{ pattern: host, replacement: `${rest}/` }];
  if (isCopied && nearest === name && toRest.length > 0) {
    return [
      { pattern: copied, replacement: `${KEPT}/$1` },
      ...toRest,
      { pattern: `^${KEPT}/`, replacement: `${name}/` },
    ];
  }
  return [...(isCopied && nearest !== name ? [{ pattern: copied, replacement: `${nearest}/$1` }] : []), ...toRest];
}

/** The containers that a pod is made with. */
const KINDS = ['containers', 'initContainers'];

function policy(policyName: string, host: string, image: string): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: ${policyName}
  annotations:
    pod-policies.kyverno.io/autogen-controllers: none
spec:
  background: false
  rules:
${KINDS.map(kind => rule(kind, host, image)).join('')}`;
}

/** Replaces the one value: a merge would also put together what is in other lists of a pod by the same key, as two ports of one number. */
function rule(kind: string, host: string, image: string): string {
  return `    - name: ${kind.toLowerCase()}
      match:
        any:
          - resources:
              kinds: [Pod]
              operations: [CREATE]
      mutate:
        foreach:
          - list: request.object.spec.${kind} || \`[]\`
            preconditions:
              all:
                - key: "{{ element.image || '' }}"
                  operator: Equals
                  value: "${host}/*"
            patchesJson6902: |-
              - op: replace
                path: /spec/${kind}/{{ elementIndex }}/image
                value: "{{ ${image} }}"
`;
}
