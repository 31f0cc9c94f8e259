import { type DeclaredStack, resourcesOf } from './model';

/** Whom RAM attaches policies to. */
export type GranteeKind = 'User' | 'Group' | 'Role';

export interface Grantee {
  readonly kind: GranteeKind;
  /** Undefined where it is worked out when the stack is deployed. */
  readonly name?: string;
  /** The custom policies that the app attaches. */
  readonly policies: readonly string[];
}

const KINDS: readonly GranteeKind[] = ['User', 'Group', 'Role'];

type Attachment = readonly [kind: GranteeKind, grantee: unknown, policy: unknown];

/** What an app attaches to whom, in the order of their names. */
export function granteesOf(stacks: readonly DeclaredStack[]): Grantee[] {
  const found = new Map<string, { kind: GranteeKind; grantee: unknown; policies: Set<string> }>();
  for (const [kind, grantee, policy] of stacks.flatMap(stack => resourcesOf(stack).flatMap(attachmentsIn))) {
    const key = `${kind} ${JSON.stringify(grantee)}`;
    const entry = found.get(key) ?? { kind, grantee, policies: new Set() };
    entry.policies.add(typeof policy === 'string' ? policy : JSON.stringify(policy));
    found.set(key, entry);
  }
  const sorted = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([, { kind, grantee, policies }]) => ({
    kind,
    name: typeof grantee === 'string' ? grantee : undefined,
    policies: [...policies].sort(),
  }));
}

type Properties = Readonly<Record<string, unknown>>;

/** By a resource of its own, by the policy, or by the role. */
function attachmentsIn({ Type, Properties = {} }: ReturnType<typeof resourcesOf>[number]): Attachment[] {
  const properties = Properties as Properties;
  const alone = KINDS.find(kind => Type === `ALIYUN::RAM::AttachPolicyTo${kind}`);
  if (alone !== undefined) {
    return properties.PolicyType === 'Custom' ? [[alone, properties[`${alone}Name`], properties.PolicyName]] : [];
  }
  if (Type === 'ALIYUN::RAM::ManagedPolicy') {
    return KINDS.flatMap(kind =>
      listOf(properties[`${kind}s`]).map((grantee): Attachment => [kind, grantee, properties.PolicyName]),
    );
  }
  if (Type === 'ALIYUN::RAM::Role') {
    const { Custom } = (properties.PolicyAttachments ?? {}) as Properties;
    return listOf(Custom).map((policy): Attachment => ['Role', properties.RoleName, policy]);
  }
  return [];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
