import { ADOPTABLE } from '../adoption/owned';
import type { DeclaredStack, LiveStack, Template, TemplateResource } from '../domain/model';
import { type Surroundings, existingOf } from './existing';

/** What is taken into one stack, and what stays outside of it. */
export interface StackImport {
  readonly stack: DeclaredStack;
  readonly live?: LiveStack;
  /** The id of a stack that an earlier import, cut short, made and filled with nothing. */
  readonly remains?: string;
  readonly resources: readonly ResourceImport[];
  /** What exists and is not taken, and why. */
  readonly left: readonly { readonly logicalId: string; readonly type: string; readonly reason: string }[];
}

export interface ResourceImport {
  readonly logicalId: string;
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
  const remains = there?.status === UNDER_REVIEW ? there.id : undefined;
  const live = remains === undefined ? there : undefined;
  const resources: ResourceImport[] = [];
  const left: StackImport['left'][number][] = [];
  for (const [logicalId, resource] of Object.entries(stack.template.Resources ?? {})) {
    const existing = live?.template?.Resources?.[logicalId] ? undefined : existingOf(resource, stack, surroundings);
    if (existing === undefined || !ADOPTABLE.includes(resource.Type)) {
      continue;
    }
    const type = resource.Type;
    const wanted = offered.get(type);
    const unnamed = wanted?.filter(name => existing.names[name] === undefined) ?? [];
    const reason =
      wanted === undefined
        ? 'ROS says that it does not import this type'
        : existing.differences.length > 0
          ? `it is not as declared: ${existing.differences.join(', ')}`
          : unnamed.length > 0
            ? `ROS wants it named by ${unnamed.join(' and ')}, which is not known here`
            : undefined;
    if (reason === undefined) {
      const identifier = Object.fromEntries(wanted!.map(name => [name, existing.names[name]]));
      resources.push({ logicalId, type, identifier });
    } else {
      left.push({ logicalId, type, reason });
    }
  }
  return { stack, live, remains, resources, left };
}

/** A stack that waits for a change set holds nothing. */
const UNDER_REVIEW = 'REVIEW_IN_PROGRESS';

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
