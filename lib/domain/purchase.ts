import { ImageScanner } from './choices';
import { Edition } from './editions';
import { oneOf } from './problem';
import { choice, number, PropRule, text, wholeNumber } from './prop-rules';

/**
 * Months that can be paid in advance.
 * Source: https://alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-instance
 */
const PERIODS: readonly number[] = [1, 2, 3, 6, 12, 24, 36, 48, 60];

const LONGEST = Math.max(...PERIODS);

/** What somebody should know whose renewal adds a number of months that nobody can buy at once: which are taken is not documented. */
export function renewalWarning(months: unknown): string | undefined {
  return typeof months !== 'number' || PERIODS.includes(months)
    ? undefined
    : `autoRenewMonths is ${months}, but subscriptions are sold for ${oneOf(PERIODS)} months, and it is not documented that a renewal takes ` +
        'another number. Choose one of these.';
}

/** What becomes of a resource that leaves the app, as the core writes it. */
const REMOVAL_POLICIES = { RETAIN: 'retain', DESTROY: 'destroy' };

/** The OSS bucket of an instance. Source: https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions */
export const BUCKET: PropRule = {
  check: text(
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    'a bucket name has 3 to 63 lowercase letters, digits and hyphens, and no hyphen at either end',
    'Give the name of an OSS bucket in the region of the instance',
  ),
  atDeploy: 'text',
  value: 'bucketName',
};

/** What an instance can do. */
export const EDITION: PropRule = { check: choice('Edition', Edition) };

/** How an instance is bought and kept; a replica takes from the primary what does not belong to one region. */
export const PURCHASE = {
  periodMonths: {
    check: number(
      months => PERIODS.includes(months),
      `a subscription runs for ${oneOf(PERIODS)} months`,
      'Choose one of these',
    ),
    inherited: true,
    purchase: true,
    atDeploy: 'number',
  },
  autoRenewMonths: {
    check: wholeNumber(
      `a renewal adds a whole number of months, at most the ${LONGEST} of the longest subscription`,
      `Choose 1 to ${LONGEST}, or leave it out to renew by hand`,
      LONGEST,
    ),
    inherited: true,
    purchase: true,
    atDeploy: 'number',
  },
  imageScanner: { check: choice('ImageScanner', ImageScanner), inherited: true, purchase: true },
  storageBucketName: { ...BUCKET, purchase: true },
  resourceGroupId: {
    check: text(
      /^rg-[A-Za-z0-9]+$/,
      'the id of a resource group is "rg-" followed by letters and digits',
      'Copy it from the Resource Management console',
    ),
    inherited: true,
    purchase: true,
    atDeploy: 'text',
    value: 'resourceGroupId',
  },
  removalPolicy: { check: choice('RemovalPolicy', REMOVAL_POLICIES), inherited: true, purchase: true },
} satisfies Record<string, PropRule>;
