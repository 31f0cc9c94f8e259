import * as ros from '@alicloud/ros-cdk-core';
import { ImageScanner } from '../domain/choices';
import { Edition } from '../domain/editions';
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

/** What can be said once for every region of a registry, or of one instance. */
export interface InstanceSettings {
  /**
   * Who reaches the instance over the Internet.
   *
   * @default - nobody; in a region of a registry, as for the whole registry, and nobody in addition where the instance exists
   */
  readonly publicAccess?: PublicAccess;

  /**
   * Which images are scanned, for what, and when.
   *
   * @default - none beyond what somebody starts by hand; in a region of a registry, as for the whole registry, unless the instance exists
   */
  readonly scanRules?: ScanRule[];

  /**
   * Which images are kept when the others are cleaned up.
   *
   * @default - every image is kept; in a region of a registry, as for the whole registry, unless the instance exists
   */
  readonly retentionRules?: RetentionRule[];

  /**
   * The password with which the account or user that deploys logs in with Docker: 8 to 32 characters of at least two kinds. Only as a
   * reference to a secret, `{{resolve:kms-secret:NAME}}`. A single instance also takes the value of a parameter of its own stack with `noEcho`.
   *
   * @default - the password is left as it is; temporary tokens need none; in a region of a registry, as for the whole registry
   */
  readonly loginPassword?: string;
}

/** How one instance is bought, kept and reached. */
export interface InstanceOptions extends InstanceSettings {
  /**
   * The VPCs of its region that reach the instance.
   *
   * @default - none
   */
  readonly vpcAccess?: VpcAccess[];

  /**
   * How many months are paid in advance: 1, 2, 3, 6, 12, 24, 36, 48 or 60.
   *
   * @default - 1; for a replica, as many as for the primary
   */
  readonly periodMonths?: number;

  /**
   * How many months each automatic renewal adds, a whole number from 1.
   *
   * @default - the subscription is renewed by hand, and ends if nobody does; for a replica, as for the primary
   */
  readonly autoRenewMonths?: number;

  /**
   * The engine that scans images for vulnerabilities.
   *
   * @default - ImageScanner.ACR; for a replica, the engine of the primary
   */
  readonly imageScanner?: ImageScanner;

  /**
   * An own OSS bucket in the region of the instance that keeps the images; a replica does not inherit it.
   *
   * The account needs the role `AliyunContainerRegistryCustomizedOSSBucketRole` with rights to this bucket; without it the
   * instance stays pending until the deployment times out. `RegistryServiceRoles` makes that role.
   *
   * @default - the service makes and keeps a bucket
   */
  readonly storageBucketName?: string;

  /**
   * The resource group of the instance, `rg-...`. The only property of an instance that ROS can change later.
   *
   * @default - the default resource group of the account; for a replica, that of the primary
   */
  readonly resourceGroupId?: string;

  /**
   * What becomes of the instance, its namespaces and repositories when they leave the app.
   *
   * With `RemovalPolicy.DESTROY` ROS deletes them and with them every image; synth warns.
   *
   * @default - ros.RemovalPolicy.RETAIN: they stay, and stay billed; for a replica, the same as for the primary
   */
  readonly removalPolicy?: ros.RemovalPolicy;
}

/** What a new instance needs. */
export interface RegistryInstanceProps extends InstanceOptions {
  /**
   * The name: 3 to 30 lowercase letters, digits and hyphens, no hyphen at either end.
   *
   * It is part of every host name and cannot be changed later.
   */
  readonly instanceName: string;

  /** What the instance can do: a source of replication is Advanced or Standard, a target may be Basic. */
  readonly edition: Edition;
}
