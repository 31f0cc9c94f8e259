import * as ros from '@alicloud/ros-cdk-core';
import { refuse, refuseAfterSynth } from '../core/refuse';
import { isLiteral, known, stackOf } from '../core/tokens';
import { withoutTraces } from '../core/traces';
import {
  noPaths,
  PermissionPaths,
  policyLengthProblems,
  policyName,
  statements,
  ungrantableProblems,
} from '../domain/policies';
import { Problem } from '../domain/problem';
import { madeBy } from '../domain/prop-rules';
import { shortHash } from '../domain/short-hash';
import { carryInto } from '../stack/carried';
import { isTarget } from './arrow-ends';
import { Grantee } from './grantee';
import { IRegistryInstance } from './instance';
import { grantHolders } from './instance-notes';
import { Granted, remembering } from './memory';
import { addToInstance, nameOn } from './resource-on-instance';

/** What is permitted: the paths of repositories to pull and to push, `prod/*` or `prod/api`, and the namespace to create them in. */
export interface Permissions {
  readonly pull?: string;
  readonly push?: string;
  readonly create?: string;
  /** Whether pushing is permitted only as long as the instance is no target of replication, which may be declared later. */
  readonly unlessTarget?: boolean;
}

/** Refuses what is no grantee. */
export function requireGrantee(who: ros.IConstruct, grantee: Grantee): void {
  refuseAfterSynth(who);
  refuse(
    who,
    madeBy('Grantee', 'Grantee.role("..."), Grantee.user("...") or Grantee.group("...")')('grantee', grantee),
  );
}

/** Whether permissions can be given: by a stack in the account of the instance. */
export function isGrantable(instance: IRegistryInstance): boolean {
  return instance.accountId === undefined && stackOf(instance) !== undefined;
}

/** Permits somebody to pull or to push on an instance; the policies are made when everything has been declared. */
export function grant(instance: IRegistryInstance, grantee: Grantee, permissions: Permissions): void {
  requireGrantee(instance, grantee);
  refuse(instance, isGrantable(instance) ? [] : ungrantableProblems(known(grantee.name)));
  const { _granted } = remembering(instance);
  const { kind, name } = grantee;
  const key = `${kind}/${name}`;
  const granted: Granted = _granted.get(key) ?? { kind, name, always: noPaths(), unlessTarget: noPaths() };
  if (!_granted.has(key)) {
    _granted.set(key, granted);
    grantHolders(instance, key).push(instance);
  }
  const { pull, push, create, unlessTarget } = permissions;
  const pushing = unlessTarget ? granted.unlessTarget : granted.always;
  addTo(granted.always.pull, pull);
  addTo(pushing.push, push);
  addTo(pushing.create, create);
}

/**
 * Makes the policies of an instance, with the exact ARN of what is meant.
 *
 * Each instance has a policy of its own for each grantee, although RAM is the same in every region: a stack knows the id of its own
 * instance alone, a region that comes or goes changes no other template, and what somebody may do there goes with it. One policy for
 * all regions would need a stack that waits for every registry. A policy is attached by a resource of its own, for ROS cannot change
 * whom a policy is attached to.
 */
export function addPolicies(instance: IRegistryInstance): void {
  for (const granted of grantedOn(instance)) {
    const permits = placesOf(instance, granted).some(
      ({ pull, push, create }) => pull.size + push.size + create.size > 0,
    );
    withoutTraces(() => (permits ? addPolicy(instance, granted) : removePolicy(instance, granted)));
  }
}

/** What is wrong with the length of the policies of an instance. */
export function policyProblems(instance: IRegistryInstance): Problem[] {
  return grantedOn(instance).flatMap(granted => {
    const who = `${granted.kind.toLowerCase()} ${isLiteral(granted.name) ? granted.name : 'decided at deploy time'}`;
    return policyLengthProblems(who, instance.region, placesOf(instance, granted));
  });
}

function grantedOn(instance: IRegistryInstance): Granted[] {
  const sorted = [...remembering(instance)._granted].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, granted]) => granted);
}

/** An instance that receives images by replication is written to by replication alone. */
function placesOf(instance: IRegistryInstance, { always, unlessTarget }: Granted): PermissionPaths[] {
  return isTarget(instance) ? [always] : [always, unlessTarget];
}

function addPolicy(instance: IRegistryInstance, granted: Granted): void {
  const { owner, ofKind, called, values, from, guards } = policyOf(instance, granted);
  if (owner.node.tryFindChild(`${ofKind}-${called}`) !== undefined) {
    return; // from an earlier synth; its document follows what is granted
  }
  from.forEach(value => remembering(instance)._reads.add(value));
  const logicalId = nameOn(owner, ofKind, called);
  const PolicyName = policyName([ros.Stack.of(owner).stackName, instance.region, logicalId]);
  const PolicyDocument = { resolve: () => policyDocument(instance, granted), creationStack: [] };
  const add = (type: string, suffix: string, properties: Record<string, unknown>) =>
    addToInstance(
      { instance, after: guards, suffix },
      ofKind,
      called,
      (scope, id) => new ros.RosResource(scope, id, { type, properties }),
    );
  add('ALIYUN::RAM::ManagedPolicy', '', { PolicyName, PolicyDocument });
  const attachment = { PolicyName, PolicyType: 'Custom', [`${granted.kind}Name`]: values.name };
  add(`ALIYUN::RAM::AttachPolicyTo${granted.kind}`, 'Attachment', attachment).addRosDependency(logicalId);
}

/** An earlier synth may have made it, before the instance became a target. */
function removePolicy(instance: IRegistryInstance, granted: Granted): void {
  const { owner, ofKind, called } = policyOf(instance, granted);
  owner.node.tryRemoveChild(`${ofKind}-${called}`);
}

/** The construct under which a policy is made, and what the policy and its grantee are called there. */
function policyOf(instance: IRegistryInstance, { kind, name }: Granted) {
  const owner = instance as unknown as ros.Construct;
  const carried = carryInto(owner, { name });
  const called = isLiteral(name) ? name : shortHash(ros.Stack.of(owner).resolve(carried.values.name));
  return { owner, ofKind: `Grant${kind}`, called, ...carried };
}

function policyDocument(instance: IRegistryInstance, granted: Granted): object {
  const prefix = `acs:cr:${instance.region}:${ros.RosPseudo.tenantId}:repository/${instance.instanceId}`;
  return { Version: '1', Statement: statements(placesOf(instance, granted), path => `${prefix}/${path}`) };
}

function addTo(paths: Set<string>, path: string | undefined): void {
  if (path !== undefined) {
    paths.add(path);
  }
}
