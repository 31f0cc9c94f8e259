import { ApiError } from '../api/api-error';
import type { Clock } from '../runtime/clock';
import type { Faults } from '../runtime/faults';
import { own } from '../runtime/json';
import type { TimerEvent } from '../runtime/world';
import type { Definition } from '../template/program';
import { recordResource, recordStack } from './events';
import {
  type Action,
  type Failure,
  type Intent,
  type Operation,
  type Resource,
  type ResourceOperation,
  type Stack,
  type Step,
  isBusy,
} from './model';
import { NestedStacks } from './nested-stacks';
import { Agenda, planSteps } from './plan';
import { type StepParts, StepRunner } from './steps';

export interface OperationOptions {
  readonly parallelism?: number;
  readonly retain?: readonly string[] | 'all';
  readonly replacement?: boolean;
}

const NOTHING: ReadonlyMap<string, Definition> = new Map();

/** Carries operations on stacks through: in parallel where dependencies allow, back again where something fails. */
export class Engine {
  private readonly runner: StepRunner;
  private readonly nested: NestedStacks;
  private readonly agendas = new WeakMap<Operation, Agenda>();

  constructor(
    private readonly parts: StepParts & { readonly faults: Faults },
    private readonly clock: () => Clock,
  ) {
    this.runner = new StepRunner(parts);
    this.nested = new NestedStacks(parts, this);
    parts.faults.onRemoved = id => this.release(id);
  }

  create(stack: Stack, options: OperationOptions = {}): void {
    this.begin(stack, 'CREATE', this.wanted(stack), options);
  }

  update(stack: Stack, intent: Intent, options: OperationOptions = {}): void {
    stack.previous = stack.intent;
    stack.intent = intent;
    stack.updated = this.parts.world.now;
    this.begin(stack, 'UPDATE', this.wanted(stack), options);
  }

  delete(stack: Stack, options: OperationOptions = {}): void {
    this.begin(stack, 'DELETE', NOTHING, options);
  }

  /** What runs is let finish, then the update is taken back. */
  cancelUpdate(stack: Stack): void {
    if (stack.operation) {
      stack.operation.cancelled = true;
    }
    this.pump(stack);
  }

  stepIsDue(event: TimerEvent & { kind: 'step' }): void {
    const { stack, step } = this.current(event.stackId, event.operation, event.logicalId);
    if (stack && step?.state === 'RUNNING') {
      this.finish(stack, step);
    }
  }

  deadlineIsDue(event: TimerEvent & { kind: 'deadline' }): void {
    const { stack } = this.current(event.stackId, event.operation);
    const steps = Object.values(stack?.operation?.steps ?? {});
    if (stack && !steps.some(step => step.stuckBy !== undefined)) {
      this.expire(stack);
    }
  }

  private wanted(stack: Stack): ReadonlyMap<string, Definition> {
    return this.parts.values.program(stack, stack.intent).definitions;
  }

  private current(stackId: string, operation: number, logicalId = ''): { stack?: Stack; step?: Step } {
    const stack = own(this.parts.world.stacks, stackId);
    if (stack?.operation?.number !== operation) {
      return {};
    }
    return { stack, step: own(stack.operation.steps, logicalId) };
  }

  private begin(
    stack: Stack,
    action: Action,
    definitions: ReadonlyMap<string, Definition>,
    options: OperationOptions,
  ): void {
    const number = ++stack.operations;
    stack.operation = {
      number,
      action,
      steps: planSteps(stack.resources, definitions),
      parallelism: options.parallelism ?? Number.MAX_SAFE_INTEGER,
      retain: options.retain ?? [],
      replacement: options.replacement ?? false,
    };
    if (action === 'CREATE' || action === 'UPDATE') {
      stack.reads = [];
    }
    recordStack(this.parts, stack, `${action}_IN_PROGRESS`, `Stack ${action} started`);
    if (!action.endsWith('ROLLBACK')) {
      this.clock().schedule(stack.timeoutInMinutes * 60_000, {
        kind: 'deadline',
        stackId: stack.id,
        operation: number,
      });
    }
    this.pump(stack);
  }

  /** Starts what can start, and ends the operation when nothing is left to do. */
  pump(stack: Stack): void {
    const operation = stack.operation;
    if (!operation) {
      return;
    }
    const agenda = this.agenda(operation);
    while (!operation.failure && !operation.cancelled && agenda.running < operation.parallelism) {
      const step = agenda.next();
      if (!step) {
        break;
      }
      this.start(stack, operation, step);
    }
    if (agenda.running > 0) {
      return;
    }
    for (const step of Object.values(operation.steps)) {
      if (step.state === 'WAITING') {
        step.state = 'SKIPPED';
      }
    }
    if (stack.operation === operation) {
      this.conclude(stack, operation);
    }
  }

  private agenda(operation: Operation): Agenda {
    const known = this.agendas.get(operation) ?? new Agenda(operation.steps);
    this.agendas.set(operation, known);
    return known;
  }

  private start(stack: Stack, operation: Operation, step: Step): void {
    const agenda = this.agenda(operation);
    agenda.move(step, 'RUNNING');
    try {
      const started = this.runner.start(stack, operation, step, (resource, kind) =>
        this.meetFaults(stack, step, resource, kind),
      );
      if (started.kind === 'done') {
        agenda.move(step, 'DONE');
      } else if (started.kind === 'nested') {
        this.nested.start(stack, step, started.operation, started.properties);
      } else if (step.stuckBy === undefined) {
        this.schedule(stack, operation, step, started.seconds);
      }
    } catch (error) {
      this.fail(stack, step, error);
    }
  }

  private schedule(stack: Stack, operation: Operation, step: Step, seconds: number): void {
    this.clock().schedule(seconds * 1000, {
      kind: 'step',
      stackId: stack.id,
      operation: operation.number,
      logicalId: step.logicalId,
    });
  }

  private meetFaults(stack: Stack, step: Step, resource: Resource, kind: ResourceOperation): void {
    const fault = this.parts.faults.forResource({
      region: stack.region,
      stackName: stack.name,
      resourceType: resource.type,
      logicalId: resource.logicalId,
      operation: kind,
    });
    if (fault?.kind === 'stuck') {
      step.stuckBy = fault.id;
    } else if (fault) {
      throw new ApiError(400, fault.code, fault.message);
    }
  }

  /** The time of a step is over. */
  finish(stack: Stack, step: Step): void {
    try {
      this.runner.finish(stack, step);
      if (stack.operation) {
        this.agenda(stack.operation).move(step, 'DONE');
      }
    } catch (error) {
      this.fail(stack, step, error);
    }
    this.pump(stack);
  }

  /** A step cannot be done; what runs beside it is let finish. */
  fail(stack: Stack, step: Step, error: unknown): void {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    if (stack.operation) {
      this.agenda(stack.operation).move(step, 'FAILED');
    }
    const resource = own(stack.resources, step.logicalId);
    const type = resource?.type ?? this.wanted(stack).get(step.logicalId)?.type.type ?? '';
    const action = resource?.status.replace(/_IN_PROGRESS$/, '') ?? 'CREATE';
    const verb = ['CREATE', 'UPDATE', 'DELETE'].includes(action) ? action : 'UPDATE';
    if (resource) {
      recordResource(this.parts, stack, resource, `${verb}_FAILED`, `${error.code}: ${error.message}`);
    }
    const failure: Failure = {
      logicalId: step.logicalId,
      type,
      action: verb,
      code: error.code,
      message: error.message,
    };
    if (stack.operation) {
      stack.operation.failure ??= failure;
    }
  }

  private conclude(stack: Stack, operation: Operation): void {
    const failure = operation.failure ?? this.computeOutputs(stack, operation);
    stack.operation = undefined;
    this.clock().cancel(event => event.kind !== 'task' && event.stackId === stack.id);
    stack.lastFailure = failure ?? (operation.action.endsWith('ROLLBACK') ? stack.lastFailure : undefined);
    const reason = failure
      ? `Resource ${operation.action} failed: ${failure.code}: resources.${failure.logicalId}: ${failure.message}`
      : `Stack ${operation.action} completed successfully`;
    if (operation.action === 'UPDATE' && operation.cancelled) {
      return this.rollBackUpdate(stack, operation, 'The update was cancelled.');
    }
    if (!failure) {
      return this.succeed(stack, operation, reason);
    }
    recordStack(this.parts, stack, `${operation.action}_FAILED`, reason);
    if (operation.action === 'CREATE' && !stack.disableRollback) {
      return this.begin(stack, 'CREATE_ROLLBACK', NOTHING, {});
    }
    if (operation.action === 'UPDATE' && !stack.disableRollback) {
      return this.rollBackUpdate(stack, operation, reason);
    }
    this.nested.ended(stack);
  }

  private succeed(stack: Stack, operation: Operation, reason: string): void {
    recordStack(this.parts, stack, `${operation.action}_COMPLETE`, reason);
    if (operation.action === 'DELETE') {
      stack.deleted = this.parts.world.now;
    }
    if (operation.action === 'UPDATE' || operation.action === 'ROLLBACK') {
      stack.previous = undefined;
    }
    this.nested.ended(stack);
    const abandoned = {
      CREATE: 'AbandonStackOnCreationComplete',
      CREATE_ROLLBACK: 'AbandonStackOnCreationRollbackComplete',
    };
    if (abandoned[operation.action as 'CREATE'] === stack.createOption) {
      delete this.parts.world.stacks[stack.id];
    }
  }

  private rollBackUpdate(stack: Stack, operation: Operation, reason: string): void {
    if (stack.previous) {
      stack.intent = stack.previous;
    }
    recordStack(this.parts, stack, 'UPDATE_FAILED', reason);
    this.begin(stack, 'ROLLBACK', this.wanted(stack), { replacement: operation.replacement });
  }

  /** Outputs are worked out once, when everything is there; what fails then fails the operation. */
  private computeOutputs(stack: Stack, operation: Operation): Failure | undefined {
    if (operation.cancelled) {
      return undefined;
    }
    if (operation.action === 'DELETE' || operation.action === 'CREATE_ROLLBACK') {
      stack.outputs = [];
      return undefined;
    }
    try {
      stack.outputs = this.parts.values.program(stack, stack.intent).outputs(this.parts.values.around(stack));
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      return { logicalId: 'Outputs', type: '', action: operation.action, code: error.code, message: error.message };
    }
  }

  private expire(stack: Stack): void {
    const operation = stack.operation;
    if (!operation) {
      return;
    }
    for (const step of Object.values(operation.steps)) {
      const nested = step.nested === undefined ? undefined : own(this.parts.world.stacks, step.nested);
      if (nested && isBusy(nested)) {
        this.expire(nested);
      }
      if (step.state === 'RUNNING') {
        this.fail(
          stack,
          step,
          new ApiError(400, 'StackTimeout', `The stack did not finish within ${stack.timeoutInMinutes} minutes.`),
        );
      }
    }
    this.pump(stack);
  }

  /** A fault rule is gone: the steps it held go on. */
  private release(id: string): void {
    for (const stack of Object.values(this.parts.world.stacks)) {
      const operation = stack.operation;
      for (const step of Object.values(operation?.steps ?? {})) {
        if (step.stuckBy !== id || !operation) {
          continue;
        }
        step.stuckBy = undefined;
        if (step.state === 'RUNNING') {
          this.schedule(stack, operation, step, 0);
        }
      }
    }
  }
}
