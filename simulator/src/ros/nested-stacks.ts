import { ApiError } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { type JsonMap, own } from '../runtime/json';
import type { ResourceOperation, Stack, Step } from './model';
import { nestedIntent, outputAttributes, stackArn } from './nested-intent';
import { newStack } from './new-stack';
import type { StackOperations } from './stack-operations';
import type { StepParts } from './steps';

/** Stacks that are resources of other stacks: the step of the parent lasts as long as the operation of the child. */
export class NestedStacks {
  constructor(
    private readonly parts: StepParts,
    private readonly operations: StackOperations,
  ) {}

  start(parent: Stack, step: Step, operation: ResourceOperation, properties: JsonMap): void {
    if (operation === 'CREATE') {
      return this.create(parent, step, properties);
    }
    const resource = parent.resources[step.logicalId];
    const child = this.parts.world.stacks[String(resource.physicalId.split('/').pop())];
    step.nested = child.id;
    if (operation === 'DELETE') {
      return this.operations.delete(child);
    }
    const intent = nestedIntent(parent, properties);
    this.parts.values.program(child, intent);
    resource.properties = properties;
    this.operations.update(child, intent);
  }

  /** A nested stack has come to rest: the step of its parent ends with it. */
  ended(child: Stack): void {
    const parent = child.parent && own(this.parts.world.stacks, child.parent.stackId);
    const step = parent?.operation && own(parent.operation.steps, child.parent?.logicalId ?? '');
    if (!parent || step?.nested !== child.id || step.state !== 'RUNNING') {
      return;
    }
    if (child.status.endsWith('_FAILED')) {
      this.operations.fail(
        parent,
        step,
        new ApiError(
          400,
          'NestedStackFailed',
          `The nested stack ${child.name} is ${child.status}: ${child.statusReason}`,
        ),
      );
      return this.operations.proceed(parent);
    }
    if (step.kind !== 'DELETE') {
      parent.resources[step.logicalId].attributes = outputAttributes(child);
    }
    this.operations.finish(parent, step);
  }

  private create(parent: Stack, step: Step, properties: JsonMap): void {
    const child = newStack(this.parts, {
      name: `${parent.name}-${step.logicalId}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, ROS_LIMITS.stackNameLength),
      region: parent.region,
      intent: nestedIntent(parent, properties),
      disableRollback: true,
      timeoutInMinutes: Number(properties.TimeoutMins ?? ROS_LIMITS.timeoutMinutesUsual),
      parent: { stackId: parent.id, logicalId: step.logicalId },
      depth: parent.depth + 1,
    });
    this.parts.values.program(child, child.intent);
    this.parts.world.stacks[child.id] = child;
    parent.resources[step.logicalId].physicalId = stackArn(this.parts.world, child);
    step.nested = child.id;
    this.operations.create(child);
  }
}
