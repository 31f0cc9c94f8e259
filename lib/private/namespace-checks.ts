import { booleanProblems, choiceProblems } from '../domain/instance';
import { nameProblems, NAMESPACE_NAME } from '../domain/names';
import { nearest } from '../domain/regions';
import { repositoryProblems, VISIBILITIES } from '../domain/repositories';
import { filterProblems } from '../domain/sync-filter';
import { TRIGGERS } from '../domain/sync-rules';
import type { GlobalRegistryProps, NamespaceOptions } from '../global-registry';
import { known, knownProps } from './late';
import { LATE, lateName, Problem } from './problem';
import { namespaceShapeProblems } from './registry-shapes';

/** What is wrong with one namespace by itself. */
export function namespaceOptionProblems(
  subject: string,
  options: NamespaceOptions,
  taken: ReadonlyMap<string, string>,
): Problem[] {
  const malformed = namespaceShapeProblems(subject, options);
  if (malformed.length > 0) {
    return malformed;
  }
  const { name, visibility, autoCreateRepositories, repositories, repositoriesMatching, tagsMatching, trigger } =
    options;
  const filter = (prop: string, value: string | undefined) =>
    value === undefined ? [] : filterProblems(`${subject}.${prop}`, value);
  return [
    ...(known(name) === LATE ? [lateName(`${subject}.name`)] : nameProblems(NAMESPACE_NAME, `${subject}.name`, name)),
    ...repeatedProblems(`${subject}.name`, name, 'each namespace is declared once', taken.get(name)),
    ...booleanProblems(`${subject}.autoCreateRepositories`, autoCreateRepositories),
    ...choiceProblems(`${subject}.visibility`, visibility, 'Visibility', VISIBILITIES),
    ...choiceProblems(`${subject}.trigger`, trigger, 'SyncTrigger', TRIGGERS),
    ...filter('repositoriesMatching', repositoriesMatching),
    ...filter('tagsMatching', tagsMatching),
    ...(repositories ?? []).flatMap((repository, i) =>
      repositoryProblems(`${subject}.repositories[${i}].`, knownProps(repository)),
    ),
  ];
}

/** What is wrong with the regions that a namespace names, once all replicas are known. */
export function namespaceRegionProblems(
  subject: string,
  { replicateTo, existingIn }: NamespaceOptions,
  primaryRegion: string,
  replicaRegions: readonly string[],
): Problem[] {
  const everywhere = [primaryRegion, ...replicaRegions];
  return [
    ...strayProblems(
      `${subject}.replicateTo`,
      replicateTo,
      replicaRegions,
      'a replica of this registry is named by its region',
    ),
    ...strayProblems(
      `${subject}.existingIn`,
      existingIn,
      everywhere,
      'the primary or a replica is named by its region',
    ),
  ];
}

/** What is wrong with scan and retention rules about namespaces that the registry does not have. */
export function ruleNamespaceProblems(props: GlobalRegistryProps, names: readonly string[]): Problem[] {
  const rule = 'the registry has no namespace of that name';
  const about = (prop: string, rules: readonly { readonly namespaceName?: string }[] = []): Problem[] =>
    rules.flatMap(({ namespaceName: got }, i) => {
      const fix =
        names.length === 0 ? 'Add it to namespaces' : `Did you mean ${JSON.stringify(nearest(`${got}`, names))}?`;
      return got === undefined || names.includes(got)
        ? []
        : [{ subject: `${prop}[${i}].namespaceName`, got, rule, fix }];
    });
  return [...about('scanRules', props.scanRules), ...about('retentionRules', props.retentionRules)];
}

/** What is wrong with something that was there before. */
export function repeatedProblems(subject: string, got: unknown, rule: string, first: string | undefined): Problem[] {
  return first === undefined ? [] : [{ subject, got, rule, fix: `Remove the repeated entry (first seen at ${first})` }];
}

function strayProblems(
  subject: string,
  named: readonly string[] = [],
  allowed: readonly string[],
  rule: string,
): Problem[] {
  return named.flatMap((got, i) => {
    const fix =
      allowed.length === 0
        ? 'Add a replica there, or remove the entry'
        : `Did you mean ${JSON.stringify(nearest(`${got}`, allowed))}?`;
    return allowed.includes(got) ? [] : [{ subject: `${subject}[${i}]`, got, rule, fix }];
  });
}
