import * as ros from '@alicloud/ros-cdk-core';
import { inform, warn } from '../core/notes';
import { OutputRead, outputReads } from '../core/output-reads';
import { circleProblems, waitsFor } from '../core/stack-order';
import { isLiteral } from '../core/tokens';
import { stacksOf, wholeOf } from '../core/whole';
import {
  missingOutputProblems,
  ownOutputProblems,
  strangeNote,
  StrangeRead,
  strangeWarning,
} from '../domain/output-reads';
import { Problem } from '../domain/problem';
import { accountsOfReads } from './output-accounts';
import { templateOf } from './other-templates';

/** A read, and the stack of the app or stage that has the output, if any. */
interface FoundRead extends OutputRead {
  readonly found?: ros.Stack;
}

/**
 * Lets stacks wait for those whose outputs they read, be it a value or an output by the name of its stack: what is deployed too early
 * gets an empty text. What is read of stacks outside of the app is told, for nobody waits for them.
 */
export function orderByOutputs(whole: ros.IConstruct): void {
  const reads = readsIn(whole);
  for (const { reader, found } of reads) {
    if (found !== undefined && found !== reader && !isLeftOut(found) && !waitsFor(found, reader)) {
      if (!reader.dependencies.includes(found)) {
        reader.addDependency(found, `${reader.node.path} reads an output of ${found.node.path}`);
      }
    }
  }
  const strange = reads.filter(({ found }) => found === undefined);
  const stacks = strange.length === 0 ? [] : stacksOf(whole).stacks;
  new Set(strange.map(({ reader }) => reader)).forEach(reader => tellOfStrangers(reader, strange, stacks));
  accountsOfReads(sharing(reads)).notes.forEach(([stack, text]) => inform(stack, text));
}

/** What is wrong with outputs that are read, and with the accounts of all stacks that read of each other. */
export function outputReadProblems(whole: ros.IConstruct): Problem[] {
  const outputs = new Map<ros.Stack, string[] | undefined>();
  const reads = readsIn(whole);
  const problems = reads.flatMap(read => readProblems(read, outputs));
  return [...problems, ...accountsOfReads(sharing(reads)).problems];
}

function readProblems(
  { reader, found, value, output }: FoundRead,
  known: Map<ros.Stack, string[] | undefined>,
): Problem[] {
  if (found === undefined || !isLiteral(output)) {
    return [];
  }
  if (found === reader) {
    return ownOutputProblems(reader.stackName, output);
  }
  const circle = circleProblems(value ?? `output ${output} of stack ${found.stackName}`, reader, found);
  if (value !== undefined || circle.length > 0) {
    return circle;
  }
  const outputs = known.has(found) ? known.get(found) : outputsOf(found);
  known.set(found, outputs);
  return outputs === undefined ? [] : missingOutputProblems(reader.stackName, found.stackName, output, outputs);
}

/** The names of the outputs of a stack; undefined where they cannot be told, since a macro writes the template. */
function outputsOf(stack: ros.Stack): string[] | undefined {
  const { Outputs = {}, Transform } = templateOf(stack) ?? { Transform: 'unknown' };
  return Transform === undefined ? Object.keys(Outputs) : undefined;
}

/** What is read in an app or a stage, in an order of its own; a value that its stack names is written as such a name as well. */
function readsIn(whole: ros.IConstruct): FoundRead[] {
  const all = [...outputReads(whole)].filter(([, { reader }]) => wholeOf(reader) === whole);
  const values = new Set(all.flatMap(([, read]) => (read.owner === undefined ? [] : functionOf(read))));
  const reads = all.filter(([, read]) => read.owner !== undefined || !values.has(functionOf(read)));
  const isNamed = reads.some(([, { owner }]) => owner === undefined);
  const stacks = isNamed ? stacksOf(whole).stacks : []; // looking for them takes a walk through the app
  return reads
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, read]) => ({ ...read, found: read.owner ?? stackRead(read, stacks) }));
}

function functionOf({ reader, name, output, region }: OutputRead): string {
  return JSON.stringify([reader.node.path, name, output, region]);
}

/** The stack of the app or stage that a read names; one without a region may be deployed to any. */
function stackRead({ reader, name, region }: OutputRead, stacks: readonly ros.Stack[]): ros.Stack | undefined {
  if (['ALIYUN::StackId', 'ALIYUN::StackName'].includes((name as { Ref?: string } | null)?.Ref ?? '')) {
    return reader;
  }
  const named = stacks.filter(({ stackName }) => stackName === name);
  const there = named.find(stack => stack.region === region);
  return there ?? named.find(stack => !isLiteral(stack.region) || !isLiteral(region));
}

/** Whether a stack of ours holds nothing, and is not written. */
function isLeftOut(stack: ros.Stack): boolean {
  return (stack as { isEmpty?: boolean }).isEmpty === true;
}

/** The pairs of stacks of which one reads the other. */
function sharing(reads: readonly FoundRead[]): (readonly [ros.Stack, ros.Stack])[] {
  return reads.flatMap(({ reader, found }) => (found === undefined ? [] : [[reader, found] as const]));
}

/** Tells what a stack reads of others that are not in its app or stage. */
function tellOfStrangers(reader: ros.Stack, reads: readonly FoundRead[], stacks: readonly ros.Stack[]): void {
  const byStack = new Map<string, StrangeRead>();
  for (const { output, ...read } of reads.filter(other => other.reader === reader)) {
    const [name, region] = [read.name, read.region].map(value => (isLiteral(value) ? value : undefined));
    const key = JSON.stringify([name, region]);
    const outputs = isLiteral(output) ? [output] : [];
    byStack.set(key, { name, region, outputs: [...(byStack.get(key)?.outputs ?? []), ...outputs] });
  }
  const app = stacks.map(({ stackName: name, region }) => ({ name, region: isLiteral(region) ? region : undefined }));
  for (const read of byStack.values()) {
    const warning = strangeWarning(reader.stackName, read, app);
    if (warning === undefined) {
      inform(reader, strangeNote(reader.stackName, read));
    } else {
      warn(reader, warning);
    }
  }
}
