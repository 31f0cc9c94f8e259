/** Whether the name of what is looked at means anything: nothing that is compared is always the same. */
import type { ImageClient } from '../cloud/image-client';
import { mayTake } from '../images/copy-rule';
import { type Scope, isInScope } from '../images/reference';
import type { CopiedRegistry } from '../images/registry';
import type { ReadRegistry } from './read-holdings';

/** The namespaces of the primary in scope that no rule copies. */
export async function uncopiedNamespaces(
  { primary, rules }: CopiedRegistry,
  scope: Scope,
  images: ImageClient,
): Promise<string[]> {
  const names = (await images.namespaces(primary)).map(({ name }) => name);
  return names.filter(
    name => isInScope(scope, name, scope.repository ?? '') && !rules.some(rule => rule.namespace === name),
  );
}

/** Rules of which it is not known what they copy of what is looked at. */
export const unreadableRules = ({ rules }: CopiedRegistry, { namespace, repository }: Scope) =>
  rules.flatMap(({ name, unreadable: reason, ...rule }) =>
    reason !== undefined && mayTake({ name, ...rule }, namespace, repository) ? [{ name, reason }] : [],
  );

/** Refuses a name that no registry has. */
export function requireKnown(
  looks: readonly { readonly read: ReadRegistry; readonly uncopied: readonly string[] }[],
  { namespace, repository }: Scope,
): void {
  const isKnown = looks.some(
    ({ read, uncopied }) =>
      read.primary.repositories.length > 0 ||
      uncopied.length > 0 ||
      read.replicas.some(one => one.repositories.length > 0) ||
      read.registry.rules.some(
        rule => rule.namespace === namespace && (repository === undefined || rule.unreadable !== undefined),
      ),
  );
  if (namespace !== undefined && !isKnown) {
    const what = repository === undefined ? namespace : `${namespace}/${repository}`;
    throw new Error(`There is nothing to compare: no registry has ${what}. Look at the name.`);
  }
}
