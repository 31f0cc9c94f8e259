import { own } from '../runtime/json';
import type { GranteeKey } from './policies';
import type { ResourceReader } from './provider';
import { attachmentName, roleAttributes } from './ram-providers';

const roleKey = (name: string) => `role/${name}`;
const policyKey = (name: string) => `policy/${name}`;

export const ROLE_READER: ResourceReader = {
  identifiers: ['RoleName'],
  find: (context, { RoleName }) =>
    own(context.world.identities, roleKey(RoleName)) && {
      physicalId: RoleName,
      attributes: roleAttributes(context, RoleName),
    },
  read: ({ world }, { physicalId }) => own(world.identities, roleKey(physicalId))?.properties,
};

export const POLICY_READER: ResourceReader = {
  identifiers: ['PolicyName'],
  find: ({ world }, { PolicyName }) =>
    own(world.identities, policyKey(PolicyName)) && { physicalId: PolicyName, attributes: { PolicyName } },
  read: ({ world }, { physicalId }) => own(world.identities, policyKey(physicalId))?.properties,
};

/** That a policy is attached to a role, a user or a group. */
export function attachmentReader(grantee: GranteeKey): ResourceReader {
  return {
    identifiers: [grantee, 'PolicyName', 'PolicyType'],
    find: ({ world }, identifier) => {
      const key = `attachment/${attachmentName(grantee, identifier)}`;
      const { [grantee]: name, PolicyName } = identifier;
      return own(world.identities, key) && { physicalId: key, attributes: { [grantee]: name, PolicyName } };
    },
    read: ({ world }, { physicalId }) => own(world.identities, physicalId)?.properties,
  };
}
