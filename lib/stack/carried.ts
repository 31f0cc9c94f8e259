import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { warn } from '../core/notes';
import { output } from '../core/output';
import { noteReads } from '../core/output-reads';
import { RegionalValue } from '../core/regional-value';
import { refuse } from '../core/refuse';
import { defaultIn, isLiteral, topLevel } from '../core/tokens';
import { withoutTraces } from '../core/traces';
import { shortHash } from '../domain/short-hash';
import { bounded, words } from './logical-ids';
import { nestedProblems } from './nested';
import { readyOutput, readyValue } from './readiness';

/** Values as a stack can read them, and what must be there before whatever is made of them. */
export interface Carried<T> {
  readonly values: T;
  readonly from: readonly RegionalValue[];
  /** The outputs that are read by the names of their stacks: that name, its own and the region. */
  readonly reads: readonly (readonly string[])[];
  readonly guards: readonly string[];
}

/**
 * Makes values of other stacks readable in the stack of an owner: each becomes an output of its own stack, read by `Fn::GetStackOutput`
 * and guarded, as the id of an instance is. Values of the same stack, and literal ones, stay as they are.
 */
export function carryInto<T extends Readonly<Record<string, unknown>>>(owner: ros.Construct, given: T): Carried<T> {
  const stack = ros.Stack.of(owner);
  const carrier = new Carrier(owner);
  const values = Object.entries(given).map(([name, value]) => [name, carrier.carry(value)]);
  const from = [...carrier.found];
  from.forEach(value => value.addReader(stack));
  return {
    values: Object.fromEntries(values) as T,
    from,
    reads: [...carrier.read.values()],
    guards: [
      ...from.map(value => withoutTraces(() => readyValue(owner, value))),
      ...[...carrier.read.values()].map(output => withoutTraces(() => readyOutput(owner, output))),
    ],
  };
}

/** Puts values that a stack can read in the place of those of other stacks, also inside functions. */
class Carrier extends ros.DefaultTokenResolver {
  /** What is read of other stacks. */
  public readonly found = new Set<RegionalValue>();
  /** Outputs that are read by the names of their stacks. */
  public readonly read = new Map<string, string[]>();

  private readonly reader: ros.Stack;
  private hasReplaced = false;

  constructor(private readonly owner: ros.Construct) {
    super(new ros.StringConcat());
    this.reader = ros.Stack.of(owner);
  }

  public carry(value: unknown): unknown {
    if (ros.Tokenization.isResolvable(value)) {
      return this.carry(ros.Token.asString(value));
    }
    if (typeof value === 'number' && ros.Token.isUnresolved(value)) {
      return this.carry(ros.Tokenization.reverseNumber(value));
    }
    if (typeof value !== 'string' || !ros.Token.isUnresolved(value)) {
      return value;
    }
    const mapped = ros.Tokenization.reverseString(value).mapTokens({ mapToken: token => this.inPlaceOf(token) });
    return ros.Token.asString(mapped.join({ join: (left, right) => `${text(left)}${text(right)}` }));
  }

  /** What is inside a function. */
  public resolveToken(token: ros.IResolvable, context: ros.IResolveContext, post: ros.IPostProcessor): unknown {
    const value = this.readable(token);
    this.hasReplaced ||= value !== token;
    return super.resolveToken(value, context, post);
  }

  private inPlaceOf(token: ros.IResolvable): ros.IResolvable {
    const value = this.readable(token);
    if (value instanceof RegionalValue) {
      return value;
    }
    this.hasReplaced = false;
    const written: unknown = ros.Tokenization.resolve(token, { scope: this.reader, resolver: this, preparing: true });
    noteReads(this.reader, written);
    const output = outputIn(written, topLevel(this.reader));
    if (output !== undefined) {
      this.read.set(JSON.stringify(output), output);
    }
    return this.hasReplaced ? withoutTraces(() => ros.Token.asAny(written)) : token;
  }

  /** The token, or the value of another stack by which its stack reads it. */
  private readable(token: ros.IResolvable): ros.IResolvable {
    const value = ros.Reference.isReference(token) ? this.valueOf(token) : token;
    if (value instanceof RegionalValue) {
      this.found.add(value);
    }
    return value;
  }

  private valueOf(reference: ros.Reference): ros.IResolvable {
    const { target, displayName } = reference;
    const stack = ros.Stack.of(target);
    if (stack === this.reader) {
      return reference;
    }
    const name = `${target.node.path}.${displayName}`;
    refuse(this.owner, nestedProblems(name, stack));
    if (stack === topLevel(this.reader)) {
      return reference; // the core hands it into the nested stack
    }
    warnOfEmptyDefault(this.reader, stack, target);
    const local = stack.resolve(reference) as object;
    const path = words(target.node.path.slice(stack.node.path.length));
    const outputName = bounded(`${path}${words(displayName)}${shortHash(local).toUpperCase()}`);
    const carried = carriedOf(stack);
    const before = carried.get(outputName);
    if (before !== undefined) {
      return before;
    }
    output(stack, outputName, reference, `Read by other stacks: ${displayName} of ${target.node.path}`);
    const value = new RegionalValue({ name, stack, outputName, local: reference });
    carried.set(outputName, value);
    return value;
  }
}

/** The values of a stack that others read, by their outputs; a stack that was removed and made again is another. */
function carriedOf(stack: ros.Stack): Map<string, RegionalValue> {
  const all = inApp(stack, 'carried values', () => new Map<ros.Stack, Map<string, RegionalValue>>());
  const carried = all.get(stack) ?? new Map<string, RegionalValue>();
  all.set(stack, carried);
  return carried;
}

function text(part: unknown): string {
  return part === undefined ? '' : String(part);
}

/** An empty text of another stack stops whoever reads it, as if that stack were not there. */
function warnOfEmptyDefault(reader: ros.Stack, stack: ros.Stack, parameter: ros.IConstruct): void {
  if (parameter instanceof ros.RosParameter && defaultIn(parameter) === '') {
    const [from, to] = [stack, reader].map(one => topLevel(one).stackName);
    warn(
      reader,
      `Parameter ${parameter.node.path} is empty by default, but stack ${to} reads it and stops where it is empty: ` +
        `give its value when stack ${from} is deployed, or leave the default out, so that it is asked for.`,
    );
  }
}

/** The output that somebody reads by the name of its stack: that name, its own and the region, as far as all are known. */
function outputIn(written: unknown, { region: own }: ros.Stack): string[] | undefined {
  const { 'Fn::GetStackOutput': list } = (written ?? {}) as { 'Fn::GetStackOutput'?: unknown[] };
  const [stack, output, region = own] = list ?? [];
  const read = [stack, output, region];
  return read.every(isLiteral) ? read : undefined;
}
