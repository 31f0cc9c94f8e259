import * as ros from '@alicloud/ros-cdk-core';
import { keepFields } from '../core/kept';
import { output } from '../core/output';
import { place } from '../core/place';
import { refuse } from '../core/refuse';
import { RegionalValue } from '../core/regional-value';
import { described, describedAtSynth, isLiteral, stackOf, topLevel } from '../core/tokens';
import { finish } from '../core/unfinished';
import { Edition } from '../domain/editions';
import { RosInstance } from '../cr';
import { DeployTime, Problem, sentence } from '../domain/problem';
import { isPlainObject, objectProblems, TableOf } from '../domain/prop-rules';
import { ATTRIBUTES, ATTRIBUTES_RULE } from '../domain/props';
import { bounded, words } from '../stack/logical-ids';
import { nestedProblems } from '../stack/nested';
import { RegionStack } from '../stack/region-stack';
import { warnOfRegion } from '../stack/region-warning';
import { lookAtWholeApp } from '../stack/whole-app';
import { RegistryInstanceAttributes } from './instance';
import { register } from './collisions';
import { INSTANCE_FIELDS, InstanceBase } from './instance-base';
import { deployerProblems } from './owner';
import { publish } from './outputs';

/** An instance that exists already; nothing is created for it. */
export class ImportedInstance extends InstanceBase {
  public readonly instanceId: string;
  public readonly instanceName: string;
  public readonly region: string;
  public readonly edition?: Edition;
  public readonly accountId?: string;

  /** @internal */
  public readonly _id: RegionalValue | string;

  /**
   * Whether the instance can be reached over the Internet, as far as this app opens it.
   *
   * @internal
   */
  public _reachable = false;

  private readonly attributes: RegistryInstanceAttributes;

  constructor(scope: ros.Construct, id: string, attributes: RegistryInstanceAttributes) {
    super(...place('RegistryInstance.fromInstanceAttributes', scope, id));
    const around = stackOf(this)?.region;
    const given: unknown = attributes;
    const region = isPlainObject(given) && given.region !== undefined ? (given.region as string) : around;
    const withRegion = isPlainObject(given) ? { ...given, region } : given;
    refuse(this, region === around ? this.nestingProblems() : []);
    refuse(this, objectProblems('attributes', described(withRegion), RULE, ''));
    refuse(this, deployerProblems(attributes.accountId));
    this.attributes = { ...attributes, region };
    this.instanceName = attributes.instanceName;
    this.region = region!;
    this.edition = attributes.edition;
    this.accountId = attributes.accountId;
    this._id = this.readable(attributes.instanceId);
    this.instanceId = this._id.toString();
    keepFields(this, INSTANCE_FIELDS);
    register(this);
    lookAtWholeApp(this);
    if (!(stackOf(this) instanceof RegionStack)) {
      warnOfRegion(this, this.region); // a registry says so where somebody reads it
    }
    finish(this);
  }

  /** A nested stack cannot tell where the instance is. */
  private nestingProblems(): Problem[] {
    const stack = stackOf(this);
    const rule = 'a nested stack has no region of its own to take it from';
    const fix =
      stack && `Give the region, or import the instance into the stack around it, ${topLevel(stack).node.path}`;
    return stack instanceof ros.NestedStack ? [{ subject: 'region', rule, fix: fix! }] : [];
  }

  protected validate(): string[] {
    const late = objectProblems('attributes', describedAtSynth(this, this.attributes), RULE, '');
    return [...super.validate(), ...[...late, ...this.makerProblems()].map(sentence)];
  }

  /** What is said of an instance otherwise than by the resource that makes it in this app. */
  private makerProblems(): Problem[] {
    const { origin } = described(this.attributes.instanceId) as Partial<DeployTime>;
    const isOfOurs = this._id instanceof RegionalValue && this._id.name !== `${this.node.path}.instanceId`;
    if (origin?.type !== RosInstance.ROS_RESOURCE_TYPE_NAME || !(this._id instanceof RegionalValue) || isOfOurs) {
      return []; // what contradicts an instance of ours is said beside it
    }
    const by = `and ${origin.path}, which gives its id, says`;
    const facts = [
      { subject: 'region', says: this._id.region, rule: `an instance is in one region, ${by}` },
      { subject: 'instanceName', says: origin.property('InstanceName'), rule: `an instance has one name, ${by}` },
      { subject: 'edition', says: origin.property('InstanceType'), rule: `an instance has one edition, ${by}` },
    ] as const;
    return facts
      .filter(({ subject, says }) => isLiteral(says) && isLiteral(this[subject]) && says !== this[subject])
      .map(({ subject, says, rule }) => ({
        subject,
        got: this[subject],
        rule: `${rule} ${says as string}`,
        fix: 'Correct one of the two',
      }));
  }

  /** A stack of a registry tells where the instance is, if it holds anything. */
  protected prepare(): void {
    super.prepare();
    const stack = stackOf(this);
    if (stack instanceof RegionStack && this.node.scope === stack && !stack.isEmpty) {
      publish(this, this.instanceId, this._reachable);
    }
  }

  /** A literal id as it is; the attribute of a resource so that stacks in every region can read it. */
  private readable(instanceId: string | ros.IResolvable): RegionalValue | string {
    const text = ros.Token.asString(instanceId);
    if (!ros.Token.isUnresolved(text)) {
      return text;
    }
    const token = ros.Tokenization.reverseString(text).firstToken;
    if (token instanceof RegionalValue) {
      return token;
    }
    const stack =
      token !== undefined && ros.Reference.isReference(token)
        ? ros.Stack.of(token.target as ros.Construct)
        : stackOf(this);
    if (stack === undefined) {
      return text;
    }
    const isMadeThere = token !== undefined && ros.Reference.isReference(token);
    refuse(this, isMadeThere ? nestedProblems('instanceId', stack) : []);
    const local = ros.Lazy.anyValue({ produce: () => text });
    const outputName = bounded(`${words(this.node.path)}InstanceId`);
    output(topLevel(stack), outputName, local, `The id of the registry ${this.instanceName} in ${this.region}`);
    return new RegionalValue({ name: `${this.node.path}.instanceId`, stack, outputName, local });
  }
}

const RULE = { ...ATTRIBUTES_RULE, props: ATTRIBUTES satisfies TableOf<RegistryInstanceAttributes> };
