import * as ros from '@alicloud/ros-cdk-core';
import { granteeProblems, policyName } from '../domain/permissions';
import type { Grantee } from '../grantee';
import type { IRegistryInstance } from '../registry-instance';
import { isTarget } from './arrows';
import { placeFor, Place } from './instance-place';
import { stackOf } from './late';
import { sentence } from './problem';
import { withoutTraces } from './traces';

/** What is permitted: the paths of repositories to pull and to push, `prod/*` or `prod/api`, and the namespace to create them in. */
export interface Permissions {
  readonly pull?: string;
  readonly push?: string;
  readonly create?: string;
  /** Whether pushing is permitted only as long as the instance is no target of replication, which may be declared later. */
  readonly unlessTarget?: boolean;
}

/** What somebody may do on one instance so far. */
interface Granted {
  readonly pull: Set<string>;
  readonly always: Pushing;
  readonly unlessTarget: Pushing;
}

/** Where somebody may push, and create what is pushed. */
interface Pushing {
  readonly push: Set<string>;
  readonly create: Set<string>;
}

const GRANTED = new WeakMap<IRegistryInstance, Map<string, Granted>>();

/**
 * Permits somebody to pull or to push on an instance, with the exact ARN of what is meant.
 *
 * RAM is the same in every region, so each instance has a policy of its own name for each grantee. It is attached by a resource of
 * its own, for ROS cannot change whom a policy is attached to.
 *
 * Sources: https://help.aliyun.com/en/acr/user-guide/ram-authorization-information and
 * https://www.alibabacloud.com/help/doc-detail/144948.htm
 */
export function grant(instance: IRegistryInstance, grantee: Grantee, permissions: Permissions): void {
  if (instance.accountId !== undefined || stackOf(instance) === undefined) {
    throw new Error(
      `${instance.node.path}: permissions are granted by a stack in the account and the region of the instance. ` +
        `Import it inside such a stack, or let the owner of the instance grant them to ${grantee.name}.`,
    );
  }
  const problems = granteeProblems(grantee.kind, grantee.name);
  if (problems.length > 0) {
    throw new Error(`${instance.node.path}: ${problems.map(sentence).join(' ')}`);
  }
  const granted = grantedTo(instance, grantee);
  const { pull, push, create, unlessTarget } = permissions;
  const pushing = unlessTarget ? granted.unlessTarget : granted.always;
  [pull].filter(path => path !== undefined).forEach(path => granted.pull.add(path));
  [push].filter(path => path !== undefined).forEach(path => pushing.push.add(path));
  [create].filter(path => path !== undefined).forEach(path => pushing.create.add(path));
}

function grantedTo(instance: IRegistryInstance, grantee: Grantee): Granted {
  const byGrantee = GRANTED.get(instance) ?? new Map<string, Granted>();
  GRANTED.set(instance, byGrantee);
  const key = `${grantee.kind}/${grantee.name}`;
  const granted: Granted = byGrantee.get(key) ?? { pull: new Set(), always: nowhere(), unlessTarget: nowhere() };
  if (!byGrantee.has(key)) {
    byGrantee.set(key, granted);
    withoutTraces(() => addPolicy(instance, grantee, granted));
  }
  return granted;
}

function addPolicy(instance: IRegistryInstance, grantee: Grantee, granted: Granted): void {
  const place = placeFor(instance, `Grant${grantee.kind}`, grantee.name);
  const stack = ros.Stack.of(instance);
  const name = policyName([stack.stackName, instance.region, place.logicalId]);
  const document = { resolve: () => policyDocument(instance, granted), creationStack: [] };
  addResource(place, 'Resource', 'ALIYUN::RAM::ManagedPolicy', { PolicyName: name, PolicyDocument: document });
  const type = `ALIYUN::RAM::AttachPolicyTo${grantee.kind}`;
  const attachment = addResource(place, 'Attachment', type, {
    PolicyName: name,
    PolicyType: 'Custom',
    [`${grantee.kind}Name`]: grantee.name,
  });
  attachment.addRosDependency(place.logicalId);
}

function addResource(
  place: Place,
  id: 'Resource' | 'Attachment',
  type: string,
  properties: Record<string, unknown>,
): ros.RosResource {
  const resource = new ros.RosResource(place.scope, id, { type, properties });
  place.settle(resource, { suffix: id === 'Resource' ? '' : id, group: place.logicalId });
  return resource;
}

/** `GetAuthorizationToken` knows no resources, so it is for all or for none. */
function policyDocument(instance: IRegistryInstance, granted: Granted): object {
  const arns = (paths: Iterable<string>) =>
    [...paths]
      .sort()
      .map(path => `acs:cr:${instance.region}:${ros.RosPseudo.tenantId}:repository/${instance.instanceId}/${path}`);
  const statement = (Action: string[], Resource: string[]) => ({ Effect: 'Allow', Action, Resource });
  const places = isTarget(instance) ? [granted.always] : [granted.always, granted.unlessTarget];
  const push = places.flatMap(place => [...place.push]);
  const create = places.flatMap(place => insideOf(place.create));
  return {
    Version: '1',
    Statement: [
      ...(granted.pull.size > 0 ? [statement(['cr:PullRepository'], arns(granted.pull))] : []),
      ...(push.length > 0 ? [statement(['cr:PushRepository'], arns(push))] : []),
      ...(create.length > 0 ? [statement(['cr:CreateRepository', 'cr:GetRepository'], arns(create))] : []),
      statement(['cr:GetAuthorizationToken'], ['*']),
    ],
  };
}

function nowhere(): Pushing {
  return { push: new Set(), create: new Set() };
}

/** A namespace, and what is in it: the first push to a repository that does not exist makes it. */
function insideOf(namespaces: Set<string>): string[] {
  return [...namespaces].flatMap(name => (name === '*' ? ['*'] : [name, `${name}/*`]));
}
