import { filterMatches } from './image-matching';
import { meant } from './nearest';
import type { NamespacePlan } from './plan';
import { allOf, oneOf, Problem } from './problem';

/** What is wrong with asking for the replica of a region that has none. */
export function unknownReplicaProblems(got: unknown, regions: readonly string[]): Problem[] {
  const known = [...regions].sort().join(', ') || 'none';
  const rule = `a replica of this registry is named by its region, and there are: ${known}`;
  const { region } = Object(got) as { region?: unknown };
  const fix = regions.length === 0 ? 'Add one' : 'Name one of them, or add one';
  return [{ subject: 'region', got, rule, fix: typeof region === 'string' ? `Give its region, "${region}"` : fix }];
}

/** What is wrong with the regions that a namespace names, once all replicas are known. */
export function namespaceRegionProblems(
  { subject, replicateTo, existingIn, existingRulesTo }: NamespacePlan,
  primaryRegion: string,
  replicaRegions: readonly string[],
): Problem[] {
  const everywhere = [primaryRegion, ...replicaRegions];
  const anywhere = 'the primary or a replica is named by its region';
  const replica = 'a replica of this registry is named by its region';
  const copied = 'a rule to a replica is about a namespace that goes there';
  return [
    ...strays(`${subject}.replicateTo`, replicateTo ?? [], replicaRegions, replica),
    ...strays(`${subject}.existingIn`, existingIn, everywhere, anywhere),
    ...strays(`${subject}.existingRulesTo`, existingRulesTo, replicateTo ?? replicaRegions, copied),
  ];
}

/** What is wrong with the regions in which a namespace, or a repository in it, is there already, given where the namespace is. */
export function existingInProblems(
  subject: string,
  existingIn: readonly string[] | undefined,
  regions: readonly string[],
): Problem[] {
  const rule = 'what is there already is on one of the instances of the namespace';
  return (existingIn ?? []).flatMap((got, i) => {
    const near = meant(got, regions);
    const fix =
      near === undefined
        ? `Remove it; the namespace is in ${allOf(regions) || 'no region'}`
        : `Did you mean ${JSON.stringify(near)}?`;
    return regions.includes(got) ? [] : [{ subject: `${subject}[${i}]`, got, rule, fix }];
  });
}

/** What somebody should know who says that something is there on an instance that the app buys itself. */
export function wishfulWarning(thing: string, prop: string, region: string): string {
  return (
    `${thing} is said to exist in ${region} (${prop}), but this app buys the instance there, and a new one holds nothing: what needs ` +
    `it fails when both are deployed at once. Leave ${region} out of ${prop}, unless that instance is deployed and has it.`
  );
}

/** The same of sync rules: nothing fails, and nothing is copied. */
export function wishfulRulesWarning({ name }: NamespacePlan, region: string, bought: readonly string[]): string {
  return (
    `A rule to ${region} is said to copy namespace ${name} already (existingRulesTo), but this app buys the instance in ${allOf(bought)}, ` +
    `and a new one has no rules: nothing is copied. Leave ${region} out of existingRulesTo, unless both are deployed and have that rule.`
  );
}

/** What is wrong with scan and retention rules about namespaces that the registry does not have. */
export function ruleNamespaceProblems(
  lists: Readonly<Record<string, readonly { readonly namespaceName?: string }[] | undefined>>,
  names: readonly string[],
  region?: { readonly subject: string; readonly region: string },
): Problem[] {
  const rule = `the registry${region === undefined ? '' : ` in ${region.region}`} has no namespace of that name`;
  const add = region === undefined ? 'Add it to namespaces' : 'Let a namespace of that name go there';
  const prefix = region === undefined ? '' : `${region.subject}.`;
  return Object.entries(lists).flatMap(([prop, rules = []]) =>
    rules.flatMap(({ namespaceName: got }, i) => {
      const near = meant(`${got}`, names);
      const fix = near === undefined ? add : `Did you mean ${JSON.stringify(near)}?`;
      return got === undefined || names.includes(got)
        ? []
        : [{ subject: `${prefix}${prop}[${i}].namespaceName`, got, rule, fix }];
    }),
  );
}

/** What keeps a namespace from being copied, given the repositories that are declared in it. */
export function uncopiedProblems(namespace: NamespacePlan, repositories: readonly string[]): Problem[] {
  const { subject, autoCreateRepositories, repositoriesMatching = '.*' } = namespace;
  if (autoCreateRepositories !== false || repositories.some(name => filterMatches(repositoriesMatching, name))) {
    return [];
  }
  const declared = repositories.length > 0;
  const why = declared
    ? `no declared repository matches ${JSON.stringify(repositoriesMatching)}`
    : 'no repository is declared';
  return [
    {
      subject: `${subject}.autoCreateRepositories`,
      got: false,
      rule: `a whole namespace is copied only where the target creates repositories by itself, and ${why}`,
      fix: declared ? 'Change repositoriesMatching' : 'Set it to true, or declare the repositories to copy',
    },
  ];
}

function strays(subject: string, named: readonly string[], allowed: readonly string[], rule: string): Problem[] {
  return named.flatMap((got, i) => {
    const near = meant(got, allowed);
    const fix =
      near === undefined
        ? `Add a replica there, or ${allowed.length === 0 ? 'remove the entry' : `name ${oneOf(allowed)}`}`
        : `Did you mean ${JSON.stringify(near)}?`;
    return allowed.includes(got) ? [] : [{ subject: `${subject}[${i}]`, got, rule, fix }];
  });
}
