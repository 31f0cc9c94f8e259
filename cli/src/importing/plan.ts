import { ADOPTABLE } from '../adoption/owned';
import { conditionOf, isEmpty } from '../domain/condition';
import { type DeclaredStack, type LiveStack, type Template, type TemplateResource, title } from '../domain/model';
import { type Existing, type Surroundings, existingOf } from './existing';

/** What is taken into one stack, and what stays outside of it. */
export interface StackImport {
  readonly stack: DeclaredStack;
  readonly live?: LiveStack;
  /** The id of a stack that an earlier import, cut short or taken back, made and filled with nothing. */
  readonly remains?: string;
  readonly resources: readonly ResourceImport[];
  /** What exists and is not taken, and why. */
  readonly left: readonly { readonly logicalId: string; readonly type: string; readonly reason: string }[];
}

export interface ResourceImport {
  readonly logicalId: string;
  /** What it is called among all that is on registries. */
  readonly path: string;
  readonly type: string;
  readonly identifier: Readonly<Record<string, string>>;
}

/** By resource type, the properties that name a resource to be imported; only the service tells them. */
export type OfferedTypes = ReadonlyMap<string, readonly string[]>;

/** What of a declared stack exists and can be taken into it. */
export function planImport(
  stack: DeclaredStack,
  there: LiveStack | undefined,
  surroundings: Surroundings,
  offered: OfferedTypes,
): StackImport {
  const remains = there !== undefined && isEmpty(there.status) ? there.id : undefined;
  const live = remains === undefined ? there : undefined;
  const resources: ResourceImport[] = [];
  const left: StackImport['left'][number][] = [];
  for (const [logicalId, resource] of Object.entries(stack.template.Resources ?? {})) {
    const existing = isIn(logicalId, live) ? undefined : existingOf(resource, stack, surroundings);
    if (existing === undefined || !ADOPTABLE.includes(resource.Type)) {
      continue;
    }
    const type = resource.Type;
    const wanted = offered.get(type);
    const reason = obstacleTo(existing, live, wanted);
    if (reason === undefined) {
      const identifier = Object.fromEntries(wanted!.map(name => [name, existing.names[name]]));
      resources.push({ logicalId, path: existing.path, type, identifier });
    } else {
      left.push({ logicalId, type, reason });
    }
  }
  return { stack, live, remains, resources, left };
}

const isReady = ({ status }: LiveStack): boolean => conditionOf(status) === 'updatable';

/** What the template of a stack says that cannot be gone on with is not in it for certain. */
const isIn = (logicalId: string, live: LiveStack | undefined): boolean =>
  live !== undefined && isReady(live) && live.template?.Resources?.[logicalId] !== undefined;

/** Why something that exists stays outside. */
function obstacleTo(
  { names, differences }: Existing,
  live: LiveStack | undefined,
  wanted: readonly string[] | undefined,
): string | undefined {
  if (live !== undefined && !isReady(live)) {
    return `the stack is ${live.status}, from which ROS takes no import: look at it in the ROS console, and delete it if it holds nothing`;
  }
  if (wanted === undefined) {
    return 'ROS says that it does not import this type';
  }
  if (differences.length > 0) {
    return `it is not as declared: ${differences.join(', ')}`;
  }
  const unnamed = wanted.filter(name => names[name] === undefined);
  return unnamed.length > 0 ? `ROS wants it named by ${unnamed.join(' and ')}, which is not known here` : undefined;
}

/** The same, where what reads of a stack that will not be there stays outside too. */
export function withoutOrphans(planned: readonly StackImport[]): StackImport[] {
  const isThere = (name: string, region: string) =>
    planned.some(
      ({ stack, live, resources }) =>
        stack.name === name && stack.region === region && (live !== undefined || resources.length > 0),
    );
  return planned.map(one => {
    const lost = one.resources.flatMap(({ logicalId, type }) => {
      const needs = outputsReadBy(one.stack.template.Resources![logicalId].Properties, one.stack.region);
      const missing = needs.find(({ name, region }) => !isThere(name, region));
      const reason = missing && `it waits for the stack ${title(missing)}, which does not exist and gets nothing`;
      return reason === undefined ? [] : [{ logicalId, type, reason }];
    });
    const resources = one.resources.filter(({ logicalId }) => !lost.some(other => other.logicalId === logicalId));
    return { ...one, resources, left: [...one.left, ...lost] };
  });
}

/** The stacks whose outputs a value reads. */
function outputsReadBy(value: unknown, region: string): { name: string; region: string }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name !== 'Fn::GetStackOutput' || !Array.isArray(inner)) {
      return outputsReadBy(inner, region);
    }
    return [{ name: String(inner[0]), region: String(inner[2] ?? region) }];
  });
}

/**
 * The template of the import: what the stack has, and what is taken into it, retained whatever becomes of the stack. An import adds nothing
 * else, so guards and new resources come with the next deployment.
 */
export function importTemplate({ stack, live, resources }: StackImport): Template {
  const base = live?.template ?? stack.template;
  const taken = resources.map(({ logicalId }) => [logicalId, stack.template.Resources![logicalId]] as const);
  const all = Object.fromEntries([...Object.entries(live?.template?.Resources ?? {}), ...taken]);
  const here = Object.keys(all);
  const Resources = Object.fromEntries(
    Object.entries(all).map(([id, resource]) => [
      id,
      taken.some(([own]) => own === id) ? bare(resource, here) : resource,
    ]),
  );
  const outputs = Object.entries((stack.template.Outputs ?? {}) as Record<string, unknown>);
  const Outputs = Object.fromEntries(outputs.filter(([, output]) => readsOf(output).every(id => here.includes(id))));
  return { ...base, Resources, ...(outputs.length > 0 ? { Outputs } : {}) };
}

function bare({ DependsOn, ...resource }: TemplateResource, here: readonly string[]): TemplateResource {
  const needs = [DependsOn ?? []].flat().filter(id => here.includes(String(id)));
  return {
    ...resource,
    DeletionPolicy: 'Retain',
    ...(needs.length > 0 ? { DependsOn: needs } : {}),
  } as TemplateResource;
}

/** The resources that a value reads. */
function readsOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(readsOf);
  }
  return Object.entries((typeof value === 'object' ? value : null) ?? {}).flatMap(([name, inner]) => {
    if (name === 'Ref') {
      return String(inner).startsWith('ALIYUN::') ? [] : [String(inner)];
    }
    return name === 'Fn::GetAtt' ? [String((inner as unknown[])[0])] : readsOf(inner);
  });
}
