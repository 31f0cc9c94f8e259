import * as ros from '@alicloud/ros-cdk-core';
import { inform } from '../core/notes';
import { refuse, refuseAfterSynth } from '../core/refuse';
import { describedAtSynth, isLiteral, known, stackOf } from '../core/tokens';
import { withoutTraces } from '../core/traces';
import {
  granteeProblems,
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
import { granteeOf } from './attachments';
import { Grantee } from './grantee';
import { IRegistryInstance } from './instance';
import { grantHolders } from './instance-notes';
import { Granted, remembering } from './memory';
import { isForeign, ownerOf } from './owner';
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
  refuse(who, madeBy('Grantee')('grantee', grantee));
}

/** Whether permissions can be given: by a stack in the account of the instance. */
export function isGrantable(instance: IRegistryInstance): boolean {
  return !isForeign(instance) && stackOf(instance) !== undefined;
}

/** Permits somebody to pull wherever that is for us to permit; elsewhere the owner of the account does. */
export function letPull(instance: IRegistryInstance, grantee: Grantee): void {
  if (isGrantable(instance)) {
    instance.grantPull(grantee);
  } else {
    informOfOwner(instance, grantee);
  }
}

/** Tells that somebody else must give a permission. */
export function informOfOwner(instance: IRegistryInstance, { kind, name }: Grantee): void {
  if (isForeign(instance)) {
    const who = isLiteral(name) ? name : 'that is named at deploy time';
    inform(
      instance,
      `The ${kind.toLowerCase()} ${who} is permitted nothing in ${instance.region}: the instance belongs to ${ownerOf(instance)}, whose owner permits it there.`,
    );
  }
}

/** Permits somebody to pull or to push on an instance; the policies are made when everything has been declared. */
export function grant(instance: IRegistryInstance, grantee: Grantee, permissions: Permissions): void {
  requireGrantee(instance, grantee);
  const isPlaced = stackOf(instance) !== undefined;
  refuse(instance, isGrantable(instance) ? [] : ungrantableProblems(known(grantee.name), isPlaced));
  const { _granted } = remembering(instance);
  const { kind, name } = grantee;
  const key = `${kind}/${name}`;
  const granted: Granted = _granted.get(key) ?? { kind, name, always: noPaths(), unlessTarget: noPaths() };
  if (!_granted.has(key)) {
    _granted.set(key, granted);
    grantHolders(instance, granteeOf(kind, name)).push(instance);
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
  const permitted = grantedOn(instance).filter(granted => permitsAnything(placesOf(instance, granted)));
  removePolicies(instance, permitted);
  permitted.forEach(granted => withoutTraces(() => addPolicy(instance, granted)));
}

/** An earlier synth may have made policies that permit nothing any more, since the instance has become a target. */
function removePolicies(instance: IRegistryInstance, permitted: readonly Granted[]): void {
  for (const [id, all] of remembering(instance)._policies) {
    all.forEach(granted => permitted.includes(granted) || all.delete(granted));
    if (all.size === 0) {
      instance.node.tryRemoveChild(id);
      remembering(instance)._policies.delete(id);
    }
  }
}

/** What is wrong with the policies of an instance: the names that lazy values came to, and the length. */
export function policyProblems(instance: IRegistryInstance): Problem[] {
  return grantedOn(instance).flatMap(granted => {
    const { name } = describedAtSynth(instance, { name: granted.name }) as { name: unknown };
    const unnamed = granteeProblems(granted.kind, name);
    if (unnamed.length > 0) {
      return unnamed;
    }
    const who = `${granted.kind.toLowerCase()} ${isLiteral(granted.name) ? granted.name : 'decided at deploy time'}`;
    return policyLengthProblems(who, instance.region, placesOf(instance, granted));
  });
}

function grantedOn(instance: IRegistryInstance): Granted[] {
  const sorted = [...remembering(instance)._granted].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, granted]) => granted);
}

function permitsAnything(places: readonly PermissionPaths[]): boolean {
  return places.some(({ pull, push, create }) => pull.size + push.size + create.size > 0);
}

/** An instance that receives images by replication is written to by replication alone. */
function placesOf(instance: IRegistryInstance, { always, unlessTarget }: Granted): PermissionPaths[] {
  return isTarget(instance) ? [always] : [always, unlessTarget];
}

function addPolicy(instance: IRegistryInstance, granted: Granted): void {
  const { kind, name } = granted;
  const owner = instance as unknown as ros.Construct;
  const ofKind = `Grant${kind}`;
  const { values, guards } = carryInto(owner, { name });
  const called = isLiteral(name) ? name : shortHash(ros.Stack.of(owner).resolve(values.name));
  const { _policies: policies } = remembering(instance);
  const id = `${ofKind}-${called}`;
  const all = policies.get(id);
  if (all !== undefined) {
    all.add(granted); // from an earlier synth, or the same name in other words; the document follows what is granted
    return;
  }
  policies.set(id, new Set([granted]));
  const logicalId = nameOn(owner, ofKind, called);
  const PolicyName = policyName([ros.Stack.of(owner).stackName, instance.region, logicalId]);
  const PolicyDocument = { resolve: () => policyDocument(instance, policies.get(id)!), creationStack: [] };
  const add = (type: string, suffix: string, properties: Record<string, unknown>) =>
    addToInstance(
      { instance, after: guards, suffix },
      ofKind,
      called,
      (scope, resourceId) => new ros.RosResource(scope, resourceId, { type, properties }),
    );
  add('ALIYUN::RAM::ManagedPolicy', '', { PolicyName, PolicyDocument });
  const attachment = { PolicyName, PolicyType: 'Custom', [`${kind}Name`]: values.name };
  add(`ALIYUN::RAM::AttachPolicyTo${kind}`, 'Attachment', attachment).addRosDependency(logicalId);
}

function policyDocument(instance: IRegistryInstance, all: ReadonlySet<Granted>): object {
  const prefix = `acs:cr:${instance.region}:${ros.RosPseudo.tenantId}:repository/${instance.instanceId}`;
  const places = [...all].flatMap(granted => placesOf(instance, granted));
  return { Version: '1', Statement: statements(places, path => `${prefix}/${path}`) };
}

function addTo(paths: Set<string>, path: string | undefined): void {
  if (path !== undefined) {
    paths.add(path);
  }
}
