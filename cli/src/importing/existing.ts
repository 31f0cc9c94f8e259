import type { FoundRegistry, FoundRule } from '../domain/found';
import { pathOf } from '../domain/holders';
import { type DeclaredStack, type Json, type TemplateResource, resourcesOf } from '../domain/model';
import { NAMESPACE, REPOSITORY, SYNC_RULE, isInstance } from '../domain/resource-types';

/** What exists of a declared resource, by every property by which a service may want it to be named. */
export interface Existing {
  /** What it is called among all that is on registries. */
  readonly path: string;
  readonly names: Readonly<Record<string, string>>;
  /** What is otherwise there than it is declared: it must agree, or the next deployment would change it. */
  readonly differences: readonly string[];
}

/** The declared stacks, and the registries that are there. */
export interface Surroundings {
  readonly stacks: readonly DeclaredStack[];
  readonly registries: readonly FoundRegistry[];
}

/** What exists of a resource; undefined where nothing does. */
export function existingOf(
  resource: TemplateResource,
  stack: DeclaredStack,
  surroundings: Surroundings,
): Existing | undefined {
  const properties = resource.Properties ?? {};
  if (isInstance(resource.Type)) {
    const found = instanceNamed(properties.InstanceName, stack.region, surroundings);
    return found && existingInstance(found, properties);
  }
  const registry = instanceOf(properties.InstanceId, stack, surroundings);
  if (registry === undefined) {
    return undefined;
  }
  switch (resource.Type) {
    case NAMESPACE:
      return existingNamespace(registry, properties);
    case REPOSITORY:
      return existingRepository(registry, properties);
    case SYNC_RULE:
      return existingRule(registry, properties, instanceOf(properties.TargetInstanceId, stack, surroundings));
    default:
      return undefined;
  }
}

type Properties = Readonly<Record<string, Json>>;

function instanceNamed(name: unknown, region: string, { registries }: Surroundings): FoundRegistry | undefined {
  const found = registries.filter(registry => registry.name === name && registry.region === region);
  return found.length === 1 ? found[0] : undefined;
}

/** The instance that a value leads to: an id, an instance of the same stack, or that of another stack of the app. */
function instanceOf(value: unknown, stack: DeclaredStack, surroundings: Surroundings): FoundRegistry | undefined {
  if (typeof value === 'string') {
    return surroundings.registries.find(({ instanceId }) => instanceId === value);
  }
  const [kind, given] = Object.entries((value ?? {}) as Record<string, unknown>)[0] ?? [];
  const [first, attribute, region = stack.region] = Array.isArray(given) ? given.map(String) : [];
  if (attribute !== 'InstanceId') {
    return undefined;
  }
  if (kind === 'Fn::GetAtt') {
    return instanceNamed(stack.template.Resources?.[first]?.Properties?.InstanceName, stack.region, surroundings);
  }
  const producer = surroundings.stacks.find(other => other.name === first && other.region === region);
  const instance =
    kind === 'Fn::GetStackOutput' && producer && resourcesOf(producer).find(({ Type }) => isInstance(Type));
  return instance ? instanceNamed(instance.Properties?.InstanceName, producer.region, surroundings) : undefined;
}

/** What differs, as `AutoCreate is false`. */
const differing = (declared: Properties, there: Properties): string[] =>
  Object.entries(there).flatMap(([name, value]) =>
    JSON.stringify(declared[name] ?? value) === JSON.stringify(value) ? [] : [`${name} is ${JSON.stringify(value)}`],
  );

function existingInstance({ instanceId, name, edition }: FoundRegistry, declared: Properties): Existing {
  return {
    path: instanceId,
    names: { InstanceId: instanceId, InstanceName: name },
    differences: differing(declared, { InstanceType: edition }),
  };
}

function existingNamespace({ instanceId, namespaces }: FoundRegistry, declared: Properties): Existing | undefined {
  const found = namespaces.find(({ name }) => name === declared.Namespace);
  return (
    found && {
      path: pathOf(instanceId, 'namespaces', found.name),
      names: { InstanceId: instanceId, Namespace: found.name, NamespaceName: found.name },
      differences: differing(declared, { AutoCreate: found.autoCreate, DefaultVisibility: found.visibility }),
    }
  );
}

function existingRepository({ instanceId, repositories }: FoundRegistry, declared: Properties): Existing | undefined {
  const found = repositories.find(
    ({ namespace, name }) => namespace === declared.RepoNamespace && name === declared.RepoName,
  );
  if (found === undefined) {
    return undefined;
  }
  const { id, namespace, name, visibility, summary, detail, immutable } = found;
  const names = { InstanceId: instanceId, RepoId: id, RepoName: name };
  const said = { ...declared, Detail: declared.Detail ?? '', TagImmutability: declared.TagImmutability ?? false };
  const there = { RepoType: visibility, Summary: summary, Detail: detail, TagImmutability: immutable };
  return {
    path: pathOf(instanceId, 'repositories', `${namespace}/${name}`),
    names: { ...names, RepoNamespace: namespace, RepoNamespaceName: namespace },
    differences: differing(said, there),
  };
}

function existingRule(
  { instanceId, rules }: FoundRegistry,
  declared: Properties,
  target: FoundRegistry | undefined,
): Existing | undefined {
  const found = rules.find(({ name }) => name === declared.SyncRuleName);
  return (
    found && {
      path: pathOf(instanceId, 'rules', found.id),
      names: { InstanceId: instanceId, SyncRuleId: found.id, SyncRuleName: found.name },
      differences: [
        ...(found.target.instanceId === target?.instanceId ? [] : [`its target is ${found.target.instanceId}`]),
        ...differing({ ...declared, RepoNameFilter: declared.RepoNameFilter ?? '' }, rulePropertiesOf(found, declared)),
      ],
    }
  );
}

/** Nothing and `.*` both take everything. */
function rulePropertiesOf(rule: FoundRule, { RepoNameFilter }: Properties): Properties {
  const everything = rule.repositoryFilter === '' && (RepoNameFilter === '.*' || RepoNameFilter === undefined);
  return {
    SyncScope: rule.scope,
    SyncTrigger: rule.trigger,
    NamespaceName: rule.namespace,
    RepoName: rule.repository,
    RepoNameFilter: everything ? (RepoNameFilter ?? '') : rule.repositoryFilter,
    TagFilter: rule.tagFilter,
    TargetRegionId: rule.target.region,
    TargetNamespaceName: rule.targetNamespace,
    TargetRepoName: rule.targetRepository,
  };
}
