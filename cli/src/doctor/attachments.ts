import type { Cloud } from '../cloud/cloud';
import { sideBySide } from '../cloud/side-by-side';
import { type Grantee, granteesOf } from '../domain/attachments';
import { RAM_LIMITS } from '../domain/facts.generated';
import type { DeclaredStack } from '../domain/model';
import { failure } from './failure';
import type { Check } from './model';

/** Whether RAM attaches all policies of the app besides those that are attached already. */
export const attachmentChecks = (stacks: readonly DeclaredStack[], cloud: Cloud): Promise<Check[]> =>
  sideBySide(granteesOf(stacks), grantee => attachmentCheck(grantee, cloud));

async function attachmentCheck({ kind, name, policies }: Grantee, { roles, simulated }: Cloud): Promise<Check> {
  const who = `${kind.toLowerCase()} ${name ?? 'decided at deploy time'}`;
  const subject = `policies of the ${who}`;
  const isAsked = name !== undefined && !simulated;
  let others: string[];
  try {
    const attached = isAsked ? await roles.customPolicies(kind, name) : [];
    others = attached.filter(policy => !policies.includes(policy));
  } catch (error) {
    const { detail, permission } = failure(subject, error);
    return { subject, state: 'warning', detail, permission };
  }
  const total = policies.length + others.length;
  const most = RAM_LIMITS.policiesPerGrantee;
  const besides = isAsked ? `, ${others.length} besides` : '; what is attached besides is not known here';
  const detail = `${policies.length} by this app${besides}; RAM takes ${most} custom ones`;
  if (total <= most) {
    return { subject, state: 'ok', detail };
  }
  const fix = 'Grant it in fewer regions, detach what it no longer needs, or ask RAM for a higher quota.';
  return { subject, state: 'warning', detail, fix };
}
