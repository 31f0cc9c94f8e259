import { ApiError } from '../runtime/api-error';
import { RAM_LIMITS } from '../runtime/facts.generated';
import { type Json, type JsonMap, isMap, own } from '../runtime/json';
import type { Identity, ResourceState } from './state';

/** To what a policy can be attached, by the property that names it. */
export const GRANTEES = {
  RoleName: { kind: 'Role', list: 'Roles' },
  UserName: { kind: 'User', list: 'Users' },
  GroupName: { kind: 'Group', list: 'Groups' },
} as const;
export type GranteeKey = keyof typeof GRANTEES;

const texts = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A policy is Version "1" and at least one statement, and is not longer than RAM takes. */
export function checkPolicyDocument(value: Json | undefined): void {
  const statements = isMap(value) ? value.Statement : undefined;
  if (!isMap(value) || value.Version !== '1' || !Array.isArray(statements) || statements.length === 0) {
    throw new ApiError(
      400,
      'InvalidParameter.PolicyDocument.Format',
      'PolicyDocument takes a policy: Version "1" and a Statement with at least one entry.',
    );
  }
  const { length } = JSON.stringify(value);
  if (length > RAM_LIMITS.policyCharacters) {
    throw new ApiError(
      400,
      'InvalidParameter.PolicyDocument.Length',
      `PolicyDocument has ${length} characters, but a policy has at most ${RAM_LIMITS.policyCharacters}. Split it into several policies.`,
    );
  }
}

/** The custom policies that were attached to a role, user or group. */
export function attachedPolicies(world: ResourceState, grantee: GranteeKey, name: string): string[] {
  return Object.values(world.identities).flatMap(({ kind, properties }: Identity) => {
    if (kind === 'attachment' && properties[grantee] === name && properties.PolicyType === 'Custom') {
      return [String(properties.PolicyName)];
    }
    const receives = kind === 'policy' && texts(properties[GRANTEES[grantee].list]).includes(name);
    return receives ? [String(properties.PolicyName)] : [];
  });
}

/** The policies that a role makes itself. */
export const madePolicies = (properties: JsonMap): JsonMap[] =>
  Array.isArray(properties.Policies) ? properties.Policies.filter(isMap) : [];

/** The policies of others that a role names. */
export function listedPolicies({ PolicyAttachments }: JsonMap, kind: 'Custom' | 'System'): string[] {
  return texts(isMap(PolicyAttachments) ? PolicyAttachments[kind] : []);
}

/** The custom policies that a role brings with it. */
function ownPolicies(properties: JsonMap): string[] {
  return [
    ...madePolicies(properties).map(policy => String(policy.PolicyName)),
    ...listedPolicies(properties, 'Custom'),
  ];
}

/** Refuses policies that would be more than a role, user or group takes. */
export function checkPolicyCount(
  world: ResourceState,
  grantee: GranteeKey,
  name: string,
  added: readonly string[],
): void {
  const role = grantee === 'RoleName' ? own(world.identities, `role/${name}`) : undefined;
  refuseTooMany(grantee, name, [
    ...attachedPolicies(world, grantee, name),
    ...ownPolicies(role?.properties ?? {}),
    ...added,
  ]);
}

/** Refuses a role whose own policies are too long, or too many beside those that were attached to it. */
export function checkRolePolicies(world: ResourceState, name: string, properties: JsonMap): void {
  for (const policy of madePolicies(properties)) {
    checkPolicyDocument(policy.PolicyDocument);
  }
  refuseTooMany('RoleName', name, [...attachedPolicies(world, 'RoleName', name), ...ownPolicies(properties)]);
}

function refuseTooMany(grantee: GranteeKey, name: string, policies: readonly string[]): void {
  const { size } = new Set(policies);
  if (size <= RAM_LIMITS.policiesPerGrantee) {
    return;
  }
  const { kind } = GRANTEES[grantee];
  throw new ApiError(
    409,
    `LimitExceeded.${kind}.Policy`,
    `The ${kind.toLowerCase()} ${name} would have ${size} custom policies, but it has at most ${RAM_LIMITS.policiesPerGrantee}. Put their statements into fewer policies.`,
  );
}

/** Refuses a policy that one of those it names as receivers cannot take. */
export function checkReceivers(world: ResourceState, properties: JsonMap): void {
  for (const grantee of Object.keys(GRANTEES) as GranteeKey[]) {
    for (const name of texts(properties[GRANTEES[grantee].list])) {
      checkPolicyCount(world, grantee, name, [String(properties.PolicyName)]);
    }
  }
}
