import { type Json, type JsonMap, isMap, own } from '../runtime/json';
import { GRANTEES, type GranteeKey, attachedPolicies, listedPolicies, madePolicies } from './policies';
import type { ResourceState } from './state';

/** A role, a user or a group of RAM. */
export interface Grantee {
  readonly key: GranteeKey;
  readonly name: string;
}

/** What the system policies of Container Registry permit. */
const SYSTEM_POLICIES: Readonly<Record<string, JsonMap>> = {
  AdministratorAccess: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  AliyunContainerRegistryFullAccess: { Statement: [{ Effect: 'Allow', Action: 'cr:*', Resource: '*' }] },
  AliyunContainerRegistryReadOnlyAccess: {
    Statement: [
      {
        Effect: 'Allow',
        Action: ['cr:Get*', 'cr:List*', 'cr:PullRepository'],
        Resource: '*',
      },
    ],
  },
};

/** Whether a template made the role, or attached a policy to the role, the user or the group. */
export function isKnown(world: ResourceState, grantee: Grantee): boolean {
  const made = grantee.key === 'RoleName' && own(world.identities, `role/${grantee.name}`) !== undefined;
  return made || documentsOf(world, grantee).length > 0;
}

/** Decides as RAM does: what no statement allows is denied, and a denial outweighs everything. */
export function isAllowed(world: ResourceState, grantee: Grantee, action: string, resource: string): boolean {
  const statements = documentsOf(world, grantee)
    .flatMap(document => (Array.isArray(document.Statement) ? document.Statement : []))
    .filter(isMap)
    .filter(statement => covers(statement.Action, action) && covers(statement.Resource, resource));
  const denied = statements.some(({ Effect }) => Effect === 'Deny');
  // Nobody here stands where a condition could be looked at: what it would allow is not allowed.
  return !denied && statements.some(({ Effect, Condition }) => Effect === 'Allow' && Condition === undefined);
}

function documentsOf(world: ResourceState, { key, name }: Grantee): JsonMap[] {
  const role = key === 'RoleName' ? own(world.identities, `role/${name}`)?.properties : undefined;
  const custom = [...attachedPolicies(world, key, name), ...(role ? listedPolicies(role, 'Custom') : [])];
  const system = [...systemPolicies(world, key, name), ...(role ? listedPolicies(role, 'System') : [])];
  const documents = [
    ...[...new Set(custom)].map(policy => documentIn(own(world.identities, `policy/${policy}`)?.properties ?? {})),
    ...madePolicies(role ?? {}).map(documentIn),
    ...system.map(policy => own(SYSTEM_POLICIES, policy)),
  ];
  return documents.filter(isMap);
}

const documentIn = (properties: JsonMap): Json | undefined =>
  properties.PolicyDocumentUnchecked ?? properties.PolicyDocument;

function systemPolicies(world: ResourceState, key: GranteeKey, name: string): string[] {
  return Object.values(world.identities)
    .filter(({ kind, properties }) => kind === 'attachment' && properties[key] === name)
    .filter(({ properties }) => properties.PolicyType === 'System')
    .map(({ properties }) => String(properties.PolicyName));
}

/** Whether one of the patterns, in which `*` and `?` stand for anything, covers the text. */
function covers(patterns: Json | undefined, text: string): boolean {
  return (Array.isArray(patterns) ? patterns : [patterns]).some(
    pattern => typeof pattern === 'string' && matches(pattern, text),
  );
}

function matches(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 'is').test(text);
}

/** How a person writes who logs in: `role/builder`. */
export function granteeOf(text: string): Grantee | undefined {
  const [, kind, name] = /^(role|user|group)\/(.+)$/.exec(text) ?? [];
  const key = (Object.keys(GRANTEES) as GranteeKey[]).find(other => GRANTEES[other].kind.toLowerCase() === kind);
  return key && { key, name };
}
