import { type CloudError, hasCode, isForbidden, isTransient } from '../cloud/cloud-error';
import { permissionFor } from '../domain/permissions';
import type { Check } from './model';

/** Why a call failed, and what to do about it. */
export function failure(subject: string, error: unknown): Check {
  const { message: detail } = error as Error;
  if (isForbidden(error)) {
    const permission = permissionFor((error as CloudError).call.action);
    return { subject, state: 'failed', detail, permission, fix: `Grant ${permission}; the policy stands below.` };
  }
  if (hasCode(error, 'InvalidRegionId.NotFound')) {
    return { subject, state: 'failed', detail, fix: 'Correct the region in the app.' };
  }
  const fix = isTransient(error)
    ? 'Check the network and any proxy of this machine; if others are fine, the region is down: try again later.'
    : 'Look the code up in the error centre of Alibaba Cloud.';
  return { subject, state: 'failed', detail, fix };
}
