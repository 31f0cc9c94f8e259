import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { warn } from '../core/notes';
import { decideRemoval } from '../core/past-props';
import { refuse } from '../core/refuse';
import { isRemoved } from '../core/removed';
import { described, describedAtSynth, isLiteral, known, stackOf } from '../core/tokens';
import { RosInstanceEndpointAclPolicy, RosInstanceVpcEndpointLinkedVpc } from '../cr';
import { ANYWHERE, blockWarnings, nobodyEntry } from '../domain/cidr';
import { GIVEN, Problem, Words } from '../domain/problem';
import { objectProblems, TableOf } from '../domain/prop-rules';
import { identityOf } from '../domain/origins';
import { IF_OURS } from '../domain/owners';
import { ONE_LINK, switchProblems, VPC_ACCESS, VPC_LINK } from '../domain/settings';
import { shortHash } from '../domain/short-hash';
import { Carried, carryInto } from '../stack/carried';
import { IRegistryInstance } from './instance';
import { remembering } from './memory';
import { isForeign } from './owner';
import { PublicAccess } from './public-access';
import { addToInstance } from './resource-on-instance';
import { VpcAccess } from './settings';

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
  const nobody = addEntry(
    instance,
    nobodyEntry(access.timesClosed),
    'Lets nobody in. Never remove: an empty list is open to everybody.',
  );
  decideRemoval(nobody, ros.RemovalPolicy.RETAIN);
  access.cidrs.forEach(cidr => addEntry(instance, cidr).addRosDependency(nobody.logicalId));
  blockWarnings(access.cidrs).forEach(text => warn(instance, text));
  if (access.cidrs.includes(ANYWHERE)) {
    remembering(instance)._isOpen = true;
    warn(
      instance,
      'PublicAccess.anywhere() lets the whole Internet reach this instance. Name address blocks with PublicAccess.fromCidrs.',
    );
  }
}

/** What is wrong with a link to a VPC by itself, and with the place where it would be made. */
export function linkProblems(instance: IRegistryInstance, access: VpcAccess): Problem[] {
  const rule = 'a VPC is linked by a stack in the account and the region of the instance';
  const isThere = stackOf(instance)?.region === instance.region;
  const fix = isThere
    ? `Let its owner link it; ${IF_OURS}`
    : 'Import the instance inside such a stack, or let its owner link it';
  return [
    ...(isThere && !isForeign(instance) ? [] : [{ subject: 'access', got: GIVEN, rule, fix }]),
    ...objectProblems('access', described(access), RULE),
  ];
}

/** What is wrong with links once it is known what lazy values came to. */
export function lateLinkProblems(instance: IRegistryInstance): Problem[] {
  return remembering(instance)
    ._links.map(link => describedAtSynth(instance, link) as object)
    .flatMap(link => [...objectProblems('vpcAccess', link, RULE), ...switchProblems('vpcAccess', link, [])]);
}

/** Lets a VPC in. ROS can change nothing of a link, so a link to another vSwitch is another resource. */
export function linkVpc(instance: IRegistryInstance, access: VpcAccess): void {
  const { vpcId, vswitchId, privateDns = false } = access;
  const { values, from, reads, guards } = carryInto(instance as unknown as ros.Construct, {
    vpcId,
    vswitchId,
    privateDns,
  });
  refuse(instance, foreignProblems('a VPC', instance, { from, reads }));
  const stack = ros.Stack.of(instance);
  const link = stack.resolve([values.vpcId, values.vswitchId]);
  const given = { vpcId: known(vpcId), vswitchId: known(vswitchId) };
  const read = reads.find(([stack, output]) => isRead(link[0], stack, output));
  const vpc = identityOf(given.vpcId, 'vpcId') ?? JSON.stringify(read ?? link[0]);
  refuse(instance, [
    ...secondLinkProblems(instance, vpc, values.vpcId),
    ...switchProblems(
      'access',
      given,
      remembering(instance)._links.map(link => described(link) as object),
    ),
    ...otherRegionProblems(instance, vpcId),
  ]);
  remembering(instance)._links.push({ ...access });
  const props = {
    instanceId: instance.instanceId,
    vpcId: values.vpcId,
    vswitchId: values.vswitchId,
    moduleName: 'Registry',
    enableCreateDnsRecordInPvzt: values.privateDns,
  };
  addToInstance(
    { instance, after: guards, claimed: vpc },
    'VpcAccess',
    shortHash(link),
    (scope, id) => new RosInstanceVpcEndpointLinkedVpc(scope, id, props, false),
  );
}

/** What belongs to one region, and comes from a stack in another. */
export function foreignProblems(
  what: string,
  { region }: IRegistryInstance,
  { from, reads }: Pick<Carried<unknown>, 'from' | 'reads'>,
): Problem[] {
  const outputs = reads.map(([stack, output, there]) => ({
    name: `output ${output} of stack ${stack}`,
    region: there,
  }));
  return [...from, ...outputs]
    .filter(value => value.region !== region)
    .map(value => ({
      subject: value.name,
      got: new Words(`a value of a stack in ${value.region}`),
      rule: `${what} is in the region of its instance, ${region}`,
      fix: `Give one of ${region}`,
    }));
}

/** Whether a value is an output alone; its region may be said or not. */
function isRead(value: unknown, stack: string, output: string): boolean {
  const { 'Fn::GetStackOutput': read } = Object(value) as { 'Fn::GetStackOutput'?: unknown[] };
  return read?.[0] === stack && read[1] === output;
}

/** An instance takes one link to a VPC. */
function secondLinkProblems(instance: IRegistryInstance, key: string, vpcId: unknown): Problem[] {
  const { _linkedVpcs: linked } = remembering(instance);
  const repeated = linked.has(key);
  linked.add(key);
  const problem = { subject: 'vpcId', got: known(vpcId), rule: ONE_LINK, fix: 'Remove the repeated link' };
  return repeated ? [problem] : [];
}

/** A VPC is in one region, and an instance is linked to those of its own. */
function otherRegionProblems(instance: IRegistryInstance, vpcId: string): Problem[] {
  if (!isLiteral(vpcId)) {
    return [];
  }
  const linked = inApp(instance, 'VPCs', () => new Map<string, IRegistryInstance>());
  const before = linked.get(vpcId);
  const first = before === undefined || isRemoved(before) ? instance : before;
  linked.set(vpcId, first);
  const rule = `${first.node.path} links it in ${first.region}, and a VPC is in one region`;
  const fix = `Give a VPC of ${instance.region}`;
  return first.region === instance.region ? [] : [{ subject: 'vpcId', got: vpcId, rule, fix }];
}

function addEntry(instance: IRegistryInstance, entry: string, comment?: string): RosInstanceEndpointAclPolicy {
  const props = {
    instanceId: instance.instanceId,
    entry,
    comment,
    endpointType: 'internet',
    autoEnableType: 'internet',
    moduleName: 'Registry',
  };
  return addToInstance(
    { instance },
    'PublicAccess',
    entry,
    (scope, id) => new RosInstanceEndpointAclPolicy(scope, id, props, false),
  );
}

const RULE = { ...VPC_LINK, props: VPC_ACCESS satisfies TableOf<VpcAccess> };
