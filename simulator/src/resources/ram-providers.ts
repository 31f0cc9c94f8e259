import { ApiError } from '../runtime/api-error';
import type { JsonMap } from '../runtime/json';
import { type GranteeKey, checkPolicyCount, checkPolicyDocument, checkReceivers, checkRolePolicies } from './policies';
import type { ResourceContext, ResourceProvider } from './provider';
import type { Identity } from './state';

/** Names in RAM are unique in the account, not in a region. */
function claim(
  context: ResourceContext,
  kind: Identity['kind'],
  name: string,
  properties: JsonMap,
  ignoreExisting = false,
): string {
  const key = `${kind}/${name}`;
  if (Object.hasOwn(context.world.identities, key)) {
    if (ignoreExisting) {
      return key;
    }
    throw new ApiError(
      409,
      `EntityAlreadyExists.${kind === 'policy' ? 'Policy' : kind === 'role' ? 'Role' : 'Policy'}`,
      `The ${kind} ${name} exists already.`,
    );
  }
  context.world.identities[key] = { kind, name, properties };
  return key;
}

function requireIdentity(context: ResourceContext, kind: 'policy' | 'role', name: string): void {
  if (Object.hasOwn(context.world.identities, `${kind}/${name}`)) {
    return;
  }
  throw new ApiError(
    404,
    `EntityNotExist.${kind === 'policy' ? 'Policy' : 'Role'}`,
    `The ${kind} ${name} does not exist.`,
  );
}

const documentOf = (properties: JsonMap) => properties.PolicyDocumentUnchecked ?? properties.PolicyDocument;

export const MANAGED_POLICY: ResourceProvider = {
  seconds: () => 1,
  create(context, properties) {
    const name = String(properties.PolicyName);
    checkPolicyDocument(documentOf(properties));
    checkReceivers(context.world, properties);
    claim(context, 'policy', name, properties, properties.IgnoreExisting === true);
    return { physicalId: name, attributes: { PolicyName: name } };
  },
  update(context, existing, properties) {
    checkPolicyDocument(documentOf(properties));
    requireIdentity(context, 'policy', existing.physicalId);
    context.world.identities[`policy/${existing.physicalId}`].properties = properties;
    return { PolicyName: existing.physicalId };
  },
  remove(context, { physicalId }) {
    const attached = Object.values(context.world.identities).find(
      other =>
        other.kind === 'attachment' &&
        other.properties.PolicyName === physicalId &&
        other.properties.PolicyType === 'Custom',
    );
    if (attached) {
      throw new ApiError(
        409,
        'DeleteConflict.Policy.Attachment',
        `The policy ${physicalId} is still attached (${attached.name}).`,
      );
    }
    delete context.world.identities[`policy/${physicalId}`];
  },
};

export const ROLE: ResourceProvider = {
  seconds: () => 1,
  create(context, properties) {
    const name = String(properties.RoleName);
    checkRolePolicies(context.world, name, properties);
    claim(context, 'role', name, properties, properties.IgnoreExisting === true);
    return { physicalId: name, attributes: roleAttributes(context, name) };
  },
  update(context, existing, properties) {
    requireIdentity(context, 'role', existing.physicalId);
    checkRolePolicies(context.world, existing.physicalId, properties);
    context.world.identities[`role/${existing.physicalId}`].properties = properties;
    return roleAttributes(context, existing.physicalId);
  },
  remove(context, { physicalId, properties }) {
    const attached = Object.values(context.world.identities).find(
      other => other.kind === 'attachment' && other.properties.RoleName === physicalId,
    );
    if (attached && properties.DeletionForce !== true) {
      throw new ApiError(
        409,
        'DeleteConflict.Role.Policy',
        `The role ${physicalId} still has the policy ${String(attached.properties.PolicyName)}.`,
      );
    }
    delete context.world.identities[`role/${physicalId}`];
  },
};

export function roleAttributes(context: ResourceContext, name: string): JsonMap {
  return {
    RoleName: name,
    RoleId: `3${context.world.accountId}`,
    Arn: `acs:ram::${context.world.accountId}:role/${name.toLowerCase()}`,
  };
}

/** The name of an attachment: who gets which policy. */
export function attachmentName(grantee: GranteeKey, properties: JsonMap): string {
  const { [grantee]: name, PolicyType, PolicyName } = properties;
  return `${grantee}/${String(name)}/${String(PolicyType)}/${String(PolicyName)}`;
}

/** Attaches a policy to a role, user or group, which are taken to exist: the account has more than its stacks made. */
export function attachPolicy(grantee: GranteeKey): ResourceProvider {
  return {
    seconds: () => 1,
    create(context, properties) {
      if (properties.PolicyType === 'Custom') {
        requireIdentity(context, 'policy', String(properties.PolicyName));
        checkPolicyCount(context.world, grantee, String(properties[grantee]), [String(properties.PolicyName)]);
      }
      const key = claim(context, 'attachment', attachmentName(grantee, properties), properties);
      return { physicalId: key, attributes: { [grantee]: properties[grantee], PolicyName: properties.PolicyName } };
    },
    remove: (context, { physicalId }) => void delete context.world.identities[physicalId],
  };
}
