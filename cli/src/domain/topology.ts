import { IN_MAINLAND } from './facts.generated';
import { type DeclaredStack, type TemplateResource, resourcesOf } from './model';
import { SYNC_RULE, isInstance } from './resource-types';

/** A registry in a region. */
export interface Registry {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly kind: string;
  readonly mainland: boolean;
}

/** Images are copied along it. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly namespaces: readonly string[];
}

export interface Topology {
  readonly registries: readonly Registry[];
  readonly arrows: readonly Arrow[];
}

const MAINLAND = new Map<string, boolean>(Object.entries(IN_MAINLAND));

/** Whether a region lies in mainland China: copies across that border are slow. A region that opened since is taken by its name. */
const isMainland = (region: string): boolean => MAINLAND.get(region) ?? region.startsWith('cn-');

/** What replicates where, from the assembly alone. */
export function topologyOf(stacks: readonly DeclaredStack[]): Topology {
  const registries = new Map<string, Registry>();
  const add = (region: string, name: string, kind: string) => {
    const id = `${region}/${name}`;
    if (!registries.has(id)) {
      registries.set(id, { id, region, name, kind, mainland: isMainland(region) });
    }
    return id;
  };
  for (const stack of stacks) {
    for (const [name, kind] of registriesIn(stack)) {
      add(stack.region, name, kind);
    }
  }
  const arrows = new Map<string, Set<string>>();
  for (const stack of stacks) {
    for (const rule of resourcesOf(stack).filter(({ Type }) => Type === SYNC_RULE)) {
      const [from, to] = endsOf(stack, rule, stacks).map(end => add(end.region, end.name, end.kind));
      const key = JSON.stringify([from, to]);
      arrows.set(key, (arrows.get(key) ?? new Set()).add(String(rule.Properties?.NamespaceName ?? '')));
    }
  }
  return {
    registries: [...registries.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
    arrows: [...arrows].sort().map(([key, names]) => {
      const [from, to] = JSON.parse(key) as [string, string];
      return { from, to, namespaces: [...names].sort() };
    }),
  };
}

function registriesIn(stack: DeclaredStack): [string, string][] {
  if (stack.role === 'registry') {
    return [[stack.instanceName ?? stack.name, stack.tier ?? 'registry']];
  }
  return resourcesOf(stack)
    .filter(({ Type }) => isInstance(Type))
    .map(resource => [String(resource.Properties?.InstanceName ?? stack.name), 'registry']);
}

interface End {
  readonly region: string;
  readonly name: string;
  readonly kind: string;
}

function endsOf(stack: DeclaredStack, rule: TemplateResource, stacks: readonly DeclaredStack[]): [End, End] {
  const { source, target } = stack;
  if (source !== undefined && target !== undefined) {
    return [
      { region: source.region, name: source.instanceName ?? '?', kind: 'existing registry' },
      {
        region: target.region,
        name: target.instanceName ?? '?',
        kind: target.accountId ? `of account ${target.accountId}` : 'existing registry',
      },
    ];
  }
  const region = String(rule.Properties?.TargetRegionId ?? '?');
  return [
    { region: stack.region, name: nameOf(rule.Properties?.InstanceId, stacks), kind: 'registry' },
    { region, name: nameOf(rule.Properties?.TargetInstanceId, stacks), kind: 'registry' },
  ];
}

/** The name of the registry that an instance id comes from; the id itself for one that exists already. */
function nameOf(value: unknown, stacks: readonly DeclaredStack[]): string {
  if (typeof value === 'string') {
    return value;
  }
  const list = (value as Record<string, unknown> | undefined)?.['Fn::GetStackOutput'];
  const [name, , region] = Array.isArray(list) ? list.map(String) : [];
  const producer = stacks.find(stack => stack.name === name && (region === undefined || stack.region === region));
  return producer === undefined ? '?' : (registriesIn(producer)[0]?.[0] ?? producer.name);
}
