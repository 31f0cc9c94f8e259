import { EVERYTHING } from './domain/sync-filter';

/** What a scan looks for. */
export enum ScanType {
  /** Known vulnerabilities. */
  VULNERABILITIES = 'VUL',

  /** What the image is made of: a software bill of materials. */
  CONTENTS = 'SBOM',
}

/** What starts a scan. */
export enum ScanTrigger {
  /** An image that arrives. */
  AUTOMATIC = 'AUTO',

  /** Somebody, in the console or through the API. */
  MANUAL = 'MANUAL',
}

/** The regions of a global registry in which images are scanned. */
export enum ScanRegions {
  /** The primary and every replica. */
  ALL = 'ALL',

  /** Only where images are pushed; replicas hold the same digests. */
  PRIMARY = 'PRIMARY',

  /** Only where images arrive by replication. */
  REPLICAS = 'REPLICAS',
}

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
    return new ScanRule(options);
  }

  /**
   * Scans one namespace.
   *
   * @param namespaceName the namespace
   * @param options what, when and where
   */
  public static namespace(namespaceName: string, options: ScanRuleOptions = {}): ScanRule {
    return new ScanRule(options, namespaceName);
  }

  /**
   * Scans one repository.
   *
   * @param namespaceName the namespace of the repository
   * @param repositoryName the repository
   * @param options what, when and where
   */
  public static repository(namespaceName: string, repositoryName: string, options: ScanRuleOptions = {}): ScanRule {
    return new ScanRule(options, namespaceName, repositoryName);
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

  private constructor(options: ScanRuleOptions, namespaceName?: string, repositoryName?: string) {
    this.namespaceName = namespaceName;
    this.repositoryName = repositoryName;
    this.tagsMatching = options.tagsMatching ?? EVERYTHING;
    this.trigger = options.trigger ?? ScanTrigger.AUTOMATIC;
    this.type = options.type ?? ScanType.VULNERABILITIES;
    this.regions = options.regions ?? ScanRegions.ALL;
  }
}
