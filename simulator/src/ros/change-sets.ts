import { ApiError, badRequest, conflict, notFound } from '../runtime/api-error';
import type { Scheduler } from '../runtime/clock';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { type JsonMap, own } from '../runtime/json';
import type { Random } from '../runtime/random';
import type { ChangeSet } from './change-set';
import { changesOf } from './changes';
import type { Engine } from './engine';
import { recordStack } from './events';
import { type Stack, UNDER_REVIEW, isDeleted } from './model';
import type { StackValues } from './stack-values';
import type { ChangeSetDue, RosState } from './state';

/** How long it takes to find out what a change set would do. */
const COMPARING_MILLISECONDS = 2_000;

export type NewChangeSet = Omit<
  ChangeSet,
  'id' | 'stackId' | 'created' | 'status' | 'statusReason' | 'executionStatus' | 'changes'
>;

/** Looks at changes before they are made, and makes them. */
export class ChangeSets {
  constructor(
    private readonly parts: { world: RosState; random: Random; values: StackValues; engine: Engine },
    private readonly clock: () => Scheduler<ChangeSetDue>,
  ) {
    parts.engine.onBegun = stack => this.stackBegun(stack);
    parts.engine.onEnded = stack => this.stackEnded(stack);
  }

  /** Begins to compare; a stack that is new is put under review. */
  create(stack: Stack, asked: NewChangeSet): ChangeSet {
    const { world, random } = this.parts;
    const others = this.of(stack);
    if (others.some(({ name }) => name === asked.name)) {
      throw conflict('ChangeSetExists', `The ChangeSet (${asked.name}) of Stack (${stack.name}) already exists.`);
    }
    if (others.length >= ROS_LIMITS.changeSetsPerStack) {
      throw badRequest(
        'RequestLimitExceeded',
        `Request limit exceeded: the stack ${stack.name} has ${others.length} change sets, the most it may have. Delete some.`,
      );
    }
    if (!Object.hasOwn(world.stacks, stack.id)) {
      world.stacks[stack.id] = stack;
      recordStack(this.parts, stack, UNDER_REVIEW, 'The stack waits for a change set to be executed.');
    }
    const made: ChangeSet = {
      ...asked,
      id: random.uuid(),
      stackId: stack.id,
      created: world.now,
      status: 'CREATE_IN_PROGRESS',
      statusReason: '',
      executionStatus: 'UNAVAILABLE',
      changes: [],
    };
    world.changeSets[made.id] = made;
    this.clock().schedule(COMPARING_MILLISECONDS, { kind: 'change set', changeSetId: made.id });
    return made;
  }

  /** Simulated time has reached the end of a comparison. */
  due({ changeSetId }: ChangeSetDue): void {
    const changeSet = own(this.parts.world.changeSets, changeSetId);
    if (changeSet) {
      this.compare(changeSet, this.parts.world.stacks[changeSet.stackId]);
    }
  }

  /** The change set with this id, of a stack in the region. */
  byId(id: string, region: string): { changeSet: ChangeSet; stack: Stack } {
    const changeSet = own(this.parts.world.changeSets, id);
    const stack = changeSet && own(this.parts.world.stacks, changeSet.stackId);
    if (!changeSet || stack?.region !== region) {
      throw notFound('ChangeSetNotFound', `The ChangeSet ${id.slice(0, 100)} could not be found.`);
    }
    return { changeSet, stack };
  }

  /** Those of a stack, oldest first. */
  of(stack: Stack): ChangeSet[] {
    return Object.values(this.parts.world.changeSets).filter(({ stackId }) => stackId === stack.id);
  }

  /** Does what the change set tells; the others of its stack are gone with that. */
  execute(changeSet: ChangeSet, stack: Stack): void {
    if (changeSet.executionStatus !== 'AVAILABLE') {
      throw badRequest(
        'NotSupported',
        `The change set ${changeSet.name} is ${changeSet.status} and ${changeSet.executionStatus}, but only one that is AVAILABLE is executed.`,
      );
    }
    this.of(stack)
      .filter(other => other.id !== changeSet.id)
      .forEach(other => this.drop(other));
    changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
    stack.tags = changeSet.tags.length > 0 ? [...changeSet.tags] : stack.tags;
    stack.timeoutInMinutes = changeSet.timeoutInMinutes;
    stack.disableRollback = changeSet.disableRollback;
    const { engine } = this.parts;
    const { intent, imports, parallelism, replacement } = changeSet;
    if (changeSet.type === 'CREATE') {
      engine.create(stack, { parallelism });
    } else if (changeSet.type === 'UPDATE') {
      engine.update(stack, intent, { parallelism, replacement });
    } else {
      engine.import(stack, intent, { imports });
    }
  }

  /** A stack that was made for the change set stays. */
  remove(changeSet: ChangeSet): void {
    if (
      changeSet.status === 'CREATE_IN_PROGRESS' ||
      !['UNAVAILABLE', 'AVAILABLE'].includes(changeSet.executionStatus)
    ) {
      throw badRequest(
        'NotSupported',
        `The change set ${changeSet.name} is ${changeSet.status} and ${changeSet.executionStatus}, from which it cannot be deleted.`,
      );
    }
    this.drop(changeSet);
  }

  private drop(changeSet: ChangeSet): void {
    delete this.parts.world.changeSets[changeSet.id];
  }

  private compare(changeSet: ChangeSet, stack: Stack): void {
    try {
      changeSet.changes = changesOf(this.parts.values, stack, changeSet.intent);
      changeSet.statusReason = refusalOf(changeSet) ?? '';
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      changeSet.statusReason = error.message;
    }
    const failed = changeSet.statusReason !== '';
    changeSet.status = failed ? 'CREATE_FAILED' : 'CREATE_COMPLETE';
    if (!failed && changeSet.executionStatus === 'UNAVAILABLE') {
      changeSet.executionStatus = 'AVAILABLE';
    }
  }

  /** What a change set tells of a stack is over once something else is done to it. */
  private stackBegun(stack: Stack): void {
    for (const changeSet of this.of(stack)) {
      if (['UNAVAILABLE', 'AVAILABLE'].includes(changeSet.executionStatus)) {
        changeSet.executionStatus = 'OBSOLETE';
      }
    }
  }

  private stackEnded(stack: Stack): void {
    for (const changeSet of this.of(stack)) {
      if (isDeleted(stack)) {
        this.drop(changeSet);
      } else if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
        const succeeded = /^(CREATE|UPDATE|IMPORT_CREATE|IMPORT_UPDATE)_COMPLETE$/.test(stack.status);
        changeSet.executionStatus = succeeded ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED';
      }
    }
  }
}

/** Why a change set whose changes are known cannot be executed. */
function refusalOf({ type, changes, imports }: ChangeSet): string | undefined {
  const others = changes
    .map(({ ResourceChange }) => ResourceChange as JsonMap)
    .filter(({ LogicalResourceId }) => !Object.hasOwn(imports, String(LogicalResourceId)))
    .map(({ Action, LogicalResourceId }) => `${String(Action)} ${String(LogicalResourceId)}`);
  return type === 'IMPORT' && others.length > 0
    ? `An import changes nothing but what it imports; this one would also ${others.join(', ')}. Do that with an update.`
    : undefined;
}
