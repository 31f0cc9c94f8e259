import * as ros from '@alicloud/ros-cdk-core';
import { granteeProblems, policyName } from '../domain/permissions';
import type { Grantee } from '../grantee';
import type { IRegistryInstance } from '../registry-instance';
import { adopt } from './element';
import { placeFor, Place } from './instance-place';
import { stackOf } from './late';
import { sentence } from './problem';
import { withoutTraces } from './traces';

/** What is permitted: the paths of repositories to pull and to push, `prod/*` or `prod/api`, and the namespace to create them in. */
export interface Permissions {
  readonly pull?: string;
  readonly push?: string;
  readonly create?: string;
}

/** What somebody may do on one instance so far. */
type Granted = Record<keyof Permissions, Set<string>>;

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
  for (const [permission, path] of Object.entries(permissions).filter(([, given]) => given !== undefined)) {
    granted[permission as keyof Permissions].add(path);
  }
}

function grantedTo(instance: IRegistryInstance, grantee: Grantee): Granted {
  const byGrantee = GRANTED.get(instance) ?? new Map<string, Granted>();
  GRANTED.set(instance, byGrantee);
  const key = `${grantee.kind}/${grantee.name}`;
  const granted: Granted = byGrantee.get(key) ?? { pull: new Set(), push: new Set(), create: new Set() };
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
  const attachment = addResource(place, 'Attachment', `ALIYUN::RAM::AttachPolicyTo${grantee.kind}`, {
    PolicyName: name,
    PolicyType: 'Custom',
    [`${grantee.kind}Name`]: grantee.name,
  });
  adopt(attachment, `${place.logicalId}Attachment`);
  attachment.addRosDependency(place.logicalId);
}

function addResource(place: Place, id: string, type: string, properties: Record<string, unknown>): ros.RosResource {
  const resource = new ros.RosResource(place.scope, id, { type, properties });
  place.settle(resource);
  return resource;
}

/** `GetAuthorizationToken` knows no resources, so it is for all or for none. */
function policyDocument(instance: IRegistryInstance, granted: Granted): object {
  const arns = (paths: Iterable<string>) =>
    [...paths]
      .sort()
      .map(path => `acs:cr:${instance.region}:${ros.RosPseudo.tenantId}:repository/${instance.instanceId}/${path}`);
  const statement = (Action: string[], Resource: string[]) => ({ Effect: 'Allow', Action, Resource });
  return {
    Version: '1',
    Statement: [
      ...(granted.pull.size > 0 ? [statement(['cr:PullRepository'], arns(granted.pull))] : []),
      ...(granted.push.size > 0 ? [statement(['cr:PushRepository'], arns(granted.push))] : []),
      ...(granted.create.size > 0
        ? [statement(['cr:CreateRepository', 'cr:GetRepository'], arns(insideOf(granted.create)))]
        : []),
      statement(['cr:GetAuthorizationToken'], ['*']),
    ],
  };
}

/** A namespace, and what is in it: the first push to a repository that does not exist makes it. */
function insideOf(namespaces: Set<string>): string[] {
  return [...namespaces].flatMap(name => (name === '*' ? ['*'] : [name, `${name}/*`]));
}
