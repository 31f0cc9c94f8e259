import * as ros from '@alicloud/ros-cdk-core';
import type { IAspect, IConstruct } from 'constructs';
import { note } from '../core/notes';
import { isLiteral } from '../core/tokens';
import { wholeOf } from '../core/whole';
import { STACK_METADATA } from '../domain/facts.generated';
import { DEPLOY_REGION } from './guard-name';

/**
 * Notes where the stacks of users are deployed that hold nothing of ours, so that a deployer need not ask: the manifest of the core has
 * no regions. A nested stack is deployed by the stack around it.
 */
export function noteForeignRegions(construct: ros.IConstruct): void {
  wholeOf(construct).node._actualNode.applyAspect(new ForeignRegions());
}

class ForeignRegions implements IAspect {
  public visit(stack: IConstruct): void {
    if (!ros.Stack.isStack(stack) || stack instanceof ros.NestedStack || !isLiteral(stack.region)) {
      return;
    }
    if (stack.node.tryFindChild(DEPLOY_REGION) === undefined) {
      const { type, version } = STACK_METADATA;
      note(stack, type, { version, region: stack.region, role: 'custom' });
    }
  }
}
