import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { warn } from '../core/notes';
import { output } from '../core/output';
import { noteReads } from '../core/output-reads';
import { RegionalValue } from '../core/regional-value';
import { defaultIn, isLiteral, topLevel } from '../core/tokens';
import { withoutTraces } from '../core/traces';
import { shortHash } from '../domain/short-hash';
import { bounded, words } from './logical-ids';
import { readyOutput, readyValue } from './readiness';

/** Values as a stack can read them, and what must be there before whatever is made of them. */
export interface Carried<T> {
  readonly values: T;
  readonly from: readonly RegionalValue[];
  readonly guards: readonly string[];
}

/**
 * Makes values of other stacks readable in the stack of an owner: each becomes an output of its own stack, read by `Fn::GetStackOutput`
 * and guarded, as the id of an instance is. Values of the same stack, and literal ones, stay as they are.
 */
export function carryInto<T extends Readonly<Record<string, unknown>>>(owner: ros.Construct, given: T): Carried<T> {
  const stack = ros.Stack.of(owner);
  const found = new Set<RegionalValue>();
  const read = new Map<string, string[]>();
  const values = Object.entries(given).map(([name, value]) => [name, carried(stack, value, { found, read })]);
  const from = [...found];
  from.forEach(value => value.addReader(stack));
  return {
    values: Object.fromEntries(values) as T,
    from,
    guards: [
      ...from.map(value => withoutTraces(() => readyValue(owner, value))),
      ...[...read.values()].map(output => withoutTraces(() => readyOutput(owner, output))),
    ],
  };
}

/** What is read of other stacks: values, and outputs by the names of their stacks. */
interface Found {
  readonly found: Set<RegionalValue>;
  readonly read: Map<string, string[]>;
}

function carried(reader: ros.Stack, value: unknown, { found, read }: Found): unknown {
  if (ros.Tokenization.isResolvable(value)) {
    return carried(reader, ros.Token.asString(value), { found, read });
  }
  if (typeof value === 'number' && ros.Token.isUnresolved(value)) {
    return carried(reader, ros.Tokenization.reverseNumber(value), { found, read });
  }
  if (typeof value !== 'string' || !ros.Token.isUnresolved(value)) {
    return value;
  }
  const mapped = ros.Tokenization.reverseString(value).mapTokens({
    mapToken: token => {
      const regional = regionalValueOf(reader, token, read);
      if (regional instanceof RegionalValue) {
        found.add(regional);
      }
      return regional;
    },
  });
  return ros.Token.asString(mapped.join({ join: (left, right) => `${text(left)}${text(right)}` }));
}

function text(part: unknown): string {
  return part === undefined ? '' : String(part);
}

/** What a reader puts in the place of a token. */
function regionalValueOf(reader: ros.Stack, token: ros.IResolvable, read: Found['read']): ros.IResolvable {
  if (token instanceof RegionalValue) {
    return token;
  }
  const stack = ros.Reference.isReference(token) ? ros.Stack.of(token.target) : reader;
  if (topLevel(stack) === topLevel(reader)) {
    const written: unknown = reader.resolve(token);
    noteReads(reader, written);
    const output = outputIn(written, topLevel(reader));
    if (output !== undefined) {
      read.set(JSON.stringify(output), output);
    }
    return token;
  }
  const local = stack.resolve(token) as object;
  const { target, displayName } = token as ros.Reference;
  warnOfEmptyDefault(reader, stack, target);
  const path = words(target.node.path.slice(stack.node.path.length));
  const outputName = bounded(`${path}${words(displayName)}${shortHash(local).toUpperCase()}`);
  return inApp(stack, `value ${stack.node.path} ${outputName}`, () => {
    output(topLevel(stack), outputName, token, `Read by other stacks: ${displayName} of ${target.node.path}`);
    return new RegionalValue({ name: `${target.node.path}.${displayName}`, stack, outputName, local: token });
  });
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
