import * as ros from '@alicloud/ros-cdk-core';
import { note } from '../core/notes';
import { refuse } from '../core/refuse';
import { topLevel } from '../core/tokens';
import { withoutTraces } from '../core/traces';
import { STACK_METADATA } from '../domain/facts.generated';
import { assertion } from './assertion';
import { DEPLOY_REGION } from './guard-name';
import { lookAtWholeApp } from './whole-app';

/** What a stack is for: a registry or replication of ours, or a stack of the user's own; and what else a deployer wants to know. */
export interface StackPurpose {
  readonly role: 'registry' | 'replication' | 'custom';
  readonly [detail: string]: unknown;
}

/**
 * Makes sure that a stack is deployed to its own region or not at all: the stock `ros-cdk` deploys to whatever region it was
 * configured with, and a registry in the wrong region is a subscription paid for nothing.
 *
 * @returns the logical ids that each resource must depend on
 */
export function guardRegion(stack: ros.Stack, purpose: StackPurpose = { role: 'custom' }): string[] {
  lookAtWholeApp(stack);
  if (ros.Token.isUnresolved(stack.region)) {
    return [];
  }
  const there = stack.node.tryFindChild(DEPLOY_REGION);
  if (there === undefined) {
    withoutTraces(() => addGuard(stack, purpose));
  } else if (!(GUARD in there)) {
    refuse(stack, [
      {
        subject: 'the id of a construct',
        got: DEPLOY_REGION,
        rule: 'the guard against a wrong region goes by that name',
        fix: `Rename ${there.node.path}`,
      },
    ]);
  }
  return [DEPLOY_REGION];
}

/** Marks a guard of ours. */
const GUARD = Symbol.for('ros-cdk-global-registry.guard');

function addGuard(stack: ros.Stack, purpose: StackPurpose): void {
  const guard = assertion(stack, DEPLOY_REGION, DEPLOY_REGION, {
    operation: 'Equal',
    values: [{ Ref: 'ALIYUN::Region' }, stack.region],
    message: {
      'Fn::Sub':
        `Stack ${topLevel(stack).stackName} belongs in ${stack.region}, but this deployment goes to \${ALIYUN::Region}. ` +
        `Nothing was bought. Deploy it again with the region set to ${stack.region}.`,
    },
  });
  Object.defineProperty(guard, GUARD, { value: true });
  if (!stack.nested) {
    const { type, version } = STACK_METADATA;
    note(guard, type, { version, region: stack.region, ...purpose });
  }
}
