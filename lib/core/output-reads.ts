import * as ros from '@alicloud/ros-cdk-core';
import { Reads } from '../domain/output-chains';
import { inApp } from './app-model';
import { isLiteral, topLevel } from './tokens';

/** That a stack reads an output of another; both are deployed by themselves. */
export interface OutputRead {
  readonly reader: ros.Stack;
  /** The stack that has the output, where a value of ours knows it; a name alone may be that of any stack. */
  readonly owner?: ros.Stack;
  /** What messages call that value. */
  readonly value?: string;
  /** What the function says: the stack, the output, and the region, which is that of the reader unless it is said. */
  readonly name: unknown;
  readonly output: unknown;
  readonly region: unknown;
}

/** What stacks read of others in the app of a construct, each thing once. */
export function outputReads(construct: ros.IConstruct): Map<string, OutputRead> {
  return inApp(construct, 'output reads', () => new Map<string, OutputRead>());
}

/** Notes that a stack reads an output of another. */
export function noteRead(read: OutputRead): void {
  const { reader, owner, name, output, region } = read;
  const key = JSON.stringify([reader.node.path, owner?.node.path, name, output, region]);
  outputReads(reader).set(key, read);
}

/** Notes every output that is read in what a stack writes. */
export function noteReads(stack: ros.Stack, written: unknown): void {
  if (written === null || typeof written !== 'object') {
    return;
  }
  for (const [name, inner] of Object.entries(written)) {
    if (name === 'Fn::GetStackOutput' && Array.isArray(inner)) {
      const reader = topLevel(stack);
      const [stackName, output, region] = inner as unknown[];
      noteRead({ reader, name: stackName, output, region: isOwnRegion(region) ? reader.region : region });
    }
    noteReads(stack, inner);
  }
}

/** Whether the region of a read is that of its reader, said or not. */
function isOwnRegion(region: unknown): boolean {
  return region === undefined || (region as { Ref?: unknown } | null)?.Ref === 'ALIYUN::Region';
}

/** Which stacks read outputs of which, in the app of a construct; each by its name and its region. */
export function readsInApp(construct: ros.IConstruct): Reads {
  const reads: Reads = new Map();
  for (const { reader, name, region } of outputReads(construct).values()) {
    if ([reader.stackName, reader.region, name, region].every(isLiteral)) {
      const key = `${reader.stackName} ${reader.region}`;
      reads.set(key, (reads.get(key) ?? new Set<string>()).add(`${name as string} ${region as string}`));
    }
  }
  return reads;
}
