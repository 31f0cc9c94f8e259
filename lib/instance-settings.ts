import { PublicAccess } from './public-access';
import { RetentionRule } from './retention-rule';
import { ScanRule } from './scan-rule';

/** A way into an instance from a VPC of its region. */
export interface VpcAccess {
  /** The VPC that is let in, `vpc-...`. */
  readonly vpcId: string;

  /** A vSwitch of that VPC, `vsw-...`; the link takes one of its addresses. */
  readonly vswitchId: string;

  /**
   * Whether the host name of the instance is made known inside the VPC. PrivateZone must be activated in the account.
   *
   * ROS cannot change it: to change it, remove the link, deploy, and add it again.
   *
   * @default false
   */
  readonly privateDns?: boolean;
}

/** What can be said once for every region. */
export interface InstanceSettings {
  /**
   * Who reaches an instance over the Internet.
   *
   * @default PublicAccess.none() - nobody
   */
  readonly publicAccess?: PublicAccess;

  /**
   * Which images are scanned, for what, and when.
   *
   * @default - none beyond what somebody starts by hand
   */
  readonly scanRules?: ScanRule[];

  /**
   * Which images are kept when the others are cleaned up.
   *
   * @default - every image is kept
   */
  readonly retentionRules?: RetentionRule[];

  /**
   * The password with which the account or user that deploys logs in with Docker: 8 to 32 characters of at least two kinds. Only as a
   * reference to a secret, `{{resolve:kms-secret:NAME}}`. A single instance also takes the value of a parameter of its own stack with `noEcho`.
   *
   * @default - the password is left as it is; temporary tokens need none
   */
  readonly loginPassword?: string;
}

/** The settings of one region; what is left out is as for the whole registry. An instance that exists is changed only by these. */
export interface RegionSettings {
  /**
   * Who reaches this instance over the Internet.
   *
   * @default - as for the whole registry; nobody in addition where the instance exists
   */
  readonly publicAccess?: PublicAccess;

  /**
   * The VPCs of this region that reach this instance.
   *
   * @default - none
   */
  readonly vpcAccess?: VpcAccess[];

  /**
   * Which images are scanned here.
   *
   * @default - as for the whole registry; no rule in addition where the instance exists
   */
  readonly scanRules?: ScanRule[];

  /**
   * Which images are kept here.
   *
   * @default - as for the whole registry; no rule in addition where the instance exists
   */
  readonly retentionRules?: RetentionRule[];

  /**
   * The password with which the account or user that deploys logs in here, as a reference to a secret.
   *
   * @default - as for the whole registry; left as it is where the instance exists
   */
  readonly loginPassword?: string;
}
