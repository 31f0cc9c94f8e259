import { finished, MAKER, requireMaker } from '../core/value-object';
import { RetentionSchedule } from '../domain/choices';
import { TableOf } from '../domain/prop-rules';
import { keepsNothingProblems, RETENTION, RETENTION_RULE } from '../domain/image-rules';
import { requireRule } from './require-rule';

/** What is kept when old images are cleaned up. */
export interface RetentionRuleOptions {
  /**
   * A regular expression; tags that match are never removed. A pattern of a shell, such as `release-*`, is refused: it would keep
   * other tags than you mean.
   *
   * @default - no tag is kept for its name
   */
  readonly keepTags?: string;

  /**
   * How many of the newest images of each repository are kept, a whole number from 1.
   *
   * @default - no image is kept for its age
   */
  readonly keepLast?: number;

  /**
   * How often the rule runs.
   *
   * @default RetentionSchedule.WEEKLY
   */
  readonly schedule?: RetentionSchedule;

  /**
   * Whether the rule runs by itself. Otherwise somebody starts it in the console.
   *
   * @default true
   */
  readonly automatic?: boolean;
}

/**
 * Which images are kept when the others are cleaned up, the same in every region.
 *
 * A replica has its own copies: what is removed from the primary stays on the replicas that have it. But an image that was removed
 * from the primary can no longer be copied to a replica that lacks it, because it was added later, its copy failed, or its rule is
 * started by hand. So keep on the primary what a replica may still need, with `keepTags`.
 *
 * @see https://help.aliyun.com/en/ros/developer-reference/aliyun-cr-artifactlifecyclerule
 */
export class RetentionRule {
  /**
   * Cleans up the whole instance.
   *
   * @param options what is kept
   */
  public static instance(options: RetentionRuleOptions): RetentionRule {
    requireRule('RetentionRule.instance', options, OPTIONS, {}, () => keepsNothingProblems(options));
    return new RetentionRule(MAKER, options);
  }

  /**
   * Cleans up one namespace.
   *
   * @param namespaceName the namespace
   * @param options what is kept
   */
  public static namespace(namespaceName: string, options: RetentionRuleOptions): RetentionRule {
    requireRule('RetentionRule.namespace', options, OPTIONS, { namespaceName }, () => keepsNothingProblems(options));
    return new RetentionRule(MAKER, options, namespaceName);
  }

  /**
   * Cleans up one repository.
   *
   * @param namespaceName the namespace of the repository
   * @param repositoryName the repository
   * @param options what is kept
   */
  public static repository(
    namespaceName: string,
    repositoryName: string,
    options: RetentionRuleOptions,
  ): RetentionRule {
    const scope = { namespaceName, repositoryName };
    requireRule('RetentionRule.repository', options, OPTIONS, scope, () => keepsNothingProblems(options));
    return new RetentionRule(MAKER, options, namespaceName, repositoryName);
  }

  /**
   * The namespace that is cleaned up.
   *
   * @default - the whole instance
   */
  public readonly namespaceName?: string;

  /**
   * The repository that is cleaned up.
   *
   * @default - the whole namespace
   */
  public readonly repositoryName?: string;

  /**
   * The regular expression over tags that are never removed.
   *
   * @default - no tag is kept for its name
   */
  public readonly keepTags?: string;

  /**
   * How many of the newest images are kept.
   *
   * @default - no image is kept for its age
   */
  public readonly keepLast?: number;

  /** How often the rule runs. */
  public readonly schedule: RetentionSchedule;

  /** Whether the rule runs by itself. */
  public readonly automatic: boolean;

  private constructor(maker: symbol, options: RetentionRuleOptions, namespaceName?: string, repositoryName?: string) {
    requireMaker('RetentionRule', maker);
    this.namespaceName = namespaceName;
    this.repositoryName = repositoryName;
    this.keepTags = options.keepTags;
    this.keepLast = options.keepLast;
    this.schedule = options.schedule ?? RetentionSchedule.WEEKLY;
    this.automatic = options.automatic ?? true;
    finished(this, 'RetentionRule');
  }
}

const OPTIONS = { ...RETENTION, props: RETENTION_RULE satisfies TableOf<RetentionRuleOptions> };
