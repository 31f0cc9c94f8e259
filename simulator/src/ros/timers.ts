import { ApiError } from '../runtime/api-error';
import type { Scheduler } from '../runtime/clock';
import { own } from '../runtime/json';
import { type Operation, type Stack, type Step, isBusy } from './model';
import type { StackOperations } from './stack-operations';
import type { DeadlineDue, RosState, StackTimer, StepDue } from './state';

/** When steps end, when operations must have ended, and what becomes of both when the time comes. */
export class StackTimers {
  constructor(
    private readonly world: RosState,
    private readonly operations: StackOperations,
    private readonly clock: () => Scheduler<StackTimer>,
  ) {}

  scheduleStep(stack: Stack, operation: Operation, step: Step, seconds: number): void {
    const { logicalId } = step;
    this.clock().schedule(seconds * 1000, {
      kind: 'step',
      stackId: stack.id,
      operation: operation.number,
      logicalId,
    });
  }

  scheduleDeadline(stack: Stack, operation: Operation): void {
    this.clock().schedule(stack.timeoutInMinutes * 60_000, {
      kind: 'deadline',
      stackId: stack.id,
      operation: operation.number,
    });
  }

  cancelAll(stack: Stack): void {
    this.clock().cancel(event => 'stackId' in event && event.stackId === stack.id);
  }

  due(event: StackTimer): void {
    if (event.kind === 'step') {
      this.stepIsDue(event);
    } else {
      this.deadlineIsDue(event);
    }
  }

  /** A fault rule is gone: the steps it held go on. */
  release(ruleId: string): void {
    for (const stack of Object.values(this.world.stacks)) {
      const operation = stack.operation;
      for (const step of Object.values(operation?.steps ?? {})) {
        if (step.stuckBy !== ruleId || !operation) {
          continue;
        }
        step.stuckBy = undefined;
        if (step.state === 'RUNNING') {
          this.scheduleStep(stack, operation, step, 0);
        }
      }
    }
  }

  private stepIsDue(event: StepDue): void {
    const stack = this.stackIn(event);
    const step = stack?.operation && own(stack.operation.steps, event.logicalId);
    if (stack && step?.state === 'RUNNING') {
      this.operations.finish(stack, step);
    }
  }

  private deadlineIsDue(event: DeadlineDue): void {
    const stack = this.stackIn(event);
    const steps = Object.values(stack?.operation?.steps ?? {});
    if (stack && !steps.some(step => step.stuckBy !== undefined)) {
      this.expire(stack);
    }
  }

  /** The stack, if what is being done to it is still what the timer was set for. */
  private stackIn(event: StackTimer): Stack | undefined {
    const stack = own(this.world.stacks, event.stackId);
    return stack?.operation?.number === event.operation ? stack : undefined;
  }

  private expire(stack: Stack): void {
    const operation = stack.operation;
    if (!operation) {
      return;
    }
    for (const step of Object.values(operation.steps)) {
      const nested = step.nested === undefined ? undefined : own(this.world.stacks, step.nested);
      if (nested && isBusy(nested)) {
        this.expire(nested);
      }
      if (step.state === 'RUNNING') {
        const message = `The stack did not finish within ${stack.timeoutInMinutes} minutes.`;
        this.operations.fail(stack, step, new ApiError(400, 'StackTimeout', message));
      }
    }
    this.operations.proceed(stack);
  }
}
