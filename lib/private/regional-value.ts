import * as ros from '@alicloud/ros-cdk-core';
import { known, topLevel, waitsFor } from './late';
import { LATE, Problem, sentence } from './problem';

/** Where a value comes from, and the stack output under which other stacks find it. */
interface RegionalValueProps {
  /** What messages call the value, such as `Acme/cn-hangzhou/Registry.instanceId`. */
  readonly name: string;
  readonly stack: ros.Stack;
  readonly outputName: string;
  /** The value as its own stack reads it. */
  readonly local: ros.IResolvable;
}

/**
 * The only door between regions: a value that its own stack reads directly and every other stack by `Fn::GetStackOutput`.
 *
 * Left alone, the core would write `Fn::ImportValue`, which ROS does not know.
 * Source: https://www.alibabacloud.com/help/en/ros/user-guide/function-getstackoutput
 */
export class RegionalValue implements ros.IResolvable {
  public readonly creationStack: string[] = [];
  private readonly readers = new Set<ros.Stack>();
  private readonly circles = new Set<ros.Stack>();

  constructor(private readonly props: RegionalValueProps) {}

  public resolve(context: ros.IResolveContext): unknown {
    const stack = ros.Stack.of(context.scope);
    const [reader, owner] = [topLevel(stack), topLevel(this.props.stack)];
    if (stack === this.props.stack) {
      return this.props.local;
    }
    if (reader === owner) {
      throw this.refusal(
        stack,
        `${this.props.name} is not there while the stack around both is deployed`,
        `stack ${this.props.stack.node.path} itself`,
      );
    }
    if (!this.readers.has(reader)) {
      this.refuseStrangers(reader, owner);
      if (waitsFor(owner, reader)) {
        this.circles.add(reader);
      } else {
        reader.addDependency(owner, `${reader.node.path} reads ${this.props.name}`);
      }
      this.readers.add(reader);
    }
    return { 'Fn::GetStackOutput': [owner.stackName, this.props.outputName, owner.region] };
  }

  /** What is wrong with those who read the value while its own stack waits for theirs. */
  public problems(): Problem[] {
    return [...this.circles].map(reader => ({
      subject: 'instanceId',
      got: `read by stack ${reader.stackName}`,
      rule: `stack ${this.props.stack.stackName}, which has it, waits for that stack`,
      fix: 'Move one of the two into a third stack',
    }));
  }

  public toString(): string {
    return ros.Token.asString(this, { displayHint: this.props.outputName });
  }

  /** A token among JSON would be lost: AWS CDK and the core write the same text. */
  public toJSON(): string {
    return '<unresolved-token>';
  }

  /** `Fn::GetStackOutput` looks in one account, and stacks of different stages have no order between them. */
  private refuseStrangers(reader: ros.Stack, owner: ros.Stack): void {
    const accounts = [known(owner.account), known(reader.account)];
    if (accounts[0] !== accounts[1] && !accounts.includes(LATE)) {
      throw this.refusal(reader, `${this.props.name} stays in account ${owner.account}`, 'a stack of that account');
    }
    if (ros.Stage.of(reader) !== ros.Stage.of(owner)) {
      throw this.refusal(reader, `${this.props.name} can be read only inside its own stage`, 'a stack of that stage');
    }
    if (ros.Token.isUnresolved(owner.region)) {
      throw this.refusal(
        reader,
        `stack ${owner.node.path} has no fixed region to read it from`,
        "a stack with env: { region: '...' }",
      );
    }
  }

  private refusal(reader: ros.Stack, rule: string, remedy: string): Error {
    const fix = `Use it in ${remedy}, or import the instance by its literal id with RegistryInstance.fromInstanceAttributes`;
    const message = `${reader.node.path}: ${sentence({ subject: 'the reader', got: reader.node.path, rule, fix })}`;
    return new Error(message.replace(/\.$/, '')); // the core puts the full stop
  }
}
