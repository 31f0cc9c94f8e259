import { isForbidden } from '../cloud/cloud-error';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack } from '../domain/model';
import type { Grant } from '../domain/permissions';
import { failure } from './failure';
import type { Check } from './model';

export interface TemplatePolicies {
  /** What ROS grants whoever deploys a stack, by the key of the stack; without those of which it does not say. */
  readonly told: ReadonlyMap<string, readonly Grant[]>;
  readonly check: Check;
}

const SUBJECT = 'policy of the app';

/** Asks ROS what each template takes. Where it does not answer, that follows from the types of the resources. */
export async function askPolicies(stacks: readonly DeclaredStack[], ros: RosClient): Promise<TemplatePolicies> {
  const errors: unknown[] = [];
  const answers = await sideBySide(stacks, async ({ key, templateBody }): Promise<[string, readonly Grant[]]> => {
    try {
      return [key, await ros.templatePolicy(templateBody)];
    } catch (error) {
      errors.push(error);
      return [key, []];
    }
  });
  const told = new Map(answers.filter(([, grants]) => grants.length > 0));
  return { told, check: checkOf(told.size, stacks.length, errors) };
}

function checkOf(told: number, all: number, [error]: readonly unknown[]): Check {
  if (told === all) {
    return { subject: SUBJECT, state: 'ok', detail: 'told by ROS' };
  }
  const which = told === 0 ? 'all stacks' : `${all - told} of ${all} stacks`;
  const known = `worked out from the types of the resources for ${which}`;
  if (error === undefined) {
    return { subject: SUBJECT, state: 'ok', detail: `${known}, of which ROS says nothing` };
  }
  const { detail, permission } = failure(SUBJECT, error);
  const state = isForbidden(error) ? 'warning' : 'skipped';
  return { subject: SUBJECT, state, detail: `${known}; ROS said: ${detail}`, permission };
}
