import * as ros from '@alicloud/ros-cdk-core';
import { Reads } from '../domain/output-chains';
import { inApp } from './app-model';
import { isLiteral, topLevel } from './tokens';

/** Which stacks read outputs of which, in the app of a construct; each by its name and its region. */
export function readsInApp(construct: ros.IConstruct): Reads {
  return inApp(construct, 'output reads', () => new Map<string, Set<string>>());
}

/** Notes that a stack reads an output of another. */
export function noteRead(reader: ros.Stack, stackName: string, region: string): void {
  const { stackName: name, region: own } = topLevel(reader);
  if ([name, own, stackName, region].every(isLiteral)) {
    const reads = readsInApp(reader);
    const key = `${name} ${own}`;
    reads.set(key, (reads.get(key) ?? new Set<string>()).add(`${stackName} ${region}`));
  }
}

/** Notes every output that is read in what a stack writes. */
export function noteReads(reader: ros.Stack, written: unknown): void {
  if (written === null || typeof written !== 'object') {
    return;
  }
  for (const [name, inner] of Object.entries(written)) {
    if (name === 'Fn::GetStackOutput' && Array.isArray(inner)) {
      const [stackName, , region = topLevel(reader).region] = inner as string[];
      noteRead(reader, stackName, region);
    } else {
      noteReads(reader, inner);
    }
  }
}
