import * as ros from '@alicloud/ros-cdk-core';
import { RosInstanceEndpointAclPolicy, RosInstanceVpcEndpointLinkedVpc } from '../cr';
import { shortHash } from '../domain/short-hash';
import type { PublicAccess } from '../public-access';
import type { VpcAccess } from '../instance-settings';
import type { IRegistryInstance } from '../registry-instance';
import { placeFor } from './instance-place';
import { warn } from './notes';

/**
 * Lets address blocks in over the Internet.
 *
 * An instance whose Internet access is on and whose list is empty is open to everybody, and no template knows what an earlier one
 * let in. So the first entry lets nobody in, switches the access on, and stays on the instance when it leaves the template; every
 * other entry waits for it, and loses its access when it leaves.
 *
 * Sources: https://help.aliyun.com/document_detail/173037.html and
 * https://github.com/aliyun/terraform-provider-alicloud/blob/master/website/docs/r/cr_internet_endpoint.html.markdown
 */
export function openPublicAccess(instance: IRegistryInstance, access: PublicAccess): void {
  if (!access.enabled) {
    return;
  }
  const nobody = `127.0.0.${2 + access.timesClosed}/32`;
  const { logicalId, resource } = addEntry(
    instance,
    nobody,
    'Lets nobody in. Never remove: an empty list is open to everybody.',
  );
  resource.applyRemovalPolicy(ros.RemovalPolicy.RETAIN);
  access.cidrs.forEach(cidr => addEntry(instance, cidr).resource.addRosDependency(logicalId));
  if (access.cidrs.includes('0.0.0.0/0')) {
    warn(
      instance,
      'PublicAccess.anywhere() lets the whole Internet reach this instance. Name address blocks with PublicAccess.from.',
    );
  }
}

/** Lets a VPC in. ROS can change nothing of a link, so a link to another vSwitch is another resource. */
export function linkVpc(instance: IRegistryInstance, { vpcId, vswitchId, privateDns = false }: VpcAccess): void {
  const link = ros.Stack.of(instance).resolve([vpcId, vswitchId]);
  const place = placeFor(instance, 'VpcAccess', shortHash(link));
  const props = {
    instanceId: instance.instanceId,
    vpcId,
    vswitchId,
    moduleName: 'Registry',
    enableCreateDnsRecordInPvzt: privateDns,
  };
  place.settle(new RosInstanceVpcEndpointLinkedVpc(place.scope, 'Resource', props, false));
}

function addEntry(instance: IRegistryInstance, entry: string, comment?: string) {
  const place = placeFor(instance, 'PublicAccess', entry);
  const props = {
    instanceId: instance.instanceId,
    entry,
    comment,
    endpointType: 'internet',
    autoEnableType: 'internet',
    moduleName: 'Registry',
  };
  const resource = new RosInstanceEndpointAclPolicy(place.scope, 'Resource', props, false);
  place.settle(resource, { group: 'PublicAccess' });
  return { logicalId: place.logicalId, resource };
}
