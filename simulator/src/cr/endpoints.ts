import { crError } from './errors';
import type { Instance, LinkedVpc } from './model';

/** Who reaches an instance: the public endpoint with its access list, and the linked VPCs. */

export interface AclEntry {
  readonly entry: string;
  readonly comment: string;
  readonly module: string;
}

const CIDR = /^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/;

/** Switching the public endpoint on adds an entry of the system's own; switching it off leaves the entries. */
export function switchPublicEndpoint(instance: Instance, enabled: boolean): void {
  const { internet } = instance;
  if (enabled && internet.entries.length === 0) {
    internet.entries.push({ entry: '127.0.0.1/32', comment: 'default', module: 'Registry' });
  }
  internet.enabled = enabled;
}

export function addAclEntry(instance: Instance, added: AclEntry): void {
  if (!CIDR.test(added.entry)) {
    throw crError(
      'INSTANCE_ACCESS_ACL_ENTRY_INVALID',
      `The entry ${JSON.stringify(added.entry)} is not an address block such as 192.168.0.0/24.`,
    );
  }
  if (!instance.internet.enabled) {
    throw crError(
      'INSTANCE_ACCESS_ACL_ENTRY_INVALID',
      `The public endpoint of ${instance.id} is off. Set AutoEnableType to internet, or switch it on with UpdateInstanceEndpointStatus.`,
    );
  }
  if (instance.internet.entries.some(other => isSameEntry(other, added))) {
    throw crError('ACL_ENTRY_EXIST', `The entry ${added.entry} is in the access list of ${instance.id} already.`);
  }
  instance.internet.entries.push(added);
}

export function removeAclEntry(instance: Instance, removed: Omit<AclEntry, 'comment'>): void {
  const { internet } = instance;
  if (!internet.entries.some(other => isSameEntry(other, removed))) {
    throw crError('ACL_ENTRY_NOT_EXIST', `The entry ${removed.entry} is not in the access list of ${instance.id}.`);
  }
  internet.entries = internet.entries.filter(other => !isSameEntry(other, removed));
}

function isSameEntry(one: Omit<AclEntry, 'comment'>, other: Omit<AclEntry, 'comment'>): boolean {
  return one.entry === other.entry && one.module === other.module;
}

export function linkVpc(instance: Instance, link: LinkedVpc): void {
  if (instance.vpcs.some(other => other.vpcId === link.vpcId && other.module === link.module)) {
    throw crError('LINKED_VPC_EXIST', `The VPC ${link.vpcId} is linked to ${instance.id} already.`);
  }
  instance.vpcs.push(link);
}

export function unlinkVpc(instance: Instance, { vpcId, module }: Pick<LinkedVpc, 'vpcId' | 'module'>): void {
  const left = instance.vpcs.filter(other => other.vpcId !== vpcId || other.module !== module);
  if (left.length === instance.vpcs.length) {
    throw crError('LINKED_VPC_NOT_EXIST', `The VPC ${vpcId} is not linked to ${instance.id}.`);
  }
  instance.vpcs = left;
}
