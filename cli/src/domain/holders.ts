/** What of registries is in which stack; pure. */
import type { FoundRegistry } from './found';
import type { Template } from './model';
import { oneLine } from './printable';
import type { StackResource } from './records';
import { NAMESPACE, REPOSITORY, SYNC_RULE, isInstance } from './resource-types';

/** A stack that holds registries, or something on them. */
export interface Holder {
  readonly region: string;
  readonly name: string;
  /** The app of its mark, if it has one. */
  readonly app?: string;
  /** What it holds: `cri-...`, `cri-.../namespaces/prod`. */
  readonly paths: readonly string[];
}

/** What a stack has of Container Registry. */
export interface StackContent {
  readonly region: string;
  readonly resources: readonly StackResource[];
  readonly template?: Template;
}

/** How what is on a registry is called. */
export const pathOf = (instanceId: string, kind: 'namespaces' | 'repositories' | 'rules', name: string): string =>
  `${instanceId}/${kind}/${name}`;

/**
 * What of the registries a stack holds.
 *
 * @param all the stacks, for a stack may name the instance of another
 */
export function heldPaths(
  stack: StackContent,
  registries: readonly FoundRegistry[],
  all: readonly (StackContent & { readonly name: string })[],
): string[] {
  const here = registries.filter(({ region }) => region === stack.region);
  return stack.resources.flatMap(resource => pathsOf(resource, stack, here, all)).sort();
}

function pathsOf(
  { type, logicalId, physicalId }: StackResource,
  stack: StackContent,
  here: readonly FoundRegistry[],
  all: readonly (StackContent & { readonly name: string })[],
): string[] {
  if (isInstance(type)) {
    return here.filter(({ instanceId }) => instanceId === physicalId).map(({ instanceId }) => instanceId);
  }
  if (type === SYNC_RULE) {
    return here
      .filter(({ rules }) => rules.some(({ id }) => id === physicalId))
      .map(({ instanceId }) => pathOf(instanceId, 'rules', physicalId));
  }
  if (type !== NAMESPACE && type !== REPOSITORY) {
    return [];
  }
  const { InstanceId, Namespace, RepoNamespace, RepoName } = stack.template?.Resources?.[logicalId]?.Properties ?? {};
  const id = instanceIdOf(InstanceId, stack, all);
  const registry = here.find(({ instanceId }) => instanceId === id);
  const isThere =
    type === NAMESPACE
      ? registry?.namespaces.some(({ name }) => name === Namespace)
      : registry?.repositories.some(({ namespace, name }) => namespace === RepoNamespace && name === RepoName);
  if (registry === undefined || !isThere) {
    return [];
  }
  return type === NAMESPACE
    ? [pathOf(registry.instanceId, 'namespaces', String(Namespace))]
    : [pathOf(registry.instanceId, 'repositories', `${String(RepoNamespace)}/${String(RepoName)}`)];
}

/** The instance that a template names: by its id, in the same stack, or by an output of another. */
function instanceIdOf(
  value: unknown,
  { region, resources }: StackContent,
  all: readonly (StackContent & { readonly name: string })[],
): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const [kind, given] = Object.entries((value ?? {}) as Record<string, unknown>)[0] ?? [];
  const [first, , at = region] = Array.isArray(given) ? given.map(String) : [String(given)];
  if (kind === 'Fn::GetAtt' || kind === 'Ref') {
    return resources.find(({ logicalId }) => logicalId === first)?.physicalId;
  }
  const producer = all.find(other => other.name === first && other.region === at);
  return kind === 'Fn::GetStackOutput'
    ? producer?.resources.find(({ type }) => isInstance(type))?.physicalId
    : undefined;
}

/** A stack with the app that made it, as messages call it. */
export const holderTitle = ({ name, region, app }: Holder): string =>
  `${name} (${region}${app === undefined ? '' : `, of the app ${app}`})`;

/** `cri-.../rules/crsr-...` as `sync rule prod-26b3304c of cri-...`. */
export function heldText(path: string, registries: readonly FoundRegistry[]): string {
  const [instanceId, kind, ...rest] = path.split('/');
  const name = rest.join('/');
  if (kind === undefined) {
    return instanceId;
  }
  const rule = registries.flatMap(({ rules }) => rules).find(({ id }) => id === name);
  const words = { namespaces: 'namespace', repositories: 'repository', rules: 'sync rule' } as const;
  return `${words[kind as keyof typeof words]} ${oneLine(rule?.name ?? name)} of ${instanceId}`;
}

/** Why nothing of it can be imported. */
export function heldProblem(holders: readonly Holder[], registries: readonly FoundRegistry[]): string {
  const stacks = holders.map(holder => {
    const [first, ...more] = holder.paths.map(path => heldText(path, registries));
    return `${holderTitle(holder)} holds ${first}${more.length > 0 ? ` and ${more.length} more` : ''}`;
  });
  return (
    `A resource is in one stack only, and stacks hold what is to be imported: ${stacks.join('; ')}. Go on with the app of those stacks. ` +
    'Or adopt without --import, which takes as it is what exists.'
  );
}
