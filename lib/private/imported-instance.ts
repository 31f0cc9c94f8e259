import * as ros from '@alicloud/ros-cdk-core';
import { accountProblems, choiceProblems, EDITIONS, instanceIdProblems, regionProblems } from '../domain/instance';
import { INSTANCE_NAME, nameProblems } from '../domain/names';
import type { Edition, RegistryInstanceAttributes } from '../registry-instance';
import { InstanceBase } from './instance-base';
import { known, stackOf, requireProps, topLevel } from './late';
import { words } from './naming';
import { output } from './output';
import { LATE, sentence } from './problem';
import { RegionalValue } from './regional-value';

/** An instance that exists already; nothing is created for it. */
export class ImportedInstance extends InstanceBase {
  public readonly instanceId: string;
  public readonly instanceName: string;
  public readonly region: string;
  public readonly edition?: Edition;
  public readonly accountId?: string;

  constructor(scope: ros.Construct, id: string, attributes: RegistryInstanceAttributes) {
    super(scope, id);
    requireProps(this, attributes, 'instanceId and instanceName');
    this.instanceName = attributes.instanceName;
    this.region = attributes.region ?? stackOf(this)?.region ?? '';
    this.edition = attributes.edition;
    this.accountId = attributes.accountId;
    this.instanceId = this.readable(attributes.instanceId);
  }

  protected validate(): string[] {
    const { instanceName, edition } = this;
    return [
      ...regionProblems('region', known(this.region)),
      ...accountProblems('accountId', known(this.accountId)),
      ...(ros.Token.isUnresolved(this.instanceId) ? [] : instanceIdProblems('instanceId', this.instanceId)),
      ...(known(instanceName) === LATE ? [] : nameProblems(INSTANCE_NAME, 'instanceName', instanceName)),
      ...choiceProblems('edition', edition, 'Edition', EDITIONS),
    ].map(sentence);
  }

  /** A literal id as it is; the attribute of a resource so that stacks in every region can read it. */
  private readable(instanceId: string | ros.IResolvable): string {
    const text = ros.Token.asString(instanceId ?? '');
    if (!ros.Token.isUnresolved(text)) {
      return text;
    }
    const token = ros.Tokenization.reverseString(text).firstToken;
    const stack =
      token !== undefined && ros.Reference.isReference(token)
        ? ros.Stack.of(token.target as ros.Construct)
        : stackOf(this);
    if (stack === undefined) {
      return text;
    }
    const local = ros.Lazy.anyValue({ produce: () => text });
    const outputName = `${words(this.node.path)}InstanceId`;
    output(topLevel(stack), outputName, local, `The id of the registry ${this.instanceName} in ${this.region}`);
    return new RegionalValue({ name: `${this.node.path}.instanceId`, stack, outputName, local }).toString();
  }
}
