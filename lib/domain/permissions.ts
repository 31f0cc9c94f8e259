import { Problem } from '../private/problem';
import { shortHash } from './short-hash';

/** Source: https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-ram-managedpolicy */
const POLICY_NAME_MAX = 128;

/** The name of a policy, made of what makes it unique in an account; too long a name is cut and told apart by a hash. */
export function policyName(parts: readonly string[]): string {
  const name = parts.join('-');
  const hash = shortHash(parts);
  return name.length <= POLICY_NAME_MAX ? name : `${name.slice(0, POLICY_NAME_MAX - hash.length - 1)}-${hash}`;
}

/** What is wrong with the name of somebody who gets a permission. */
export function granteeProblems(kind: string, name: unknown): Problem[] {
  return typeof name === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(name)
    ? []
    : [
        {
          subject: `the name of the ${kind.toLowerCase()}`,
          got: name ?? undefined,
          rule: 'RAM names have 1 to 64 letters, digits, dots, hyphens and underscores',
          fix: 'Give the name, not the ARN',
        },
      ];
}
