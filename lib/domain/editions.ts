import { QUOTAS } from './facts.generated';
import { Problem } from './problem';

/** What an instance can do; it is chosen when the instance is bought and neither ROS nor this library can change it. */
export enum Edition {
  /** Receives images from a primary, but cannot send any. 15 namespaces, 1,000 repositories. */
  BASIC = 'Basic',

  /** Sends and receives images. Sold by Alibaba Cloud's China site only. */
  STANDARD = 'Standard',

  /** Sends and receives images; the console calls it "Premium". 50 namespaces, 5,000 repositories. */
  ADVANCED = 'Advanced',
}

/**
 * A Basic instance only receives; what is not known of an edition is not checked.
 *
 * Source: https://www.alibabacloud.com/help/en/acr/user-guide/replicate-images-between-instances-in-the-same-account
 */
export function sourceEditionProblems(subject: string, edition: unknown): Problem[] {
  return edition !== Edition.BASIC
    ? []
    : [
        {
          subject,
          got: edition,
          rule: 'only editions Advanced (Premium in the console) and Standard can replicate to others',
          fix: 'Choose Edition.ADVANCED; an instance that exists is upgraded in the console first',
        },
      ];
}

/** What somebody should know who declares more than an instance of an edition holds; more can be bought, so it is no refusal. */
export function quotaWarning(
  edition: string | undefined,
  namespaces: number,
  repositories: number,
): string | undefined {
  const quota = QUOTAS[edition as Edition] as (typeof QUOTAS)[Edition] | undefined;
  if (quota === undefined || (namespaces <= quota.namespaces && repositories <= quota.repositories)) {
    return undefined;
  }
  const declared = `${namespaces} namespaces and ${repositories} repositories are declared`;
  return (
    `${declared}, but an instance of edition ${edition} holds ${quota.namespaces} namespaces and ${quota.repositories} repositories ` +
    'unless more were bought. Buy more in the console before you deploy, or choose another edition.'
  );
}
