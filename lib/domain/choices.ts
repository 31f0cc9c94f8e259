/** The engine that looks for known vulnerabilities in images. */
export enum ImageScanner {
  /** The engine built into Container Registry (Trivy). */
  ACR = 'ACR',

  /** The engine of Security Center, which needs a Security Center edition that scans images. */
  SAS = 'SAS',
}

/** Who may pull the images of a repository. */
export enum Visibility {
  /** Only who logs in and has the permission. */
  PRIVATE = 'PRIVATE',

  /** Everybody who can reach the instance, without logging in. */
  PUBLIC = 'PUBLIC',
}

/** What starts a copy. */
export enum SyncTrigger {
  /** Every pushed image that the rule takes is copied by itself. */
  AUTOMATIC = 'PASSIVE',

  /** Nothing is copied until somebody starts the rule in the console or through the API. */
  MANUAL = 'INITIATIVE',
}

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

/** How often a retention rule runs. The documentation shows no other value. */
export enum RetentionSchedule {
  /** Once a week. */
  WEEKLY = 'WEEK',
}

/** What somebody is who gets a permission. */
export enum GranteeKind {
  /** A RAM role, which programs take on. */
  ROLE = 'Role',

  /** A RAM user. */
  USER = 'User',

  /** A RAM user group. */
  GROUP = 'Group',
}
