import { IRegistryInstance } from '../instance/instance';
import { NamespaceDeclared } from '../instance/memory';

/** What the owner of an instance in another account must have ready. */
export function ownerNote(instance: IRegistryInstance, namespaces: readonly NamespaceDeclared[]): string {
  const names = namespaces.map(wish).sort();
  return (
    `Account ${instance.accountId} must have ready in ${instance.region}: instance ${instance.instanceId}, named ${instance.instanceName}` +
    (names.length === 0 ? '.' : `; ${names.join('; ')}.`) +
    ' Its owner also creates the RAM role and the policy that let this account copy into it, before the rules are deployed.'
  );
}

function wish({ namespaceName, autoCreateRepositories, repositoryNames }: NamespaceDeclared): string {
  const repositories = autoCreateRepositories
    ? 'with automatic creation of repositories'
    : `with the repositories ${repositoryNames.join(', ')}`;
  return `namespace ${namespaceName} ${repositories}`;
}
