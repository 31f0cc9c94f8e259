import * as ros from '@alicloud/ros-cdk-core';
import { inform, warn } from '../core/notes';
import { quotaWarning } from '../domain/editions';
import { IRegistryInstance } from '../instance/instance';
import { NamespaceDeclared } from '../instance/memory';

/**
 * Says what somebody should know of a region once everything has been declared: what the owner of an instance in another account must
 * have ready, and where more is declared than the edition holds.
 *
 * @param arrow what copies images there
 */
export function explainRegion(
  instance: IRegistryInstance,
  arrow: ros.IConstruct | undefined,
  namespaces: readonly NamespaceDeclared[],
): void {
  if (instance.accountId !== undefined && arrow !== undefined) {
    inform(arrow, ownerNote(instance, namespaces));
    return;
  }
  const repositories = namespaces.reduce((sum, { repositoryNames }) => sum + repositoryNames.length, 0);
  const warning = quotaWarning(instance.edition, namespaces.length, repositories);
  if (warning !== undefined) {
    warn(instance, warning);
  }
}

function ownerNote(instance: IRegistryInstance, namespaces: readonly NamespaceDeclared[]): string {
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
