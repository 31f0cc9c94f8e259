import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from './core/app-model';
import { adopt } from './core/element';
import { keepFields } from './core/kept';
import { inform, warn } from './core/notes';
import { decideRemoval } from './core/past-props';
import { place } from './core/place';
import { refuse, requireOptions, requireStack, stackRegionProblems } from './core/refuse';
import { RegionalValue } from './core/regional-value';
import { described, describedAtSynth, known } from './core/tokens';
import { withoutTraces } from './core/traces';
import { finish } from './core/unfinished';
import { RosInstance } from './cr';
import { ImageScanner } from './domain/choices';
import { Edition } from './domain/editions';
import { identityOf } from './domain/origins';
import { Problem, sentence } from './domain/problem';
import { isPlainObject, objectProblems, TableOf } from './domain/prop-rules';
import { INSTANCE, INSTANCE_RULE } from './domain/props';
import { renewalWarning } from './domain/purchase';
import { settingsProblems } from './domain/settings';
import { applySettings } from './instance/apply-settings';
import { ImportedInstance } from './instance/imported-instance';
import { register } from './instance/collisions';
import { warnOfOverlaps } from './instance/image-rules';
import { IRegistryInstance, RegistryInstanceAttributes } from './instance/instance';
import { INSTANCE_FIELDS, InstanceBase } from './instance/instance-base';
import { secretOrPlain } from './instance/login-password';
import { foreignProblems } from './instance/network-access';
import { publish } from './instance/outputs';
import { RegistryInstanceProps } from './instance/settings';
import { Carried, carryInto } from './stack/carried';
import { logicalIdFor } from './stack/logical-ids';
import { guardRegion } from './stack/region-guard';
import { warnOfRegion } from './stack/region-warning';

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

  /** @internal */
  public readonly _id: RegionalValue;

  private readonly props: RegistryInstanceProps;

  constructor(scope: ros.Construct, id: string, props: RegistryInstanceProps) {
    super(...place('new RegistryInstance', scope, id));
    requireStack(this, INSTANCE_RULE.what);
    this.requireProps(props);
    const { instanceName, resourceGroupId, periodMonths, autoRenewMonths } = props;
    const late = { instanceName, resourceGroupId, periodMonths, autoRenewMonths };
    const others = withoutTraces(() => carryInto(this, late));
    this.props = { ...props };
    this.instanceName = others.values.instanceName;
    this.edition = props.edition;
    this.region = ros.Stack.of(this).region;
    register(this);
    const resource = withoutTraces(() => this.addResource(others));
    this._id = this.idOf(resource);
    this.instanceId = this._id.toString();
    keepFields(this, INSTANCE_FIELDS);
    applySettings(this, props);
    this.explain();
    finish(this);
  }

  /** @internal */
  public get _removalPolicy(): ros.RemovalPolicy {
    return this.props.removalPolicy === ros.RemovalPolicy.DESTROY
      ? ros.RemovalPolicy.DESTROY
      : ros.RemovalPolicy.RETAIN;
  }

  protected validate(): string[] {
    const { vpcAccess: _links, ...props } = this.secretly(this.props) as RegistryInstanceProps;
    const late = objectProblems('props', describedAtSynth(this, props), RULE, '');
    return [...super.validate(), ...[...late, ...this.bucketProblems()].map(sentence)];
  }

  /** The props with a password that rules can look at. */
  private secretly(props: unknown): unknown {
    return isPlainObject(props)
      ? { ...props, loginPassword: secretOrPlain(props.loginPassword, ros.Stack.of(this)) }
      : props;
  }

  private requireProps(props: RegistryInstanceProps): void {
    requireOptions(this, this.secretly(props), RULE, () => [
      ...stackRegionProblems(this),
      ...settingsProblems('', described(props) as Record<string, unknown>),
    ]);
  }

  /** Two instances of one bucket would share their images. */
  private bucketProblems(): Problem[] {
    const bucket = known(this.props.storageBucketName);
    const identity = identityOf(bucket, 'bucketName');
    const owners = inApp(this, 'buckets', () => new Map<string, RegistryInstance>());
    const first = (identity === undefined ? this : owners.get(identity)) ?? this;
    if (identity !== undefined) {
      owners.set(identity, first);
    }
    const rule = `${first.node.path} keeps its images in that bucket`;
    return first === this
      ? []
      : [{ subject: 'storageBucketName', got: bucket, rule, fix: 'Give each instance a bucket of its own' }];
  }

  private addResource(others: Carried<Partial<RegistryInstanceProps>>): RosInstance {
    const { storageBucketName } = this.props;
    const bucket = carryInto(this, { storageBucketName });
    refuse(this, foreignProblems('a bucket', this, bucket));
    const props = { ...this.props, ...others.values, ...bucket.values };
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
    [...guardRegion(ros.Stack.of(this)), ...others.guards, ...bucket.guards].forEach(guard =>
      resource.addRosDependency(guard),
    );
    decideRemoval(resource, this._removalPolicy);
    return resource;
  }

  /** The token that knows who reads the id, and how. */
  private idOf(resource: RosInstance): RegionalValue {
    const local = resource.attrInstanceId;
    const outputName = publish(this, local, this.props.publicAccess?.enabled === true);
    return new RegionalValue({ name: `${this.node.path}.instanceId`, stack: ros.Stack.of(this), outputName, local });
  }

  /** What somebody should know who reads the output of synth. */
  private explain(): void {
    warnOfRegion(this, this.region);
    warnOfOverlaps(this, this.props.retentionRules ?? []);
    if (this.props.edition === Edition.STANDARD) {
      inform(
        this,
        'Edition Standard is sold by the China site of Alibaba Cloud; the international site offers Basic and Advanced.',
      );
    }
    const renewal = renewalWarning(this.props.autoRenewMonths);
    if (renewal !== undefined && !ros.Token.isUnresolved(this.props.autoRenewMonths)) {
      warn(this, renewal);
    }
    if (this._removalPolicy === ros.RemovalPolicy.DESTROY) {
      warn(
        this,
        `removalPolicy is DESTROY: when ${this.instanceName} or one of its namespaces leaves the app, ROS deletes it with every image in it.`,
      );
    }
  }
}

const RULE = { ...INSTANCE_RULE, props: INSTANCE satisfies TableOf<RegistryInstanceProps> };
