import { same } from './canonical';
import { isAbsent } from './condition';
import type { DeclaredStack, LiveStack, TemplateResource } from './model';
import type { RegistryRecord } from './records';
import { NAMESPACE, SYNC_RULE } from './resource-types';

/** What a stack expects of a registry that it does not make, but takes by its id. */
export interface Expectation {
  readonly region: string;
  readonly id: string;
  /** The name by which the app knows it. */
  readonly name?: string;
  /** Whether it sends images. */
  readonly isSource?: true;
  /** A namespace that is there. */
  readonly has?: string;
  /** A namespace that is made in it. */
  readonly gets?: string;
}

/** A registry as it is. */
export interface Taken {
  readonly registry?: RegistryRecord;
  readonly namespaces: readonly string[];
}

const isId = (value: unknown): value is string => typeof value === 'string' && value.startsWith('cri-');

/** What a stack expects of registries that exist, as far as it is not deployed like that already. */
export function expectationsOf(stack: DeclaredStack, live: LiveStack | undefined): Expectation[] {
  const before = live === undefined || isAbsent(live.status) ? {} : (live.template?.Resources ?? {});
  const changed = Object.entries(stack.template.Resources ?? {}).filter(([id, next]) => !same(before[id], next));
  return changed.flatMap(([id, resource]) => [
    ...ofResource(stack, resource, before[id] === undefined),
    ...(resource.Type === SYNC_RULE ? ofRule(stack, resource) : []),
  ]);
}

function ofResource(
  { region, role, instanceName }: DeclaredStack,
  resource: TemplateResource,
  isNew: boolean,
): Expectation[] {
  const { InstanceId: id, Namespace, NamespaceName, RepoNamespace } = resource.Properties ?? {};
  if (!isId(id) || resource.Type === SYNC_RULE) {
    return [];
  }
  const known = { region, id, ...(role === 'registry' && { name: instanceName }) };
  const used = NamespaceName ?? RepoNamespace;
  return [
    known,
    ...(resource.Type === NAMESPACE && isNew && typeof Namespace === 'string' ? [{ ...known, gets: Namespace }] : []),
    ...(typeof used === 'string' && used !== '' ? [{ ...known, has: used }] : []),
  ];
}

/** The ends of a rule; those of another account tell us nothing. */
function ofRule({ region, source, target }: DeclaredStack, { Properties = {} }: TemplateResource): Expectation[] {
  const { InstanceId, NamespaceName, TargetInstanceId, TargetRegionId, TargetNamespaceName, TargetUserId } = Properties;
  const from = isId(InstanceId)
    ? [{ region, id: InstanceId, name: source?.instanceName, isSource: true as const, ...has(NamespaceName) }]
    : [];
  const to =
    isId(TargetInstanceId) && TargetUserId === undefined
      ? [
          {
            region: String(TargetRegionId),
            id: TargetInstanceId,
            name: target?.instanceName,
            ...has(TargetNamespaceName),
          },
        ]
      : [];
  return [...from, ...to];
}

const has = (name: unknown): { has?: string } => (typeof name === 'string' ? { has: name } : {});

/** Namespaces that the app makes on registries that exist, each with its region and its registry. */
export function madeNamespaces(stacks: readonly DeclaredStack[]): Set<string> {
  return new Set(
    stacks.flatMap(({ region, template }) =>
      Object.values(template.Resources ?? {})
        .filter(({ Type }) => Type === NAMESPACE)
        .map(({ Properties = {} }) => namespaceKey(region, Properties.InstanceId, Properties.Namespace)),
    ),
  );
}

const namespaceKey = (...parts: readonly unknown[]) => JSON.stringify(parts);

/** Why something cannot be made with a registry as it is; nothing where it can. */
export function takenProblem(
  { region, id, name, isSource, has, gets }: Expectation,
  { registry, namespaces }: Taken,
  made: ReadonlySet<string>,
): string | undefined {
  if (registry === undefined) {
    return `There is no registry ${id} in ${region}, as the app says. Look in the console of Container Registry where it is, and correct existingInstanceId or the region.`;
  }
  if (name !== undefined && registry.name !== name) {
    return (
      `The registry ${id} in ${region} is called ${registry.name}, but the app calls it ${name}, and its hosts follow from its name. ` +
      `Write instanceName: '${registry.name}' for that region.`
    );
  }
  if (isSource && registry.edition === 'Basic') {
    return `The registry ${id} in ${region} is of edition Basic, which cannot replicate to others. Upgrade it in the console of Container Registry, then run this again.`;
  }
  if (gets !== undefined && namespaces.includes(gets)) {
    return `The registry ${id} in ${region} has a namespace ${gets} already, and the app makes it. Write existingIn: ['${region}'] for that namespace.`;
  }
  return has === undefined || namespaces.includes(has) || made.has(namespaceKey(region, id, has))
    ? undefined
    : `The registry ${id} in ${region} has no namespace ${has}, as the app says. Make it in the console, or take ${region} out of existingIn.`;
}
