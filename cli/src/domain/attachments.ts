import { RAM_LIMITS } from './facts.generated';
import { type Template, resourcesOf, title } from './model';

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

/** A stack that attaches policies. */
interface Attaching {
  readonly template: Template;
}

/** What stacks attach to whom, in the order of their names. */
export function granteesOf(stacks: readonly Attaching[]): Grantee[] {
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

/** Somebody with more policies than RAM attaches, with those that stacks attach which are not of the app any more. */
export interface CrowdedGrantee extends Grantee {
  readonly name: string;
  /** By the title of the stack. */
  readonly besides: readonly { readonly stack: string; readonly policies: readonly string[] }[];
}

interface Remaining extends Attaching {
  readonly name: string;
  readonly region: string;
}

/**
 * Whom the app and what remains of it besides give more policies than RAM attaches. What the app attaches alone, it tells itself.
 *
 * @param remaining deployed stacks that the app no longer declares and that stay
 */
export function crowdedGrantees(declared: readonly Attaching[], remaining: readonly Remaining[]): CrowdedGrantee[] {
  const perStack = remaining.map(stack => ({ title: title(stack), grantees: granteesOf([stack]) }));
  return granteesOf([...declared, ...remaining]).flatMap((all): CrowdedGrantee[] => {
    const { name } = all;
    const isSame = ({ kind, name: other }: Grantee) => kind === all.kind && other === name;
    const own = granteesOf(declared).find(isSame)?.policies ?? [];
    const besides = perStack.flatMap(({ title: stack, grantees }) => {
      const policies = (grantees.find(isSame)?.policies ?? []).filter(policy => !own.includes(policy));
      return policies.length === 0 ? [] : [{ stack, policies }];
    });
    const isCrowded = all.policies.length > RAM_LIMITS.policiesPerGrantee;
    return isCrowded && name !== undefined && besides.length > 0 ? [{ ...all, name, policies: own, besides }] : [];
  });
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
