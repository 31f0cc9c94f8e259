import * as ros from '@alicloud/ros-cdk-core';
import { RosInstance } from './cr';
import { purchaseProblems, regionProblems } from './domain/instance';
import { INSTANCE_NAME, nameProblems } from './domain/names';
import { InstanceSettings, VpcAccess } from './instance-settings';
import { Grantee } from './grantee';
import { settingsProblems } from './domain/surroundings';
import { Declarations } from './private/declarations';
import { ImportedInstance } from './private/imported-instance';
import { InstanceBase } from './private/instance-base';
import { ruleScopeProblems } from './private/instance-rules';
import { applySettings } from './private/instance-settings';
import { knownSettings } from './private/known-settings';
import { known, knownProps, requireProps } from './private/late';
import { adopt } from './private/element';
import { logicalIdFor } from './private/naming';
import { inform } from './private/notes';
import { warnOfRegion } from './private/region-warning';
import { publish } from './private/publish';
import { Problem, sentence } from './private/problem';
import { guardRegion } from './private/region-guard';
import { RegionalValue } from './private/regional-value';
import { withoutTraces } from './private/traces';

/** What an instance can do; it is chosen when the instance is bought and neither ROS nor this library can change it. */
export enum Edition {
  /** Receives images from a primary, but cannot send any. 15 namespaces, 1,000 repositories. */
  BASIC = 'Basic',

  /** Sends and receives images. Sold by Alibaba Cloud's China site only. */
  STANDARD = 'Standard',

  /** Sends and receives images; called "Premium" in newer console pages. 50 namespaces, 5,000 repositories. */
  ADVANCED = 'Advanced',
}

/** The engine that looks for known vulnerabilities in images. */
export enum ImageScanner {
  /** The engine built into Container Registry (Trivy). */
  ACR = 'ACR',

  /** The engine of Security Center, which needs a Security Center edition that scans images. */
  SAS = 'SAS',
}

/** A Container Registry Enterprise Edition instance, whether made here or taken as it is. */
export interface IRegistryInstance extends ros.IConstruct {
  /**
   * The id of the instance, `cri-...`; usable in every stack of the app.
   *
   * In a stack other than its own it becomes `Fn::GetStackOutput`, and that stack is deployed later.
   */
  readonly instanceId: string;

  /** The name of the instance, which is the first part of its host names. */
  readonly instanceName: string;

  /** The id of the region it is in, such as `cn-hangzhou`. */
  readonly region: string;

  /**
   * What the instance can do.
   *
   * @default - not known; whether it can replicate is then not checked
   */
  readonly edition?: Edition;

  /**
   * The UID of the account that owns the instance, where that is another account than the one deployed to.
   *
   * @default - the account that is deployed to
   */
  readonly accountId?: string;

  /** The host to push to and to pull from over the Internet, once that access is opened. */
  readonly registryHost: string;

  /** The host to push to and to pull from inside a linked VPC of the same region. */
  readonly registryVpcHost: string;

  /** The host of Helm charts over the Internet, once that access is opened. */
  readonly chartHost: string;

  /**
   * The reference of an image: `host/namespace/repository`, with the tag or the digest if one is given.
   *
   * @param namespace the namespace of the image
   * @param repository the repository of the image
   * @param tag a tag such as `1.4.2`, or a digest such as `sha256:...`
   */
  imageUri(namespace: string, repository: string, tag?: string): string;

  /**
   * Permits somebody to pull every image of the instance.
   *
   * @param grantee a role, a user or a group
   */
  grantPull(grantee: Grantee): void;

  /**
   * Permits somebody to push to every repository of the instance. Docker also reads what it pushes over: see grantPullPush.
   *
   * @param grantee a role, a user or a group
   */
  grantPush(grantee: Grantee): void;

  /**
   * Permits somebody to pull and to push every image of the instance.
   *
   * @param grantee a role, a user or a group
   */
  grantPullPush(grantee: Grantee): void;
}

/** How an instance is bought and kept. */
export interface InstanceOptions {
  /**
   * How many months are paid in advance: 1, 2, 3, 6, 12, 24, 36, 48 or 60.
   *
   * @default 1
   */
  readonly periodMonths?: number;

  /**
   * How many months each automatic renewal adds, a whole number from 1.
   *
   * @default - the subscription is renewed by hand, and ends if nobody does
   */
  readonly autoRenewMonths?: number;

  /**
   * The engine that scans images for vulnerabilities.
   *
   * @default ImageScanner.ACR
   */
  readonly imageScanner?: ImageScanner;

  /**
   * An own OSS bucket in the region of the instance that keeps the images.
   *
   * The account needs the role `AliyunContainerRegistryCustomizedOSSBucketRole` with rights to this bucket; without it the
   * instance stays pending until the deployment times out.
   *
   * @default - the service makes and keeps a bucket
   */
  readonly storageBucketName?: string;

  /**
   * The resource group of the instance, `rg-...`. The only property of an instance that ROS can change later.
   *
   * @default - the default resource group of the account
   */
  readonly resourceGroupId?: string;

  /**
   * What becomes of the instance, its namespaces and repositories when they leave the app.
   *
   * With `RemovalPolicy.DESTROY` ROS deletes them and with them every image.
   *
   * @default ros.RemovalPolicy.RETAIN - they stay, and stay billed
   */
  readonly removalPolicy?: ros.RemovalPolicy;
}

/** What a new instance needs. */
export interface RegistryInstanceProps extends InstanceOptions, InstanceSettings {
  /**
   * The name: 3 to 30 lowercase letters, digits and hyphens, no hyphen at either end.
   *
   * It is part of every host name and cannot be changed later.
   */
  readonly instanceName: string;

  /** What the instance can do: a source of replication is Advanced or Standard, a target may be Basic. */
  readonly edition: Edition;

  /**
   * The VPCs that reach the instance.
   *
   * @default - none
   */
  readonly vpcAccess?: VpcAccess[];
}

/** What is known of an instance that exists already. */
export interface RegistryInstanceAttributes {
  /**
   * The id of the instance, `cri-...`; attributes of other constructs fit, such as `attrInstanceId`.
   */
  readonly instanceId: string | ros.IResolvable;

  /** The name of the instance, from which its host names follow. */
  readonly instanceName: string;

  /**
   * The region the instance is in, such as `cn-hangzhou`.
   *
   * @default - the region of the stack it is imported into
   */
  readonly region?: string;

  /**
   * What the instance can do.
   *
   * @default - not known; whether it can replicate is then not checked
   */
  readonly edition?: Edition;

  /**
   * The UID of the account that owns the instance, where that is another account.
   *
   * @default - the account that is deployed to
   */
  readonly accountId?: string;
}

/**
 * A Container Registry Enterprise Edition instance in the region of its stack: a private Docker registry with its own host name.
 *
 * Deploying it buys a subscription. Nobody can reach a new instance until access from a VPC or the Internet is opened.
 * ROS can change nothing of it but the resource group: not the name, not the edition. It is kept when it leaves the app, unless
 * `removalPolicy` says otherwise.
 *
 * A replica of it receives only images pushed after a sync rule exists.
 *
 * What ROS cannot set up is left to the console: image signatures, custom domains, delivery chains, sync acceleration.
 *
 * @see https://alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-instance
 */
export class RegistryInstance extends InstanceBase {
  /**
   * Takes an instance that exists already, for example one bought in the console. Nothing is created for it.
   *
   * @param scope a stack in the region of the instance if namespaces are to be created on it, else any construct
   * @param id the id of the construct
   * @param attributes what is known of the instance
   */
  public static fromInstanceAttributes(
    scope: ros.Construct,
    id: string,
    attributes: RegistryInstanceAttributes,
  ): IRegistryInstance {
    return new ImportedInstance(scope, id, attributes);
  }

  public readonly instanceId: string;
  public readonly instanceName: string;
  public readonly region: string;
  public readonly edition?: Edition;
  public readonly accountId?: string;

  private readonly props: RegistryInstanceProps;
  private readonly id: RegionalValue;

  constructor(scope: ros.Construct, id: string, props: RegistryInstanceProps) {
    super(scope, id);
    requireProps(this, props, 'instanceName and edition');
    this.props = props;
    this.instanceName = props.instanceName;
    this.edition = props.edition;
    this.region = ros.Stack.of(this).region;
    INSTANCES.add(this, this);
    warnOfRegion(this, this.region);
    const resource = withoutTraces(() => this.addResource());
    this.id = this.idOf(resource);
    this.instanceId = this.id.toString();
    if (this.settingsProblems().length === 0) {
      applySettings(this, props);
    }
    if (props.edition === Edition.STANDARD) {
      inform(
        this,
        'Edition Standard is sold by the China site of Alibaba Cloud; the international site offers Basic and Advanced.',
      );
    }
  }

  /** @internal */
  public get _removalPolicy(): ros.RemovalPolicy {
    return this.props.removalPolicy === ros.RemovalPolicy.DESTROY
      ? ros.RemovalPolicy.DESTROY
      : ros.RemovalPolicy.RETAIN;
  }

  protected validate(): string[] {
    const { instanceName } = this.props;
    return [
      ...(known(instanceName) === instanceName ? nameProblems(INSTANCE_NAME, 'instanceName', instanceName) : []),
      ...(this.edition === undefined ? [MISSING_EDITION] : []),
      ...purchaseProblems('', knownProps(this.props)),
      ...regionProblems('the region of the stack', known(this.region)),
      ...this.settingsProblems(),
      ...this.id.problems(),
      ...ruleScopeProblems(this),
      ...this.collisionProblems(),
    ].map(sentence);
  }

  private settingsProblems(): Problem[] {
    return settingsProblems('', knownSettings(this.props, ros.Stack.of(this)));
  }

  /** Two instances of one name in one region would share their host names. */
  private collisionProblems(): Problem[] {
    const first = INSTANCES.of(this).find(
      other => other.instanceName === this.instanceName && other.region === this.region,
    )!;
    const rule = `region ${this.region} already has an instance of that name (${first.node.path}), and the host names follow from it`;
    return first === this
      ? []
      : [{ subject: 'instanceName', got: this.instanceName, rule, fix: 'Choose another name for one of the two' }];
  }

  private addResource(): RosInstance {
    const props = this.props;
    const resource = new RosInstance(
      this,
      'Resource',
      {
        instanceName: props.instanceName,
        instanceType: props.edition,
        imageScanner: props.imageScanner ?? ImageScanner.ACR,
        period: props.periodMonths ?? 1,
        renewalStatus: props.autoRenewMonths === undefined ? 'ManualRenewal' : 'AutoRenewal',
        renewPeriod: props.autoRenewMonths,
        instanceStorageName: props.storageBucketName,
        resourceGroupId: props.resourceGroupId,
      },
      false,
    );
    adopt(resource, logicalIdFor(this, '') || 'Registry');
    guardRegion(ros.Stack.of(this)).forEach(guard => resource.addRosDependency(guard));
    resource.applyRemovalPolicy(this._removalPolicy);
    return resource;
  }

  /** The token that knows who reads the id, and how. */
  private idOf(resource: RosInstance): RegionalValue {
    const local = resource.attrInstanceId;
    const outputName = publish(this, local, this.props.publicAccess?.enabled === true);
    return new RegionalValue({ name: `${this.node.path}.instanceId`, stack: ros.Stack.of(this), outputName, local });
  }
}

const INSTANCES = new Declarations<RegistryInstance>();

const MISSING_EDITION = {
  subject: 'edition',
  rule: 'the edition is chosen when an instance is bought',
  fix: 'Choose Edition.ADVANCED for a primary, Edition.BASIC for a replica',
};
