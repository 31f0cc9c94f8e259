import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { attachmentsTo, granteeOf, nameOf } from './attachments';
import { warn } from '../core/notes';
import { isRemoved } from '../core/removed';
import { isLiteral } from '../core/tokens';
import { quotaWarning } from '../domain/editions';
import { meant } from '../domain/nearest';
import { attachmentWarning } from '../domain/policies';
import { isTarget } from './arrow-ends';
import { IRegistryInstance } from './instance';
import { namespacesOn, remembering } from './memory';

/** Warns of what only the finished declaration of an instance tells. */
export function warnOfWhole(instance: IRegistryInstance): void {
  const namespaces = [...namespacesOn(instance).values()].map(({ namespace }) => namespace);
  const repositories = namespaces.reduce((sum, { repositoryNames }) => sum + repositoryNames.length, 0);
  const open = remembering(instance)._isOpen ? namespaces.flatMap(({ _publicPaths }) => _publicPaths).sort() : [];
  const warnings = [
    quotaWarning(instance.edition, namespaces.length, repositories),
    open.length === 0
      ? undefined
      : `The whole Internet may pull ${open.join(', ')} without logging in, for they are PUBLIC and PublicAccess.anywhere() lets everybody in. ` +
        'Make them PRIVATE, or name address blocks.',
    ...attachmentWarnings(instance),
    ...pushWarnings(instance),
    ...misspeltWarnings(instance),
  ];
  warnings.filter(text => text !== undefined).forEach(text => warn(instance, text));
}

/** A replica receives images by replication; what is pushed to it stays there alone. */
function pushWarnings(instance: IRegistryInstance): string[] {
  return [...remembering(instance)._granted.values()]
    .filter(({ always }) => always.push.size > 0 && isTarget(instance))
    .map(
      ({ kind, name }) =>
        `The ${kind.toLowerCase()} ${isLiteral(name) ? name : 'that is named at deploy time'} may push to ${instance.instanceName} in ` +
        `${instance.region}, which receives images by replication: what is pushed there is copied nowhere. Permit pushing to its source.`,
    );
}

/** The reference of an image in a namespace that nearly is one of the instance; others may have been made by hand. */
function misspeltWarnings(instance: IRegistryInstance): string[] {
  const names = [...namespacesOn(instance).keys()];
  return [...remembering(instance)._namedNamespaces].sort().flatMap(name => {
    const near = names.includes(name) || name.length < LONG_ENOUGH ? undefined : meant(name, names);
    return near === undefined
      ? []
      : [
          `imageUri was asked for an image in namespace ${name}, which is not declared on the instance. Did you mean ${near}?`,
        ];
  });
}

/** Shorter names are all alike. */
const LONG_ENOUGH = 3;

/** Somebody gets a policy for each instance; who gets too many is told of once, at the first of them. */
function attachmentWarnings(instance: IRegistryInstance): (string | undefined)[] {
  const grantees = new Map(
    [...remembering(instance)._granted.values()].map(({ kind, name }) => [granteeOf(kind, name), { kind, name }]),
  );
  return [...grantees].map(([grantee, { kind, name }]) => {
    const holders = grantHolders(instance, grantee).filter(holder => !isRemoved(holder));
    const who = `${kind.toLowerCase()} ${nameOf(kind, name)}`;
    return holders[0] === instance
      ? attachmentWarning(who, holders.length, attachmentsTo(instance, grantee))
      : undefined;
  });
}

/** The instances on which somebody was permitted something, once for each policy. */
export function grantHolders(construct: ros.IConstruct, grantee: string): IRegistryInstance[] {
  return inApp<IRegistryInstance[]>(construct, `granted to ${grantee}`, () => []);
}
