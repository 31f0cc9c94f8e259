import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { othersIn } from '../core/others';
import { known, propertyOf } from '../core/tokens';
import { GranteeKind } from '../domain/choices';
import { identityOf } from '../domain/origins';
import { DeployTime } from '../domain/problem';
import { isPlainObject } from '../domain/prop-rules';

/** Who gets a permission, told apart from every other, by whatever name or reference. */
export function granteeOf(kind: GranteeKind, name: unknown): string {
  return `${kind} ${identity(kind, name) ?? String(name)}`;
}

/** The same for people. */
export function nameOf(kind: GranteeKind, name: unknown): string {
  const given = known(name);
  const path = given instanceof DeployTime ? given.origin?.path : undefined;
  const found = identity(kind, name);
  return found !== undefined && !(path !== undefined && found.includes(path))
    ? found
    : (path ?? 'that is named at deploy time');
}

function identity(kind: GranteeKind, name: unknown): string | undefined {
  return identityOf(known(name), `${kind.toLowerCase() as Lowercase<GranteeKind>}Name`);
}

/** How many custom policies users attach to somebody themselves, in the app of a construct. */
export function attachmentsTo(construct: ros.IConstruct, grantee: string): number {
  const all = inApp(construct, 'attachments of users', () => countAttachments(construct));
  return all.get(grantee) ?? 0;
}

function countAttachments(construct: ros.IConstruct): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { element } of othersIn(construct)) {
    const receivers = ros.RosResource.isRosResource(element) ? receiversOf(element as ros.RosResource) : [];
    receivers.forEach(receiver => counts.set(receiver, (counts.get(receiver) ?? 0) + 1));
  }
  return counts;
}

/** Who a resource gives custom policies, once for each of them. */
function receiversOf(resource: ros.RosResource): string[] {
  const { rosResourceType: type } = resource;
  const list = (name: string) => [propertyOf(resource, name) ?? []].flat() as unknown[];
  const kinds = Object.values(GranteeKind);
  if (type === 'ALIYUN::RAM::ManagedPolicy') {
    return kinds.flatMap(kind => list(`${kind}s`).map(name => granteeOf(kind, name)));
  }
  if (type === 'ALIYUN::RAM::Role') {
    const attached = propertyOf(resource, 'PolicyAttachments');
    const custom = isPlainObject(attached) ? [attached.Custom ?? attached.custom ?? []].flat() : [];
    return [...list('Policies'), ...custom].map(() => granteeOf(GranteeKind.ROLE, resource.ref));
  }
  const kind = kinds.find(one => type === `ALIYUN::RAM::AttachPolicyTo${one}`);
  return kind === undefined || propertyOf(resource, 'PolicyType') === 'System'
    ? []
    : [granteeOf(kind, propertyOf(resource, `${kind}Name`))];
}
