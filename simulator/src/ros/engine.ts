import { ApiError } from '../runtime/api-error';
import type { Scheduler } from '../runtime/clock';
import type { Faults } from '../runtime/faults';
import type { Definition } from '../template/program';
import { leavesNothing, takenBackBy } from './actions';
import { recordStack } from './events';
import { type Action, type Intent, type Operation, type Stack, type Step, UNDER_REVIEW } from './model';
import { forgetDrift } from './drift-detection';
import { computeOutputs, meetFaults, recordFailure } from './failures';
import { NestedStacks } from './nested-stacks';
import { Agenda, planSteps } from './plan';
import { progressOf } from './progress';
import type { OperationOptions, StackOperations } from './stack-operations';
import type { StackTimer } from './state';
import { type StepParts, StepRunner } from './steps';
import { StackTimers } from './timers';

const NOTHING: ReadonlyMap<string, Definition> = new Map();

/** Carries operations on stacks through: in parallel where dependencies allow, back again where something fails. */
export class Engine implements StackOperations {
  private readonly runner: StepRunner;
  private readonly nested: NestedStacks;
  private readonly timers: StackTimers;
  private readonly agendas = new WeakMap<Operation, Agenda>();
  /** Told when something begins to be done to a stack. */
  onBegun: (stack: Stack) => void = () => undefined;
  /** Told when nothing is being done to a stack any more. */
  onEnded: (stack: Stack) => void = () => undefined;

  constructor(
    private readonly parts: StepParts & { readonly faults: Faults },
    clock: () => Scheduler<StackTimer>,
  ) {
    this.timers = new StackTimers(parts.world, this, clock);
    this.runner = new StepRunner(parts);
    this.nested = new NestedStacks(parts, this);
    parts.faults.onRemoved = id => this.timers.release(id);
  }

  create(stack: Stack, options: OperationOptions = {}): void {
    this.begin(stack, 'CREATE', this.wanted(stack), options);
  }

  update(stack: Stack, intent: Intent, options: OperationOptions = {}): void {
    this.change(stack, 'UPDATE', intent, options);
  }

  import(stack: Stack, intent: Intent, options: OperationOptions): void {
    if (stack.status === UNDER_REVIEW) {
      return this.begin(stack, 'IMPORT_CREATE', this.wanted(stack), options);
    }
    this.change(stack, 'IMPORT_UPDATE', intent, options);
  }

  delete(stack: Stack, options: OperationOptions = {}): void {
    this.begin(stack, 'DELETE', NOTHING, options);
  }

  /** What runs is let finish, then the update is taken back. */
  cancelUpdate(stack: Stack): void {
    if (stack.operation) {
      stack.operation.cancelled = true;
    }
    this.proceed(stack);
  }

  /** Simulated time has reached what was scheduled. */
  timerIsDue(event: StackTimer): void {
    this.timers.due(event);
  }

  private change(stack: Stack, action: Action, intent: Intent, options: OperationOptions): void {
    stack.previous = stack.intent;
    stack.intent = intent;
    stack.updated = this.parts.world.now;
    this.begin(stack, action, this.wanted(stack), options);
  }

  private wanted(stack: Stack): ReadonlyMap<string, Definition> {
    return this.parts.values.program(stack, stack.intent).definitions;
  }

  private begin(
    stack: Stack,
    action: Action,
    definitions: ReadonlyMap<string, Definition>,
    options: OperationOptions,
  ): void {
    const number = ++stack.operations;
    forgetDrift(stack);
    stack.operation = {
      number,
      action,
      steps: planSteps(stack.resources, definitions, options.imports),
      parallelism: options.parallelism ?? Number.MAX_SAFE_INTEGER,
      retain: options.retain ?? [],
      replacement: options.replacement ?? false,
      ...(options.reached === undefined ? {} : { reached: options.reached }),
    };
    if (takenBackBy(action)) {
      stack.reads = [];
    }
    this.onBegun(stack);
    recordStack(this.parts, stack, `${action}_IN_PROGRESS`, `Stack ${action} started`);
    if (!action.endsWith('ROLLBACK')) {
      this.timers.scheduleDeadline(stack, stack.operation);
    }
    this.proceed(stack);
  }

  proceed(stack: Stack): void {
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
        meetFaults(this.parts.faults, stack, step, resource, kind),
      );
      if (started.kind === 'done') {
        agenda.move(step, 'DONE');
      } else if (started.kind === 'nested') {
        this.nested.start(stack, step, started.operation, started.properties);
      } else if (step.stuckBy === undefined) {
        this.timers.scheduleStep(stack, operation, step, started.seconds);
      }
    } catch (error) {
      this.fail(stack, step, error);
    }
  }

  finish(stack: Stack, step: Step): void {
    try {
      this.runner.finish(stack, step);
      if (stack.operation) {
        this.agenda(stack.operation).move(step, 'DONE');
      }
    } catch (error) {
      this.fail(stack, step, error);
    }
    this.proceed(stack);
  }

  fail(stack: Stack, step: Step, error: unknown): void {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    const failure = recordFailure(this.parts, stack, step, error);
    if (stack.operation) {
      this.agenda(stack.operation).move(step, 'FAILED');
      stack.operation.failure ??= failure;
    }
  }

  private conclude(stack: Stack, operation: Operation): void {
    const failure = operation.failure ?? computeOutputs(this.parts, stack, operation);
    stack.progress = progressOf(operation);
    stack.operation = undefined;
    this.timers.cancelAll(stack);
    stack.lastFailure = failure ?? (operation.action.endsWith('ROLLBACK') ? stack.lastFailure : undefined);
    const reason = failure
      ? `Resource ${operation.action} failed: ${failure.code}: resources.${failure.logicalId}: ${failure.message}`
      : `Stack ${operation.action} completed successfully`;
    if (operation.action === 'UPDATE' && operation.cancelled) {
      recordStack(this.parts, stack, 'UPDATE_FAILED', 'The update was cancelled.');
      return this.takeBack(stack, operation, 'ROLLBACK');
    }
    if (!failure) {
      return this.succeed(stack, operation, reason);
    }
    recordStack(this.parts, stack, `${operation.action}_FAILED`, reason);
    const back = takenBackBy(operation.action);
    if (back && !stack.disableRollback) {
      return this.takeBack(stack, operation, back);
    }
    this.ended(stack);
  }

  private succeed(stack: Stack, operation: Operation, reason: string): void {
    recordStack(this.parts, stack, `${operation.action}_COMPLETE`, reason);
    if (operation.action === 'DELETE') {
      stack.deleted = this.parts.world.now;
    }
    stack.previous = undefined;
    this.ended(stack);
    const abandoned = {
      CREATE: 'AbandonStackOnCreationComplete',
      CREATE_ROLLBACK: 'AbandonStackOnCreationRollbackComplete',
    };
    if (abandoned[operation.action as 'CREATE'] === stack.createOption) {
      delete this.parts.world.stacks[stack.id];
    }
  }

  private ended(stack: Stack): void {
    this.nested.ended(stack);
    this.onEnded(stack);
  }

  private takeBack(stack: Stack, operation: Operation, back: Action): void {
    stack.intent = stack.previous ?? stack.intent;
    this.begin(stack, back, leavesNothing(back) ? NOTHING : this.wanted(stack), {
      replacement: operation.replacement,
      reached: stack.progress.operation,
    });
  }
}
