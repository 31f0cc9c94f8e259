import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from './core/app-model';
import { adopt } from './core/element';
import { decideRemoval } from './core/past-props';
import { place } from './core/place';
import { isRemoved } from './core/removed';
import { requireOptions, requireStack } from './core/refuse';
import { describedAtSynth, isLiteral, known, topLevel } from './core/tokens';
import { withoutTraces } from './core/traces';
import { finish } from './core/unfinished';
import { policyName } from './domain/policies';
import { Problem, sentence } from './domain/problem';
import { objectProblems, TableOf } from './domain/prop-rules';
import { SERVICE_ROLES, SERVICE_ROLES_RULE } from './domain/props';
import { shortHash } from './domain/short-hash';
import { carryInto } from './stack/carried';
import { logicalIdFor } from './stack/logical-ids';
import { guardRegion } from './stack/region-guard';

/** What the roles are for. */
export interface RegistryServiceRolesProps {
  /**
   * The OSS buckets, as given in `storageBucketName`, that Container Registry may keep images in.
   *
   * @default - none; the service makes and keeps its own
   */
  readonly storageBucketNames?: string[];
}

/**
 * The service roles that Container Registry takes on: without the first, the first instance of a new account stays pending; without
 * the second, an instance with an own bucket does.
 *
 * Roles are the same in every region, so one stack makes them for all, before any registry is deployed. Where they exist already they
 * are left as they are, and they stay when they leave the app. The rights to a bucket go when the bucket leaves the list.
 *
 * @see https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-ram-role
 */
export class RegistryServiceRoles extends ros.Construct {
  /** @internal */
  public readonly _kind = 'RegistryServiceRoles';

  /**
   * The buckets that registries may keep images in.
   *
   * @internal
   */
  public readonly _buckets: readonly string[];

  private readonly carried: readonly Bucket[];

  constructor(scope: ros.Construct, id: string, props: RegistryServiceRolesProps = {}) {
    super(...place('new RegistryServiceRoles', scope, id));
    requireStack(this, SERVICE_ROLES_RULE.what);
    requireOptions(this, props, RULE);
    this._buckets = [...new Set(props.storageBucketNames ?? [])];
    this.carried = this._buckets.map(bucket => this.carry(bucket));
    const buckets = [...this.carried].sort((a, b) => (a.called < b.called ? -1 : 1));
    inApp<RegistryServiceRoles[]>(this, 'service roles', () => []).push(this);
    withoutTraces(() => {
      this.addRole('DefaultRole', 'AliyunContainerRegistryDefaultRole', 'AliyunContainerRegistryRolePolicy');
      if (buckets.length > 0) {
        this.addBucketRole(buckets);
      }
    });
    finish(this);
  }

  protected validate(): string[] {
    const late = objectProblems('props', describedAtSynth(this, { storageBucketNames: [...this._buckets] }), RULE, '');
    return [...late, ...this.repeatedProblems()].map(sentence);
  }

  /** The rights to a bucket are a policy of its name, and an account attaches it to the role once. */
  private repeatedProblems(): Problem[] {
    const all = inApp<RegistryServiceRoles[]>(this, 'service roles', () => []);
    const before = all.slice(0, all.indexOf(this)).filter(other => !isRemoved(other) && mayBeOneAccount(other, this));
    return this.carried.flatMap(({ called }, i) => {
      const first = before.find(other => other.carried.some(bucket => bucket.called === called));
      const rule = `${first?.node.path} gives the rights to that bucket already, and an account takes them once`;
      const fix = 'Name the bucket in one of the two';
      return first === undefined
        ? []
        : [{ subject: `storageBucketNames[${i}]`, got: known(this._buckets[i]), rule, fix }];
    });
  }

  /** The name of a bucket as this stack reads it; one that is decided at deploy time goes by a hash of its own. */
  private carry(name: string): Bucket {
    const { values, guards } = carryInto(this, { name });
    const stack = ros.Stack.of(this);
    const { stackName, region } = topLevel(stack);
    const called = isLiteral(name) ? name : shortHash([stackName, region, stack.resolve(values.name)]);
    return { name: values.name, called, guards };
  }

  private addBucketRole(buckets: readonly Bucket[]): void {
    const roleName = 'AliyunContainerRegistryCustomizedOSSBucketRole';
    const role = this.addRole('BucketRole', roleName);
    for (const bucket of buckets) {
      const name = policyName(['container-registry-bucket', bucket.called]);
      const Resource = [`acs:oss:*:*:${bucket.name}`, `acs:oss:*:*:${bucket.name}/*`];
      const PolicyDocument = { Version: '1', Statement: [{ Effect: 'Allow', Action: BUCKET_ACTIONS, Resource }] };
      const policy = this.add('ALIYUN::RAM::ManagedPolicy', 'BucketPolicy', bucket.called, {
        PolicyName: name,
        PolicyDocument,
        IgnoreExisting: true,
      });
      const attachment = { PolicyName: name, PolicyType: 'Custom', RoleName: roleName };
      const attached = this.add('ALIYUN::RAM::AttachPolicyToRole', 'BucketAttachment', bucket.called, attachment);
      bucket.guards.forEach(guard => policy.addRosDependency(guard));
      [role, policy].forEach(other => attached.addRosDependency(other.logicalId));
      decideRemoval(policy, ros.RemovalPolicy.RETAIN);
    }
  }

  /** A role that ROS leaves alone where it exists. */
  private addRole(kind: string, RoleName: string, systemPolicy?: string): ros.RosResource {
    const role = this.add('ALIYUN::RAM::Role', kind, '', {
      RoleName,
      IgnoreExisting: true,
      PolicyAttachments: systemPolicy === undefined ? undefined : { System: [systemPolicy] },
      AssumeRolePolicyDocument: {
        Version: '1',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['cr.aliyuncs.com'] } }],
      },
    });
    decideRemoval(role, ros.RemovalPolicy.RETAIN);
    return role;
  }

  private add(type: string, kind: string, name: string, properties: Record<string, unknown>): ros.RosResource {
    const resource = new ros.RosResource(this, `${kind}${name}`, { type, properties });
    guardRegion(ros.Stack.of(this)).forEach(guard => resource.addRosDependency(guard));
    return adopt(resource, logicalIdFor(this, kind, name));
  }
}

/** Roles are the same in every region and every stage; only another account has others. */
function mayBeOneAccount(one: ros.IConstruct, two: ros.IConstruct): boolean {
  const accounts = [one, two].map(construct => ros.Stack.of(construct).account);
  return accounts[0] === accounts[1] || !accounts.every(isLiteral);
}

/** A bucket that registries may keep images in. */
interface Bucket {
  readonly name: string;
  /** What its resources are named after. */
  readonly called: string;
  readonly guards: readonly string[];
}

/**
 * What the service does with objects in an own bucket: read, write, delete, upload in parts, versions and tags.
 * Source: https://github.com/aliyun/terraform-provider-alicloud, resource alicloud_cr_ee_instance
 */
const BUCKET_ACTIONS = [
  'oss:AbortMultipartUpload',
  'oss:DeleteObject',
  'oss:DeleteObjectTagging',
  'oss:DeleteObjectVersion',
  'oss:GetObject',
  'oss:GetObjectTagging',
  'oss:GetObjectVersion',
  'oss:ListMultipartUploads',
  'oss:ListObjectVersions',
  'oss:ListObjects',
  'oss:ListParts',
  'oss:PutObject',
  'oss:PutObjectTagging',
];

const RULE = { ...SERVICE_ROLES_RULE, props: SERVICE_ROLES satisfies TableOf<RegistryServiceRolesProps> };
