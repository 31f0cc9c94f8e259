import { finished, MAKER, requireMaker } from '../core/value-object';
import { refuse } from '../core/refuse';
import { described } from '../core/tokens';
import { SyncTrigger } from '../domain/choices';
import { EVERYTHING, takesImage } from '../domain/image-matching';
import { objectProblems, ObjectRule, propProblems, TableOf } from '../domain/prop-rules';
import { comparedProblems, NAMESPACE_RULE, REPOSITORY_RULE, ruleOptions, SYNC_RULE_TEXTS } from '../domain/sync-rules';

/** How a rule for one repository chooses images. */
export interface RepositoryRuleOptions {
  /**
   * A regular expression that a tag must match as a whole, such as `release-.*`.
   *
   * The dialect of the service is not documented. Literals, `.`, `.*`, `[0-9]+`, `(a|b)` and `\.` mean the same everywhere.
   *
   * @default - every tag
   */
  readonly tagsMatching?: string;

  /**
   * The name of the rule in the console. A rule cannot be changed, only replaced: give it a new name whenever you change it.
   *
   * @default - the namespace and a hash of all that the rule says, at most 30 characters
   */
  readonly ruleName?: string;

  /**
   * What starts a copy.
   *
   * @default SyncTrigger.AUTOMATIC
   */
  readonly trigger?: SyncTrigger;
}

/** How a rule for a whole namespace chooses images. */
export interface NamespaceRuleOptions extends RepositoryRuleOptions {
  /**
   * A regular expression that the name of a repository must match as a whole, such as `team-.*`.
   *
   * @default - every repository of the namespace
   */
  readonly repositoriesMatching?: string;
}

/**
 * What is copied from the source to the target: a namespace or one repository, with filters.
 *
 * Only images pushed after the rule exists are copied.
 *
 * @see https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-reposyncrule
 */
export class SyncRule {
  /**
   * Copies a namespace. The target must have the namespace under the same name, with automatic creation of repositories.
   *
   * @param namespaceName the namespace, the same on both sides
   * @param options filters, name and trigger
   */
  public static namespace(namespaceName: string, options: NamespaceRuleOptions = {}): SyncRule {
    requireRule('SyncRule.namespace', { namespaceName }, options, NAMESPACE_OPTIONS);
    return new SyncRule(MAKER, namespaceName, undefined, options);
  }

  /**
   * Copies one repository. The target must have the repository under the same name.
   *
   * @param namespaceName the namespace, the same on both sides
   * @param repositoryName the repository, the same on both sides
   * @param options filter, name and trigger
   */
  public static repository(
    namespaceName: string,
    repositoryName: string,
    options: RepositoryRuleOptions = {},
  ): SyncRule {
    requireRule('SyncRule.repository', { namespaceName, repositoryName }, options, REPOSITORY_OPTIONS);
    return new SyncRule(MAKER, namespaceName, repositoryName, options);
  }

  /** The namespace, the same on both sides. */
  public readonly namespaceName: string;

  /**
   * The repository, the same on both sides.
   *
   * @default - the whole namespace
   */
  public readonly repositoryName?: string;

  /**
   * The regular expression over names of repositories.
   *
   * @default - every repository of the namespace, or the one that is named
   */
  public readonly repositoriesMatching?: string;

  /** The regular expression over tags. */
  public readonly tagsMatching: string;

  /**
   * The name of the rule in the console.
   *
   * @default - made from the namespace and a hash
   */
  public readonly ruleName?: string;

  /** What starts a copy. */
  public readonly trigger: SyncTrigger;

  private constructor(
    maker: symbol,
    namespaceName: string,
    repositoryName: string | undefined,
    options: NamespaceRuleOptions,
  ) {
    requireMaker('SyncRule', maker);
    this.namespaceName = namespaceName;
    this.repositoryName = repositoryName;
    this.repositoriesMatching = options.repositoriesMatching;
    this.tagsMatching = options.tagsMatching ?? EVERYTHING;
    this.ruleName = options.ruleName;
    this.trigger = options.trigger ?? SyncTrigger.AUTOMATIC;
    finished(this, 'SyncRule');
  }

  /**
   * Whether the rule would copy an image, told without asking the service. Filters are compared with the whole name.
   *
   * @param repository the name of a repository in the namespace of the rule
   * @param tag a tag in that repository
   */
  public matches(repository: string, tag: string): boolean {
    refuse('SyncRule.matches', comparedProblems(described({ repository, tag }) as object));
    return takesImage(this, repository, tag);
  }
}

const NAMESPACE_OPTIONS = ruleOptions(NAMESPACE_RULE satisfies TableOf<NamespaceRuleOptions>);
const REPOSITORY_OPTIONS: ObjectRule = {
  ...ruleOptions(REPOSITORY_RULE satisfies TableOf<RepositoryRuleOptions>),
  elsewhere: { repositoriesMatching: 'Remove it: the rule is for one repository' },
};

function requireRule(
  maker: string,
  names: Partial<Record<keyof typeof SYNC_RULE_TEXTS, unknown>>,
  options: unknown,
  rule: ObjectRule,
): void {
  refuse(maker, [
    ...Object.entries(described(names) as typeof names).flatMap(([name, got]) =>
      propProblems(name, got, SYNC_RULE_TEXTS[name as keyof typeof SYNC_RULE_TEXTS]),
    ),
    ...objectProblems('options', described(options), rule, ''),
  ]);
}
