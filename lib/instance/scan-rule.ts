import { finished, MAKER, requireMaker } from '../core/value-object';
import { requireRule } from './require-rule';
import { ScanRegions, ScanTrigger, ScanType } from '../domain/choices';
import { EVERYTHING } from '../domain/image-matching';
import { TableOf } from '../domain/prop-rules';
import { SCAN_RULE } from '../domain/image-rules';

/** How images are scanned. */
export interface ScanRuleOptions {
  /**
   * A regular expression; only tags that match are scanned.
   *
   * @default - every tag
   */
  readonly tagsMatching?: string;

  /**
   * What starts a scan.
   *
   * @default ScanTrigger.AUTOMATIC
   */
  readonly trigger?: ScanTrigger;

  /**
   * What a scan looks for.
   *
   * @default ScanType.VULNERABILITIES
   */
  readonly type?: ScanType;

  /**
   * The regions in which a global registry scans; without meaning for a single instance.
   *
   * @default ScanRegions.ALL
   */
  readonly regions?: ScanRegions;
}

/**
 * Which images are scanned, for what, and when.
 *
 * A changed rule is made anew and the old one removed, since ROS may change one in place only for accounts on an allow-list.
 *
 * @see https://help.aliyun.com/en/ros/developer-reference/aliyun-cr-scanrule
 */
export class ScanRule {
  /**
   * Scans the whole instance.
   *
   * @param options what, when and where
   */
  public static instance(options: ScanRuleOptions = {}): ScanRule {
    requireRule('ScanRule.instance', options, OPTIONS);
    return new ScanRule(MAKER, options);
  }

  /**
   * Scans one namespace.
   *
   * @param namespaceName the namespace
   * @param options what, when and where
   */
  public static namespace(namespaceName: string, options: ScanRuleOptions = {}): ScanRule {
    requireRule('ScanRule.namespace', options, OPTIONS, { namespaceName });
    return new ScanRule(MAKER, options, namespaceName);
  }

  /**
   * Scans one repository.
   *
   * @param namespaceName the namespace of the repository
   * @param repositoryName the repository
   * @param options what, when and where
   */
  public static repository(namespaceName: string, repositoryName: string, options: ScanRuleOptions = {}): ScanRule {
    requireRule('ScanRule.repository', options, OPTIONS, { namespaceName, repositoryName });
    return new ScanRule(MAKER, options, namespaceName, repositoryName);
  }

  /**
   * The namespace that is scanned.
   *
   * @default - the whole instance
   */
  public readonly namespaceName?: string;

  /**
   * The repository that is scanned.
   *
   * @default - the whole namespace
   */
  public readonly repositoryName?: string;

  /** The regular expression over tags. */
  public readonly tagsMatching: string;

  /** What starts a scan. */
  public readonly trigger: ScanTrigger;

  /** What a scan looks for. */
  public readonly type: ScanType;

  /** The regions in which a global registry scans. */
  public readonly regions: ScanRegions;

  private constructor(maker: symbol, options: ScanRuleOptions, namespaceName?: string, repositoryName?: string) {
    requireMaker('ScanRule', maker);
    this.namespaceName = namespaceName;
    this.repositoryName = repositoryName;
    this.tagsMatching = options.tagsMatching ?? EVERYTHING;
    this.trigger = options.trigger ?? ScanTrigger.AUTOMATIC;
    this.type = options.type ?? ScanType.VULNERABILITIES;
    this.regions = options.regions ?? ScanRegions.ALL;
    finished(this, 'ScanRule');
  }
}

const OPTIONS = {
  what: 'a scan rule',
  example: "{ tagsMatching: 'release-.*' }",
  props: SCAN_RULE satisfies TableOf<ScanRuleOptions>,
};
