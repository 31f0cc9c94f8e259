// Copied by `npm run generate` from lib/domain/pulling/manifests.ts. Do not edit: it is changed there.

import { comment, fallbackOf, hostOf, hostsOf, Naming, PullRegion, PullRegistry, unopened } from './registry.generated';

/**
 * For Kyverno in the cluster of a region: the host of every image is rewritten when a pod is made. Deployments and whatever else makes pods
 * stay as they were written.
 *
 * Source: https://kyverno.io/policies/other/replace-image-registry/replace-image-registry
 */
export function kyvernoPolicy(registry: PullRegistry, here: PullRegion, { imageHost }: Naming): string {
  const name = imageHost ?? registry.imageHost;
  const rewrites = rewritesOf(registry, here, name);
  const head = comment([
    ...(rewrites.length === 0
      ? [`Nothing to rewrite: pods in ${here.region} pull ${name} as it is, if they reach it.`]
      : [`Rewrites ${name} in pods of the cluster in ${here.region}. There is no fallback.`]),
    ...stays(registry, here),
    ...unopened(registry, here),
  ]);
  const image = rewrites.reduce(
    (text, { pattern, replacement }) => `regex_replace_all('${pattern}', ${text}, '${replacement}')`,
    'element.image',
  );
  return rewrites.length === 0 ? head : head + policy(`${registry.name}-${here.region}`, image);
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
  const images = wanted.flatMap(repository => {
    const host = hostOf(registry, here, repository);
    return host === undefined || host === name ? [] : [{ from: `${name}/${repository}`, to: `${host}/${repository}` }];
  });
  const head = comment([
    `Rewrites ${name} for ${here.region}, repository by repository. There is no fallback.`,
    'Repositories that pushing creates are not known here: name those that you use.',
    ...stays(registry, here),
    ...unopened(registry, here),
  ]);
  const entries = images.map(
    ({ from, to }) => `  - name: ${JSON.stringify(from)}\n    newName: ${JSON.stringify(to)}\n`,
  );
  const list = images.length === 0 ? ' []\n' : `\n${entries.join('')}`;
  return `${head}apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:${list}`;
}

/** What is not rewritten to a replica, since it may not be there. */
function stays(registry: PullRegistry, here: PullRegion): string[] {
  const { copied, region } = here;
  const there = copied.length === 0 ? 'nothing' : copied.join(', ');
  return here === registry.primary
    ? []
    : [`Copied to ${region} whole and by itself: ${there}. Other images stay with the primary.`];
}

interface Rewrite {
  readonly pattern: string;
  readonly replacement: string;
}

/** What is copied goes to the replica; what is left, to the primary, where images are named by another host than its own. */
function rewritesOf(registry: PullRegistry, here: PullRegion, name: string): Rewrite[] {
  const host = `^${name.replace(/\./g, '[.]')}/`;
  const fallback = fallbackOf(registry);
  const [nearest = fallback] = hostsOf(here);
  const rest = here === registry.primary ? nearest : fallback;
  const parts = here.copied.map(path => path.replace(/\./g, '[.]') + (path.includes('/') ? '(?:[:@]|$)' : '/'));
  const toReplica = here !== registry.primary && parts.length > 0 && nearest !== undefined && nearest !== name;
  return [
    ...(toReplica ? [{ pattern: `${host}(${parts.join('|')})`, replacement: `${nearest}/$1` }] : []),
    ...(rest === undefined || rest === name ? [] : [{ pattern: host, replacement: `${rest}/` }]),
  ];
}

/** The containers that a pod is made with. */
const KINDS = ['containers', 'initContainers'];

function policy(name: string, image: string): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: ${name}
  annotations:
    pod-policies.kyverno.io/autogen-controllers: none
spec:
  background: false
  rules:
${KINDS.map(kind => rule(kind, image)).join('')}`;
}

function rule(kind: string, image: string): string {
  return `    - name: ${kind.toLowerCase()}
      match:
        any:
          - resources:
              kinds: [Pod]
              operations: [CREATE]
      mutate:
        foreach:
          - list: request.object.spec.${kind} || \`[]\`
            patchStrategicMerge:
              spec:
                ${kind}:
                  - name: "{{ element.name }}"
                    image: "{{ ${image} }}"
`;
}
