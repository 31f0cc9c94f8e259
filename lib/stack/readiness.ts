import * as ros from '@alicloud/ros-cdk-core';
import { RegionalValue } from '../core/regional-value';
import { withoutTraces } from '../core/traces';
import { shortHash } from '../domain/short-hash';
import { Assertion, assertion, outputReady } from './assertion';
import { bounded, hashedLogicalId, words } from './logical-ids';
import { guardRegion } from './region-guard';

/**
 * One guard for the region, and one for each instance that is read from another stack: `Fn::GetStackOutput` gives an empty text while
 * that stack is missing, and an empty instance id would mean the Personal Edition.
 *
 * ROS cannot change a guard, so its name ends in a hash of what it says.
 *
 * @param owner the construct whose resources wait
 * @param ids the ids of the instances, by what they are to the owner: `Source`, `Target`, `Instance`
 * @returns the logical ids that each resource must depend on
 */
export function readinessOf(owner: ros.Construct, ids: Readonly<Record<string, RegionalValue | string>>): string[] {
  const stack = ros.Stack.of(owner);
  const region = guardRegion(stack);
  const ready = Object.entries(ids).flatMap(([end, id]) =>
    typeof id === 'string' ? [] : readyGuards(owner, `${end}Ready`, id, region),
  );
  return [...region, ...ready];
}

/** The guard for a value of another stack. */
export function readyValue(owner: ros.Construct, value: RegionalValue): string {
  const [guard] = readyGuards(owner, `${value.outputName}Ready`, value, guardRegion(ros.Stack.of(owner)));
  return guard;
}

/** The guard for an output that is read by the name of its stack. */
export function readyOutput(owner: ros.Construct, read: readonly string[]): string {
  const id = `${bounded(read.slice(0, 2).map(words).join(''))}Ready${shortHash(read).toUpperCase()}`;
  const ready = outputReady({ 'Fn::GetStackOutput': read }, read);
  return guardFor(owner, id, ready, guardRegion(ros.Stack.of(owner)));
}

function readyGuards(owner: ros.Construct, id: string, value: RegionalValue, before: readonly string[]): string[] {
  const stack = ros.Stack.of(owner);
  value.addReader(stack);
  const resolver = new ros.DefaultTokenResolver(new ros.StringConcat());
  const resolved: unknown = ros.Tokenization.resolve(value, { scope: owner, resolver, preparing: false });
  const read = (resolved as Record<string, string[]> | undefined)?.['Fn::GetStackOutput'];
  return read === undefined ? [] : [guardFor(owner, id, outputReady(resolved, read), before)];
}

function guardFor(owner: ros.Construct, id: string, ready: Assertion, before: readonly string[]): string {
  const logicalId = hashedLogicalId(owner, id, '', shortHash(ready));
  if (owner.node.tryFindChild(id) === undefined) {
    const guard = withoutTraces(() => assertion(owner, id, logicalId, ready));
    before.forEach(other => guard.addRosDependency(other));
  }
  return logicalId;
}
