/** What ROS says of templates. */
import type { Template } from '../domain/model';
import type { Grant } from '../domain/permissions';

/** A template as it was sent; undefined where that is not JSON. */
export function parsed(templateBody: string | undefined): Template | undefined {
  try {
    return JSON.parse(templateBody ?? '') as Template;
  } catch {
    return undefined;
  }
}

interface ListedGrant {
  readonly action?: readonly string[];
  readonly effect?: string;
  readonly resource?: string;
  readonly condition?: Readonly<Record<string, unknown>>;
}

/** A statement of GenerateTemplatePolicy. */
export const grantOf = ({ action = [], effect = 'Allow', resource = '*', condition = {} }: ListedGrant): Grant => ({
  Effect: effect,
  Action: action,
  Resource: resource,
  ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
});
