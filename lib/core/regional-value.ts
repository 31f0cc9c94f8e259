import * as ros from '@alicloud/ros-cdk-core';
import { Problem, Words } from '../domain/problem';
import { inApp } from './app-model';
import { READ, ReadToken, watchOthers } from './others';
import { noteRead } from './output-reads';
import { refuse } from './refuse';
import { removedProblems } from './removed';
import { isLiteral, LOCAL, StandIn, topLevel } from './tokens';

/** The values that stacks of the app read of each other, by their outputs. */
function valuesByOutput(construct: ros.IConstruct): Map<string, RegionalValue> {
  return inApp(construct, 'values by output', () => new Map<string, RegionalValue>());
}

const outputKey = (...parts: readonly unknown[]) => JSON.stringify(parts);

/** What a value in a template is, told apart from every other, as far as that is known. */
export function identityIn(stack: ros.Stack, written: unknown): string | undefined {
  if (typeof written !== 'object' || written === null) {
    return typeof written === 'string' ? written : undefined;
  }
  const { 'Fn::GetStackOutput': read } = written as { 'Fn::GetStackOutput'?: unknown[] };
  if (read !== undefined) {
    const [name, output, region = topLevel(stack).region] = read;
    return valuesByOutput(stack).get(outputKey(name, output, region))?.identity;
  }
  return `${stack.node.path} ${JSON.stringify(written)}`;
}

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
 * Left alone, the core would write `Fn::ImportValue`, which ROS does not know. Resolving it changes nothing: who reads it is known
 * before anything is written, since our own resources say so when they are made, and those of users are looked through once.
 * Source: https://www.alibabacloud.com/help/en/ros/user-guide/function-getstackoutput
 */
export class RegionalValue implements ReadToken, StandIn {
  public readonly creationStack: string[] = [];

  private readonly readers = new Set<ros.Stack>();

  constructor(private readonly props: RegionalValueProps) {
    watchOthers(this.owner);
    const { owner, outputName } = this;
    valuesByOutput(owner).set(outputKey(owner.stackName, outputName, owner.region), this);
  }

  /** The value as its own stack reads it. */
  public get [LOCAL](): ros.IResolvable {
    return this.props.local;
  }

  /** The output of its stack that holds it. */
  public get outputName(): string {
    return this.props.outputName;
  }

  /** What messages call it. */
  public get name(): string {
    return this.props.name;
  }

  /** The region of its stack. */
  public get region(): string {
    return this.owner.region;
  }

  /** What the value is, told apart from every other; undefined where only the deployment tells. */
  public get identity(): string | undefined {
    const { stack, local } = this.props;
    const written: unknown = stack.resolve(local);
    const isAttribute = typeof written === 'object' && written !== null && 'Fn::GetAtt' in written;
    return typeof written === 'string'
      ? written
      : isAttribute
        ? `${stack.node.path} ${JSON.stringify(written)}`
        : undefined;
  }

  /** The stack that is deployed before whoever reads the value. */
  private get owner(): ros.Stack {
    return topLevel(this.props.stack);
  }

  /** Notes that something in a stack reads the value. */
  public addReader(stack: ros.Stack): void {
    const reader = topLevel(stack);
    const { owner, outputName: output } = this;
    if (reader !== owner && !this.readers.has(reader)) {
      this.readers.add(reader);
      noteRead({ reader, owner, value: this.name, name: owner.stackName, output, region: owner.region });
    }
  }

  /** The same where somebody else's element reads it. */
  public [READ](stack: ros.Stack): void {
    this.addReader(stack);
  }

  public resolve(context: ros.IResolveContext): unknown {
    const stack = ros.Stack.of(context.scope);
    if (stack === this.props.stack) {
      return this.props.local;
    }
    const [reader, owner] = [topLevel(stack), this.owner];
    refuse(context.scope, this.strangerProblems(stack, reader, owner));
    return { 'Fn::GetStackOutput': [owner.stackName, this.props.outputName, owner.region] };
  }

  public toString(): string {
    return ros.Token.asString(this, { displayHint: this.props.outputName });
  }

  /** A token among JSON would be lost: AWS CDK and the core write the same text. */
  public toJSON(): string {
    return '<unresolved-token>';
  }

  /** `Fn::GetStackOutput` looks in one account, for the output of a finished stack; and stages have no order between their stacks. */
  private strangerProblems(nested: ros.Stack, reader: ros.Stack, owner: ros.Stack): Problem[] {
    const { stack, local, name } = this.props;
    const gone = removedProblems(name, ros.Reference.isReference(local) ? local.target : stack);
    if (gone.length > 0) {
      return gone;
    }
    if (reader === owner) {
      const rule = 'the value is not there while the stack around both is deployed';
      return [this.unreadable(nested, rule, `stack ${stack.node.path} itself`)];
    }
    if (owner.account !== reader.account && isLiteral(owner.account) && isLiteral(reader.account)) {
      return [this.unreadable(reader, `the value stays in account ${owner.account}`, 'a stack of that account')];
    }
    if (ros.Stage.of(reader) !== ros.Stage.of(owner)) {
      return [this.unreadable(reader, 'the value can be read only inside its own stage', 'a stack of that stage')];
    }
    return ros.Token.isUnresolved(owner.region)
      ? [
          this.unreadable(
            reader,
            `stack ${owner.node.path} has no fixed region to read it from`,
            "a stack with env: { region: '...' }",
          ),
        ]
      : [];
  }

  private unreadable(reader: ros.Stack, rule: string, remedy: string): Problem {
    const fix = `Use it in ${remedy}, or write the value itself; an instance is taken by its literal id with RegistryInstance.fromInstanceAttributes`;
    return { subject: this.props.name, got: new Words(`read in stack ${reader.node.path}`), rule, fix };
  }
}
