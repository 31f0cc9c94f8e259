import { ApiError } from '../api/api-error';
import { type JsonMap, isMap } from '../runtime/json';
import type { Identity } from '../runtime/world';
import type { ResourceProvider, Site } from './provider';

/** Names in RAM are unique in the account, not in a region. */
function claim(site: Site, kind: Identity['kind'], name: string, properties: JsonMap, ignoreExisting = false): string {
  const key = `${kind}/${name}`;
  if (Object.hasOwn(site.world.identities, key)) {
    if (ignoreExisting) {
      return key;
    }
    throw new ApiError(
      409,
      `EntityAlreadyExists.${kind === 'policy' ? 'Policy' : kind === 'role' ? 'Role' : 'Policy'}`,
      `The ${kind} ${name} exists already.`,
    );
  }
  site.world.identities[key] = { kind, name, properties };
  return key;
}

function requireIdentity(site: Site, kind: 'policy' | 'role', name: string): void {
  if (Object.hasOwn(site.world.identities, `${kind}/${name}`)) {
    return;
  }
  throw new ApiError(
    404,
    `EntityNotExist.${kind === 'policy' ? 'Policy' : 'Role'}`,
    `The ${kind} ${name} does not exist.`,
  );
}

function checkDocument(value: unknown, name: string): void {
  const statements = isMap(value) ? value.Statement : undefined;
  if (!isMap(value) || value.Version !== '1' || !Array.isArray(statements) || statements.length === 0) {
    throw new ApiError(
      400,
      'InvalidParameter.PolicyDocument.Format',
      `${name} takes a policy: Version "1" and a Statement with at least one entry.`,
    );
  }
}

export const MANAGED_POLICY: ResourceProvider = {
  seconds: () => 1,
  create(site, properties) {
    const name = String(properties.PolicyName);
    checkDocument(properties.PolicyDocumentUnchecked ?? properties.PolicyDocument, 'PolicyDocument');
    claim(site, 'policy', name, properties, properties.IgnoreExisting === true);
    return { physicalId: name, attributes: { PolicyName: name } };
  },
  update(site, existing, properties) {
    checkDocument(properties.PolicyDocumentUnchecked ?? properties.PolicyDocument, 'PolicyDocument');
    requireIdentity(site, 'policy', existing.physicalId);
    site.world.identities[`policy/${existing.physicalId}`].properties = properties;
    return { PolicyName: existing.physicalId };
  },
  remove(site, { physicalId }) {
    const attached = Object.values(site.world.identities).find(
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
    delete site.world.identities[`policy/${physicalId}`];
  },
};

export const ROLE: ResourceProvider = {
  seconds: () => 1,
  create(site, properties) {
    const name = String(properties.RoleName);
    claim(site, 'role', name, properties, properties.IgnoreExisting === true);
    return { physicalId: name, attributes: roleAttributes(site, name) };
  },
  update(site, existing, properties) {
    requireIdentity(site, 'role', existing.physicalId);
    site.world.identities[`role/${existing.physicalId}`].properties = properties;
    return roleAttributes(site, existing.physicalId);
  },
  remove(site, { physicalId, properties }) {
    const attached = Object.values(site.world.identities).find(
      other => other.kind === 'attachment' && other.properties.RoleName === physicalId,
    );
    if (attached && properties.DeletionForce !== true) {
      throw new ApiError(
        409,
        'DeleteConflict.Role.Policy',
        `The role ${physicalId} still has the policy ${String(attached.properties.PolicyName)}.`,
      );
    }
    delete site.world.identities[`role/${physicalId}`];
  },
};

function roleAttributes(site: Site, name: string): JsonMap {
  return {
    RoleName: name,
    RoleId: `3${site.world.accountId}`,
    Arn: `acs:ram::${site.world.accountId}:role/${name.toLowerCase()}`,
  };
}

/** Attaches a policy to a role, user or group, which are taken to exist: the account has more than its stacks made. */
export function attachPolicy(holder: 'RoleName' | 'UserName' | 'GroupName'): ResourceProvider {
  const nameOf = (properties: JsonMap) =>
    `${holder}/${String(properties[holder])}/${String(properties.PolicyType)}/${String(properties.PolicyName)}`;
  return {
    seconds: () => 1,
    create(site, properties) {
      if (properties.PolicyType === 'Custom') {
        requireIdentity(site, 'policy', String(properties.PolicyName));
      }
      const key = claim(site, 'attachment', nameOf(properties), properties);
      return { physicalId: key, attributes: {} };
    },
    remove: (site, { physicalId }) => void delete site.world.identities[physicalId],
  };
}
