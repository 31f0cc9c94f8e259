import { LATE, oneOf, Problem } from '../private/problem';
import { looksLikeRegion, nearestRegion } from './regions';

/**
 * Months that can be paid in advance.
 * Source: https://alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-instance
 */
export const PERIODS: readonly number[] = [1, 2, 3, 6, 12, 24, 36, 48, 60];

/** Editions as ROS writes them. */
export const EDITIONS = { BASIC: 'Basic', STANDARD: 'Standard', ADVANCED: 'Advanced' };

/** OSS bucket names. Source: https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** How an instance is bought, in the words of the props. */
export interface Purchase {
  readonly edition?: unknown;
  readonly periodMonths?: unknown;
  readonly autoRenewMonths?: unknown;
  readonly imageScanner?: unknown;
  readonly storageBucketName?: unknown;
  readonly resourceGroupId?: unknown;
  readonly removalPolicy?: unknown;
}

/** What is wrong with the way an instance is bought; `prefix` comes before each prop, such as `replicas[0].`. */
export function purchaseProblems(prefix: string, purchase: Purchase): Problem[] {
  return [
    ...choiceProblems(`${prefix}edition`, purchase.edition, 'Edition', EDITIONS),
    ...choiceProblems(`${prefix}imageScanner`, purchase.imageScanner, 'ImageScanner', { ACR: 'ACR', SAS: 'SAS' }),
    ...periodProblems(`${prefix}periodMonths`, purchase.periodMonths),
    ...renewalProblems(`${prefix}autoRenewMonths`, purchase.autoRenewMonths),
    ...bucketProblems(`${prefix}storageBucketName`, purchase.storageBucketName),
    ...choiceProblems(`${prefix}removalPolicy`, purchase.removalPolicy, 'RemovalPolicy', {
      RETAIN: 'retain',
      DESTROY: 'destroy',
    }),
    ...groupProblems(`${prefix}resourceGroupId`, purchase.resourceGroupId),
  ];
}

/** What is wrong with a value that must be a member of an enum; `members` are their names and values. */
export function choiceProblems(
  subject: string,
  got: unknown,
  name: string,
  members: Readonly<Record<string, string>>,
): Problem[] {
  if (got === undefined || Object.values(members).includes(got as string)) {
    return [];
  }
  const allowed = Object.keys(members).map(member => `${name}.${member}`);
  return [{ subject, got, rule: `it is ${oneOf(allowed)}`, fix: 'Choose one of these' }];
}

/** What is wrong with a value that must be true or false. */
export function booleanProblems(subject: string, got: unknown): Problem[] {
  return got === undefined || got === LATE || typeof got === 'boolean'
    ? []
    : [{ subject, got, rule: 'it is true or false', fix: 'Write it without quotes' }];
}

/** What is wrong with a region that a stack is to be placed in. */
export function regionProblems(subject: string, region: unknown): Problem[] {
  if (region === LATE) {
    const rule = 'stacks are placed at synth, so the region must be known by then';
    return [{ subject, got: region, rule, fix: 'Write the region id itself, such as "cn-hangzhou"' }];
  }
  if (typeof region === 'string' && looksLikeRegion(region)) {
    return [];
  }
  const given = typeof region === 'string' && region !== '';
  const fix = given ? `Did you mean ${JSON.stringify(nearestRegion(region))}?` : 'Give the id of the region';
  return [
    {
      subject,
      got: region ?? undefined,
      rule: 'a region is written as its id, such as "cn-hangzhou" or "eu-central-1"',
      fix,
    },
  ];
}

/** What is wrong with the id of an instance that exists already. */
export function instanceIdProblems(subject: string, id: unknown): Problem[] {
  if (id === LATE) {
    const rule = 'stacks in several regions read it, and ROS hands no value of one stack to another region by itself';
    return [{ subject, got: id, rule, fix: 'Write the id itself, such as "cri-0123456789abcdef"' }];
  }
  return typeof id === 'string' && /^cri-[a-z0-9]+$/.test(id)
    ? []
    : [
        {
          subject,
          got: id ?? undefined,
          rule: 'the id of an Enterprise Edition instance is "cri-" followed by letters and digits',
          fix: 'Copy it from the overview page of the instance',
        },
      ];
}

/** What is wrong with the account that owns a replica. */
export function accountProblems(subject: string, accountId: unknown): Problem[] {
  return accountId === undefined || accountId === LATE || (typeof accountId === 'string' && /^[0-9]+$/.test(accountId))
    ? []
    : [
        {
          subject,
          got: accountId,
          rule: 'an account is named by its UID, which is a number in quotes',
          fix: 'Copy the account ID from the page "Security Settings" of that account',
        },
      ];
}

function periodProblems(subject: string, got: unknown): Problem[] {
  return got === undefined || got === LATE || PERIODS.includes(got as number)
    ? []
    : [{ subject, got, rule: `a subscription runs for ${oneOf(PERIODS)} months`, fix: 'Choose one of these' }];
}

function renewalProblems(subject: string, got: unknown): Problem[] {
  return got === undefined || got === LATE || (Number.isInteger(got) && (got as number) > 0)
    ? []
    : [
        {
          subject,
          got,
          rule: 'a renewal adds a whole number of months',
          fix: 'Choose 1 or more, or leave it out to renew by hand',
        },
      ];
}

function bucketProblems(subject: string, got: unknown): Problem[] {
  return got === undefined || got === LATE || (typeof got === 'string' && BUCKET_NAME.test(got))
    ? []
    : [
        {
          subject,
          got,
          rule: 'a bucket name has 3 to 63 lowercase letters, digits and hyphens, and no hyphen at either end',
          fix: 'Give the name of an OSS bucket in the region of the instance',
        },
      ];
}

function groupProblems(subject: string, got: unknown): Problem[] {
  return got === undefined || got === LATE || (typeof got === 'string' && /^rg-[A-Za-z0-9]+$/.test(got))
    ? []
    : [
        {
          subject,
          got,
          rule: 'the id of a resource group is "rg-" followed by letters and digits',
          fix: 'Copy it from the Resource Management console',
        },
      ];
}
